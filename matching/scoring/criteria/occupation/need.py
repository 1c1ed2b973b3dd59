"""What a service, a workshop or a course gives, against what the person needs beside a job."""

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import Hours, OfferKind
from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.titles import is_given
from matching.scoring.profiles.weights import Weights
from matching.scoring.vocabulary.themes import (
    DIGITAL,
    FIND_A_COURSE,
    FORMALITIES,
    FRENCH,
    STUDY,
)

READS = Reads(
    person=(
        "asks",
        "calls",
        "wants_to_learn",
        "studied",
        "titles_lacked",
        "trades",
        "by_experience",
        "years",
        "hours_wanted",
        "french_level",
        "licences",
        "digital_level",
        "diploma_level",
        "wants_digital",
    ),
    offer=(
        "kind",
        "themes",
        "public",
        "age_max",
        "french_levels",
        "digital_from",
        "first_steps",
        "for_drivers",
        "first_licence",
        "course_level",
        "teaches",
        "titles_given",
        "nearness",
    ),
)
_SETTLED = 2.0  # years of the trade that is wanted, from which one has found one's way
_BESIDE_STUDIES = frozenset({Hours.EVENING, Hours.WEEKEND})
_LONG = 3.0  # years of a trade, from which nobody learns it from the start
FACTS = ("licence", "school_hours", "digital", "french", "project", "diploma", "limits", "search")
REASONS: dict[str, tuple[str, ...]] = {
    "need_asked": ("said",),
    "need_taught": ("said", "taught"),
    **{f"need_{fact}": () for fact in FACTS},
    "need_digital_first": ("said",),
    "need_digital_further": (),
    "need_other_level": (),
    "need_near_level": (),
    "need_licence_held": (),
    "need_known_already": (),
    "need_public": (),
    "need_open_to_all": (),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full when the person asked for the very thing, less when only a fact of theirs calls for it.

    A service that nothing calls for still counts for a little: it is open to all. Of courses and
    workshops that name no theme, only what was asked for by name is judged here.
    """
    if taught := _taught(person, offer) or _studied(person, offer):
        return _answered(offer, taught, weights)
    if _has_its_trade(person, offer) or _has_its_diploma(person, offer):
        return Part("need_known_already", weights.need_met["elsewhere"])
    if not offer.themes and offer.kind is not OfferKind.SUPPORT:
        return None
    if _is_other_level(person, offer):
        return _beside_its_level(person, offer, weights)
    asked = [person.asks[theme] for theme in offer.themes if theme in person.asks]
    if asked:
        found = Part("need_asked", _asked(person, offer, weights), {"said": min(asked)})
        return _at_its_end(found, person, offer, weights)
    return (
        _of_no_use(person, offer, weights)
        or _by_ease(person, offer, weights)
        or _at_its_end(_called_for(person, offer, weights), person, offer, weights)
    )


def _at_its_end(part: Part, person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part:
    """The same, a little less where a course of French ends at the level that one has."""
    level, levels = person.french_level, offer.french_levels
    if set(offer.themes) != {FRENCH} or levels is None or part.value is None:
        return part
    if level != levels[1] or levels[0] == levels[1]:
        return part
    return Part(part.code, part.value * weights.need_met["french_reached"], part.params)


def _answered(offer: ReadOffer, taught: dict[str, object], weights: Weights) -> Part:
    """What was asked for by name: a course teaches it, support helps with it."""
    if offer.kind is OfferKind.SUPPORT:
        return Part("need_asked", weights.need_met["asked"], {"said": taught["said"]})
    return Part("need_taught", weights.need_met["asked"], taught)


def _asked(person: ReadPerson, offer: ReadOffer, weights: Weights) -> float:
    """What help that was asked for is worth: help to find a course, less than the course.

    First steps with a computer are less than the program that was named, and what goes further
    is less than the first steps to who named none.
    """
    asked = person.asks.keys() & set(offer.themes)
    if asked == {DIGITAL}:
        said = person.asks[DIGITAL]
        names_one = any(within in said for within in person.wants_to_learn.values())
        if names_one and offer.first_steps:
            return weights.need_met["digital_basics"]
        goes_further = offer.digital_from is not None and not names_one
        return weights.need_met["digital" if goes_further else "asked"]
    if asked == {FORMALITIES} and DIGITAL in offer.themes:
        return weights.need_met["digital"]  # they are shown how, not helped with their papers
    finds_only = asked == {FIND_A_COURSE} and bool(person.studied or person.trades)
    return weights.need_met["diploma" if finds_only else "asked"]


def _taught(person: ReadPerson, offer: ReadOffer) -> dict[str, object]:
    """What the person wants to learn and is taught here, with both sides' words."""
    both = sorted(person.wants_to_learn.keys() & offer.teaches.keys())
    if offer.kind is OfferKind.JOB or not both:
        return {}
    return {"said": person.wants_to_learn[both[0]], "taught": offer.teaches[both[0]]}


def _studied(person: ReadPerson, offer: ReadOffer) -> dict[str, object]:
    """The trade that the person wants to learn, where a course leads to it."""
    if offer.kind is not OfferKind.TRAINING:
        return {}
    wanted = person.studied
    if not person.by_experience and is_given(offer.titles_given, person.titles_lacked):
        # The way into a trade whose title one lacks is the course that gives it.
        wanted = {claim.id: claim.text for claim in person.trades} | dict(wanted)
    both = [name for name in wanted if offer.nearness.get(name) in {"same", "parent"}]
    if not both:
        return {}
    return {"said": wanted[both[0]], "taught": wanted[both[0]]}


def _called_for(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part:
    facts = {person.calls[theme] for theme in offer.themes if theme in person.calls}
    if offer.for_drivers:
        facts -= {"licence"}  # what a car needs is of no use to whoever may not drive one
    worth = [(_called(fact, person, offer, weights), fact) for fact in facts]
    if _is_next_level(person, offer):
        worth.append((weights.need_met["french_further"], "french"))
    found = max(worth, default=(0.0, ""))
    kept = weights.need_met[f"public_{offer.public}"] if offer.public else 0.0
    if offer.kind is OfferKind.SUPPORT and offer.age_max is not None:
        late = _is_under_way(person, offer)
        kept = max(kept, weights.need_met["public_young_later" if late else "public_young"])
    if kept > found[0]:
        return Part("need_public", kept)
    if found[1]:
        return Part(f"need_{found[1]}", found[0])
    return Part("need_open_to_all", weights.need_met["open_to_all"])


def _is_under_way(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether a young person has begun without the service for the young.

    They have done the trade that they want for some time, or look for a job beside something else.
    """
    wanted = {claim.id for claim in person.trades} if not person.by_experience else set()
    done = any(years >= _SETTLED and name in wanted for name, years in person.years.items())
    hours = frozenset(person.hours_wanted)
    return offer.age_max is not None and (done or (bool(hours) and hours <= _BESIDE_STUDIES))


def _called(fact: str, person: ReadPerson, offer: ReadOffer, weights: Weights) -> float:
    """What a fact is worth here.

    A first diploma is looked for where the young are received, and first of all by whoever names
    no trade that a course leads to.
    """
    young = offer.public == "young" or offer.age_max is not None
    wished = person.trades and not person.by_experience
    if fact == "project" and offer.kind is OfferKind.TRAINING:
        return weights.need_met["diploma"]  # who helps to choose comes before months of a course
    later = fact == "diploma" and (wished or not young)
    return weights.need_met["diploma_later" if later else fact]


def _is_other_level(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether a course is for another level of French or of ease with a computer.

    Asked for or not, it would not help.
    """
    ease = person.digital_level
    if ease is not None and offer.digital_from is not None and ease < offer.digital_from:
        return True
    level, levels = person.french_level, offer.french_levels
    if level is None or levels is None or set(offer.themes) != {FRENCH}:
        return False
    return not levels[0] <= level <= levels[1]


def _is_next_level(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether a course of French is of the level of somebody who gets by in it already."""
    level, levels = person.french_level, offer.french_levels
    if FRENCH not in offer.themes or level is None or levels is None:
        return False
    return levels[0] <= level <= levels[1] and level in (FrenchLevel.B1, FrenchLevel.B2)


def _beside_its_level(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part:
    """A course of another level: of the level next below, it is the nearest to who asks for one."""
    levels, level = offer.french_levels, person.french_level
    is_next = levels is not None and level is not None and level - levels[1] == 1
    if FRENCH in person.asks and is_next:
        return Part("need_near_level", weights.need_met["near_level"])
    return Part("need_other_level", weights.need_met["elsewhere"])


def _of_no_use(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """What somebody has already and did not ask for: lessons to who speaks French, licence B."""
    has_licence = offer.first_licence and "B" in (person.licences or ())
    teaches = set(offer.themes) == {FRENCH} and offer.french_levels is None
    level = person.french_level
    if not (has_licence or (teaches and level is not None and level >= FrenchLevel.C1)):
        return None
    code = "need_licence_held" if has_licence else "need_other_level"
    return Part(code, weights.need_met["elsewhere"])


def _has_its_diploma(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether a course leads back to a diploma of a level that the person has already."""
    level = person.diploma_level
    if level is None or offer.course_level is None or STUDY not in offer.themes:
        return False
    return level >= offer.course_level


def _has_its_trade(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether a course leads to the trade that somebody trained has done for years.

    Who asks to learn anything, or lacks the title that it gives, may still come for it.
    """
    if offer.kind is not OfferKind.TRAINING or person.wants_to_learn or person.asks:
        return False
    if person.diploma_level is None or person.diploma_level < DiplomaLevel.CAP:
        return False
    if is_given(offer.titles_given, person.titles_lacked):
        return False
    long_done = (name for name, years in person.years.items() if years >= _LONG)
    return any(offer.nearness.get(name) == "same" for name in long_done)


def _by_ease(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Help with a computer, by how at ease the person is with one.

    First steps are of little use to whoever writes mails already, as any help is to who works
    with a computer; they come first for whoever wants digital work and has yet to begin. What
    goes further is for who has just begun.
    """
    level = person.digital_level
    if level is None or DIGITAL not in offer.themes:
        return None
    enough = DigitalLevel.MAIL_AND_WEB if offer.first_steps else DigitalLevel.OFFICE
    if level >= enough and offer.digital_from is None:
        return Part("need_known_already", weights.need_met["elsewhere"])
    if level == offer.digital_from:
        return Part("need_digital_further", weights.need_met["digital"])
    if person.wants_digital and level <= DigitalLevel.PHONE_ONLY:
        said = {"said": person.wants_digital}
        return Part("need_digital_first", weights.need_met["digital_first"], said)
    return None

"""An offer's lawful rules of entry: yes or no, with their ground beside them, never a weight."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.entry_rules import age_allowed, insertion_allowed
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

_ASKED_OF_PUBLIC: dict[str, tuple[str, ...]] = {
    "entry_public_handicap_unknown": (),
    "entry_public_young_unknown": (),
}
READS = Reads(
    person=("ages", "age_exception", "insertion", "of_public", "calls", "asks"),
    offer=(
        "entry_ground",
        "age_min",
        "age_max",
        "age_exceptions",
        "age_max_then",
        "insertion",
        "public",
        "themes",
    ),
)
BARS = {
    "entry_age": ("ground", "help"),
    "entry_age_exceptions": ("ground", "help"),
    "entry_insertion": ("help",),
    "entry_public_handicap": ("help",),
    "entry_public_young": ("help",),
}
QUESTIONS = {
    "entry_age_unknown": ("ground", "least", "most"),
    "entry_age_least_unknown": ("ground", "least"),
    "entry_age_most_unknown": ("ground", "most"),
    "entry_insertion_unknown": (),
    **_ASKED_OF_PUBLIC,
}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when a rule is plainly not met; a question when not enough is known to tell.

    What is answered never says which fact about the person decided.
    """
    return (*_age(person, offer), *_insertion(person, offer), *_public(person, offer))


def _age(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """The age rule; the law frees some from the upper limit of some of them.

    One exception is known here and lifts the limit; the others only a person may look into: the
    bar then says to ask.
    """
    if not offer.entry_ground:
        return PASS
    lifted = offer.age_exceptions and person.age_exception
    most = offer.age_max_then if lifted else offer.age_max
    allowed = age_allowed(person.ages, least=offer.age_min, most=most)
    if allowed:
        return PASS
    if allowed is None:
        return (_ask_age(offer),)
    if offer.age_exceptions:
        params = {"ground": offer.entry_ground, "help": WayRound.EXCEPTION}
        return (Bar("entry_age_exceptions", params),)
    return (Bar("entry_age", {"ground": offer.entry_ground, "help": WayRound.OTHER_COURSE}),)


def _ask_age(offer: ReadOffer) -> Question:
    """The question with the ages of the rule; whoever answers must know what is asked for."""
    bounds = {"least": offer.age_min, "most": offer.age_max}
    known = {name: age for name, age in bounds.items() if age is not None}
    side = "" if len(known) == len(bounds) else f"_{next(iter(known))}"
    return Question(
        "birth_year", f"entry_age{side}_unknown", {"ground": offer.entry_ground, **known}
    )


def _insertion(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    if not offer.insertion:
        return PASS
    allowed = insertion_allowed(person.insertion, offer.insertion)
    if allowed:
        return PASS
    if allowed is None:
        return (Question("status", "entry_insertion_unknown"),)
    return (Bar("entry_insertion", {"help": WayRound.PRESCRIBER}),)


def _public(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """The public that a service is kept for.

    A handicap is never asked about out of nothing: only where the person asks for that help, or
    names conditions that they cannot stand. Otherwise the way round says that it is theirs to say.
    """
    if not offer.public:
        return PASS
    answer = person.of_public.get(offer.public)
    if answer:
        return PASS
    told = any(theme in person.calls or theme in person.asks for theme in offer.themes)
    if answer is None and (told or offer.public == "young"):
        field = "rqth" if offer.public == "handicap" else "birth_year"
        return (Question(field, f"entry_public_{offer.public}_unknown"),)
    return (Bar(f"entry_public_{offer.public}", {"help": WayRound.YOURS_TO_SAY}),)

"""The hours: barred only when the two clearly cannot meet."""

from collections.abc import Mapping

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Hours
from matching.scoring.criteria.answers import PASS, GateAnswer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(
    person=("hours_wanted", "hours_told", "refused_hours"),
    offer=("is_at_the_fair", "hours", "is_side_job"),
)
BARS = {"hours_clash": ("wanted", "offered", "help")}
QUESTIONS = {"offer_hours_unknown": ("wanted",), "hours_amount": ("wanted",), "hours_side_job": ()}
REASONS = {
    "hours_match": ("hours",),
    "hours_partly": (),
    "hours_free": (),
    "hours_night": (),
    "hours_clash": (),
    "hours_side_job": (),
    "hours_unknown": (),
}

_AMOUNTS = frozenset({Hours.FULL_TIME, Hours.PART_TIME})
_DAYTIME = (Hours.MORNING, Hours.AFTERNOON, Hours.SCHOOL_HOURS)

# Moments that a person may name, and the moments of an offer that they clearly cannot do.
_CLASHES: dict[Hours, frozenset[Hours]] = {
    # Children are at school from about 8:30 to 16:30 on school days: nothing before, after, or
    # on Saturdays and Sundays.
    Hours.SCHOOL_HOURS: frozenset({Hours.EVENING, Hours.NIGHT, Hours.WEEKEND}),
    # A part of the day leaves the other parts out. A school-hours job may fit a morning or an
    # afternoon, and a weekend may be worked at any time of day: a question, not a bar.
    Hours.MORNING: frozenset({Hours.AFTERNOON, Hours.EVENING, Hours.NIGHT}),
    Hours.AFTERNOON: frozenset({Hours.MORNING, Hours.EVENING, Hours.NIGHT}),
    Hours.EVENING: frozenset({*_DAYTIME, Hours.NIGHT}),
    # Nobody works both at night and by day.
    Hours.NIGHT: frozenset({*_DAYTIME, Hours.EVENING}),
    # Free on Saturdays and Sundays only: school hours are on school days.
    Hours.WEEKEND: frozenset({Hours.SCHOOL_HOURS}),
}
# Thirty-five hours a week do not fit into one of these moments alone. They fit nights.
_TOO_SHORT_FOR_FULL_TIME = frozenset(_CLASHES) - {Hours.NIGHT}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when every moment the offer names is one the person clearly cannot do.

    How much work it is may be talked about: full time against part time is a question.

    Someone who wants full time is never barred from part time: fewer hours are possible, only
    less wanted. Work beside studies is a question to whoever did not ask for it.
    """
    wants, gives = frozenset(person.hours_wanted), frozenset(offer.hours)
    if _is_too_little(wants, offer) and Hours.WEEKEND not in person.refused_hours:
        return (Question("hours_wanted", "hours_side_job"),)
    if offer.is_at_the_fair or not _limits(wants):
        return PASS
    wanted = _in_order(wants)
    if not gives:
        return (Question("offer.hours", "offer_hours_unknown", {"wanted": wanted}),)
    if _moments_clash(wants, gives):
        params = {"wanted": wanted, "offered": _in_order(gives)}
        return (Bar("hours_clash", {**params, "help": WayRound.OTHER_HOURS}),)
    if _amounts_clash(wants, gives):
        return (Question("offer.hours", "hours_amount", {"wanted": wanted}),)
    return PASS


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full when only named times are worked or none was named, partial when they may be arranged.

    Hours of which some are refused are not those that are wanted, whatever the others are.

    Who is free on Saturdays is not helped much by work on Saturdays and every morning. Nights that
    nobody spoke of are asked about.
    """
    if offer.is_at_the_fair:
        return None
    wants, gives = frozenset(person.hours_wanted), frozenset(offer.hours)
    if _is_too_little(wants, offer):
        return Part("hours_side_job", 0.0)
    refused = not gives.isdisjoint(person.refused_hours)
    if not wants:
        if refused:
            return Part("hours_partly", weights.hours["partly"])
        if gives - _AMOUNTS == {Hours.NIGHT} and Hours.NIGHT not in person.hours_told:
            return Part("hours_night", weights.hours["night"])
        return Part("hours_free", 1.0)
    part = _fit(wants, gives, weights.hours, told=frozenset(person.hours_told))
    return Part("hours_partly", weights.hours["partly"]) if refused and part.value == 1.0 else part


def _fit(
    wants: frozenset[Hours],
    gives: frozenset[Hours],
    worth: Mapping[str, float],
    *,
    told: frozenset[Hours],
) -> Part:
    if not gives:
        return Part("hours_unknown", None)
    if _moments_clash(wants, gives):
        return Part("hours_clash", 0.0)
    if _amounts_clash(wants, gives):
        return Part("hours_partly", worth["amount"])
    both = _in_order(wants & gives)
    if both and _only_named(wants - _AMOUNTS, gives - _AMOUNTS - (told - wants)):
        return Part("hours_match", 1.0, {"hours": both})
    return Part("hours_partly", worth["partly"])


def _only_named(wanted: frozenset[Hours], offered: frozenset[Hours]) -> bool:
    """Whether no moment is worked beside those named that these leave out."""
    others = offered - wanted
    if not wanted or wanted == {Hours.WEEKEND}:
        return not wanted or not others
    never = _CLASHES[Hours.SCHOOL_HOURS] if Hours.SCHOOL_HOURS in wanted else frozenset()
    return never.isdisjoint(others) and not any(
        all(there in _CLASHES[here] for here in wanted) for there in others
    )


def _is_too_little(wanted: frozenset[Hours], offer: ReadOffer) -> bool:
    """Whether a few hours beside studies are offered to somebody who did not ask for so few."""
    return offer.is_side_job and wanted <= {Hours.FULL_TIME}


def _in_order(hours: frozenset[Hours]) -> tuple[Hours, ...]:
    return tuple(part for part in Hours if part in hours)


def _limits(wanted: frozenset[Hours]) -> bool:
    return bool(wanted - {Hours.FULL_TIME}) and not wanted >= _AMOUNTS | _CLASHES.keys()


def _amounts_clash(wanted: frozenset[Hours], offered: frozenset[Hours]) -> bool:
    if Hours.FULL_TIME in wanted or offered & _AMOUNTS != {Hours.FULL_TIME}:
        return False
    moments = wanted - _AMOUNTS
    one_short_moment = len(moments) == 1 and moments <= _TOO_SHORT_FOR_FULL_TIME
    return Hours.PART_TIME in wanted or (one_short_moment and not moments & offered)


def _moments_clash(wanted: frozenset[Hours], offered: frozenset[Hours]) -> bool:
    moments, asked = wanted - _AMOUNTS, offered - _AMOUNTS
    if not moments or not asked:
        return False
    return all(there in _CLASHES[here] for here in moments for there in asked)

"""Work, hours and contracts that the person refuses in their own words."""

from collections.abc import Iterable

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(
    person=(
        "refused",
        "refused_parts",
        "refuses_early",
        "refused_hours",
        "refused_hours_in_part",
        "refused_contracts",
        "avoid",
        "trades",
        "by_experience",
    ),
    offer=(
        "kind",
        "trade_known",
        "nearness",
        "hours",
        "begins_early",
        "conditions",
        "contracts",
        "is_at_the_fair",
    ),
)
BARS = {
    "refused_trade": ("said", "help"),
    "refused_hours": ("hours", "help"),
    "refused_early": ("help",),
    "refused_contract": ("contracts", "help"),
}
QUESTIONS = {
    "refused_early_partly": (),
    "refused_hours_partly": ("hours",),
    "refused_trade_near": ("said",),
    "refused_part": ("said",),
}
_SAME = frozenset({"same", "parent"})
_BESIDE = frozenset({"near", "domain"})
_AMOUNTS = frozenset({Hours.FULL_TIME, Hours.PART_TIME})


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar for the trade that is refused, and where every hour or contract offered is refused.

    A trade beside the refused one is a question, unless it is one of those that are wanted; so is
    one of which a part is refused.
    """
    if offer.kind is OfferKind.SUPPORT:
        return PASS
    return (
        *_trade(person, offer),
        *_hours(person, offer),
        *_early(person, offer),
        *_contract(person, offer),
    )


def _trade(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    if not offer.trade_known:
        return PASS
    said = _refused(person, offer, _SAME)
    if said:
        return (Bar("refused_trade", {"said": min(said), "help": WayRound.CHANGE_OF_MIND}),)
    part = [
        words for name, words in person.refused_parts.items() if offer.nearness.get(name) in _SAME
    ]
    if part:
        return (Question("wishes", "refused_part", {"said": min(part)}),)
    beside = _refused(person, offer, _BESIDE)
    if not beside or _is_wanted(person, offer):
        return PASS
    return (Question("wishes", "refused_trade_near", {"said": min(beside)}),)


def _refused(person: ReadPerson, offer: ReadOffer, steps: frozenset[str]) -> list[str]:
    return [words for name, words in person.refused.items() if offer.nearness.get(name) in steps]


def _is_wanted(person: ReadPerson, offer: ReadOffer) -> bool:
    if person.by_experience:
        return False
    return any(offer.nearness.get(claim.id) in _SAME for claim in person.trades)


def _hours(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    named = [part for part in Hours if part in offer.hours and part not in _AMOUNTS]
    refused = tuple(hour for hour in named if hour in _unwanted(person, offer))
    if offer.is_at_the_fair:
        return PASS
    if not refused:
        in_part = tuple(hour for hour in named if hour in person.refused_hours_in_part)
        said = {"hours": in_part}
        return (Question("offer.hours", "refused_hours_partly", said),) if in_part else PASS
    by_the_clock = {hour for hour in named if hour is not Hours.WEEKEND}
    # Saturdays and Sundays have hours too: beside evenings alone they are evenings.
    if len(refused) < len(named) and not (by_the_clock and by_the_clock <= set(refused)):
        return (Question("offer.hours", "refused_hours_partly", {"hours": refused}),)
    return (Bar("refused_hours", {"hours": refused, "help": WayRound.OTHER_HOURS}),)


def _unwanted(person: ReadPerson, offer: ReadOffer) -> set[Hours]:
    """Hours refused; nights are a condition of work, which bars by itself where it is named."""
    hours = set(person.refused_hours)
    if Condition.NIGHT in person.avoid and Condition.NIGHT not in offer.conditions:
        hours.add(Hours.NIGHT)
    return hours


def _early(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar for early mornings that are all there is, a question where there are other hours."""
    if offer.is_at_the_fair or not (person.refuses_early and offer.begins_early):
        return PASS
    if set(offer.hours) - _AMOUNTS - {Hours.MORNING}:
        return (Question("offer.hours", "refused_early_partly"),)
    return (Bar("refused_early", {"help": WayRound.OTHER_HOURS}),)


def _contract(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    offered: Iterable[Contract] = offer.contracts
    if offer.is_at_the_fair or not offer.contracts or set(offered) - {*person.refused_contracts}:
        return PASS
    params = {"contracts": tuple(offered), "help": WayRound.CHANGE_OF_MIND}
    return (Bar("refused_contract", params),)

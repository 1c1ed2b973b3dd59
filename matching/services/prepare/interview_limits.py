"""How many interviews are held for the places of an offer: the setting, and what it costs."""

from dataclasses import dataclass, replace

from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.errors import Invalid
from matching.domain.fair import Fair
from matching.phrases import say
from matching.planning.explain.advice import limit
from matching.services.plan.pose_fair import pose_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import to_document
from matching.store.edits import append_edit

SHARES = (100, 150, 200)
"""Interviews for a hundred places of which the cost is worked out."""


@dataclass(frozen=True, slots=True)
class LimitCost:
    """What a limit of interviews does to a fair as it is entered.

    `held_back` are people who may not speak of an offer that suits them: of another at that stand,
    or of none; `lost` promised meetings that no plan can give any more.
    """

    per_100_places: int
    held_back: int
    lost: int


def change_interviews(shop: Shop, fair: str, typed: str, *, station: str = "") -> Fair:
    """The same fair with another limit of interviews; plans to come hold to it.

    Raises
    ------
    Invalid
        `not_read` for what is no whole number, `range` beyond 0 to 1000; 0 sets no limit.
    """
    said = typed.strip() or "0"
    if not said.isascii() or not said.isdecimal():
        raise Invalid("interviews_per_100_places", "not_read", value=said, example="150")
    with shop.store.writing() as writer:
        before = fairs.read_fair(writer, fair)
        rules = replace(before.place_rules, interviews_per_100_places=int(said))
        after = replace(before, place_rules=rules)
        fairs.write_fair(writer, after, digest=fairs.digest_of(writer, fair), at=shop.clock())
        told = Edit(EditKind.FAIR, fair, EditAct.CHANGE, to_document(after), shop.clock(), station)
        append_edit(writer, fair, told)
    return after


def limit_costs(shop: Shop, fair: str) -> tuple[LimitCost, ...]:
    """The cost of each of `SHARES` and of the fair's own setting, the strictest first."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    free = limit(pose_fair(basis, interviews=0).problem).served
    own = entries.fair.place_rules.interviews_per_100_places
    found = []
    for share in sorted({*SHARES, own} - {0}):
        posed = pose_fair(basis, interviews=share)
        held_back = len({key.person for key in posed.held_back})
        served = limit(posed.problem).served if held_back else free
        found.append(LimitCost(share, held_back, max(0, round(free - served))))
    return tuple(found)


def limit_lines(costs: tuple[LimitCost, ...], language: str) -> list[str]:
    """What no limit means, then what each limit costs, in sentences."""
    return [say("interviews.none", language), *(_line(cost, language) for cost in costs)]


def _line(cost: LimitCost, language: str) -> str:
    said = {"share": cost.per_100_places}
    if not cost.held_back:
        return say("interviews.free", language, **said)
    told = say("interviews.held_back", language, count=cost.held_back, **said)
    if not cost.lost:
        return f"{told} {say('interviews.all_promised', language)}"
    return f"{told} {say('interviews.lost', language, count=cost.lost)}"

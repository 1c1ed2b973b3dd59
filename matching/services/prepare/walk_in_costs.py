"""What serving whoever comes unannounced costs the registered, said before it is chosen."""

from collections import Counter
from dataclasses import dataclass

from matching.phrases import percent, say
from matching.planning.explain.advice import limit
from matching.services.plan.pose_fair import pose_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans

SHARES = (5, 10, 20)
"""Percent of the seats of which the cost is worked out."""


@dataclass(frozen=True, slots=True)
class KeptCost:
    """What no plan of the registered can pass once seats are kept, against none kept.

    `people` fewer can get all that is promised; `loss` is the share of the score that is lost.
    """

    percent: int
    seats: int
    people: int
    loss: float


@dataclass(frozen=True, slots=True)
class WalkInCosts:
    """The cost of kept seats by percent, and who of the newest plan has meetings beyond promise."""

    kept: tuple[KeptCost, ...]
    givers: int
    beyond: int


def walk_in_costs(shop: Shop, fair: str) -> WalkInCosts:
    """The costs of both ways to serve walk-ins, of the fair as it is entered."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.read_plan(reader, fair)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    free = pose_fair(basis, walk_in_seats=0).problem
    best, tables = limit(free), sum(sum(stand.tables) for stand in free.stands)
    kept = []
    for share in SHARES:
        problem = pose_fair(basis, walk_in_seats=share).problem
        then = limit(problem)
        kept.append(
            KeptCost(
                share,
                seats=tables - sum(sum(stand.tables) for stand in problem.stands),
                people=max(0, round(best.served - then.served)),
                loss=max(0.0, 1 - then.score / best.score) if best.score else 0.0,
            )
        )
    met = Counter(meeting.person for meeting in (plan.meetings if plan else ()))
    beyond = [count - entries.fair.least_meetings for count in met.values()]
    spare = [count for count in beyond if count > 0]
    return WalkInCosts(tuple(kept), len(spare), sum(spare))


def walk_in_cost_lines(costs: WalkInCosts, language: str) -> list[str]:
    """The same in sentences."""
    return [
        say("walk_ins.nobody", language),
        *(_kept_line(cost, language) for cost in costs.kept),
        say("walk_ins.takes", language, people=costs.givers, meetings=costs.beyond),
    ]


def _kept_line(cost: KeptCost, language: str) -> str:
    said = {
        "percent": cost.percent,
        "seats": cost.seats,
        "loss": percent(cost.loss, language, decimals=1),
    }
    if not cost.people:
        return say("walk_ins.kept_for_all", language, **said)
    return say("walk_ins.kept", language, people=cost.people, **said)

"""How many tables more the promise needs, found by playing days with them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.planning.problem.problem import Placed, Problem
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.play_days import HearDay
from matching.planning.simulation.promise import ENOUGH, promise_with_more

MOST_TABLES_MORE = 8


@dataclass(frozen=True, slots=True)
class MoreTables:
    """So many tables more, at these stands in turn, and who then has what was promised."""

    stands: tuple[str, ...]
    promised: float

    @property
    def is_enough(self) -> bool:
        """Whether the promise is held."""
        return self.promised >= ENOUGH


def more_tables(
    problem: Problem,
    plan: Sequence[Placed],
    conditions: Conditions,
    *,
    slot_minutes: int,
    days: int,
    seed: int = 0,
    hear: HearDay | None = None,
) -> tuple[MoreTables, ...]:
    """The promise with no table more, then one more each time at the stand most wanted by then.

    Ends with the first that is enough, or after eight. A stand is wanted by as many pairs a
    table as it has; workshops are not meant, their groups have places.
    """
    added: list[str] = []

    def with_table(last: Problem) -> Problem | None:
        wanted = _most_wanted(last)
        if wanted is None:
            return None
        added.append(wanted)
        return _with_table(last, wanted)

    shares = promise_with_more(
        problem, plan, conditions, one_more=with_table, most=MOST_TABLES_MORE,
        slot_minutes=slot_minutes, days=days, seed=seed, hear=hear,
    )  # fmt: skip
    return tuple(MoreTables(tuple(added[:n]), promised) for n, promised in enumerate(shares))


def _most_wanted(problem: Problem) -> str | None:
    """The ordinary stand with the most pairs for each slot of its tables."""
    tied = {group.stand for group in problem.groups}
    wishes = Counter(party for pair in problem.pairs for party in pair.between)
    open_stands = [each for each in problem.stands if each.id not in tied and any(each.tables)]
    if not open_stands:
        return None
    return max(open_stands, key=lambda stand: (wishes[stand.id] / sum(stand.tables), stand.id)).id


def _with_table(problem: Problem, wanted: str) -> Problem:
    """The problem with a table more at a stand, and one more of what its exhibitor shares."""
    return replace(
        problem,
        stands=tuple(
            replace(stand, tables=_one_more(stand.tables)) if stand.id == wanted else stand
            for stand in problem.stands
        ),
        shared=tuple(
            replace(shared, tables=_one_more(shared.tables)) if wanted in shared.stands else shared
            for shared in problem.shared
        ),
    )


def _one_more(tables: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(count + 1 if count else 0 for count in tables)

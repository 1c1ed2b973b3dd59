"""How many slots more at the end of the day the promise needs, found by playing days with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.planning.problem.problem import Person, Placed, Problem, Stand
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.play_days import HearDay
from matching.planning.simulation.promise import ENOUGH, promise_with_more

MOST_SLOTS_MORE = 6


@dataclass(frozen=True, slots=True)
class Longer:
    """So many slots more at the end of the day, and who then has what was promised."""

    slots: int
    promised: float

    @property
    def is_enough(self) -> bool:
        """Whether the promise is held."""
        return self.promised >= ENOUGH


def more_slots(
    problem: Problem,
    plan: Sequence[Placed],
    conditions: Conditions,
    *,
    slot_minutes: int,
    days: int,
    seed: int = 0,
    hear: HearDay | None = None,
) -> tuple[Longer, ...]:
    """The promise with no slot more, then one more each time; ends with the first that is enough.

    Whoever is there in the last slot stays, stands and people alike; what is shared stays shared.
    """
    shares = promise_with_more(
        problem, plan, conditions, one_more=_with_slot, most=MOST_SLOTS_MORE,
        slot_minutes=slot_minutes, days=days, seed=seed, hear=hear,
    )  # fmt: skip
    return tuple(Longer(slots, promised) for slots, promised in enumerate(shares))


def _with_slot(problem: Problem) -> Problem | None:
    """The problem with one slot more at the end of its last day; None for one without slots."""
    if not problem.slots:
        return None
    *before, (start, stop) = problem.days
    last = problem.slots
    return replace(
        problem,
        slots=last + 1,
        days=(*before, (start, stop + 1)),
        people=tuple(_staying(person, last) for person in problem.people),
        stands=tuple(_receiving(stand) for stand in problem.stands),
        pairs=tuple(
            replace(pair, slots=(*pair.slots, last - pair.length + 1))
            if pair.slots is not None and last - pair.length in pair.slots
            else pair
            for pair in problem.pairs
        ),
        shared=tuple(
            replace(shared, tables=(*shared.tables, shared.tables[-1])) for shared in problem.shared
        ),
    )


def _staying(person: Person, last: int) -> Person:
    stays = person.free is not None and last - 1 in person.free
    return replace(person, free=(*(person.free or ()), last)) if stays else person


def _receiving(stand: Stand) -> Stand:
    return replace(stand, tables=(*stand.tables, stand.tables[-1]))

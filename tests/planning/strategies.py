"""Tiny problems of every kind, and the truth about them by trying every plan."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import product

from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.documents import TIED_FORMAT
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import (
    Goal,
    Group,
    Pair,
    Person,
    Placed,
    Problem,
    Shared,
    Stand,
)

SLOTS = 4
PEOPLE = ("p1", "p2", "p3")
STANDS = ("s1", "s2")

slot_sets = st.none() | st.sets(st.integers(0, SLOTS - 1)).map(lambda s: tuple(sorted(s)))
people = st.tuples(
    *(
        st.builds(
            Person,
            id=st.just(name),
            free=slot_sets,
            most=st.integers(0, 3),
            least=st.integers(0, 2),
        )
        for name in PEOPLE
    )
)
stands = st.tuples(
    *(
        st.builds(
            Stand,
            id=st.just(name),
            tables=st.tuples(*[st.integers(0, 2)] * SLOTS),
            zone=st.sampled_from(["", "A", "B"]),
        )
        for name in STANDS
    )
)
ends = st.sampled_from(
    [
        *product(PEOPLE, STANDS),
        ("p1", "p2"),
        ("p2", "p3"),
        ("s1", "s2"),
    ]
)
pairs = st.builds(
    Pair,
    between=ends,
    score=st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1.0]),
    length=st.sampled_from([1, 1, 2]),
    must=st.sampled_from([False, False, False, True]),
    slots=st.none() | slot_sets,
)
goal_orders = st.permutations(list(Goal)).flatmap(
    lambda order: st.integers(1, len(order)).map(lambda count: tuple(order[:count]))
)

group = st.builds(
    Group,
    stand=st.sampled_from(STANDS),
    smallest=st.integers(0, 3),
    times=st.none() | st.integers(0, 2),
)
groups = st.lists(group, max_size=2, unique_by=lambda group: group.stand).map(tuple)
shared = st.lists(
    st.builds(
        Shared,
        id=st.sampled_from(["Ada", "room"]),
        stands=st.lists(st.sampled_from(STANDS), max_size=2, unique=True).map(tuple),
        tables=st.tuples(*[st.sampled_from([0, 1, 1, 2])] * SLOTS),
    ),
    max_size=2,
    unique_by=lambda each: each.id,
).map(tuple)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Any tiny problem, most of whose fields are used now and then."""
    asked = draw(st.lists(pairs, max_size=4))
    placed = st.builds(Placed, st.integers(0, max(0, len(asked) - 1)), st.integers(0, SLOTS - 1))
    some = st.lists(placed, max_size=1 if asked else 0, unique_by=lambda p: p.pair)
    couples = [(a, b) for a in range(len(asked)) for b in range(len(asked)) if a != b]
    return Problem(
        slots=SLOTS,
        days=draw(st.sampled_from([(), ((0, 2), (2, 4)), ((0, 3), (3, 4)), ((1, 4),)])),
        rooms=draw(st.sampled_from([None, None, 1, 2])),
        gap=draw(st.sampled_from([0, 0, 1])),
        breaks_spread=draw(st.sampled_from([None, None, 0])),
        people=draw(people),
        stands=draw(stands),
        walks=draw(st.sampled_from([(), (("A", "B", 1),), (("A", "B", 2),)])),
        pairs=tuple(asked),
        before=tuple(draw(st.lists(st.sampled_from(couples), max_size=1))) if couples else (),
        fixed=tuple(draw(some)),
        announced=tuple(
            draw(st.lists(placed, max_size=2 if asked else 0, unique_by=lambda p: p.pair))
        ),
        goals=draw(goal_orders),
        groups=draw(st.just(()) | groups),
        shared=draw(st.just(()) | shared),
    )


@st.composite
def tied_problems(draw: st.DrawFn) -> Problem:
    """Tiny problems in which groups and what stands share decide who meets whom."""
    problem = draw(problems())
    length = draw(st.sampled_from([1, 2]))
    return replace(
        problem,
        people=tuple(Person(name, most=draw(st.integers(1, 3)), least=1) for name in PEOPLE),
        stands=tuple(Stand(name, (draw(st.integers(1, 3)),) * SLOTS) for name in STANDS),
        pairs=tuple(
            Pair((person, stand), draw(st.sampled_from([0.1, 0.5, 0.9])), length)
            for person, stand in draw(
                st.lists(st.sampled_from([*product(PEOPLE, STANDS)]), max_size=4, unique=True)
            )
        ),
        days=(),
        before=(),
        fixed=(),
        announced=(),
        breaks_spread=None,
        groups=draw(st.tuples(group)),
        shared=draw(shared),
    )


def every_plan(problem: Problem) -> Iterator[tuple[Placed, ...]]:
    """All plans, right or wrong, that place each pair at most once."""
    choices = [
        [None, *(Placed(pair, slot) for slot in range(problem.slots))]
        for pair in range(len(problem.pairs))
    ]
    for plan in product(*choices):
        yield tuple(placed for placed in plan if placed is not None)


def key(problem: Problem, plan: tuple[Placed, ...]) -> tuple[object, ...]:
    """How good a plan is, greater is better, scores to a millionth."""
    goals = measure(Layout(problem), plan)
    signed = {
        Goal.COVERAGE: goals.coverage,
        Goal.SCORE: round(goals.score, 6),
        Goal.WAITING: -goals.waiting,
        Goal.BREAKS: -goals.breaks,
        Goal.CHANGES: -goals.changes,
        Goal.IDLE_RANGE: -goals.idle_range,
    }
    return tuple(signed[goal] for goal in problem.goals)


def best_key(problem: Problem) -> tuple[object, ...] | None:
    """The best that any plan reaches; None when every plan breaks a rule."""
    allowed = (plan for plan in every_plan(problem) if not violations(problem, plan))
    return max((key(problem, plan) for plan in allowed), default=None)


def problem_document(problem: Problem) -> dict[str, object]:
    """The JSON document of a problem, with every field of the format."""
    placed = {
        name: [p._asdict() for p in getattr(problem, name)] for name in ("fixed", "announced")
    }
    told: dict[str, object] = json.loads(json.dumps(asdict(problem) | placed))
    return {"format": TIED_FORMAT, **told}


def addable(
    problem: Problem,
    plan: tuple[Placed, ...],
    *,
    people: frozenset[str] | None = None,
    since: int = 0,
) -> set[Placed]:
    """Every single meeting that could be added to a plan, for people who are here, since a slot."""
    met = {placed.pair for placed in plan}
    everybody = {person.id for person in problem.people}
    away = everybody - people if people is not None else set()
    return {
        Placed(pair, slot)
        for pair, said in enumerate(problem.pairs)
        if pair not in met and not away.intersection(said.between)
        for slot in range(since, problem.slots)
        if not violations(problem, (*plan, Placed(pair, slot)))
    }

"""The model of a problem: its rules as rows, its goals as sums of columns."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.model.post_row import any_of, post_row
from matching.planning.model.walk_rows import post_walks
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.problem.rules import RuleCode, rows
from matching.planning.problem.whole_scores import score_scale


def build_model(
    layout: Layout,
    placed: Sequence[Placed],
    *,
    goals: Sequence[Goal] | None = None,
    pinned: frozenset[Placed] = frozenset(),
    keep: float = 0.0,
    few_breaks: bool = False,
    kind: type["GoalExpressions"] | None = None,
) -> Model:
    """Rows and goals over some placements; the pinned ones are in every plan.

    Parameters
    ----------
    goals
        Goals to express, in their order; those of the problem when None.
    keep
        Added to the score of an announced placement.
    few_breaks
        Holds everybody to the spread itself, an even spread of breaks whatever the fewest.
    kind
        Who expresses the goals, when more is known of the plans than the problem says.
    """
    model = Model(tuple(placed))
    for placing in placed:
        model.low.append(int(placing in pinned))
        model.high.append(1)
    kind = kind or GoalExpressions
    held: dict[tuple[int, ...], int] = {}
    for row in rows(layout, placed):
        if row.rule not in kind.tells:
            post_row(model, row, held)
    wanted = layout.problem.goals if goals is None else goals
    express = express_goals(layout, model, wanted, keep=keep, pinned=pinned, kind=kind)
    if layout.problem.breaks_spread is not None:
        (express.few_breaks if few_breaks else express.even_breaks)(layout.problem.breaks_spread)
    express.follow()
    return model


def express_goals(
    layout: Layout,
    model: Model,
    goals: Sequence[Goal],
    *,
    keep: float = 0.0,
    pinned: frozenset[Placed] = frozenset(),
    kind: type["GoalExpressions"] | None = None,
) -> "GoalExpressions":
    """Add the parts of some goals to a model, in their order.

    Parameters
    ----------
    keep
        What a meeting where it was announced is worth beside its score, in units of a score.
    pinned
        Placements that every plan of the model holds: people who have no others are not counted.
    kind
        How the goals are expressed, when it is another way than that of `GoalExpressions`.
    """
    express = (kind or GoalExpressions)(layout, model, _free_people(layout, model, pinned), keep)
    for goal in goals:
        model.objectives.extend(express.objectives(goal))
    return express


def _free_people(
    layout: Layout, model: Model, pinned: frozenset[Placed]
) -> dict[str, tuple[int, ...]]:
    """Columns of each person of whom something is left to decide."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for column, placed in enumerate(model.placed):
        for person in layout.people_in(placed.pair):
            found[person].append(column)
    return {
        person.id: tuple(found[person.id])
        for person in layout.problem.people
        if any(model.placed[column] not in pinned for column in found[person.id])
        or (_is_compared(layout.problem) and found[person.id])
    }


def _is_compared(problem: Problem) -> bool:
    """Whether each person's idle time counts beside that of the others."""
    return problem.breaks_spread is not None or Goal.IDLE_RANGE in problem.goals


class GoalExpressions:
    """Goals in terms of columns, deriving columns as they are first needed.

    Attributes
    ----------
    tells
        Rules whose rows are left to `follow`.
    """

    tells: ClassVar[frozenset[RuleCode]] = frozenset()

    def __init__(
        self, layout: Layout, model: Model, terms: dict[str, tuple[int, ...]], keep: float
    ) -> None:
        self.layout, self.model, self.terms, self.keep = layout, model, terms, keep
        self._used: dict[str, list[list[int]]] = {}
        self._slots: dict[str, list[int]] = {}
        self._breaks: dict[str, LinearSum] = {}
        self._waits: dict[str, LinearSum] = {}
        self._chains: dict[int, list[int]] = {}
        self._walks = post_walks(layout, model, terms)

    def objectives(self, goal: Goal) -> list[Objective]:
        """The parts of one goal; coverage has one for each level."""
        if goal is Goal.COVERAGE:
            return self._coverage()
        build = {
            Goal.SCORE: self._score,
            Goal.WAITING: self._waiting,
            Goal.BREAKS: self._all_breaks,
            Goal.CHANGES: self._changes,
            Goal.IDLE_RANGE: self._idle_range,
        }[goal]
        return [Objective(goal, 0, build(), goal is Goal.SCORE)]

    def _coverage(self) -> list[Objective]:
        levels: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for person, columns in self.terms.items():
            least = min(self.layout.person[person].least, len(columns))
            reached = [self._reaches(columns, level) for level in range(1, least + 1)]
            for level, column in enumerate(reached, 1):
                levels[level][column] = 1
            self._in_order(reached, columns)
        return [Objective(Goal.COVERAGE, k, LinearSum(levels[k]), True) for k in sorted(levels)]

    def _reaches(self, columns: tuple[int, ...], level: int) -> int:
        return self.model.column(lambda values: int(sum(values[c] for c in columns) >= level))

    def _in_order(self, reached: list[int], columns: tuple[int, ...]) -> None:
        if reached:
            self.model.constrain(dict.fromkeys(columns, -1) | dict.fromkeys(reached, 1), None, 0)
        for lower, upper in pairwise(reached):
            self.model.constrain({lower: -1, upper: 1}, None, 0)

    def _score(self) -> LinearSum:
        scale, announced = (
            score_scale(self.layout.problem, self.keep),
            set(self.layout.problem.announced),
        )
        return LinearSum(
            {
                column: weight
                for column, placed in enumerate(self.model.placed)
                if (
                    weight := round(
                        scale * (self.layout.pair(placed).score + self.keep * (placed in announced))
                    )
                )
            }
        )

    def _changes(self) -> LinearSum:
        announced = set(self.layout.problem.announced)
        weights = {c: -1 for c, placed in enumerate(self.model.placed) if placed in announced}
        return LinearSum(weights, len(announced))

    def _waiting(self) -> LinearSum:
        total: dict[int, int] = {}
        for person in self.terms:
            total |= self._waiting_of(person).weights
        return LinearSum(total)

    def _waiting_of(self, person: str) -> LinearSum:
        """Idle slots of a person, all days together."""
        if person not in self._waits:
            total: dict[int, int] = {}
            for day in self._days(person):
                total |= self._waiting_on(person, day)
            self._waits[person] = LinearSum(total)
        return self._waits[person]

    def _idle_range(self) -> LinearSum:
        """The most idle slots of one person less the fewest."""
        everyone = [self._waiting_of(person) for person in self.terms]
        waits = [waiting for waiting in everyone if waiting.weights]
        if not waits:
            return LinearSum({})
        high = self.layout.problem.slots
        most = self.model.column(lambda v: max(waiting.value(v) for waiting in waits), high)
        for waiting in waits:
            self.model.constrain(waiting.weights | {most: -1}, None, 0)
        if len(waits) < len(self.layout.problem.people):
            return LinearSum({most: 1})
        fewest = self.model.column(lambda v: min(waiting.value(v) for waiting in waits), high)
        for waiting in waits:
            self.model.constrain(waiting.weights | {fewest: -1}, 0, None)
        return LinearSum({most: 1, fewest: -1})

    def _waiting_on(self, person: str, used: list[int]) -> dict[int, int]:
        """Slots between the first and the last meeting, less those in a meeting."""
        if len(used) < 3:
            return {}
        begun, ahead = self._begun(used), self._chain(used[::-1])[::-1]
        waiting = {self._idle(*three): 1 for three in zip(used, begun, ahead, strict=True)}
        if gap := self.layout.problem.gap:
            self._at_least_the_gaps(person, waiting, used, gap)
        if person in self._walks:
            self._at_least_the_walks(person, waiting)
        return waiting

    def _at_least_the_gaps(
        self, person: str, waiting: dict[int, int], used: list[int], gap: int
    ) -> None:
        """Of no weight on plans, of much on proofs: n meetings of a day wait n - 1 gaps."""
        day = self._columns_on(person, used)
        self.model.constrain(waiting | dict.fromkeys(day, -gap), -gap, None)

    def _at_least_the_walks(self, person: str, waiting: dict[int, int]) -> None:
        """Of no weight on plans: whoever goes to n groups of zones walks n - 1 times, at least."""
        gap, (goes, nearest) = self.layout.problem.gap, self._walks[person]
        walks = dict.fromkeys(goes, gap - nearest)
        gaps = dict.fromkeys(self.terms[person], -gap) if gap else {}
        self.model.constrain(waiting | walks | gaps, -nearest, None)

    def _begun(self, used: list[int]) -> list[int]:
        """Columns that are 1 from the first used slot of a day on."""
        if used[0] not in self._chains:
            self._chains[used[0]] = self._chain(used)
        return self._chains[used[0]]

    def _chain(self, used: list[int]) -> list[int]:
        chain: list[int] = []
        for number, slot in enumerate(used):
            seen = tuple(used[: number + 1])
            chain.append(self.model.column(any_of(seen)))
            before = {chain[-2]: 1} if number else {}
            self.model.constrain({slot: 1, chain[-1]: -1}, None, 0)
            if before:
                self.model.constrain(before | {chain[-1]: -1}, None, 0)
            self.model.constrain({chain[-1]: 1, slot: -1} | dict.fromkeys(before, -1), None, 0)
        return chain

    def _idle(self, used: int, begun: int, ahead: int) -> int:
        column = self.model.column(lambda v: int(v[begun] and v[ahead] and not v[used]))
        self.model.constrain({begun: 1, ahead: 1, used: -1, column: -1}, None, 1)
        if Goal.IDLE_RANGE in self.layout.problem.goals:
            self._no_more_than_idle(column, used, begun, ahead)
        return column

    def _no_more_than_idle(self, column: int, used: int, begun: int, ahead: int) -> None:
        """The shortest wait is to be long: a column without a ceiling would feign waits."""
        self.model.constrain({column: 1, begun: -1}, None, 0)
        self.model.constrain({column: 1, ahead: -1}, None, 0)
        self.model.constrain({column: 1, used: 1}, None, 1)

    def _all_breaks(self) -> LinearSum:
        total: dict[int, int] = {}
        for person in self.terms:
            total |= self._breaks_of(person).weights
        return LinearSum(total)

    def _breaks_of(self, person: str) -> LinearSum:
        """Slots in which a meeting begins after idle time that itself followed a meeting."""
        if person not in self._breaks:
            days = self._days(person) if self._meets_twice(person) else []
            weights = {
                self._break_ends(slot, previous, begun): 1
                for used in days
                for slot, previous, begun in zip(
                    used[2:], used[1:], self._begun(used), strict=False
                )
            }
            self._breaks[person] = LinearSum(weights)
        return self._breaks[person]

    def _meets_twice(self, person: str) -> bool:
        return len({self.model.placed[column].pair for column in self.terms[person]}) > 1

    def _break_ends(self, slot: int, previous: int, begun: int) -> int:
        column = self.model.column(lambda v: int(v[slot] and not v[previous] and v[begun]))
        self.model.constrain({slot: 1, previous: -1, begun: 1, column: -1}, None, 1)
        self.model.constrain({column: 1, slot: -1}, None, 0)
        self.model.constrain({column: 1, previous: 1}, None, 1)
        self.model.constrain({column: 1, begun: -1}, None, 0)
        return column

    def even_breaks(self, spread: int) -> None:
        """Nobody has more breaks than the least of all and the spread."""
        everyone = [self._breaks_of(person) for person in self.terms]
        if len(everyone) < len(self.layout.problem.people):
            everyone.append(LinearSum({}))
        if not all(breaks.weights for breaks in everyone):
            self.few_breaks(spread)
            return
        high = self.layout.problem.slots
        fewest = self.model.column(lambda v: min(breaks.value(v) for breaks in everyone), high)
        for breaks in everyone:
            self.model.constrain(breaks.weights | {fewest: -1}, 0, spread)

    def few_breaks(self, most: int) -> None:
        """Nobody has more breaks than so many."""
        for person in self.terms:
            self.model.constrain(self._breaks_of(person).weights, None, most)

    def follow(self) -> None:
        """Post what follows from all the rows: nothing, unless more is known of the plans."""

    def _columns_on(self, person: str, used: list[int]) -> list[int]:
        number = self._days(person).index(used)
        ends = [self.layout.day_end[self.model.placed[c].slot] for c in self.terms[person]]
        end = list(dict.fromkeys(sorted(ends)))[number]
        return [c for c, at in zip(self.terms[person], ends, strict=True) if at == end]

    def _days(self, person: str) -> list[list[int]]:
        """Columns that tell in which slots the person is in a meeting, day by day."""
        if person not in self._used:
            self._used[person] = self._new_days(person)
        return self._used[person]

    def _new_days(self, person: str) -> list[list[int]]:
        days: defaultdict[int, list[int]] = defaultdict(list)
        cover: defaultdict[int, list[int]] = defaultdict(list)
        for column in self.terms[person]:
            for slot in self.layout.running(self.model.placed[column]):
                cover[slot].append(column)
        self._slots[person] = _filled(self.layout, sorted(cover))
        for slot in self._slots[person]:
            days[self.layout.day_end[slot]].append(self._in_meeting(cover.get(slot, [])))
        return list(days.values())

    def _in_meeting(self, columns: list[int]) -> int:
        used = self.model.column(lambda v: sum(v[column] for column in columns))
        self.model.constrain({used: -1} | dict.fromkeys(columns, 1), 0, 0)
        return used


def _filled(layout: Layout, slots: list[int]) -> list[int]:
    """The slots with those between two of one day: idle time runs through closed slots too."""
    filled: list[int] = []
    for slot in slots:
        if filled and layout.day_end[filled[-1]] == layout.day_end[slot]:
            filled.extend(range(filled[-1] + 1, slot))
        filled.append(slot)
    return filled

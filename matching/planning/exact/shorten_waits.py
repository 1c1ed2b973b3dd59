"""The same meetings with less waiting, one or two moved at a time: quick, and under every rule."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from matching.planning.exact.board import Board
from matching.planning.problem.lookup import Layout, mask
from matching.planning.problem.problem import Goal, Placed, Problem

_SWEEPS = 6
# meetings between two looks at the clock
_LOOK = 50
# what breaks cost in idle slots: beyond the spread, and where they are the first of the two goals
_FAR_TOO_MANY, _FIRST = 1_000_000, 1_000


def shorten_waits(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: Sequence[Placed],
    *,
    held: frozenset[Placed] = frozenset(),
    in_time: Callable[[], bool] = lambda: True,
) -> tuple[Placed, ...]:
    """A plan of the very same pairs in which people wait no longer, most often less.

    A local search: each meeting of somebody who waits goes to the slot that costs its people
    least; where another meeting of the same stand (or, between people, of the same person) is in
    the way, both move. What costs most is a break beyond the spread that is allowed, then what
    comes first among breaks and idle slots in the goals. Announced slots are not looked at, and
    the fewest breaks of all are taken to be none: whoever asks compares the plans.

    Parameters
    ----------
    placed
        All placements to choose from.
    held
        Meetings that stay in their slots.
    in_time
        Asked now and then; an answer of False ends the search with what there is.
    """
    search = _Search(layout, placed, meetings, held)
    for _ in range(_SWEEPS):
        if not search.sweep(in_time):
            break
    return search.board.plan()


def _dear_breaks(problem: Problem) -> int:
    """What a break costs beside an idle slot."""
    order = [goal for goal in problem.goals if goal in {Goal.WAITING, Goal.BREAKS}]
    return _FIRST if order[:1] == [Goal.BREAKS] else int(problem.breaks_spread is not None)


class _Search:
    """A board with the slots in which each person is busy."""

    def __init__(
        self,
        layout: Layout,
        placed: Sequence[Placed],
        meetings: Sequence[Placed],
        held: frozenset[Placed],
    ) -> None:
        self.layout, self.held = layout, held
        self.board = Board(layout, placed)
        self.board.put_all_that_fit(meetings)
        self.busy: defaultdict[str, int] = defaultdict(int)
        self.at: dict[int, int] = {}
        self._days = [mask(range(start, stop)) for start, stop in layout.problem.days]
        self._spread = layout.problem.breaks_spread
        self._dear = _dear_breaks(layout.problem)
        self._runs = [mask(layout.running(placing)) for placing in self.board.placed]
        self._terms: defaultdict[int, list[int]] = defaultdict(list)
        for term, placing in enumerate(self.board.placed):
            self._terms[placing.pair].append(term)
        for term in sorted(self.board.chosen):
            self._note(term)

    def sweep(self, in_time: Callable[[], bool]) -> bool:
        """Whether trying every meeting of those who wait has shortened anything."""
        shortened = False
        for number, pair in enumerate(sorted(self.at)):
            if number % _LOOK == 0 and not in_time():
                return False
            if self.board.placed[self.at[pair]] in self.held or not self._idle_of(pair):
                continue
            shortened |= self._move(pair) or self._move_two(pair)
        return shortened

    def _note(self, term: int) -> None:
        placing = self.board.placed[term]
        self.at[placing.pair] = term
        for person in self.layout.people_in(placing.pair):
            self.busy[person] |= self._runs[term]

    def _put(self, term: int) -> None:
        self.board.put(term)
        self._note(term)

    def _take(self, pair: int) -> int:
        term = self.at.pop(pair)
        self.board.take(term)
        for person in self.layout.people_in(pair):
            self.busy[person] &= ~self._runs[term]
        return term

    def _idle_of(self, pair: int, running: int = 0) -> int:
        """What idle time costs the people of a pair, were they busy in some more slots."""
        people = self.layout.people_in(pair)
        return sum(self._idle(self.busy[person] | running) for person in people)

    def _idle(self, busy: int) -> int:
        """What the idle time of a person costs who is busy in some slots."""
        idle = breaks = 0
        for day in self._days:
            if here := busy & day:
                lowest = (here & -here).bit_length() - 1
                idle += here.bit_length() - lowest - here.bit_count()
                breaks += (here & ~(here << 1)).bit_count() - 1
        over = 0 if self._spread is None else max(0, breaks - self._spread)
        return idle + self._dear * breaks + _FAR_TOO_MANY * over

    def _best(self, pair: int) -> int | None:
        """The placement that fits and leaves the people of a pair with the least waiting."""
        fitting = [term for term in self._terms[pair] if self.board.fits(term)]
        if not fitting:
            return None
        return min(fitting, key=lambda term: (self._idle_of(pair, self._runs[term]), term))

    def _move(self, pair: int) -> bool:
        before = self._idle_of(pair)
        old = self._take(pair)
        new = self._best(pair)
        better = new is not None and self._idle_of(pair, self._runs[new]) < before
        self._put(new if better and new is not None else old)
        return better

    def _move_two(self, pair: int) -> bool:
        """A better slot for a meeting and, for one that stands in its way, any that is no loss."""
        before = self._idle_of(pair)
        old = self._take(pair)
        for term in self._terms[pair]:
            gain = before - self._idle_of(pair, self._runs[term])
            if gain <= 0:
                continue
            for other in list(self._in_the_way(pair, term)):
                if self._swapped(term, other, gain):
                    return True
        self._put(old)
        return False

    def _in_the_way(self, pair: int, term: int) -> Iterator[int]:
        """Meetings of the same parties that run in the slots of a placement."""
        between = self.layout.problem.pairs[pair].between
        stands = [party for party in between if party in self.layout.stand]
        for party in stands or between:
            for other in self.layout.pairs_of[party]:
                at = self.at.get(other)
                if at is None or not self._runs[at] & self._runs[term]:
                    continue
                if self.board.placed[at] not in self.held:
                    yield other

    def _swapped(self, term: int, other: int, gain: int) -> bool:
        """Whether a placement could take the place of a meeting that moves elsewhere."""
        before = self._idle_of(other)
        was = self._take(other)
        if self.board.fits(term):
            self._put(term)
            new = self._best(other)
            if new is not None and self._idle_of(other, self._runs[new]) - before < gain:
                self._put(new)
                return True
            self._take(self.board.placed[term].pair)
        self._put(was)
        return False

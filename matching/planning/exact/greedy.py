"""A first plan, quickly: worst-off people first, best score, least-loaded slot."""

import heapq
from collections import defaultdict

from matching.planning.exact.board import Board
from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem


def fill(board: Board) -> None:
    """Add meetings to a board until nothing more fits.

    A pair is tried in its least-loaded slot, beside the person's other meetings when equal; a
    pair is worth trying as long as one of its people is furthest from what was promised.
    """
    layout = board.layout
    met = counts(layout, board.plan())
    terms_of: defaultdict[int, list[int]] = defaultdict(list)
    for term, placed in enumerate(board.placed):
        terms_of[placed.pair].append(term)
    load = _load(board)
    queue = [(_urgency(layout, met, pair), pair) for pair in sorted(terms_of)]
    heapq.heapify(queue)
    while queue:
        urgency, pair = heapq.heappop(queue)
        now = _urgency(layout, met, pair)
        if now != urgency:
            heapq.heappush(queue, (now, pair))
            continue
        fitting = [term for term in terms_of[pair] if board.fits(term)]
        if fitting:
            term = min(fitting, key=lambda term: (load[board.placed[term].slot], term))
            board.put(term)
            for slot in layout.running(board.placed[term]):
                load[slot] += 1
            for person in layout.people_in(pair):
                met[person] += 1


def _load(board: Board) -> list[int]:
    load = [0] * board.layout.problem.slots
    for term in board.chosen:
        for slot in board.layout.running(board.placed[term]):
            load[slot] += 1
    return load


def _urgency(layout: Layout, met: dict[str, int], pair: int) -> tuple[int, int, int, float, int]:
    """Musts first, those with fewest choices first; then coverage if it is a goal, then score."""
    terms = layout.problem.pairs[pair]
    if terms.must:
        return 0, len(terms.slots or range(layout.problem.slots)), -terms.length, 0.0, pair
    return 1, _level(layout.problem, layout, met, pair), 0, -terms.score, pair


def _level(problem: Problem, layout: Layout, met: dict[str, int], pair: int) -> int:
    first = [goal for goal in problem.goals if goal in {Goal.COVERAGE, Goal.SCORE}][:1]
    lacking = [
        met[person]
        for person in layout.people_in(pair)
        if met[person] < layout.person[person].least
    ]
    return min(lacking, default=problem.slots) if first == [Goal.COVERAGE] else 0


def first_plan(board: Board, start: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """What was fixed, what is left of a start, and then whatever fits."""
    board.put_all_that_fit(board.layout.problem.fixed)
    board.put_all_that_fit(start)
    fill(board)
    return board.plan()

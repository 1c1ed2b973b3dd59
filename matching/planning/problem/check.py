"""The rules applied to any plan: what it breaks, where, and by which meetings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matching.planning.problem.goals import breaks_of
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.rules import RuleCode, allowances, rows


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule.

    `who` is a party's id, the position of a pair as text, or empty; `slot` is -1 when the rule
    speaks of no moment; `pairs` are the positions of the pairs that break it together.
    """

    rule: RuleCode
    who: str
    slot: int
    pairs: tuple[int, ...]


def violations(problem: Problem, meetings: Iterable[Placed]) -> tuple[Violation, ...]:
    """Every rule that a plan breaks, in a stable order; empty for a plan that may be announced.

    A rule broken by the same pairs over several slots is told once, at the first of them.
    """
    return _broken(Layout(problem), sorted(Placed(*meeting) for meeting in meetings))


def _broken(
    layout: Layout, placed: Sequence[Placed], demanded: frozenset[int] | None = None
) -> tuple[Violation, ...]:
    """Every rule that meetings break; of what no plan may do without, these pairs alone count."""
    found = [*_unknown(layout, placed)]
    known = [meeting for meeting in placed if _is_known(layout, meeting)]
    found += _alone(layout, known)
    found += _together(layout, known, demanded)
    found += _uneven(layout, known)
    return _told_once(found)


def violations_beside(
    problem: Problem, plan: frozenset[Placed], before: frozenset[Placed]
) -> frozenset[Violation]:
    """What a plan breaks that another does not, looked at only where the two differ.

    A rule speaks of one party, whose meetings are all looked at when one of them is another; where
    a rule ties several (rooms, orders, what stands share, breaks of everybody), all are.
    """
    is_tied = problem.rooms is not None or problem.breaks_spread is not None
    if is_tied or problem.before or problem.shared:
        return frozenset(violations(problem, plan)).difference(violations(problem, before))
    pairs = problem.pairs
    differ = {party for each in plan ^ before for party in pairs[each.pair].between}
    near = [each for each in before if not differ.isdisjoint(pairs[each.pair].between)]
    near_too = plan.intersection(near) | (plan - before)
    looked_at = frozenset(each.pair for each in (*near, *near_too))
    layout = Layout(problem)
    broken = _broken(layout, sorted(near_too), looked_at)
    return frozenset(broken).difference(_broken(layout, sorted(near), looked_at))


def _is_known(layout: Layout, placed: Placed) -> bool:
    return 0 <= placed.pair < len(layout.problem.pairs) and 0 <= placed.slot < layout.problem.slots


def _unknown(layout: Layout, placed: Sequence[Placed]) -> Iterator[Violation]:
    for pair, slot in placed:
        if not 0 <= pair < len(layout.problem.pairs):
            yield Violation(RuleCode.UNKNOWN_PAIR, str(pair), slot, (pair,))
        elif not 0 <= slot < layout.problem.slots:
            yield Violation(RuleCode.DAY_BORDER, str(pair), slot, (pair,))


def _alone(layout: Layout, placed: Sequence[Placed]) -> Iterator[Violation]:
    for meeting in placed:
        length = layout.pair(meeting).length
        for rule, who, slots, begin_only in allowances(layout, meeting.pair):
            taken = range(meeting.slot, meeting.slot + (1 if begin_only else length))
            closed = [
                slot for slot in taken if slot < layout.problem.slots and not slots >> slot & 1
            ]
            if closed:
                yield Violation(rule, who, closed[0], (meeting.pair,))


def _together(
    layout: Layout, placed: Sequence[Placed], demanded: frozenset[int] | None
) -> Iterator[Violation]:
    for row in rows(layout, placed, demanded=demanded):
        if not row.at_least <= len(row.terms) + len(row.sessions) <= row.at_most:
            pairs = tuple(sorted(placed[term].pair for term in row.every_term))
            asked = (int(row.who),) if row.at_least and not row.or_none else pairs
            yield Violation(row.rule, row.who, row.slot, asked)


def _uneven(layout: Layout, placed: Sequence[Placed]) -> Iterator[Violation]:
    spread = layout.problem.breaks_spread
    if spread is None:
        return
    found = breaks_of(layout, placed)
    if not found or max(found.values()) - min(found.values()) <= spread:
        return
    most = max(found, key=lambda person: (found[person], person))
    pairs = tuple(sorted({meeting.pair for meeting in placed} & set(layout.pairs_of.get(most, ()))))
    yield Violation(RuleCode.BREAKS_SPREAD, most, -1, pairs)


def _told_once(found: Iterable[Violation]) -> tuple[Violation, ...]:
    """Two meetings that overlap are also too near: only the overlap is told."""
    first: dict[tuple[RuleCode, str, tuple[int, ...]], Violation] = {}
    for violation in sorted(found):
        first.setdefault((violation.rule, violation.who, violation.pairs), violation)
    overlaps = {(who, pairs) for rule, who, pairs in first if rule is RuleCode.PERSON_BUSY}
    shadows = {RuleCode.GAP, RuleCode.WALK}
    return tuple(
        violation
        for (rule, who, pairs), violation in sorted(first.items())
        if rule not in shadows or (who, pairs) not in overlaps
    )

"""Every hard rule of a plan, stated once.

The solver posts the rows over all placements it may choose from; the checker asks for the rows
over the placements of one plan, all of whose terms hold.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import NamedTuple

from matching.planning.problem.lookup import Layout, bits, mask
from matching.planning.problem.problem import Placed


class RuleCode(StrEnum):
    """Name of a rule; its sentence is `violation.<code>`."""

    UNKNOWN_PAIR = "unknown_pair"
    PAIR_TWICE = "pair_twice"
    DAY_BORDER = "day_border"
    PAIR_SLOTS = "pair_slots"
    PERSON_AWAY = "person_away"
    STAND_CLOSED = "stand_closed"
    PERSON_BUSY = "person_busy"
    GAP = "gap"
    WALK = "walk"
    STAND_FULL = "stand_full"
    ROOMS = "rooms"
    MOST = "most"
    BEFORE = "before"
    MUST = "must"
    FIXED = "fixed"
    BREAKS_SPREAD = "breaks_spread"
    GROUP_SMALL = "group_small"
    GROUP_TIMES = "group_times"
    SHARED = "shared"


class Row(NamedTuple):
    """A linear rule over placements: at_least <= number of terms that hold <= at_most.

    `who` is the id of a party or of what stands share, the position of a pair as text, or empty
    for the whole fair; `slot` is -1 when the rule speaks of no moment; `terms` are positions
    among the placements. Each of the `sessions`, positions of its placements, counts as one term
    that holds when any of them does. With `or_none` nothing at all is as good as `at_least`.
    """

    rule: RuleCode
    who: str
    slot: int
    terms: tuple[int, ...]
    at_most: int
    at_least: int = 0
    sessions: tuple[tuple[int, ...], ...] = ()
    or_none: bool = False

    @property
    def is_limit(self) -> bool:
        """Whether the upper limit can bind: more terms could hold than it allows."""
        return len(self.terms) + len(self.sessions) > self.at_most

    @property
    def every_term(self) -> tuple[int, ...]:
        """Its terms and those of its sessions, each once."""
        return tuple(dict.fromkeys((*self.terms, *chain.from_iterable(self.sessions))))


class Allowance(NamedTuple):
    """Slots a rule leaves open to one pair: to begin in, or to be running in."""

    rule: RuleCode
    who: str
    slots: int
    begin_only: bool


def allowances(layout: Layout, pair: int) -> Iterator[Allowance]:
    """The rules that bear on one pair alone: days, its own slots, who is there."""
    terms = layout.problem.pairs[pair]
    inside = (range(start, stop - terms.length + 1) for start, stop in layout.problem.days)
    yield Allowance(RuleCode.DAY_BORDER, str(pair), sum(map(mask, inside)), begin_only=True)
    if terms.slots is not None:
        yield Allowance(RuleCode.PAIR_SLOTS, str(pair), mask(terms.slots), begin_only=True)
    for party in terms.between:
        rule = RuleCode.PERSON_AWAY if party in layout.person else RuleCode.STAND_CLOSED
        yield Allowance(rule, party, layout.present[party], begin_only=False)


def starts(layout: Layout, pair: int) -> tuple[int, ...]:
    """Slots in which a pair may begin as far as it alone is concerned, ascending."""
    open_slots = mask(range(layout.problem.slots))
    for _, _, slots, begin_only in allowances(layout, pair):
        for ahead in range(1 if begin_only else layout.problem.pairs[pair].length):
            open_slots &= slots >> ahead
    return tuple(bits(open_slots))


def placements(layout: Layout) -> tuple[Placed, ...]:
    """Every placement that the rules on single pairs allow; a fixed pair has only its own."""
    fixed = dict(layout.problem.fixed)
    return tuple(
        Placed(pair, slot)
        for pair in range(len(layout.problem.pairs))
        for slot in starts(layout, pair)
        if fixed.get(pair, slot) == slot
    )


def demanded(layout: Layout) -> tuple[int, ...]:
    """Pairs that every plan holds."""
    fixed = {pair for pair, _ in layout.problem.fixed}
    return tuple(
        number for number, pair in enumerate(layout.problem.pairs) if pair.must or number in fixed
    )


def rows(
    layout: Layout, placed: Sequence[Placed], *, demanded: frozenset[int] | None = None
) -> Iterator[Row]:
    """The rules that tie placements together, only where they could be broken.

    Of the pairs that no plan may do without, those in `demanded` alone; None for all.
    """
    wanted = partial(_demanded, among=demanded)
    for rule in (_once, _people, _stand_full, _rooms, _before, wanted, _groups, _shared):
        for row in rule(layout, placed):
            if row.is_limit or row.at_least:
                yield row


def _once(_: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    by_pair = _by_pair(placed)
    for pair in sorted(by_pair):
        yield Row(RuleCode.PAIR_TWICE, str(pair), -1, tuple(by_pair[pair]), 1)


def _people(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    terms_of = _by_party(layout, placed)
    for person in layout.problem.people:
        if not (terms := terms_of.get(person.id, [])):
            continue  # whoever meets nobody breaks nothing
        yield Row(RuleCode.MOST, person.id, -1, tuple(terms), person.most)
        cover = _cover(layout, placed, terms, after=0)
        for slot in sorted(cover):
            yield Row(RuleCode.PERSON_BUSY, person.id, slot, tuple(cover[slot]), 1)
        if layout.problem.gap:
            near = _cover(layout, placed, terms, after=layout.problem.gap)
            for slot in sorted(near):
                yield Row(RuleCode.GAP, person.id, slot, tuple(near[slot]), 1)
        if layout.walk:
            yield from _walks(layout, placed, person.id, cover)


def _walks(
    layout: Layout, placed: Sequence[Placed], person: str, cover: dict[int, list[int]]
) -> Iterator[Row]:
    """A meeting in one zone at a slot keeps out those of far zones some slots before and after."""
    farthest = max(layout.walk.values())
    for slot in sorted(cover):
        zones: defaultdict[str, list[int]] = defaultdict(list)
        for term in cover[slot]:
            zones[layout.zone(placed[term])].append(term)
        for other in range(slot - farthest, slot + farthest + 1):
            if other == slot or other not in cover or not _same_day(layout, slot, other):
                continue
            for zone in sorted(zones):
                far = [
                    term
                    for term in cover[other]
                    if layout.walk.get((zone, layout.zone(placed[term])), 0) >= abs(other - slot)
                ]
                if far:
                    terms = tuple(dict.fromkeys((*zones[zone], *far)))
                    yield Row(RuleCode.WALK, person, min(slot, other), terms, 1)


def _stand_full(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    terms_of = _by_party(layout, placed)
    for stand in (stand for stand in layout.problem.stands if stand.id in terms_of):
        cover = _cover(layout, placed, terms_of[stand.id], after=0)
        for slot in sorted(cover):
            # no table at all is the rule "closed", told of the pair alone
            if tables := stand.tables[slot]:
                yield Row(RuleCode.STAND_FULL, stand.id, slot, tuple(cover[slot]), tables)


def _rooms(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    if layout.problem.rooms is None:
        return
    cover = _cover(layout, placed, range(len(placed)), after=0)
    for slot in sorted(cover):
        yield Row(RuleCode.ROOMS, "", slot, tuple(cover[slot]), layout.problem.rooms)


def _before(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    """At every slot: the later pair has begun, or the earlier one is not yet over, never both."""
    by_pair = _by_pair(placed)
    for earlier, later in sorted(set(layout.problem.before)):
        firsts, seconds = by_pair.get(earlier, []), by_pair.get(later, [])
        length = layout.problem.pairs[earlier].length
        for slot in sorted({placed[term].slot for term in seconds}):
            begun = [term for term in seconds if placed[term].slot <= slot]
            unfinished = [term for term in firsts if placed[term].slot + length > slot]
            if unfinished:
                yield Row(RuleCode.BEFORE, str(later), slot, (*unfinished, *begun), 1)


def _demanded(
    layout: Layout, placed: Sequence[Placed], among: frozenset[int] | None
) -> Iterator[Row]:
    by_pair, problem = _by_pair(placed), layout.problem
    for number in range(len(problem.pairs)) if among is None else sorted(among):
        if problem.pairs[number].must:
            terms = tuple(by_pair.get(number, ()))
            yield Row(RuleCode.MUST, str(number), -1, terms, len(terms), at_least=1)
    for fixed in sorted(fixed for fixed in problem.fixed if among is None or fixed.pair in among):
        terms = tuple(term for term in by_pair.get(fixed.pair, ()) if placed[term] == fixed)
        yield Row(RuleCode.FIXED, str(fixed.pair), fixed.slot, terms, len(terms), at_least=1)


def sessions(layout: Layout, placed: Sequence[Placed]) -> dict[tuple[str, int], list[int]]:
    """Positions of the placements of each session, by the stand of its group and its first slot."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    if layout.group:
        for term, placing in enumerate(placed):
            for party in layout.pair(placing).between:
                if party in layout.group:
                    found[party, placing.slot].append(term)
    return dict(found)


def _groups(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    """A session is held by as many as it needs or by nobody; what is fixed is held anyway."""
    if not layout.group:
        return
    held = {
        (party, slot)
        for pair, slot in layout.problem.fixed
        for party in layout.problem.pairs[pair].between
    }
    starts_of: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for (stand, slot), terms in sorted(sessions(layout, placed).items()):
        starts_of[stand].append(tuple(terms))
        smallest = layout.group[stand].smallest
        if smallest > 1 and (stand, slot) not in held:
            yield Row(
                RuleCode.GROUP_SMALL, stand, slot, tuple(terms), len(terms), smallest, or_none=True
            )
    for stand, starting in starts_of.items():
        if (times := layout.group[stand].times) is not None:
            yield Row(RuleCode.GROUP_TIMES, stand, -1, (), times, sessions=tuple(starting))


def _shared(layout: Layout, placed: Sequence[Placed]) -> Iterator[Row]:
    """Of what stands share, each meeting takes one, and each session one for all who come."""
    if not layout.problem.shared:
        return
    terms_of = _by_party(layout, placed)
    for shared in layout.problem.shared:
        alone: set[int] = set()
        running: defaultdict[int, defaultdict[tuple[str, int], list[int]]]
        running = defaultdict(lambda: defaultdict(list))
        for stand in shared.stands:
            for term in terms_of.get(stand, ()):
                if stand not in layout.group:
                    alone.add(term)
                    continue
                for slot in layout.running(placed[term]):
                    running[slot][stand, placed[term].slot].append(term)
        led = {term for begun in running.values() for terms in begun.values() for term in terms}
        cover = _cover(layout, placed, sorted(alone - led), after=0)
        for slot in sorted({*cover, *running}):
            groups = tuple(tuple(terms) for _, terms in sorted(running[slot].items()))
            terms = tuple(cover.get(slot, ()))
            yield Row(RuleCode.SHARED, shared.id, slot, terms, shared.tables[slot], sessions=groups)


def _by_pair(placed: Sequence[Placed]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for term, (pair, _) in enumerate(placed):
        found[pair].append(term)
    return found


def _by_party(layout: Layout, placed: Sequence[Placed]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for term, placing in enumerate(placed):
        for party in layout.pair(placing).between:
            found[party].append(term)
    return found


def _cover(
    layout: Layout, placed: Sequence[Placed], terms: Sequence[int], *, after: int
) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for term in terms:
        for slot in layout.running(placed[term], after):
            found[slot].append(term)
    return found


def _same_day(layout: Layout, one: int, other: int) -> bool:
    return layout.day_end[one] == layout.day_end[other]

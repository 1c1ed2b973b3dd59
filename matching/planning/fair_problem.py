"""A fair's people, stands and scores posed as a planning problem, and its answer read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from types import MappingProxyType
from typing import NamedTuple

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.meeting import Meeting
from matching.domain.offer import Offer
from matching.domain.score import Score, Verdict
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.planning.past import with_past
from matching.planning.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.result import Result

_ASK_STEP = 1e-5
_GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)
_REPLAN_GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)
_NOTHING: Mapping[str, int] = MappingProxyType({})
_NO_SLOTS: Mapping[str, frozenset[int]] = MappingProxyType({})


class Key(NamedTuple):
    """Whom a pair brings together, and about which offer."""

    person: str
    stand: str
    offer: str


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem with what each of its pairs means."""

    problem: Problem
    keys: tuple[Key, ...]
    now_slot: int = 0

    def to_meetings(self, result: Result) -> tuple[Meeting, ...]:
        """The meetings of a plan in the words of the fair, sorted by slot."""
        return tuple(sorted(self._meeting(placed) for placed in result.meetings))

    def _meeting(self, placed: Placed) -> Meeting:
        pair, key = self.problem.pairs[placed.pair], self.keys[placed.pair]
        return Meeting(placed.slot, key.person, key.stand, key.offer, pair.length, pair.score)

    def placed(self, meetings: Iterable[Meeting]) -> tuple[Placed, ...]:
        """Those of some meetings that this problem knows, as placements in it."""
        number = {pair.between: n for n, pair in enumerate(self.problem.pairs)}
        parties = {stand.id for stand in self.problem.stands}
        found: dict[int, int] = {}
        for meeting in meetings:
            workshop = workshop_party(meeting.stand, meeting.offer)
            party = workshop if workshop in parties else stand_party(meeting.stand)
            pair = number.get((meeting.person, party))
            if pair is not None and 0 <= meeting.slot < self.problem.slots:
                found.setdefault(pair, meeting.slot)
        return tuple(Placed(*item) for item in found.items())


def stand_party(exhibitor: str) -> str:
    """The id of a stand as a party, apart from people's: a sheet may number both from 1."""
    return f"stand {exhibitor}"


def workshop_party(exhibitor: str, offer: str) -> str:
    """The id of a workshop as a party of its own."""
    return f"{stand_party(exhibitor)} / {offer}"


def pose(
    fair: Fair,
    jobseekers: Sequence[Jobseeker],
    exhibitors: Sequence[Exhibitor],
    offers: Sequence[Offer],
    scores: Iterable[Score],
    *,
    now: datetime | None = None,
    announced: Sequence[Meeting] = (),
    gone: frozenset[str] = frozenset(),
    closed_stands: Mapping[str, frozenset[int]] = _NO_SLOTS,
    held: Sequence[Meeting] = (),
    tables: Mapping[str, int] = _NOTHING,
) -> Posed:
    """The planning problem of a fair.

    Days of the problem are the fair's sessions: breaks are no slots, so the gap between two
    meetings, walks and idle time count inside a session only. A person meets a stand about its
    best offer that is not closed; an offer with a question still to ask ranks just after an open
    one of the same score. A workshop is a party of its own with its places as tables (the
    exhibitor's tables when its places are not known) and its sessions starting one after the
    other, so that the group starts together.

    Parameters
    ----------
    now
        What was announced before this moment is fixed; None before the fair.
    announced
        The released plan; with it, `changes` becomes a goal right after the score.
    gone
        People who left or did not come: free only before now.
    closed_stands
        Slots in which an exhibitor receives nobody, beside its own hours.
    held
        Meetings that staff pinned: fixed.
    tables
        Tables that an exhibitor has today when not those of its profile.
    """
    grid = SlotGrid.of(fair)
    now_slot = 0 if now is None else grid.next_slot(now)
    known = {each.id: each for each in exhibitors}, {each.id: each for each in offers}
    setting = _Setting(fair, grid, *known, closed_stands, tables)
    people = tuple(_person(setting, each, gone, now_slot) for each in jobseekers)
    pinned = (*held, *(meeting for meeting in announced if meeting.slot < now_slot))
    best = _best_offers(setting, {each.id for each in people}, scores, announced, pinned)
    posed = Posed(
        _problem(setting, people, best, released=bool(announced)), tuple(sorted(best)), now_slot
    )
    fixed = posed.placed(pinned)
    widened = with_past(posed.problem, fixed)
    return replace(posed, problem=replace(widened, fixed=fixed, announced=posed.placed(announced)))


def _problem(
    setting: "_Setting", people: tuple[Person, ...], best: Mapping[Key, float], *, released: bool
) -> Problem:
    return Problem(
        slots=len(setting.grid),
        days=setting.grid.sessions,
        rooms=setting.fair.rooms or None,
        gap=setting.fair.gap_slots,
        people=people,
        stands=tuple(setting.parties()),
        pairs=tuple(setting.pair(key, best[key]) for key in sorted(best)),
        goals=_REPLAN_GOALS if released else _GOALS,
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """The fair's frame, in which people, stands and pairs are told as a problem."""

    fair: Fair
    grid: SlotGrid
    exhibitors: Mapping[str, Exhibitor]
    offers: Mapping[str, Offer]
    closed: Mapping[str, frozenset[int]]
    tables: Mapping[str, int]

    def party(self, stand: str, offer: str) -> str:
        """The party whom one meets about an offer: a workshop stands for itself."""
        known = self.offers.get(offer)
        is_workshop = known is not None and known.kind is OfferKind.WORKSHOP
        return workshop_party(stand, offer) if is_workshop else stand_party(stand)

    def parties(self) -> Iterator[Stand]:
        """Stands of exhibitors, then workshops."""
        for exhibitor in self.exhibitors.values():
            tables = self.tables.get(exhibitor.id, exhibitor.tables)
            yield self._stand(stand_party(exhibitor.id), exhibitor, tables)
        for offer in self.offers.values():
            if offer.kind is OfferKind.WORKSHOP and offer.exhibitor in self.exhibitors:
                exhibitor = self.exhibitors[offer.exhibitor]
                places = exhibitor.tables if offer.places is None else offer.places
                yield self._stand(workshop_party(exhibitor.id, offer.id), exhibitor, places)

    def pair(self, key: Key, score: float) -> Pair:
        """A person and a party, for as long as the offer asks."""
        offer, party = self.offers.get(key.offer), self.party(key.stand, key.offer)
        minutes = offer.minutes if offer and offer.minutes else self.grid.minutes
        length = self.grid.slots_for(minutes)
        is_workshop = party != stand_party(key.stand)
        slots = self._sessions(key, length) if is_workshop else None
        return Pair((key.person, party), score, length, slots=slots)

    def _stand(self, party: str, exhibitor: Exhibitor, tables: int) -> Stand:
        open_slots = self._open_slots(exhibitor) - self.closed.get(exhibitor.id, frozenset())
        counts = (tables if slot in open_slots else 0 for slot in range(len(self.grid)))
        return Stand(party, tuple(counts), exhibitor.zone)

    def _open_slots(self, exhibitor: Exhibitor) -> frozenset[int]:
        slots = self.grid.within(
            _moment(self.fair, exhibitor.opens), _moment(self.fair, exhibitor.closes)
        )
        for start, end in exhibitor.breaks:
            until, since = self.fair.moment(start), self.fair.moment(end)
            slots &= self.grid.within(None, until) | self.grid.within(since, None)
        return slots - self.closed.get(exhibitor.id, frozenset())

    def _sessions(self, key: Key, length: int) -> tuple[int, ...]:
        """Starts of a workshop, back to back from each opening: its group begins together."""
        open_slots = self._open_slots(self.exhibitors[key.stand])
        starts: list[int] = []
        for begin, end in self.grid.sessions:
            slot = begin
            while slot + length <= end:
                fits = open_slots.issuperset(range(slot, slot + length))
                starts.extend([slot] if fits else [])
                slot += length if fits else 1
        return tuple(starts)


def _moment(fair: Fair, clock: time | None) -> datetime | None:
    return None if clock is None else fair.moment(clock)


def _person(setting: _Setting, jobseeker: Jobseeker, gone: frozenset[str], now_slot: int) -> Person:
    fair = setting.fair
    slots = setting.grid.within(_moment(fair, jobseeker.arrives), _moment(fair, jobseeker.leaves))
    if jobseeker.id in gone:
        slots = frozenset(slot for slot in slots if slot < now_slot)
    most = fair.most_meetings if jobseeker.most_meetings is None else jobseeker.most_meetings
    free = None if len(slots) == len(setting.grid) else tuple(sorted(slots))
    return Person(jobseeker.id, free, most, min(fair.least_meetings, most))


def _best_offers(
    setting: _Setting,
    people: set[str],
    scores: Iterable[Score],
    announced: Sequence[Meeting],
    pinned: Sequence[Meeting],
) -> dict[Key, float]:
    """One offer for each person and party: the one told to the person, else the best."""
    told = {(m.person, setting.party(m.stand, m.offer)): m.offer for m in announced}
    best: dict[tuple[str, str], tuple[tuple[bool, float], Key]] = {}
    for score in sorted(scores, key=lambda each: (each.person, each.stand, each.offer)):
        known = score.person in people and score.stand in setting.exhibitors
        if not known or score.verdict is Verdict.CLOSED:
            continue
        where = score.person, setting.party(score.stand, score.offer)
        rank = told.get(where) == score.offer, _worth(score)
        if where not in best or rank > best[where][0]:
            best[where] = rank, Key(score.person, score.stand, score.offer)
    for meeting in pinned:
        where = meeting.person, setting.party(meeting.stand, meeting.offer)
        if meeting.person in people and meeting.stand in setting.exhibitors:
            key = Key(meeting.person, meeting.stand, meeting.offer)
            best[where] = (True, _rounded(meeting.score)), key
    return {key: rank[1] for rank, key in best.values()}


def _worth(score: Score) -> float:
    return _rounded(score.value - (_ASK_STEP if score.verdict is Verdict.ASK else 0.0))


def _rounded(value: float) -> float:
    """Six decimals: sums of them are exact whole numbers to the solver."""
    return min(1.0, max(0.0, round(value, 6)))

"""The frame of a fair, in which people, stands and offers are told as parties of a problem."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import SessionShift, begins_at, hours_put
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer, is_met_apart
from matching.domain.slots import open_slots
from matching.domain.terms import OfferKind
from matching.planning.fair.arranged import groups_of, session_slots, shared_of
from matching.planning.fair.day_slots import DaySlots
from matching.planning.fair.kept_seats import kept_seats
from matching.planning.fair.sessions import Session, hold_sessions
from matching.planning.problem.problem import Group, Person, Shared, Stand

NEVER: frozenset[int] = frozenset()
_NOTHING: Mapping[int, int] = MappingProxyType({})
MeetingTerms: TypeAlias = tuple[int, tuple[int, ...] | None]
"""How many slots a meeting takes, and in which it may begin; None for any."""


def stand_party(exhibitor: str) -> str:
    """The id of a stand as a party, apart from people's: a sheet may number both from 1."""
    return f"stand {exhibitor}"


def offer_apart(exhibitor: str, offer: str) -> str:
    """What one meets a stand for beside its other offers: of a workshop also a party by itself."""
    return f"{stand_party(exhibitor)} / {offer}"


@dataclass(frozen=True)
class FairSetting:
    """The fair's frame, in which people, stands and pairs are told as a problem.

    Attributes
    ----------
    exhibitors, offers
        By id.
    closed
        By id of an exhibitor: slots of the fair's grid in which nobody is at the stand.
    tables
        By id of an exhibitor: meetings held there at a time, where it is not as entered.
    kept
        By id of an exhibitor: tables that stay free in slots of the fair's grid.
    shifts
        Groups of workshops that begin later than they were to.
    """

    fair: Fair
    day: DaySlots
    exhibitors: Mapping[str, Exhibitor]
    offers: Mapping[str, Offer]
    closed: Mapping[str, frozenset[int]]
    tables: Mapping[str, int]
    kept: Mapping[str, Mapping[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    shifts: tuple[SessionShift, ...] = ()

    @cached_property
    def apart(self) -> dict[tuple[str, str], str]:
        """A name for each offer that is met apart from others, by its stand and offer."""
        return {
            (offer.exhibitor, offer.id): offer_apart(offer.exhibitor, offer.id)
            for offer in self.offers.values()
            if is_met_apart(offer.kind, asked=offer.met_apart)
            and offer.exhibitor in self.exhibitors
        }

    @cached_property
    def workshops(self) -> dict[tuple[str, str], str]:
        """The party of each workshop, by its stand and offer."""
        return {
            (stand, offer): party
            for (stand, offer), party in self.apart.items()
            if self.offers[offer].kind is OfferKind.WORKSHOP
        }

    def occasion(self, stand: str, offer: str) -> str:
        """What somebody meets a stand for once: itself, or an offer that is met apart."""
        return self.apart.get((stand, offer)) or self._stand_parties.get(stand, stand_party(stand))

    def party(self, stand: str, offer: str) -> str:
        """The party whom one meets at a stand about an offer."""
        workshop = self.workshops.get((stand, offer))
        return workshop or self._stand_parties.get(stand) or stand_party(stand)

    def party_at(self, occasion: str) -> str:
        """The party whom one meets on an occasion."""
        return self._party_at.get(occasion, occasion)

    @cached_property
    def _party_at(self) -> dict[str, str]:
        return {
            offer_apart(offer.exhibitor, offer.id): self.party(offer.exhibitor, offer.id)
            for offer in self.offers.values()
        }

    @cached_property
    def _stand_parties(self) -> dict[str, str]:
        return {stand: stand_party(stand) for stand in self.exhibitors}

    def stands(self) -> Iterator[Stand]:
        """Stands of exhibitors, then workshops."""
        for exhibitor in self.exhibitors.values():
            yield Stand(stand_party(exhibitor.id), self.tables_left(exhibitor), exhibitor.zone)
        for (stand, offer), party in self.workshops.items():
            exhibitor, places = self.exhibitors[stand], self.offers[offer].places
            seats = exhibitor.tables if places is None else places
            yield Stand(party, self._while_open(exhibitor, seats), exhibitor.zone)

    def groups(self) -> tuple[Group, ...]:
        """The groups of workshops whose sessions are arranged."""
        return tuple(groups_of(self._arranged))

    def shared(self) -> tuple[Shared, ...]:
        """Tables, rooms and leaders that arranged sessions have in common with what else is."""
        if not self._arranged:
            return ()
        found = shared_of(
            self._arranged, self.exhibitors, self.tables_left, stand_party, len(self.day)
        )
        return tuple(found)

    @cached_property
    def _arranged(self) -> dict[str, Offer]:
        """Workshops of which the file arranges sessions, by their party."""
        return {
            party: self.offers[offer]
            for (_, offer), party in self.workshops.items()
            if self.offers[offer].is_arranged
        }

    def tables_left(self, exhibitor: Exhibitor) -> tuple[int, ...]:
        """Tables of an exhibitor whose people lead no session of an hour of its own."""
        leading = Counter(
            slot for session in self._sessions[exhibitor.id] for slot in session.slots
        )
        tables = self._tables(exhibitor)
        kept = Counter(self.kept.get(exhibitor.id, {}))
        return self._while_open(exhibitor, tables, leading + kept)

    def with_kept(
        self, jobseekers: Iterable[Jobseeker], since: int, announced: Iterable[Meeting]
    ) -> "FairSetting":
        """The same with seats kept for walk-ins from a slot on, but for those given already."""
        taken = Counter(
            (meeting.stand, slot)
            for meeting in announced
            for slot in range(meeting.slot, meeting.slot + meeting.length)
        )
        kept = {
            stand: {
                slot: min(count, max(0, self._open_tables(stand, slot) - taken[stand, slot]))
                for slot, count in slots.items()
                if slot >= since
            }
            for stand, slots in self._wished_for_walk_ins(jobseekers).items()
        }
        return replace(self, kept=kept)

    def _open_tables(self, stand: str, slot: int) -> int:
        """Tables of an exhibitor at which somebody may be met in a slot of the grid."""
        return self.tables_left(self.exhibitors[stand])[self.day.to_problem[slot]]

    def _wished_for_walk_ins(self, jobseekers: Iterable[Jobseeker]) -> dict[str, dict[int, int]]:
        """Tables that stay free at each stand, by slot of the grid, as the fair wishes it."""
        percent = self.fair.walk_in_seats
        if not percent:
            return {}
        grid, arrivals = self.day.grid, [0] * len(self.day.grid)
        for person in jobseekers:
            slot = grid.next_slot(_moment(self.fair, person.arrives) or grid.starts[0])
            arrivals[min(slot, len(grid) - 1)] += person.arrives is not None
        found = {}
        for stand, exhibitor in self.exhibitors.items():
            left = self.tables_left(exhibitor)
            tables = [left[self.day.to_problem[slot]] for slot in range(len(grid))]
            kept = kept_seats(tables, arrivals, percent)
            found[stand] = {slot: count for slot, count in enumerate(kept) if count}
        return found

    def walks(self) -> tuple[tuple[str, str, int], ...]:
        """Free slots needed between meetings in two zones, begun slots counted whole."""
        return tuple(
            (start, end, -(-minutes // self.fair.slot_minutes))
            for start, end, minutes in self.fair.walks
            if minutes
        )

    def length(self, offer: str) -> int:
        """Slots that a meeting about an offer takes."""
        known, grid = self.offers.get(offer), self.day.grid
        return grid.slots_for(known.minutes if known and known.minutes else grid.minutes)

    def starts(self, stand: str, offer: str) -> tuple[int, ...] | None:
        """Slots in which a meeting about an offer may begin; None for any."""
        length = self.length(offer)
        known = self.offers.get(offer)
        if known is not None and known.is_arranged:
            if known.session_starts:
                told = session_slots(self.fair, known.session_starts, length).values()
                found = {self._shifted(offer, slot) for slot in told}
                return tuple(self.day.to_problem[slot] for slot in sorted(found))
            return self.day.starts(length)
        if (stand, offer) in self.workshops:
            held = (each.start for each in self._sessions[stand] if each.offer == offer)
            return tuple(self.day.to_problem[slot] for slot in held)
        return None if length == 1 else self.day.starts(length)

    def terms(self, stand: str, offer: str) -> MeetingTerms:
        """How long a meeting about an offer lasts, and where it may begin."""
        return self.length(offer), self.starts(stand, offer)

    def shortest(self, parties: Iterable[str]) -> list[MeetingTerms]:
        """The terms of the shortest meeting with each party."""
        found: dict[str, MeetingTerms] = {}
        for offer in self.offers.values():
            party = self.party(offer.exhibitor, offer.id)
            if party not in found or self.length(offer.id) < found[party][0]:
                found[party] = self.terms(offer.exhibitor, offer.id)
        return [found.get(party, (1, None)) for party in parties]

    @cached_property
    def _sessions(self) -> dict[str, tuple[Session, ...]]:
        """The sessions of each exhibitor's workshops, which its tables must do for."""
        lengths: dict[str, dict[str, int]] = {stand: {} for stand in self.exhibitors}
        for (stand, offer), party in self.workshops.items():
            if party in self._arranged:
                continue
            lengths[stand][offer] = self.length(offer)
        receiving = {
            offer.exhibitor
            for offer in self.offers.values()
            if (offer.exhibitor, offer.id) not in self.workshops
        }
        return {
            stand: self._as_shifted(
                lengths[stand],
                hold_sessions(
                    lengths[stand],
                    self._stretches(exhibitor),
                    tables=self._tables(exhibitor),
                    receives=stand in receiving,
                ),
            )
            for stand, exhibitor in self.exhibitors.items()
        }

    def _as_shifted(
        self, lengths: Mapping[str, int], sessions: Iterable[Session]
    ) -> tuple[Session, ...]:
        if not self.shifts:
            return tuple(sessions)
        later = {each._replace(start=self._shifted(each.offer, each.start)) for each in sessions}
        starts = self.day.grid.starts
        # Hours told of a stand that was away are not those that its groups were to begin at.
        put = {
            Session(offer, starts.index(hour), length)
            for offer, length in lengths.items()
            for hour in hours_put(self.shifts, offer)
            if hour in starts
        }
        return tuple(sorted(later | put, key=lambda session: (session.start, session.offer)))

    def _shifted(self, offer: str, slot: int) -> int:
        """The slot of the grid in which a group begins that was to begin in another."""
        if not self.shifts:
            return slot
        starts = self.day.grid.starts
        begins = begins_at(self.shifts, offer, starts[slot])
        return starts.index(begins) if begins in starts else slot

    def _stretches(self, exhibitor: Exhibitor) -> list[tuple[int, int]]:
        """Slots, from and until, in which an exhibitor is there without a pause."""
        open_slots, found = self._open_slots(exhibitor), list[tuple[int, int]]()
        for begin, end in self.day.grid.sessions:
            for slot in range(begin, end):
                if slot not in open_slots:
                    continue
                if found and found[-1][1] == slot > begin:
                    found[-1] = found[-1][0], slot + 1
                else:
                    found.append((slot, slot + 1))
        return found

    def _tables(self, exhibitor: Exhibitor) -> int:
        return self.tables.get(exhibitor.id, exhibitor.tables)

    def _while_open(
        self, exhibitor: Exhibitor, tables: int, leading: Mapping[int, int] = _NOTHING
    ) -> tuple[int, ...]:
        """So many tables while an exhibitor is there, without those whose people lead sessions."""
        open_slots = self._open_slots(exhibitor)
        counts = (
            max(0, tables - leading.get(slot, 0)) if slot in open_slots else 0
            for slot in range(len(self.day.grid))
        )
        return self.day.spread(counts)

    def _open_slots(self, exhibitor: Exhibitor) -> frozenset[int]:
        found = open_slots(self.fair, self.day.grid, exhibitor)
        return found - self.closed.get(exhibitor.id, NEVER)


def _moment(fair: Fair, clock: time | None) -> datetime | None:
    return None if clock is None else fair.moment(clock)


def person_of(setting: FairSetting, jobseeker: Jobseeker, away: frozenset[int]) -> Person:
    """A person as the planner knows one: hours, without the slots they are away, and meetings.

    Parameters
    ----------
    away
        Slots of the fair's grid. Those of the answer (`free`) are slots of the problem.
    """
    fair, day = setting.fair, setting.day
    slots: Iterable[int] = range(len(day.grid))
    if jobseeker.arrives or jobseeker.leaves:
        hours = _moment(fair, jobseeker.arrives), _moment(fair, jobseeker.leaves)
        slots = sorted(day.grid.within(*hours))
    here = tuple(day.to_problem[slot] for slot in slots if slot not in away)
    most = jobseeker.most_meetings_of(fair.most_meetings)
    free = None if len(here) == len(day.grid) else here
    return Person(jobseeker.id, free, most, jobseeker.promised_meetings_of(fair.least_meetings))

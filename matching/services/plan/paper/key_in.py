"""Ticks made by pen on the list of a stand, keyed in by row number after the fact.

A free row is for somebody who came by: it is known by the call number that was written there.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    ALSO,
    FREE_ROW,
    OFFER,
    SETTLING,
    UNPLANNED,
    Happening,
    HappeningKind,
    Outcome,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.next_steps import own_words
from matching.domain.day.places import ANSWER, HAS, OfferPlaces, came_to, gives_place
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import by_sign
from matching.domain.fair import Fair
from matching.domain.offer import Offer
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.paper.printed import last_lists
from matching.services.plan.paper.stand_lists import rows_of_stand
from matching.services.plan.paper.ticks import (
    KeyedState,
    Tick,
    on_free_rows,
    where_it_stands,
    with_number,
)
from matching.services.shop.fit_steps import must_lead_to
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.day.stocks import count_stock

_KEYED = frozenset({*SETTLING, HappeningKind.OUTCOME, HappeningKind.PLACE_TAKEN})
PAPER = {"source": "paper"}
"""What a fact says that was read from a sheet, not reported at once."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a list as it was printed, and whether it is settled already.

    `is_free` is a row that was empty and bears somebody who came by, at an hour nobody wrote down.
    """

    row: int
    starts_at: datetime | None
    call_number: int
    first_name: str
    is_settled: bool
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row that was keyed in: what was typed, what came of it, and whose it is.

    `outcomes` are what the meeting led to once the sheet is written down: who keys in learns at
    once of whom no place was left.
    """

    tick: Tick
    state: KeyedState
    call_number: int
    first_name: str
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedLists:
    """The lists that may be keyed in: stands by id as they are called, and numbers of plans.

    `plan` is the one that the lists printed last were of, else what would be printed now; `newest`
    the last that was drawn; 0 before any.
    """

    plan: int
    newest: int
    stands: Mapping[str, str]


def lists_to_key_in(shop: Shop, fair: str) -> KeyedLists:
    """What there is to key in, stands in the order of their signs."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = last_lists(reader, fair) or plans.shown_number(reader, fair)
        newest = plans.last_number(reader, fair)
    stands = sorted(entries.exhibitors.values(), key=by_sign)
    return KeyedLists(plan, newest, {stand.id: stand.label for stand in stands})


def paper_rows(shop: Shop, fair: str, stand: str, *, plan: int = 0) -> tuple[PaperRow, ...]:
    """The rows of a stand's list as printed from a plan (0: the one printed now).

    Free rows come after the others, as far as they were keyed in.

    Raises
    ------
    FairError
        `no_plan`, `plan_unknown`; those of an exhibitor that is not of this fair.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        rows = _rows(shop, reader, entries, stand, plan)
        facts = happenings.read_happenings(reader, fair)
        free = on_free_rows(facts, stand, plan or plans.shown_number(reader, fair))
    day = DayState.of(facts)
    settled = day.held | day.missed
    printed = tuple(
        PaperRow(
            number,
            row.starts_at,
            entries.call_numbers[row.meeting.person],
            entries.jobseekers[row.meeting.person].first_name,
            row.meeting.id in settled,
        )
        for number, row in enumerate(rows, 1)
    )
    return printed + tuple(
        PaperRow(
            row,
            None if UNPLANNED in fact.data else fact.at.astimezone(entries.fair.zone),
            entries.call_numbers[fact.person],
            entries.jobseekers[fact.person].first_name,
            is_settled=True,
            is_free=True,
        )
        for row, fact in sorted(free.items())
        if fact.person in entries.jobseekers
    )


def key_in(
    shop: Shop, fair: str, stand: str, ticks: Sequence[Tick], *, nonce: str, plan: int = 0
) -> tuple[KeyedRow, ...]:
    """Write down what a sheet says, each fact at the hour of its meeting; what came of each row.

    Nothing is planned anew and no plan is changed. A row that is settled already stays as it is, so
    the same sheet may be keyed in twice; one that is corrected takes back what was noted before,
    once for each `nonce`.

    Raises
    ------
    FairError
        `row_unknown` when the list has no such row and no call number says whose free row it is,
        `row_number_unknown` when nobody has that number, `row_of_another` when the row is not
        theirs, `row_is_theirs` when they have a row of their own, `row_taken` when a free row has
        somebody else, `row_not_here` for a box that what was talked about cannot lead to,
        `row_nobody_expected` when an absence is keyed in on a free row; those of
        `paper_rows`.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        rows = _rows(shop, reader, entries, stand, plan)
        newest = plans.shown_number(reader, fair)
        shown = plans.read_plan(reader, fair, number=newest)
        before_now = happenings.read_happenings(reader, fair)
    number = plan or newest
    whose = on_free_rows(before_now, stand, number)
    sheet = _Sheet(entries, stand, rows, shown.meetings if shown else ())
    named = [with_number(tick, whose, entries) for tick in ticks]
    asked = [_as_meant(tick, sheet, shop.day_moment(entries.fair)) for tick in named]
    _must_be_one_each(asked)
    keyed: dict[str, KeyedRow] = {}
    with shop.store.writing() as writer:
        told = happenings.read_happenings(writer, fair)
        noted, free = _settling(told), on_free_rows(told, stand, number)
        sent = {fact.nonce: fact for fact in told}
        facts: list[Happening] = []
        for tick, slot in asked:
            before = noted.get(slot.meeting, [])
            if slot.is_on_free_row:
                before = [*_instead_of(tick, slot, free, noted, entries), *before]
            now = _facts(entries.fair, slot, tick, nonce, number)
            again = slot.meeting in keyed
            state = _state_of(tick, is_settled=bool(before) or again)
            if not again and _was_sent(now, sent):
                state = KeyedState.KNOWN
            is_elsewhere = state is KeyedState.KNOWN and slot.is_on_free_row
            where = where_it_stands(tick, slot.meeting, free) if is_elsewhere else tick
            row = KeyedRow(where, state, slot.call_number, slot.first_name)
            keyed.setdefault(slot.meeting, row)
            if again or state in (KeyedState.KNOWN, KeyedState.EMPTY):
                continue
            facts += [*(_taken_back(fact, slot, tick, nonce) for fact in before), *now]
            sent |= {fact.nonce: fact for fact in now}
            if slot.is_on_free_row and now:
                free[tick.row] = now[0]
        happenings.append_all(
            writer, [happenings.Entry(fair, fact) for fact in facts], recorded_at=shop.clock()
        )
        stock = count_stock(writer, entries).places
    slots = {slot.meeting: slot for _, slot in asked}
    return tuple(
        replace(row, outcomes=_led(entries.fair, slots[meeting], row.tick, stock))
        for meeting, row in keyed.items()
    )


def _led(
    fair: Fair, slot: "_Slot", tick: Tick, stock: Mapping[str, OfferPlaces]
) -> tuple[Outcome, ...]:
    """What the boxes of a row came to, with the places as they are now."""
    told = (Outcome(outcome, own_words(fair.next_steps, outcome)) for outcome in tick.outcomes)
    places = stock.get(slot.offer.id) if slot.offer else None
    return tuple(came_to(outcome, slot.person, slot.offer, places) for outcome in told)


def _as_meant(tick: Tick, sheet: "_Sheet", now: datetime) -> tuple[Tick, "_Slot"]:
    """A row with what it stands for; nobody is missed where nobody was expected."""
    slot = sheet.slot_of(tick, now=now)
    for outcome in tick.outcomes:
        about = slot.offer.id if slot.offer else ""
        must_lead_to(sheet.entries, outcome, about, sheet.stand, row=tick.row)
    if not slot.is_unplanned or tick.came is not False:
        return tick, slot
    if not tick.corrects:
        raise FairError("row_nobody_expected", row=tick.row, number=slot.call_number)
    return replace(tick, came=None), slot


def _must_be_one_each(asked: Iterable[tuple[Tick, "_Slot"]]) -> None:
    """Refuse a free row that is typed for two people at once, corrected or not."""
    written: dict[int, _Slot] = {}
    for tick, slot in asked:
        first = written.setdefault(tick.row, slot)
        if first.meeting != slot.meeting:
            number, of = slot.call_number, first.call_number
            raise FairError("row_taken", row=tick.row, number=number, of=of)


def _instead_of(
    tick: Tick,
    slot: "_Slot",
    free: Mapping[int, Happening],
    noted: Mapping[str, Sequence[Happening]],
    entries: Entries,
) -> Sequence[Happening]:
    """What a correction of a free row takes back of somebody else; one row is for one person."""
    other = free.get(tick.row)
    if other is None or other.meeting == slot.meeting or tick.came is None:
        return ()
    if not tick.corrects:
        of = entries.call_numbers.get(other.person, 0)
        raise FairError("row_taken", row=tick.row, number=slot.call_number, of=of)
    return noted.get(other.meeting, ())


def _was_sent(facts: Sequence[Happening], sent: Mapping[str, Happening]) -> bool:
    """Whether an act wrote these facts before, as when its answer was lost and it is sent again."""
    before = [sent[fact.nonce] for fact in facts if fact.nonce in sent]
    if any(fact.as_reported != sent.get(fact.nonce, fact).as_reported for fact in facts):
        raise FairError("nonce_used", nonce=before[0].nonce)
    return bool(before)


def _state_of(tick: Tick, *, is_settled: bool) -> KeyedState:
    if is_settled and not tick.corrects:
        return KeyedState.KNOWN
    if tick.came is None:
        return KeyedState.TAKEN_BACK if is_settled else KeyedState.EMPTY
    if is_settled:
        return KeyedState.CORRECTED
    return KeyedState.NEW


def _settling(facts: Iterable[Happening]) -> Mapping[str, list[Happening]]:
    """What a sheet could say and is noted already, by meeting."""
    found = defaultdict[str, list[Happening]](list)
    for fact in in_force(facts):
        if fact.kind in _KEYED:
            found[fact.meeting].append(fact)
    return found


@dataclass(frozen=True, slots=True)
class _Slot:
    """What a row stands for: whose meeting it is, and at what hour it is noted."""

    at: datetime
    person: str
    stand: str
    meeting: str
    call_number: int
    first_name: str
    offer: Offer | None = None
    is_unplanned: bool = False
    is_on_free_row: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A stand's list as it was printed, and the plan as it is now."""

    entries: Entries
    stand: str
    rows: Sequence[Appointment]
    shown: Sequence[Meeting]

    def slot_of(self, tick: Tick, *, now: datetime) -> _Slot:
        """The row that somebody typed, refused when it is not the one that the sheet has."""
        numbers = self.entries.call_numbers
        mine = [numbers[row.meeting.person] for row in self.rows]
        if 1 <= tick.row <= len(mine):
            if tick.number not in (0, mine[tick.row - 1]):
                theirs = {"row": tick.row, "number": tick.number, "of": mine[tick.row - 1]}
                raise FairError("row_of_another", **theirs)
            row = self.rows[tick.row - 1]
            return self._slot(row.meeting, row.starts_at, row.offer)
        if not tick.number or not tick.row:
            raise FairError("row_unknown", row=tick.row, rows=len(mine))
        if tick.number in mine:
            own = mine.index(tick.number) + 1
            raise FairError("row_is_theirs", row=tick.row, number=tick.number, own=own)
        return replace(self._free(tick.number, now), is_on_free_row=True)

    def _free(self, number: int, now: datetime) -> _Slot:
        """Somebody who came by; a meeting here that another plan has for them is the one held."""
        person = next((who for who, one in self.entries.call_numbers.items() if one == number), "")
        if not person:
            raise FairError("row_number_unknown", number=number)
        planned = [
            meeting
            for meeting in self.shown
            if (meeting.person, meeting.stand) == (person, self.stand)
        ]
        for row in appointments(self.entries, planned):
            return self._slot(row.meeting, row.starts_at, row.offer)
        at = min(now, self.entries.fair.moment(self.entries.fair.closes))
        return replace(self._slot(Meeting(0, person, self.stand), at, None), is_unplanned=True)

    def _slot(self, meeting: Meeting, at: datetime, offer: Offer | None) -> _Slot:
        return _Slot(
            at,
            meeting.person,
            meeting.stand,
            meeting.id,
            self.entries.call_numbers[meeting.person],
            self.entries.jobseekers[meeting.person].first_name,
            offer,
        )


def _rows(
    shop: Shop, reader: Connection, entries: Entries, stand: str, plan: int
) -> tuple[Appointment, ...]:
    fair = entries.fair.id
    number = plan or plans.shown_number(reader, fair)
    told = known_announced_plan(shop, reader, fair)
    found = plans.read_plan(reader, fair, number=number, known=told) if number else None
    if found is None:
        raise FairError("plan_unknown" if plan else "no_plan", fair=fair, number=plan)
    return rows_of_stand(entries, found.meetings, entries.exhibitor(stand).id)


def _facts(fair: Fair, slot: _Slot, tick: Tick, nonce: str, plan: int) -> list[Happening]:
    if tick.came is None:
        return []
    came = HappeningKind.HELD if tick.came else HappeningKind.NO_SHOW
    kinds: list[tuple[HappeningKind, dict[str, str]]]
    said = {UNPLANNED: "yes"} if slot.is_unplanned else {}
    kinds = [(came, said | ({FREE_ROW: f"{plan}.{tick.row}"} if slot.is_on_free_row else {}))]
    offer = slot.offer
    about = {OFFER: offer.id} if offer else {}
    for place, outcome in enumerate(tick.outcomes):
        words = own_words(fair.next_steps, outcome)
        told = {"result": outcome, **about, **({"words": words} if words else {})}
        kinds.append((HappeningKind.OUTCOME, told | ({ALSO: "yes"} if place else {})))
    if offer is not None and any(gives_place(outcome, offer) for outcome in tick.outcomes):
        # at the table they were told that the place is theirs, whatever others took meanwhile
        kinds.append((HappeningKind.PLACE_TAKEN, {"offer": offer.id, ANSWER: HAS}))
    return [
        Happening(
            kind,
            slot.at,
            f"{nonce}-{tick.row}-{number}",
            person=slot.person,
            stand=slot.stand,
            meeting=slot.meeting,
            data={**PAPER, **said},
        )
        for number, (kind, said) in enumerate(kinds)
    ]


def _taken_back(fact: Happening, slot: _Slot, tick: Tick, nonce: str) -> Happening:
    """What was noted of a row before it was corrected: it stays in the log and counts no more."""
    digest = hashlib.blake2b(fact.nonce.encode(), digest_size=6).hexdigest()
    return fact.taken_back(slot.at, f"{nonce}-{tick.row}-{digest}", data=PAPER)

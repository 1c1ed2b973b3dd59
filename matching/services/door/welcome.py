"""The act at the door: sign people in by badge code."""

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    NOT_HELD,
    Attendance,
    Happening,
    HappeningKind,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import came_too_late, left_to_meet, still_met
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.services.door.sign_in import (
    CheckInStatus,
    Door,
    Shown,
    doors_known,
    first_arrival,
    sign_in_all,
)
from matching.services.plan.agenda import Appointment, appointments, of_person
from matching.services.shop.begin_day import begin_days
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import names

if TYPE_CHECKING:
    from matching.services.live.redrawn import Redrawn

__all__ = [
    "CheckIn",
    "CheckInStatus",
    "Scan",
    "check_in",
    "note_shown",
    "take_scans",
    "with_seats_left",
]

_LOG = logging.getLogger(__name__)
_LATE = timedelta(minutes=1)
# Until the hall has filled, whoever has no meeting waits for the next plan and not for their own.
_RUSH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a tablet read, when by its own clock, and under which name it did.

    `screen` is who the tablet is by its session, whatever name its page has; `goes_out` is a badge
    shown on the way out. `language` is the one that whoever carries the badge touched at a kiosk.
    `is_again` asks what has become of a scan whose meetings were still being drawn.
    """

    fair: str
    code: str
    nonce: str
    station: str
    scanned_at: datetime | None = None
    screen: str = ""
    goes_out: bool = False
    language: str = ""
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answer of the door, given after the store has answered.

    `first_at` and `station` tell when and where the person came in, `is_elsewhere` that it was at
    another screen. Of a badge that was replaced `call_number` tells who carries another one now.
    `is_late` says that somebody has just come in and none of their meetings is still to come, or
    one of them was given away or over before they came. `back_at` is when somebody who had left
    came back, in the fair's own time. `closed_at` is when the fair ended, of whoever comes after
    it: the arrival is written all the same. `later` is where the answer comes out with the meetings
    that were not drawn yet when this was said, and None where no plan was drawn.
    """

    status: CheckInStatus
    reason: str = ""
    first_at: datetime | None = None
    station: str = ""
    person: str = ""
    call_number: int | None = None
    first_name: str = ""
    next: tuple[Appointment, ...] = ()
    is_elsewhere: bool = False
    is_late: bool = False
    goes_out: bool = False
    back_at: datetime | None = None
    closed_at: datetime | None = None
    later: "Future[CheckIn | None] | None" = field(default=None, compare=False)


def check_in(
    shop: Shop,
    fair: str,
    typed: str,
    *,
    nonce: str,
    at: datetime | None = None,
    station: str = "",
    screen: str = "",
    gives_seats: bool = True,
) -> CheckIn:
    """Sign in whoever carries the code; the same nonce again gives the same answer.

    A refused scan is recorded with its reason; “already” is information and gives the first time.
    Reads what concerns one person and nothing else: a fair of fifty thousand is no slower. Who
    comes after their meetings gets what seats are left at once (`gives_seats`).

    Raises
    ------
    FairError
        `fair_unknown`; `store_locked`, `store_full` or `store_unreachable`.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    moment, data = at or shop.day_moment(frame), {"screen": screen} if screen else {}
    act = Happening(HappeningKind.ARRIVED, moment, nonce, station=station, data=data)
    answer = _answer_all(shop, [Shown(frame, typed, act)])[0]
    return with_seats_left(shop, fair, answer, at=moment) if gives_seats else answer


def with_seats_left(
    shop: Shop, fair: str, answer: CheckIn, *, at: datetime | None = None
) -> CheckIn:
    """The same answer with meetings in what is free, for somebody who comes late.

    Nobody else's meeting moves, and the arrival is written whatever becomes of the meetings.
    Where the shop answers sooner than they are drawn, they come `later`: they are told then by
    whoever shows them.

    Parameters
    ----------
    at
        From when on meetings are given; now, when None.
    """
    if not answer.is_late:
        return answer
    # Planning is loaded for those who need it: nobody waits at the door for a solver.
    from matching.services.live.behind import begun_within, is_awaited  # noqa: PLC0415

    if is_awaited(shop, fair, answer.person):  # the same scan once more
        return answer
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    moment = at or shop.day_moment(frame)
    draw = partial(_seated, shop, fair, answer, moment)
    seated = begun_within(shop, fair, draw, person=answer.person)
    if isinstance(seated, Future):
        return replace(answer, later=seated)
    if seated is None:
        return answer
    note_shown(shop, fair, seated, at=moment)
    return seated


def note_shown(shop: Shop, fair: str, answer: CheckIn, *, at: datetime | None = None) -> None:
    """Note that whoever holds the tablet says these meetings now: nobody has to tell it later."""
    from matching.services.live.notices.tell import note_told  # noqa: PLC0415 - as above

    try:
        note_told(shop, fair, answer.person, nonce=shop.new_nonce(), station=answer.station, at=at)
    except FairError as error:
        if error.code != "person_unknown":  # whoever was taken off the list is told nothing
            raise


def _seated(shop: Shop, fair: str, answer: CheckIn, moment: datetime) -> CheckIn | None:
    """The answer with the meetings that were given; None where no plan was drawn."""
    from matching.services.live.redraw_plan import plan_late  # noqa: PLC0415 - as above

    try:
        redrawn = plan_late(shop, fair, answer.person, at=moment)
    except FairError as error:
        _LOG.warning("no seats given at the door of %s: %s", fair, error.code)
        return None
    if redrawn is None or redrawn.version is None:
        return None
    coming = _in_time(shop, redrawn, answer.person, moment)
    return replace(answer, next=coming, is_late=not coming)


def _in_time(
    shop: Shop, redrawn: "Redrawn", person: str, moment: datetime
) -> tuple[Appointment, ...]:
    """The meetings of a new plan that somebody can still come to."""
    assert redrawn.version is not None
    entries, mine = redrawn.entries, of_person(redrawn.version.meetings, person)
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, entries.fair.id, person=person)
    return appointments(entries, still_met(mine, entries.fair, facts), after=moment)


def take_scans(shop: Shop, scans: Sequence[Scan]) -> tuple[CheckIn | FairError, ...]:
    """The answer to each scan, or why there is none; all are written by one commit.

    Answers are those that the scans would have got one after the other, at the moments when tablets
    read the codes by their own clocks. A moment to come, or of another century, is a clock set
    wrong, and ours counts; one gone by is a scan that the tablet kept while it had no network. A
    badge read on another day is no arrival today and is refused: `other_day`.

    Raises
    ------
    FairError
        `store_locked`, `store_full` or `store_unreachable`: nothing of the round was written.
    """
    frames = _frames(shop, {scan.fair for scan in scans})
    shown = [_shown(shop, frames[scan.fair], scan) for scan in scans]
    badges = [badge for badge in shown if isinstance(badge, Shown)]
    told = iter(_answer_all(shop, badges, is_again=all(scan.is_again for scan in scans)))
    return tuple(next(told) if isinstance(badge, Shown) else badge for badge in shown)


def _frames(shop: Shop, wanted: Iterable[str]) -> dict[str, Fair | FairError]:
    with shop.store.reading() as reader:
        return {fair: _frame(reader, fair) for fair in wanted}


def _frame(reader: Connection, fair: str) -> Fair | FairError:
    try:
        return fairs.read_fair(reader, fair)
    except FairError as error:
        return error


def _shown(shop: Shop, frame: Fair | FairError, scan: Scan) -> Shown | FairError:
    """The act that a scan stands for; what is wrong with one must not hold up the others."""
    if isinstance(frame, FairError):
        return frame
    try:
        return Shown(frame, scan.code, _act(shop, frame, scan), _another_day(shop, frame, scan))
    except FairError as error:
        return error


def _another_day(shop: Shop, frame: Fair, scan: Scan) -> str:
    """Why a scan is of another day: a rehearsal that a tablet kept must not fill the hall."""
    read_at, now = shop.put_right(scan.scanned_at), shop.clock()
    read_on, today = (at.astimezone(frame.zone).date() for at in (read_at, now))
    return "" if read_on in {frame.date, today} else "other_day"


def _act(shop: Shop, frame: Fair, scan: Scan) -> Happening:
    now, read_at = shop.clock(), shop.put_right(scan.scanned_at)
    data = {"screen": scan.screen} if scan.screen else {}
    return Happening(
        HappeningKind.LEFT if scan.goes_out else HappeningKind.ARRIVED,
        shop.day_moment(frame, read_at),
        scan.nonce,
        station=scan.station,
        data=data | ({"sent": "late"} if now - read_at > _LATE else {}),
    )


def _answer_all(
    shop: Shop, shown: Sequence[Shown], *, is_again: bool = False
) -> tuple[CheckIn, ...]:
    begin_days(shop.store, shop.clock())
    doors = _read_again(shop, shown) if is_again else None
    if doors is None:
        with shop.store.writing() as writer:
            doors = sign_in_all(shop, writer, shown)
    people: dict[Fair, set[str]] = {}
    for badge, door in zip(shown, doors, strict=True):
        if known := door.person or door.carrier:
            people.setdefault(badge.fair, set()).add(known)
    of_fair = {fair.id: _Known.read(shop, fair, found) for fair, found in people.items()}
    return tuple(
        of_fair[badge.fair.id].answer(badge, door)
        if door.person or door.carrier
        else CheckIn(door.status, door.reason)
        for badge, door in zip(shown, doors, strict=True)
    )


def _read_again(shop: Shop, shown: Sequence[Shown]) -> tuple[Door, ...] | None:
    """What tablets ask twice a second while meetings are drawn: it takes no writer's turn."""
    with shop.store.reading() as reader:
        return doors_known(reader, shown)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the door says of some people: how they are called, and where they are awaited."""

    called: dict[str, names.Called]
    meetings: dict[str, tuple[Meeting, ...]]
    entries: Entries

    @classmethod
    def read(cls, shop: Shop, fair: Fair, people: set[str]) -> "_Known":
        with shop.store.reading() as reader:
            meetings = plans.announced_meetings(reader, fair.id, people)
            awaited = [meeting for each in meetings.values() for meeting in each]
            entries = fairs.read_stands_of(reader, fair, awaited)
            return cls(names.called(reader, fair.id, people), meetings, entries)

    def answer(self, shown: Shown, door: Door) -> CheckIn:
        if not door.person:
            carrier = self.called[door.carrier]
            return CheckIn(door.status, door.reason, call_number=carrier.number)
        first, called = first_arrival(door.facts), self.called[door.person]
        meetings = self.meetings.get(door.person, ())
        state, grid = DayState.of(door.facts), SlotGrid.of(shown.fair)
        attendance = Attendance.of(door.facts)
        late = came_too_late(meetings, grid, state, attendance)
        ahead = left_to_meet(meetings, state, late)
        coming = appointments(self.entries, ahead, after=shown.act.at)
        has_missed = bool(late) or any(fact.kind in NOT_HELD for fact in in_force(door.facts))
        back = _came_back(door, shown.act, first)
        is_arrival = _is_arrival(door, shown.act)
        return CheckIn(
            door.status,
            first_at=first.at.astimezone(shown.fair.zone),
            station=first.station,
            person=door.person,
            call_number=called.number,
            first_name=called.first_name,
            next=coming,
            is_elsewhere=not shown.act.is_from_screen_of(first),
            goes_out=shown.act.kind is HappeningKind.LEFT,
            back_at=back.at.astimezone(shown.fair.zone) if back else None,
            closed_at=_closed_at(shown) if is_arrival else None,
            is_late=is_arrival
            and (not coming or has_missed)
            and _may_be_late(shown, has_meetings=bool(meetings) or has_missed),
        )


def _came_back(door: Door, act: Happening, first: Happening) -> Happening | None:
    """The arrival of somebody who had come in before and left; None for any other act."""
    written = next((fact for fact in door.facts if fact.nonce == act.nonce), act)
    return written if _is_arrival(door, act) and written.nonce != first.nonce else None


def _is_arrival(door: Door, act: Happening) -> bool:
    return door.status is CheckInStatus.ACCEPTED and act.kind is HappeningKind.ARRIVED


def _closed_at(shown: Shown) -> datetime | None:
    """When the fair ended, where that was before the badge was shown."""
    closes = shown.fair.moment(shown.fair.closes)
    return closes if shown.act.at >= closes else None


def _may_be_late(shown: Shown, *, has_meetings: bool) -> bool:
    """Whether meetings can have been missed by a coming: not in the rush, nor after the doors."""
    fair, at = shown.fair, shown.act.at
    from_then = fair.moment(fair.opens) + (timedelta() if has_meetings else _RUSH)
    return from_then <= at < fair.moment(fair.closes)

"""The act at the door: sign someone in by badge code."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from badges.code import CodeError, read_code
from matching.domain.fair import Fair
from matching.domain.happening import Attendance, Happening, HappeningKind, standing
from matching.services.agenda import Appointment, appointments
from matching.services.shop import BEFORE_DOORS, Shop
from matching.store import badges, fairs, happenings, plans

_LATE = timedelta(minutes=1)
_AHEAD = timedelta(minutes=2)


class CheckInStatus(StrEnum):
    """The three answers of the door."""

    ACCEPTED = "accepted"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answer of the door, given after the store has answered.

    `first_at` and `station` tell when and where the person came in.
    """

    status: CheckInStatus
    reason: str = ""
    first_at: datetime | None = None
    station: str = ""
    person: str = ""
    call_number: int | None = None
    first_name: str = ""
    next: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Door:
    """What became of an act: the person, and the facts about them as the store then had them."""

    status: CheckInStatus
    reason: str = ""
    person: str = ""
    facts: tuple[Happening, ...] = ()


def check_in(
    shop: Shop,
    fair: str,
    typed: str,
    *,
    nonce: str,
    at: datetime | None = None,
    station: str = "",
) -> CheckIn:
    """Sign in whoever carries the code; the same nonce again gives the same answer.

    A refused scan is recorded with its reason; “already” is information and gives the first time.
    Reads what concerns one person and nothing else: a fair of fifty thousand is no slower.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    act = Happening(HappeningKind.ARRIVED, at or shop.day_moment(frame), nonce, station=station)
    return _answer(shop, frame, act, typed=typed)


def take_scan(
    shop: Shop, fair: str, typed: str, *, nonce: str, scanned_at: datetime | None, station: str
) -> CheckIn:
    """Sign in as `check_in` does, at the moment a tablet read the code by its own clock.

    A moment to come is a clock set wrong, and ours counts; one long gone is a scan that the tablet
    kept while it had no network.
    """
    now = shop.clock()
    read_at = scanned_at if scanned_at is not None and scanned_at <= now + _AHEAD else now
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    data = {"sent": "late"} if now - read_at > _LATE else {}
    moment = shop.day_moment(frame, read_at)
    act = Happening(HappeningKind.ARRIVED, moment, nonce, station=station, data=data)
    return _answer(shop, frame, act, typed=typed)


def _answer(shop: Shop, frame: Fair, act: Happening, *, typed: str) -> CheckIn:
    with shop.store.writing() as writer:
        door = _sign_in(shop, writer, frame, act, typed=typed)
    if door.status is CheckInStatus.REFUSED:
        return CheckIn(door.status, door.reason)
    with shop.store.reading() as reader:
        meetings = plans.announced_meetings(reader, frame.id, door.person)
        entries = fairs.read_entries_of(reader, frame, door.person, meetings)
    first = _first_arrival(door.facts)
    return CheckIn(
        door.status,
        first_at=first.at.astimezone(frame.zone),
        station=first.station,
        person=door.person,
        call_number=entries.call_numbers[door.person],
        first_name=entries.jobseekers[door.person].first_name,
        next=appointments(entries, meetings, after=act.at),
    )


def _first_arrival(facts: tuple[Happening, ...]) -> Happening:
    return next(one for one in standing(facts) if one.kind is HappeningKind.ARRIVED)


def _sign_in(shop: Shop, writer: Connection, frame: Fair, act: Happening, *, typed: str) -> _Door:
    reason, person = _whose(writer, frame.id, typed)
    before = happenings.find(writer, frame.id, act.nonce)
    if before is not None:
        facts = happenings.read_happenings(writer, frame.id, person=before.person)
        return _same_answer(before, facts, person=person)
    reason = reason or _too_early(frame, act.at)
    if reason:
        refused = replace(act, kind=HappeningKind.SCAN_REFUSED, data={**act.data, "reason": reason})
        happenings.append(writer, frame.id, refused, recorded_at=shop.clock())
        return _Door(CheckInStatus.REFUSED, reason)
    status, facts = arrive(shop, writer, frame.id, act, person=person)
    return _Door(status, person=person, facts=facts)


def _too_early(frame: Fair, at: datetime) -> str:
    """Badges tried out while the hall is being set up are no arrivals."""
    return "too_early" if at < frame.moment(frame.opens) - BEFORE_DOORS else ""


def _same_answer(before: Happening, facts: tuple[Happening, ...], *, person: str) -> _Door:
    """What the nonce was answered the first time; another badge or act is not the same act."""
    if before.kind is HappeningKind.SCAN_REFUSED:
        return _Door(CheckInStatus.REFUSED, before.data["reason"])
    answers = {
        HappeningKind.ARRIVED: CheckInStatus.ACCEPTED,
        HappeningKind.SCANNED_AGAIN: CheckInStatus.ALREADY,
    }
    if before.kind not in answers or before.person != person:
        return _Door(CheckInStatus.REFUSED, "nonce_used")
    if person not in Attendance.of(facts).first_arrival:
        return _Door(CheckInStatus.REFUSED, "arrival_undone")
    return _Door(answers[before.kind], person=person, facts=facts)


def arrive(
    shop: Shop, writer: Connection, fair: str, act: Happening, *, person: str
) -> tuple[CheckInStatus, tuple[Happening, ...]]:
    """Write that a person came in, or that the badge of somebody inside was shown again.

    Returns
    -------
    The answer, and every fact about the person as the store has them now.
    """
    facts = happenings.read_happenings(writer, fair, person=person)
    if person in Attendance.of(facts).present:
        return _again(shop, writer, fair, act, person=person)
    visit = sum(fact.kind is HappeningKind.ARRIVED for fact in facts)
    arrival = replace(act, kind=HappeningKind.ARRIVED, person=person)
    try:
        happenings.append(writer, fair, arrival, recorded_at=shop.clock(), visit=visit)
    except IntegrityError:
        # Another station was first by an instant: the unique index decided, not the reading.
        return _again(shop, writer, fair, act, person=person)
    return CheckInStatus.ACCEPTED, (*facts, arrival)


def _again(
    shop: Shop, writer: Connection, fair: str, act: Happening, *, person: str
) -> tuple[CheckInStatus, tuple[Happening, ...]]:
    """Two tablets without network that read one badge are a conflict somebody must look at."""
    facts = happenings.read_happenings(writer, fair, person=person)
    came = _first_arrival(facts)
    kept_back = act.data.get("sent") == "late" and came.station != act.station
    data = {**act.data, "conflict": came.nonce} if kept_back else act.data
    again = replace(act, kind=HappeningKind.SCANNED_AGAIN, person=person, data=data)
    happenings.append(writer, fair, again, recorded_at=shop.clock())
    return CheckInStatus.ALREADY, (*facts, again)


def _whose(reader: Connection, fair: str, typed: str) -> tuple[str, str]:
    try:
        code = read_code(typed)
    except CodeError as error:
        return error.code, ""
    badge = badges.find_badge(reader, code)
    if badge is None:
        return "badge_unknown", ""
    if badge.fair != fair:
        return "badge_other_fair", ""
    if badge.revoked_at is not None:
        return "badge_revoked", ""
    if not badge.is_listed:
        return "badge_unknown", ""
    return "", badge.person

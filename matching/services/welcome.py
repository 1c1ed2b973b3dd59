"""The act at the door: sign someone in by badge code, or find the badge by name."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rapidfuzz import fuzz
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from badges.code import CodeError, read_code
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.happening import Attendance, Happening, HappeningKind
from matching.domain.spelling import fold
from matching.services.agenda import Appointment, appointments, of_person
from matching.services.shop import Shop
from matching.store import badges, fairs, happenings, plans

_MOST_FOUND = 8
_FEWEST_LETTERS = 2
_NEAR_SPELLING = 75


class CheckInStatus(StrEnum):
    """The three answers of the door."""

    ACCEPTED = "accepted"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answer of the door, given after the store has answered."""

    status: CheckInStatus
    reason: str = ""
    first_at: datetime | None = None
    person: str = ""
    call_number: int | None = None
    first_name: str = ""
    next: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Someone found by name, with the code that signs them in."""

    person: str
    name: str
    call_number: int
    code: str
    is_present: bool


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
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
    moment = at or shop.day_moment(entries.fair)
    act = Happening(HappeningKind.ARRIVED, moment, nonce, station=station)
    with shop.store.writing() as writer:
        status, reason, person = _sign_in(shop, writer, entries, act, typed=typed)
        facts = happenings.read_happenings(writer, fair, person=person) if person else ()
    if status is CheckInStatus.REFUSED:
        return CheckIn(status, reason)
    meetings = of_person(plan.meetings if plan else (), person)
    return CheckIn(
        status,
        first_at=Attendance.of(facts).first_arrival[person].astimezone(entries.fair.zone),
        person=person,
        call_number=entries.call_numbers[person],
        first_name=entries.jobseekers[person].first_name,
        next=appointments(entries, meetings, after=moment),
    )


def _sign_in(
    shop: Shop, writer: Connection, entries: Entries, act: Happening, *, typed: str
) -> tuple[CheckInStatus, str, str]:
    reason, person = _whose(writer, entries, typed)
    before = happenings.find(writer, entries.fair.id, act.nonce)
    if before is not None:
        facts = happenings.read_happenings(writer, entries.fair.id, person=before.person)
        return _same_answer(before, facts, person=person)
    if reason:
        refused = Happening(
            HappeningKind.SCAN_REFUSED,
            act.at,
            act.nonce,
            station=act.station,
            data={"reason": reason},
        )
        happenings.append(writer, entries.fair.id, refused, recorded_at=shop.clock())
        return CheckInStatus.REFUSED, reason, ""
    return arrive(shop, writer, entries.fair.id, act, person=person), "", person


def _same_answer(
    before: Happening, facts: tuple[Happening, ...], *, person: str
) -> tuple[CheckInStatus, str, str]:
    """What the nonce was answered the first time; another badge or act is not the same act."""
    if before.kind is HappeningKind.SCAN_REFUSED:
        return CheckInStatus.REFUSED, before.data["reason"], ""
    answers = {
        HappeningKind.ARRIVED: CheckInStatus.ACCEPTED,
        HappeningKind.SCANNED_AGAIN: CheckInStatus.ALREADY,
    }
    if before.kind not in answers or before.person != person:
        return CheckInStatus.REFUSED, "nonce_used", ""
    if person not in Attendance.of(facts).first_arrival:
        return CheckInStatus.REFUSED, "arrival_undone", ""
    return answers[before.kind], "", person


def arrive(
    shop: Shop, writer: Connection, fair: str, act: Happening, *, person: str
) -> CheckInStatus:
    """Write that a person came in, or that the badge of somebody inside was shown again."""
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
    return CheckInStatus.ACCEPTED


def _again(
    shop: Shop, writer: Connection, fair: str, act: Happening, *, person: str
) -> CheckInStatus:
    again = replace(act, kind=HappeningKind.SCANNED_AGAIN, person=person)
    happenings.append(writer, fair, again, recorded_at=shop.clock())
    return CheckInStatus.ALREADY


def _whose(reader: Connection, entries: Entries, typed: str) -> tuple[str, str]:
    try:
        code = read_code(typed)
    except CodeError as error:
        return error.code, ""
    badge = badges.find_badge(reader, code)
    if badge is None:
        return "badge_unknown", ""
    if badge.fair != entries.fair.id:
        return "badge_other_fair", ""
    if badge.revoked_at is not None:
        return "badge_revoked", ""
    if badge.person not in entries.jobseekers:
        return "badge_unknown", ""
    return "", badge.person


def find_people(shop: Shop, fair: str, text: str) -> tuple[Found, ...]:
    """At most eight people whose name looks like the text, best first; accents do not matter.

    Raises
    ------
    FairError
        `search_too_short` under two letters: a door shows no list.
    """
    asked = fold(text)
    if len(asked.replace(" ", "")) < _FEWEST_LETTERS:
        raise FairError("search_too_short", least=_FEWEST_LETTERS)
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        codes = badges.live_codes(reader, fair)
        present = Attendance.of(happenings.read_happenings(reader, fair)).present
    ranked = sorted(
        (-_nearness(asked, fold(one.full_name)), one.full_name, one.id)
        for one in entries.jobseekers.values()
    )
    return tuple(
        Found(person, name, entries.call_numbers[person], codes[person], person in present)
        for nearness, name, person in ranked[:_MOST_FOUND]
        if -nearness >= _NEAR_SPELLING
    )


def _nearness(asked: str, name: str) -> float:
    words, joined = name.split(), name.replace(" ", "")
    if all(any(word.startswith(part) for word in words) for part in asked.split()):
        return 200.0
    if asked.replace(" ", "") in joined:
        return 150.0
    whole = fuzz.token_sort_ratio(asked, name)
    return max(whole, *(fuzz.ratio(asked, word) for word in words))

"""What becomes of badges shown at the doors: decided for a round of them in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from badges.code import CodeError, codes_in, read_code
from matching.domain.day.happening import OUT, WAY, Attendance, Happening, HappeningKind, in_force
from matching.domain.fair import Fair
from matching.services.shop.shop import BEFORE_DOORS, Shop
from matching.store.day import happenings
from matching.store.people import badges

_TRIES = 3
_REPLACED = "badge_revoked"
_LOST = (HappeningKind.BADGE_REPLACED, HappeningKind.BADGE_BLOCKED)


class CheckInStatus(StrEnum):
    """The three answers of the door."""

    ACCEPTED = "accepted"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Shown:
    """A code typed or read at a station, and the act of coming in that it stands for.

    `doubt` is the code of what speaks against the act, whosever badge it is.
    """

    fair: Fair
    typed: str
    act: Happening
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """What became of it: the person, and the facts about them as the store then had them.

    `carrier` is whose badge was replaced by another one; nobody came in by it.
    """

    status: CheckInStatus
    reason: str = ""
    person: str = ""
    facts: tuple[Happening, ...] = ()
    carrier: str = ""


def sign_in_all(shop: Shop, writer: Connection, shown: Sequence[Shown]) -> tuple[Door, ...]:
    """Decide and write a round of scans, in their order, as if each had been alone.

    Writers take turns, so that what was read still holds when it is written. Should a program
    that keeps no turn have been first all the same, the unique index refuses the round, and it is
    decided again on what that program wrote.
    """
    for last in range(_TRIES):
        book = _Book.open(writer, shown)
        doors = tuple(book.decide(badge) for badge in shown)
        try:
            happenings.append_all(writer, book.written, recorded_at=shop.clock())
        except IntegrityError:
            if last == _TRIES - 1:
                raise
        else:
            break
    return doors


def doors_known(reader: Connection, shown: Sequence[Shown]) -> tuple[Door, ...] | None:
    """The answers to a round of which every act is written already; None where one is new."""
    book = _Book.open(reader, shown)
    doors = tuple(book.decide(badge) for badge in shown)
    return None if book.written else doors


def first_arrival(facts: Iterable[Happening]) -> Happening:
    """When somebody inside first came in."""
    return next(fact for fact in in_force(facts) if fact.kind is HappeningKind.ARRIVED)


@dataclass(slots=True)
class _Book:
    """What the store knows of the badges shown, kept up while the round is decided."""

    badges: dict[str, badges.IssuedBadge]
    acts: dict[tuple[str, str], Happening]
    facts: dict[tuple[str, str], tuple[Happening, ...]]
    visits: dict[tuple[str, str], int]
    written: list[happenings.Entry]

    @classmethod
    def open(cls, reader: Connection, shown: Sequence[Shown]) -> "_Book":
        codes = {code for badge in shown for code in codes_in(badge.typed)}
        known = badges.find_badges(reader, codes)
        acts = happenings.find_all(reader, {(badge.fair.id, badge.act.nonce) for badge in shown})
        people = {(badge.fair, badge.person) for badge in known.values()}
        people |= {(fair, act.person) for (fair, _), act in acts.items()}
        facts, visits = happenings.of_people(reader, people), happenings.next_visits(reader, people)
        return cls(known, acts, facts, visits, [])

    def decide(self, shown: Shown) -> Door:
        reason, person = self._whose(shown)
        before = self.acts.get((shown.fair.id, shown.act.nonce))
        if before is not None:
            door = _same_answer(before, self._facts(shown, before.person), person=person)
            return replace(door, carrier=self._carrier(shown, person, door.reason))
        reason = reason or shown.doubt or _too_early(shown) or self._no_way_out(shown, person)
        if reason:
            data = {**shown.act.data, "reason": reason}
            self._write(shown, replace(shown.act, kind=HappeningKind.SCAN_REFUSED, data=data))
            return Door(CheckInStatus.REFUSED, reason, carrier=self._carrier(shown, person, reason))
        if shown.act.kind is HappeningKind.LEFT:
            return self._leave(shown, person)
        return self._arrive(shown, person)

    def _no_way_out(self, shown: Shown, person: str) -> str:
        """Why nobody goes out by this badge: the fair asks for none, or nobody came in by it."""
        if shown.act.kind is not HappeningKind.LEFT:
            return ""
        if not shown.fair.exits_by_scan:
            return "no_exits"
        came = Attendance.of(self._facts(shown, person)).first_arrival
        return "" if person in came else "not_inside"

    def _whose(self, shown: Shown) -> tuple[str, str]:
        """Why a code opens nothing, and the person who carries it, or another in its place."""
        found = (self.badges[code] for code in codes_in(shown.typed) if code in self.badges)
        badge = next(found, None)
        if badge is None:
            return _unread(shown.typed) or "badge_unknown", ""
        if badge.fair != shown.fair.id:
            return "badge_other_fair", ""
        if badge.revoked_at is not None:
            return _REPLACED, badge.person if badge.is_listed else ""
        return ("", badge.person) if badge.is_listed else ("badge_unknown", "")

    def _carrier(self, shown: Shown, person: str, reason: str) -> str:
        """Who carries another badge in place of the one shown: nobody where it was only blocked."""
        if reason != _REPLACED:
            return ""
        lost = [fact.kind for fact in in_force(self._facts(shown, person)) if fact.kind in _LOST]
        return "" if lost[-1:] == [HappeningKind.BADGE_BLOCKED] else person

    def _arrive(self, shown: Shown, person: str) -> Door:
        facts = self._facts(shown, person)
        if person in Attendance.of(facts).present:
            again = _again(shown.act, facts, person=person)
            return self._write(shown, again, status=CheckInStatus.ALREADY)
        visit = self.visits[shown.fair.id, person]
        self.visits[shown.fair.id, person] = visit + 1
        arrival = replace(shown.act, kind=HappeningKind.ARRIVED, person=person)
        return self._write(shown, arrival, status=CheckInStatus.ACCEPTED, visit=visit)

    def _leave(self, shown: Shown, person: str) -> Door:
        facts = self._facts(shown, person)
        act = replace(shown.act, person=person, data={**shown.act.data, WAY: OUT})
        if person not in Attendance.of(facts).present or _came_since(act, facts):
            again = replace(act, kind=HappeningKind.SCANNED_AGAIN)
            return self._write(shown, again, status=CheckInStatus.ALREADY)
        return self._write(shown, act, status=CheckInStatus.ACCEPTED)

    def _facts(self, shown: Shown, person: str) -> tuple[Happening, ...]:
        return self.facts.get((shown.fair.id, person), ())

    def _write(
        self,
        shown: Shown,
        fact: Happening,
        *,
        status: CheckInStatus = CheckInStatus.REFUSED,
        visit: int | None = None,
    ) -> Door:
        fair = shown.fair.id
        self.written.append(happenings.Entry(fair, fact, visit))
        self.acts[fair, fact.nonce] = fact
        facts = (*self._facts(shown, fact.person), fact)
        if fact.person:
            self.facts[fair, fact.person] = facts
        return Door(status, person=fact.person, facts=facts)


def _unread(typed: str) -> str:
    """Why a text is no badge code; empty when it is one."""
    try:
        read_code(typed)
    except CodeError as error:
        return "" if codes_in(typed) else error.code
    return ""


def _too_early(shown: Shown) -> str:
    """Badges tried out while the hall is being set up are no arrivals."""
    opens = shown.fair.moment(shown.fair.opens)
    return "too_early" if shown.act.at < opens - BEFORE_DOORS else ""


def _same_answer(before: Happening, facts: tuple[Happening, ...], *, person: str) -> Door:
    """What the nonce was answered the first time; another badge or act is not the same act."""
    if before.kind is HappeningKind.SCAN_REFUSED:
        return Door(CheckInStatus.REFUSED, before.data["reason"])
    answers = {
        HappeningKind.ARRIVED: CheckInStatus.ACCEPTED,
        HappeningKind.LEFT: CheckInStatus.ACCEPTED,
        HappeningKind.SCANNED_AGAIN: CheckInStatus.ALREADY,
    }
    if before.kind not in answers or before.person != person:
        return Door(CheckInStatus.REFUSED, "nonce_used")
    if person not in Attendance.of(facts).first_arrival:
        return Door(CheckInStatus.REFUSED, "arrival_undone")
    return Door(answers[before.kind], person=person, facts=facts)


def _came_since(act: Happening, facts: tuple[Happening, ...]) -> bool:
    """Whether somebody came in after a way out that a tablet without network kept back."""
    ways_in = (HappeningKind.ARRIVED, HappeningKind.SCANNED_AGAIN)
    return any(
        fact.kind in ways_in and fact.data.get(WAY) != OUT and fact.at > act.at
        for fact in in_force(facts)
    )


def _again(act: Happening, facts: tuple[Happening, ...], *, person: str) -> Happening:
    """Two tablets without network that read one badge are a conflict somebody must look at.

    A tablet is who its session says: what its page calls itself is the same on many of them. An
    arrival that a tablet with network wrote, the first one or a return, was seen by everybody.
    """
    came = [fact for fact in in_force(facts) if fact.kind is HappeningKind.ARRIVED][-1]
    were_cut_off = act.data.get("sent") == came.data.get("sent") == "late"
    is_conflict = were_cut_off and not act.is_from_screen_of(came)
    data = {**act.data, "conflict": came.nonce} if is_conflict else act.data
    return replace(act, kind=HappeningKind.SCANNED_AGAIN, person=person, data=data)

"""How long people are kept, by what they were asked for, and who is due to be forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from matching.domain.day.happening import Attendance
from matching.domain.programme.follow_up import months_after
from matching.services.evening.recalls import Recall, to_recall
from matching.services.files.demonstrations import invented, is_demonstration
from matching.services.files.fairs_known import fair_of
from matching.services.rights.forget import Forgotten, forget_all
from matching.services.shop.retention_rules import read_rules
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.follow_ups import read_follow_ups


@dataclass(frozen=True, slots=True)
class DuePerson:
    """Somebody with the day on which they are to be forgotten, and by which rule."""

    person: str
    on: date
    rule: str


class HasDay(Protocol):
    """Whatever is to be forgotten on a day."""

    @property
    def on(self) -> date:
        """The day from which on it is due."""


D = TypeVar("D", bound=HasDay)


def is_of_nobody(shop: Shop, fair: str) -> bool:
    """Whether a fair is a demonstration: the people of its lists are invented, and never due."""
    with shop.store.reading() as reader:
        return is_demonstration(reader, fair)


def retained(shop: Shop, fair: str) -> tuple[DuePerson, ...]:
    """Everybody of a fair with the day they are to be forgotten on, the first first.

    Of a demonstration, only who is not of its lists, or was changed by hand: they may be somebody.
    """
    with shop.store.reading() as reader:
        entries, rules = fairs.read_entries(reader, fair), read_rules(reader)
        came = Attendance.of(happenings.read_happenings(reader, fair)).came
        told = read_follow_ups(reader, fair)
        nobody = invented(reader, fair, entries.jobseekers)
    held = entries.fair.date
    last: dict[str, date] = {}
    for line in told:
        if line.told_on is not None and line.state is not None:
            last[line.record] = max(held, line.told_on, last.get(line.record, held))
    found = []
    for person in entries.jobseekers.values():
        if person.id in nobody:
            continue
        if person.id not in came:
            found.append(
                DuePerson(person.id, held + timedelta(days=rules.absent_days), "absent_days")
            )
        elif person.consent_contact:
            on = months_after(last.get(person.id, held), rules.recontact_months)
            found.append(DuePerson(person.id, on, "recontact_months"))
        else:
            found.append(
                DuePerson(person.id, months_after(held, rules.present_months), "present_months")
            )
    return tuple(sorted(found, key=lambda due: (due.on, due.person)))


def due_now(shop: Shop, fair: str) -> tuple[DuePerson, ...]:
    """Those whose day has come."""
    return due_by(retained(shop, fair), today_at(shop, fair))


def today_at(shop: Shop, fair: str) -> date:
    """The date where the fair is held: nobody there is forgotten a day early by another clock."""
    return shop.today(fair_of(shop, fair))


def due_by(found: Iterable[D], today: date) -> tuple[D, ...]:
    """Those of these people, or fields of people, that are to be forgotten by a day."""
    return tuple(due for due in found if due.on <= today)


def to_call_now(
    shop: Shop, fair: str, language: str, today: date | None = None
) -> tuple[Recall, ...]:
    """Whom to call by this day (now), as `to_recall`; nobody who is to be forgotten by then."""
    calls = to_recall(shop, fair, language, today)
    if not calls:
        return ()
    by = today or today_at(shop, fair)
    going = {due.person for due in due_by(retained(shop, fair), by)}
    return tuple(call for call in calls if call.person not in going)


def forget_due(shop: Shop, fair: str, *, station: str = "") -> tuple[Forgotten, ...]:
    """Forget everybody whose day has come."""
    people = [due.person for due in due_now(shop, fair)]
    return forget_all(shop, fair, people, station=station, act="due")

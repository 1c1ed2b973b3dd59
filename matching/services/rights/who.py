"""Whom an id tells of, whichever of their files bears it, and which other fairs list them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from matching.domain.day.to_come import still_met
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.phrases import say, say_count
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.day.acquaintances import listed_elsewhere
from matching.store.people import duplicates, erasure
from matching.store.people.erasure import Identity


def who_is(reader: Connection, fair: str, person: str) -> Identity:
    """A person with all their files, the one that others were joined to first.

    Raises
    ------
    FairError
        `fair_unknown`, `person_unknown`.
    """
    fairs.read_fair(reader, fair)
    root = duplicates.joined(reader, fair).get(person, person)
    if root not in fairs.known_jobseekers(reader, fair):
        raise FairError("person_unknown", person=person, fair=fair)
    return erasure.identity_of(reader, fair, duplicates.files_of(reader, fair, root))


@dataclass(frozen=True, slots=True)
class ReachedFair:
    """Another fair that tells of somebody: rows that would go, meetings there still to come.

    `is_on` while its day is today.
    """

    fair: str
    title: str
    date: date
    rows: int
    meetings: int
    is_on: bool

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is expected at a table today."""
        return self.is_on and self.meetings > 0

    def told(self, language: str) -> str:
        """The fair by title and day, what would go of it, and who waits for them there."""
        said = {"title": self.title, "date": f"{self.date:%d/%m/%Y}", "rows": self.rows}
        lines = [say("forget.reaches", language, **said)]
        if self.meetings:
            lines.append(say_count("forget.reaches_meetings", language, self.meetings))
        return " ".join(lines)


def reach_lines(
    fairs_reached: tuple[ReachedFair, ...], language: str, *, is_done: bool
) -> tuple[str, ...]:
    """A sentence for each other fair before; after it, where else somebody was forgotten."""
    if not is_done:
        return tuple(day.told(language) for day in fairs_reached)
    return tuple(
        say("forget.reached", language, title=day.title, date=f"{day.date:%d/%m/%Y}")
        for day in fairs_reached
    )


def reached_fairs(shop: Shop, reader: Connection, fair: str, root: str) -> tuple[ReachedFair, ...]:
    """The other fairs that list somebody under the same id, the earliest first."""
    days = (_reached(shop, reader, day, root) for day in listed_elsewhere(reader, fair, root))
    return tuple(sorted(days, key=lambda day: (day.date, day.fair)))


def _reached(shop: Shop, reader: Connection, fair: str, person: str) -> ReachedFair:
    frame = fairs.read_fair(reader, fair)
    mine = plans.announced_meetings(reader, fair, [person]).get(person, ())
    facts = happenings.read_happenings(reader, fair, person=person)
    starts, today = SlotGrid.of(frame).starts, shop.today(frame)
    now = shop.planned_from(frame)
    ahead = [one for one in still_met(mine, frame, facts) if starts[one.slot] >= now]
    rows = erasure.rows_of(reader, fair, who_is(reader, fair, person).files)
    return ReachedFair(
        fair,
        frame.title,
        frame.date,
        sum(rows.values()),
        len(ahead) if today <= frame.date else 0,
        today == frame.date,
    )

"""A rehearsal: what was tried before the day of a fair, set aside when it begins, and cleared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from matching.domain.day.happening import HappeningKind
from matching.store import schema
from matching.store.people.erasure import note_erasure
from matching.store.people.listing import list_changed

_FACTS = schema.happenings
AT_THE_FAIR = (
    HappeningKind.ARRIVED,
    HappeningKind.LEFT,
    HappeningKind.CAME_ALONG,
    HappeningKind.SCANNED_AGAIN,
    HappeningKind.SCAN_REFUSED,
    HappeningKind.CALLED,
    HappeningKind.BEGUN,
    HappeningKind.HELD,
    HappeningKind.NO_SHOW,
    HappeningKind.OUTCOME,
    HappeningKind.SATISFACTION,
    HappeningKind.RULE_LEFT,
)
"""What only happens while a fair is held; a stand that will be late is known the day before."""
SET_ASIDE = "rehearsed:"
"""Before the kind of a fact that was rehearsed: nothing reads it as a fact then."""


@dataclass(frozen=True, slots=True)
class RehearsalProgress:
    """How far a rehearsal has come: the latest moment of the fair's day that anything is noted at.

    `today` is the latest happening that was written today, if any, and when that was.
    """

    noted: datetime
    today: tuple[datetime, datetime] | None


def read_rehearsal(
    reader: Connection, fair: str, *, since: datetime, until: datetime
) -> RehearsalProgress | None:
    """How far a rehearsal had come at a moment; None while nothing has happened in it.

    Today begins with `since`. What is prepared on one day (a refusal, a late stand) does not hurry
    the next day's rehearsal.
    """
    kinds = _FACTS.c.kind.in_([kind.value for kind in AT_THE_FAIR])
    mine = (_FACTS.c.fair == fair) & (_FACTS.c.recorded_at <= until)
    is_of_today = _FACTS.c.recorded_at >= since
    latest = (
        select(_FACTS.c.at, _FACTS.c.recorded_at)
        .order_by(_FACTS.c.at.desc(), _FACTS.c.recorded_at)
        .limit(1)
    )
    if reader.execute(latest.where(mine, kinds)).first() is None:
        return None
    noted = reader.execute(latest.where(mine, kinds | is_of_today)).one()
    today = reader.execute(latest.where(mine, kinds, is_of_today)).first()
    return RehearsalProgress(noted.at, None if today is None else (today.at, today.recorded_at))


def is_misjudged(reader: Connection, fair: str, *, before: datetime) -> bool:
    """Whether something tried before a moment counts, or something later does not."""
    counts = _FACTS.c.kind.in_([kind.value for kind in AT_THE_FAIR])
    is_tried = counts & (_FACTS.c.recorded_at < before)
    is_meant = _FACTS.c.kind.startswith(SET_ASIDE) & (_FACTS.c.recorded_at >= before)
    query = select(_FACTS.c.number).where(_FACTS.c.fair == fair, is_tried | is_meant)
    return reader.execute(query.limit(1)).first() is not None


def set_aside(writer: Connection, fair: str, *, before: datetime) -> int:
    """Set aside what was tried before a moment; how many facts count otherwise now.

    Where the date of a fair was put right, what it had set aside counts again.
    """
    changed = 0
    for kind in AT_THE_FAIR:
        mine = (_FACTS.c.fair == fair, _FACTS.c.kind == kind.value)
        aside = f"{SET_ASIDE}{kind.value}"
        tried = update(_FACTS).where(*mine, _FACTS.c.recorded_at < before).values(kind=aside)
        meant = (
            update(_FACTS)
            .where(_FACTS.c.fair == fair, _FACTS.c.kind == aside, _FACTS.c.recorded_at >= before)
            .values(kind=kind.value)
        )
        changed += writer.execute(tried).rowcount + writer.execute(meant).rowcount
    return changed


def rehearsed(reader: Connection, fair: str, *, before: datetime) -> tuple[int, tuple[str, ...]]:
    """How many facts were written before a moment, and the people who were entered by them."""
    early = (_FACTS.c.fair == fair) & (_FACTS.c.recorded_at < before)
    count = reader.scalar(select(func.count()).select_from(_FACTS).where(early)) or 0
    arrived = HappeningKind.ARRIVED.value
    came = select(_FACTS.c.person).where(
        early, _FACTS.c.kind.in_([arrived, f"{SET_ASIDE}{arrived}"])
    )
    people = schema.jobseekers
    walked_in = select(people.c.id).where(
        people.c.fair == fair, people.c.walk_in == 1, people.c.id.in_(came)
    )
    return count, tuple(reader.scalars(walked_in.order_by(people.c.id)))


def clear_rehearsed(writer: Connection, fair: str, *, before: datetime) -> None:
    """Delete the facts, answers and wishes that were written before a moment."""
    answers, wishes, notes = schema.answers, schema.wishes, schema.notes
    releases = schema.releases
    early = (
        (_FACTS, _FACTS.c.recorded_at),
        (releases, releases.c.released_at),
        (answers, answers.c.answered_at),
        (wishes, wishes.c.wished_at),
        (notes, notes.c.written_at),
    )
    for table, moment in early:
        writer.execute(delete(table).where(table.c.fair == fair, moment < before))
    list_changed(writer, fair)
    note_erasure(writer)

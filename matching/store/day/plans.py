"""Plan versions: every plan drawn is kept; one of them is announced at a time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from matching.domain.day.meeting import Meeting, PlanState, PlanStep, PlanVersion
from matching.domain.edit import EntryIds
from matching.domain.score import Score
from matching.store import schema
from matching.store.documents import from_document, to_document
from matching.store.people.duplicates import joined, meetings_done, settled

_VERSIONS, _MEETINGS, _SCORES = schema.plan_versions, schema.meetings, schema.meeting_scores
_OF_FAIR: BindParameter[str] = bindparam("fair")
_NEWEST_ANNOUNCED = select(func.max(_VERSIONS.c.number)).where(
    _VERSIONS.c.fair == _OF_FAIR, _VERSIONS.c.state == PlanState.ANNOUNCED.value
)
_OF_PEOPLE = select(_MEETINGS).where(
    _MEETINGS.c.fair == _OF_FAIR,
    _MEETINGS.c.number == bindparam("number"),
    _MEETINGS.c.person.in_(bindparam("people", expanding=True)),
)
_BEFORE = _SCORES.alias()
_LAST = select(func.max(_BEFORE.c.number)).where(
    _BEFORE.c.fair == _MEETINGS.c.fair,
    _BEFORE.c.meeting == _MEETINGS.c.id,
    _BEFORE.c.number <= _MEETINGS.c.number,
)
# Of each meeting of a plan the score kept last, with that plan or one before it.
_LAST_SCORES = select(_SCORES.c.meeting, _SCORES.c.document).where(
    _SCORES.c.fair == _MEETINGS.c.fair,
    _SCORES.c.meeting == _MEETINGS.c.id,
    _SCORES.c.number == _LAST.correlate(_MEETINGS).scalar_subquery(),
)
# Where more has changed, all is written anew.
_MOST_LEFT_OUT = 500
_NO_SCORES: Mapping[str, Score] = MappingProxyType({})


def last_number(reader: Connection, fair: str) -> int:
    """The number of the newest plan of a fair, 0 when none was drawn."""
    query = select(func.max(_VERSIONS.c.number)).where(_VERSIONS.c.fair == fair)
    return reader.scalar(query) or 0


def write_plan(
    writer: Connection,
    plan: PlanVersion,
    *,
    scores: Mapping[str, Score] = _NO_SCORES,
    step: PlanStep | None = None,
) -> None:
    """Keep a plan with its meetings, and the score that each had (by the meeting's id).

    Parameters
    ----------
    scores
        A meeting whose score is not among them has the one that was kept with an earlier plan.
    step
        From a plan in the store to this one: meetings that are the same in both are copied there,
        in one go.
    """
    values = {
        "fair": plan.fair,
        "number": plan.number,
        "state": plan.state.value,
        "drawn_at": plan.drawn_at,
        "announced_at": plan.announced_at,
        "score_version": plan.score_version,
        "seed": plan.seed,
        "status": plan.status,
        "goals": dict(plan.goals),
        "bounds": dict(plan.bounds),
        "unmet": [list(row) for row in plan.unmet],
    }
    writer.execute(insert(_VERSIONS).values(values))
    left = _left_to_write(writer, plan, step)
    rows = [_meeting_row(plan, meeting) for meeting in left]
    if rows:
        writer.execute(insert(_MEETINGS), rows)
    reasons = [
        {
            "fair": plan.fair,
            "number": plan.number,
            "meeting": key,
            "document": to_document(score),
        }
        for key, score in scores.items()
    ]
    if reasons:
        writer.execute(insert(_SCORES), reasons)


def _meeting_row(plan: PlanVersion, meeting: Meeting) -> dict[str, object]:
    return {
        "fair": plan.fair,
        "number": plan.number,
        "id": meeting.id,
        "person": meeting.person,
        "stand": meeting.stand,
        "offer": meeting.offer,
        "slot": meeting.slot,
        "length": meeting.length,
        "score": meeting.score,
    }


def _left_to_write(
    writer: Connection, plan: PlanVersion, step: PlanStep | None
) -> Sequence[Meeting]:
    """Meetings to be written; those of an earlier plan are copied there: twenty times as quick.

    All of them where files were joined: the store has those under the names that they had.
    """
    if step is None or step.since is None or joined(writer, plan.fair):
        return plan.meetings
    if len(step.gone) > _MOST_LEFT_OUT:
        return plan.meetings
    number = literal(plan.number).label("number")
    columns = [number if column is _MEETINGS.c.number else column for column in _MEETINGS.c]
    kept = select(*columns).where(
        _MEETINGS.c.fair == plan.fair,
        _MEETINGS.c.number == step.since.number,
        _MEETINGS.c.id.not_in(sorted(meeting.id for meeting in step.gone)),
    )
    writer.execute(insert(_MEETINGS).from_select([column.name for column in columns], kept))
    return tuple(sorted(step.new))


def mark_announced(writer: Connection, fair: str, number: int, *, at: datetime) -> None:
    """Make a plan the announced one; nothing else of it changes."""
    writer.execute(
        update(_VERSIONS)
        .where(_VERSIONS.c.fair == fair, _VERSIONS.c.number == number)
        .values(state=PlanState.ANNOUNCED.value, announced_at=at)
    )


def read_plan(
    reader: Connection,
    fair: str,
    *,
    number: int | None = None,
    known: PlanVersion | None = None,
) -> PlanVersion | None:
    """A plan by its number, or the newest one.

    Parameters
    ----------
    known
        A plan of this store as it was read before: its meetings are not read again where it is
        the one.
    """
    asked = last_number(reader, fair) if number is None else number
    if known is not None and known.number == asked and _is_as_known(reader, fair, asked, known):
        return known
    query = select(_VERSIONS).where(_VERSIONS.c.fair == fair, _VERSIONS.c.number == asked)
    row = reader.execute(query).first()
    return None if row is None else _plan(reader, row)


def announced_plan(
    reader: Connection, fair: str, *, known: PlanVersion | None = None
) -> PlanVersion | None:
    """The plan that people have been told: the newest of those announced.

    Parameters
    ----------
    known
        A plan of this store as it was read before: it is not read again where it is the one.
    """
    number = announced_number(reader, fair)
    return read_plan(reader, fair, number=number, known=known) if number else None


def _is_as_known(reader: Connection, fair: str, number: int, known: PlanVersion) -> bool:
    """Whether a plan is the one that was read before; where files were joined it is read again."""
    query = select(_VERSIONS.c.drawn_at, _VERSIONS.c.state)
    row = reader.execute(query.where(_VERSIONS.c.fair == fair, _VERSIONS.c.number == number)).one()
    stored = number, row.drawn_at, PlanState(row.state)
    is_same = stored == (known.number, known.drawn_at, known.state)
    return is_same and not joined(reader, fair)


def announced_meetings(
    reader: Connection, fair: str, people: Collection[str]
) -> dict[str, tuple[Meeting, ...]]:
    """What each of these people has been told, in order of time; only those told anything."""
    number = announced_number(reader, fair)
    return meetings_of(reader, fair, number, people) if number else {}


def announced_by(reader: Connection, fair: str, moment: datetime) -> int:
    """The number of the plan that people had been told at a moment, 0 when it was none."""
    query = select(func.max(_VERSIONS.c.number)).where(
        _VERSIONS.c.fair == fair,
        _VERSIONS.c.state == PlanState.ANNOUNCED.value,
        _VERSIONS.c.announced_at <= moment,
    )
    return reader.scalar(query) or 0


def first_announced(reader: Connection, fair: str) -> int:
    """The number of the plan that people were told first, 0 when they were told none."""
    query = select(func.min(_VERSIONS.c.number)).where(
        _VERSIONS.c.fair == fair, _VERSIONS.c.state == PlanState.ANNOUNCED.value
    )
    return reader.scalar(query) or 0


def announced_after(reader: Connection, fair: str, number: int) -> int:
    """The number of the plan that people were told next after another, 0 when it is the last."""
    query = select(func.min(_VERSIONS.c.number)).where(
        _VERSIONS.c.fair == fair,
        _VERSIONS.c.state == PlanState.ANNOUNCED.value,
        _VERSIONS.c.number > number,
    )
    return reader.scalar(query) or 0


def is_announced(reader: Connection, fair: str) -> bool:
    """Whether people have been told any plan of a fair."""
    return announced_number(reader, fair) > 0


def shown_number(reader: Connection, fair: str) -> int:
    """The number of the announced plan, else of the newest one; 0 when none was drawn."""
    return announced_number(reader, fair) or last_number(reader, fair)


def meetings_of(
    reader: Connection, fair: str, number: int, people: Collection[str]
) -> dict[str, tuple[Meeting, ...]]:
    """The meetings of these people in a plan, in order of time; only those who have any."""
    belong = {file: to for file, to in joined(reader, fair).items() if to in people}
    named = {"fair": fair, "number": number, "people": sorted({*people, *belong})}
    rows = reader.execute(_OF_PEOPLE, named).all()
    done = meetings_done(reader, fair) if belong else ()
    meetings = settled(map(_meeting, rows), belong, done)
    found: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.person, []).append(meeting)
    return {person: tuple(mine) for person, mine in found.items()}


def earlier_meetings(
    reader: Connection, fair: str, people: Mapping[str, str]
) -> tuple[Meeting, ...]:
    """These meetings, given by id with whose they are, as the last plan had them that had any."""
    missing = dict(people)
    numbers = (
        select(_VERSIONS.c.number)
        .where(_VERSIONS.c.fair == fair)
        .order_by(_VERSIONS.c.number.desc())
    )
    found: list[Meeting] = []
    for number in reader.scalars(numbers).all() if missing else ():
        theirs = meetings_of(reader, fair, number, set(missing.values()))
        had = [each for mine in theirs.values() for each in mine if each.id in missing]
        for meeting in had:
            del missing[meeting.id]
        found += had
        if not missing:
            break
    return tuple(found)


def meetings_by_offer(reader: Connection, fair: str, number: int) -> dict[str, int]:
    """How many meetings of a plan are about each offer."""
    query = select(_MEETINGS.c.offer, func.count().label("meetings")).where(
        _MEETINGS.c.fair == fair, _MEETINGS.c.number == number
    )
    rows = reader.execute(query.group_by(_MEETINGS.c.offer)).all()
    return {row.offer: row.meetings for row in rows}


def announced_number(reader: Connection, fair: str) -> int:
    """The number of the plan that people have been told, 0 when they were told none."""
    return reader.scalar(_NEWEST_ANNOUNCED, {"fair": fair}) or 0


def scores_of_plan(
    reader: Connection, fair: str, number: int, *, meetings: Collection[str] | None = None
) -> dict[str, Score]:
    """The score of each meeting of a plan, or of these, as it was when the plan was drawn.

    Returns
    -------
    By meeting id.
    """
    query = _LAST_SCORES.where(_MEETINGS.c.fair == fair, _MEETINGS.c.number == number)
    if meetings is not None:
        query = query.where(_MEETINGS.c.id.in_(sorted(meetings)))
    return {row.meeting: from_document(row.document, Score) for row in reader.execute(query)}


def named_in_plans(reader: Connection, fair: str) -> EntryIds:
    """Every person, stand and offer that any plan of a fair names."""
    return _named(reader, _MEETINGS.c.fair == fair)


def named_to_people(reader: Connection, fair: str) -> EntryIds:
    """Every person, stand and offer that a plan names of which people may have been told.

    Drafts since the announced plan are none: they are let go when those they name go.
    """
    told = _MEETINGS.c.number <= announced_number(reader, fair)
    return _named(reader, _MEETINGS.c.fair == fair, told)


def _named(reader: Connection, *where: ColumnElement[bool]) -> EntryIds:
    columns = (_MEETINGS.c.person, _MEETINGS.c.stand, _MEETINGS.c.offer)
    rows = reader.execute(select(*columns).where(*where).distinct()).all()
    people, stands, offers = (frozenset(row[place] for row in rows) for place in range(3))
    return EntryIds(people, stands, offers)


def drop_drafts(writer: Connection, fair: str) -> int:
    """Let go of the plans since the announced one, of which people were told none; how many."""
    since = announced_number(writer, fair)
    for table in (_SCORES, _MEETINGS):
        writer.execute(delete(table).where(table.c.fair == fair, table.c.number > since))
    drafts = delete(_VERSIONS).where(_VERSIONS.c.fair == fair, _VERSIONS.c.number > since)
    return writer.execute(drafts).rowcount


def _plan(reader: Connection, row: Row[tuple[object, ...]]) -> PlanVersion:
    query = select(_MEETINGS).where(_MEETINGS.c.fair == row.fair, _MEETINGS.c.number == row.number)
    rows, belong = reader.execute(query).all(), joined(reader, row.fair)
    done = meetings_done(reader, row.fair) if belong else ()
    meetings = settled(map(_meeting, rows), belong, done)
    return PlanVersion(
        fair=row.fair,
        number=row.number,
        state=PlanState(row.state),
        drawn_at=row.drawn_at,
        score_version=row.score_version,
        seed=row.seed,
        status=row.status,
        meetings=meetings,
        goals=row.goals,
        bounds=row.bounds,
        unmet=tuple((person, reason) for person, reason in row.unmet if person not in belong),
        announced_at=row.announced_at,
    )


def _meeting(row: Row[tuple[object, ...]]) -> Meeting:
    return Meeting(row.slot, row.person, row.stand, row.offer, row.length, row.score)

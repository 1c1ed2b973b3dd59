"""A report as a fact of the day, checked against the fair and what has happened so far."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.day.reported import REPORTED
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import MOST_TABLES
from matching.services.live.reported.noted_beside import group_shifts
from matching.services.live.reported.report import StaffReport
from matching.services.live.reported.take_back import take_back_act, take_back_last

KIND = HappeningKind
_TARGETS = ("person", "stand", "meeting")


def fact_of(
    entries: Entries,
    meetings: Sequence[Meeting],
    facts: Sequence[Happening],
    reported: StaffReport,
    *,
    nonce: str,
    at: datetime,
) -> Happening:
    """The fact that a report comes to.

    Raises
    ------
    FairError
        When whom or what it names is not of this fair or is more than one, what it must say is
        missing or cannot be, or there is nothing to undo.
    """
    kind = _kind(reported.kind)
    if kind is KIND.UNDONE and reported.act:
        return take_back_act(facts, reported.act, nonce=nonce, at=at)
    if kind is KIND.UNDONE and reported.meeting:
        return take_back_last(facts, {"meeting": reported.meeting}, nonce=nonce, at=at)
    about = _about(entries, meetings, kind, reported)
    if kind is KIND.UNDONE:
        return take_back_last(facts, about, nonce=nonce, at=at)
    if kind is KIND.LEFT and about["person"] not in Attendance.of(facts).present:
        raise FairError("person_not_present", person=about["person"])
    data = {name: value for name, value in reported.data.items() if name in REPORTED[kind].says}
    if kind is KIND.WORKSHOP_LATE and len(data) < len(REPORTED[kind].says):
        raise FairError("target_missing", expected=" + ".join(REPORTED[kind].says))
    if REPORTED[kind].says and not data:
        raise FairError(f"{REPORTED[kind].says[0]}_missing", stand=about["stand"])
    if not 1 <= int(data.get("tables", 1)) <= MOST_TABLES:
        raise FairError("tables_range", most=MOST_TABLES)
    fact = Happening(kind, at, nonce, data=data, **about)
    if kind is KIND.WORKSHOP_LATE:
        group_shifts(entries, meetings, facts, fact)  # refused where the group cannot begin then
    return fact


def _kind(word: str) -> HappeningKind:
    known = {kind.value: kind for kind in REPORTED}
    if word not in known:
        raise FairError("kind_unknown", value=word, choices=", ".join(known))
    return known[word]


def _about(
    entries: Entries, meetings: Sequence[Meeting], kind: HappeningKind, reported: StaffReport
) -> dict[str, Any]:
    """The person, stand or meeting that a kind of fact must name, checked against the fair."""
    about = REPORTED[kind].about
    named = [name for name in _TARGETS if getattr(reported, name)]
    if len(named) > 1:
        raise FairError("target_one", given=", ".join(f"--{name}" for name in named))
    if not any(getattr(reported, name) for name in about):
        raise FairError("target_missing", expected=" / ".join(about))
    if reported.meeting:
        found = meeting_of(entries, meetings, reported.meeting)
        return {"person": found.person, "stand": found.stand, "meeting": found.id}
    if reported.person:
        return {"person": entries.jobseeker(reported.person).id}
    return {"stand": entries.exhibitor(reported.stand).id}


def meeting_of(entries: Entries, meetings: Sequence[Meeting], meeting: str) -> Meeting:
    """The meeting of an id.

    Raises
    ------
    FairError
        `meeting_unknown`.
    """
    for one in meetings:
        if one.id == meeting:
            return one
    raise FairError("meeting_unknown", meeting=meeting, fair=entries.fair.id)

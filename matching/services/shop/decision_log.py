"""Write down what a plan decided about whom, and on what it was based (EU AI Act, article 12)."""

from collections.abc import Iterable

from sqlalchemy import Connection

from matching.domain.day.meeting import Meeting, PlanStep
from matching.domain.entries import Entries
from matching.services.shop.shop import Shop
from matching.store.documents import to_document
from matching.store.people.decisions import Decision, Subject, append_decision, subjects_of

_TOLD = "planned", "withdrawn"
# Who somebody is does not enter a score, and is not hashed.
_NOT_INPUTS = frozenset({"id", "first_name", "last_name", "phone", "email", "consent_contact"})


def log_plan(
    writer: Connection,
    shop: Shop,
    entries: Entries,
    step: PlanStep,
    *,
    cause: str,
) -> None:
    """Append what is new in a plan: meetings planned and withdrawn, why, and their inputs."""
    version, told = step.plan, {"planned": sorted(step.new), "withdrawn": sorted(step.gone)}
    people = {meeting.person for meetings in told.values() for meeting in meetings}
    subjects = subjects_of(writer, version.fair, people, shop.random_bytes)
    details: dict[str, object] = {"seed": version.seed, "status": version.status}
    details |= {name: _lines(entries, told[name], subjects) for name in _TOLD if told[name]}
    append_decision(
        writer,
        Decision(
            version.fair, cause, version.number, version.score_version, version.drawn_at,
            details=details,
        ),
    )  # fmt: skip


def log_act(
    writer: Connection,
    shop: Shop,
    fair: str,
    act: str,
    person: str = "",
    *,
    plan: int = 0,
    station: str = "",
    **details: object,
) -> None:
    """Append what a person decided: a plan announced, a meeting asked for, an objection."""
    if person:
        (subject,) = subjects_of(writer, fair, [person], shop.random_bytes).values()
        details["subject"] = subject.number
    append_decision(writer, Decision(fair, act, plan, "", shop.clock(), station, details))


def _lines(
    entries: Entries, meetings: Iterable[Meeting], subjects: dict[str, Subject]
) -> list[dict[str, object]]:
    return [
        {
            "subject": subjects[meeting.person].number,
            "stand": meeting.stand,
            "offer": meeting.offer,
            "slot": meeting.slot,
            "score": meeting.score,
            "inputs": _inputs(entries, meeting, subjects[meeting.person]),
        }
        for meeting in meetings
    ]


def _inputs(entries: Entries, meeting: Meeting, subject: Subject) -> str:
    person, offer = entries.jobseekers.get(meeting.person), entries.offers.get(meeting.offer)
    said = to_document(person) if person else {}
    known = {name: value for name, value in said.items() if name not in _NOT_INPUTS}
    return subject.hash_of(known, to_document(offer) if offer else None)

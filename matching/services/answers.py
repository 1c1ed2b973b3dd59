"""The JSON of the acts (INTERFACES.md §1): the same for the command and the HTTP routes."""

from typing import Any

from matching.domain.meeting import Meeting
from matching.phrases import say
from matching.planning.changes import Change
from matching.services.agenda import appointments, appointments_answer
from matching.services.noon import Redrawn
from matching.services.receive_files import Receipt
from matching.services.refusals import flaw_answer
from matching.services.walk_in import WalkIn
from matching.services.welcome import CheckIn


def receipt_answer(receipt: Receipt, language: str) -> dict[str, Any]:
    """What an import answers."""
    return {
        "fair": receipt.fair,
        "jobseekers": receipt.jobseekers,
        "exhibitors": receipt.exhibitors,
        "offers": receipt.offers,
        "changed": receipt.changed,
        "flaws": [flaw_answer(flaw, language) for flaw in receipt.flaws],
    }


def check_in_answer(answer: CheckIn) -> dict[str, Any]:
    """What the door answers."""
    return {
        "status": answer.status.value,
        "reason": answer.reason or None,
        "first_at": answer.first_at.isoformat() if answer.first_at else None,
        "station": answer.station or None,
        "person": answer.person or None,
        "call_number": answer.call_number,
        "first_name": answer.first_name or None,
        "next": appointments_answer(answer.next),
    }


def walk_in_answer(welcomed: WalkIn, language: str) -> dict[str, Any]:
    """What registering at the door answers."""
    return {
        "person": welcomed.person,
        "code": welcomed.code,
        "call_number": welcomed.check_in.call_number,
        "meetings": appointments_answer(welcomed.check_in.next),
        "flaws": [flaw_answer(flaw, language) for flaw in welcomed.flaws],
    }


def changes_answer(redrawn: Redrawn) -> dict[str, Any]:
    """What moved, for whom and why."""
    return {
        "changes": [
            {
                "person": one.person,
                "from": _told(redrawn, one.was),
                "to": _told(redrawn, one.now),
                "cause": redrawn.cause,
            }
            for one in redrawn.changes
        ]
    }


def _told(redrawn: Redrawn, meeting: Meeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    return appointments_answer(appointments(redrawn.entries, [meeting]))[0]


def changes_lines(redrawn: Redrawn, language: str) -> list[str]:
    """The same in sentences: whom to tell, and what."""
    lines = [change_sentence(redrawn, one, language) for one in redrawn.changes]
    return lines or [say("change.none", language)]


def change_sentence(redrawn: Redrawn, one: Change, language: str) -> str:
    """One change in one sentence, with the call number to call."""
    entries, told = redrawn.entries, {}
    for side, meeting in (("before", one.was), ("after", one.now)):
        if meeting is not None:
            found = appointments(entries, [meeting])[0]
            told[side] = f"{found.starts_at:%H:%M} {found.exhibitor.stand} {found.exhibitor.name}"
    code = "moved" if len(told) == 2 else "added" if "after" in told else "dropped"
    person = entries.jobseekers[one.person]
    number = entries.call_numbers[one.person]
    return say(f"change.{code}", language, name=person.first_name, number=number, **told)

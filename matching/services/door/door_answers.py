"""What the acts at the door answer, as JSON: the same for the command and the HTTP routes."""

from typing import Any

from matching.services.door.walk_in import WalkIn
from matching.services.door.welcome import CheckIn
from matching.services.plan.agenda import appointments_answer
from matching.services.shop.refusals import flaw_answer


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

"""What the acts at the door answer, as JSON: the same for the command and the HTTP routes."""

from typing import Any

from matching.services.door.welcome import CheckIn
from matching.services.plan.agenda import appointments_answer


def check_in_answer(answer: CheckIn, *, is_preparing: bool = False) -> dict[str, Any]:
    """What the door answers; `is_preparing` where meetings are still to come behind it."""
    return {
        "status": answer.status.value,
        "reason": answer.reason or None,
        "first_at": answer.first_at.isoformat() if answer.first_at else None,
        "back_at": answer.back_at.isoformat() if answer.back_at else None,
        "closed_at": answer.closed_at.isoformat() if answer.closed_at else None,
        "station": answer.station or None,
        "elsewhere": answer.is_elsewhere,
        "way": "out" if answer.goes_out else "in",
        "person": answer.person or None,
        "call_number": answer.call_number,
        "first_name": answer.first_name or None,
        "next": appointments_answer(answer.next),
        "preparing": is_preparing,
    }

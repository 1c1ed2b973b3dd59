"""What registering at the door answers, as JSON: the same for the command and the HTTP routes."""

from typing import Any

from matching.services.door.walk_in import WalkIn
from matching.services.live.change_answers import changes_answer
from matching.services.plan.agenda import appointments_answer
from matching.services.shop.refusals import flaw_answer


def walk_in_answer(welcomed: WalkIn, language: str) -> dict[str, Any]:
    """What registering at the door answers."""
    closed_at = welcomed.check_in.closed_at
    return {
        "person": welcomed.person,
        "code": welcomed.code,
        "call_number": welcomed.check_in.call_number,
        "meetings": appointments_answer(welcomed.check_in.next),
        "closed_at": closed_at.isoformat() if closed_at else None,
        "changes": [
            change for drawn in welcomed.moved for change in changes_answer(drawn)["changes"]
        ],
        "flaws": [flaw_answer(flaw, language) for flaw in welcomed.flaws],
    }

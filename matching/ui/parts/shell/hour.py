"""When something was done, as staff read it."""

from datetime import datetime

from matching.phrases import moment_said
from matching.ui import session


def hour_said(at: datetime) -> str:
    """The hour of something done, on the clock that `at` is of; with its day where that is past."""
    today = session.shop().clock().astimezone(at.tzinfo).date()
    return f"{at:%H:%M}" if at.date() == today else moment_said(at, session.language())

"""Facts of a rehearsal: set aside once the day has begun, so that they count in nothing."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from matching.domain.day.happening import HappeningKind
from matching.store import schema

_TABLE = schema.happenings
_AT_THE_FAIR = (
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


def is_misjudged(reader: Connection, fair: str, *, before: datetime) -> bool:
    """Whether something tried before a moment counts, or something later does not."""
    counts = _TABLE.c.kind.in_([kind.value for kind in _AT_THE_FAIR])
    is_tried = counts & (_TABLE.c.recorded_at < before)
    is_meant = _TABLE.c.kind.startswith(SET_ASIDE) & (_TABLE.c.recorded_at >= before)
    query = select(_TABLE.c.number).where(_TABLE.c.fair == fair, is_tried | is_meant)
    return reader.execute(query.limit(1)).first() is not None


def set_aside(writer: Connection, fair: str, *, before: datetime) -> int:
    """Set aside what was tried before a moment; how many facts count otherwise now.

    Where the date of a fair was put right, what it had set aside counts again.
    """
    changed = 0
    for kind in _AT_THE_FAIR:
        mine = (_TABLE.c.fair == fair, _TABLE.c.kind == kind.value)
        aside = f"{SET_ASIDE}{kind.value}"
        tried = update(_TABLE).where(*mine, _TABLE.c.recorded_at < before).values(kind=aside)
        meant = (
            update(_TABLE)
            .where(_TABLE.c.fair == fair, _TABLE.c.kind == aside, _TABLE.c.recorded_at >= before)
            .values(kind=kind.value)
        )
        changed += writer.execute(tried).rowcount + writer.execute(meant).rowcount
    return changed

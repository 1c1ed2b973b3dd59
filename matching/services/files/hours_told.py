"""Hours of a fair that people were told stay; those of a plan that nobody was told may change."""

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.store.day import plans


def keep_hours_told(writer: Connection, before: Fair, after: Fair) -> int:
    """How many plans that nobody was told go because hours change; those that were keep theirs.

    Raises
    ------
    FairError
        `fair_planned`.
    """
    if before.cuts_its_day_like(after):
        return 0
    if plans.is_announced(writer, before.id):
        raise FairError("fair_planned", title=before.title)
    return plans.drop_drafts(writer, before.id)

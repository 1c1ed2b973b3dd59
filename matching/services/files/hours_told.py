"""Hours of a fair that people were told; those of a plan that nobody was told may change freely."""

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.store.day import plans


def keep_hours_told(writer: Connection, before: Fair, after: Fair) -> tuple[Fair, int]:
    """A fair by its file, and how many plans that nobody was told go because hours change.

    Raises
    ------
    FairError
        `fair_planned` where people were told a plan, and its hours are others in the file.
    """
    if not before.cuts_its_day_like(after) and plans.is_announced(writer, before.id):
        raise FairError("fair_planned", title=before.title)
    return with_slots_told(writer, before, after)


def with_slots_told(writer: Connection, before: Fair, after: Fair) -> tuple[Fair, int]:
    """A fair whose slots keep the numbers that people were told, and how many drafts go.

    Raises
    ------
    FairError
        `fair_day_told` where people were told a plan of another day or another length of slots.
    """
    if not plans.is_announced(writer, before.id):
        return after, 0 if before.cuts_its_day_like(after) else plans.drop_drafts(writer, before.id)
    if not before.numbers_slots_like(after):
        raise FairError("fair_day_told", title=before.title)
    return after.with_slots_of(before), 0

"""Next steps that fit what was talked about: a course gives no job, a job no place on a course."""

from matching.domain.day.next_steps import can_lead_to
from matching.domain.entries import Entries
from matching.domain.errors import FairError


def must_lead_to(entries: Entries, result: str, offer: str, stand: str, *, row: int = 0) -> None:
    """Refuse a next step that a meeting cannot have led to; `row` is that of the sheet.

    Raises
    ------
    FairError
        `outcome_not_here`, `row_not_here` on a sheet.
    """
    about = entries.talked_about(offer, stand)
    if can_lead_to(result, about):
        return
    titles = ", ".join(each.title for each in about)
    code = "row_not_here" if row else "outcome_not_here"
    raise FairError(code, result=result, titles=titles, row=row)

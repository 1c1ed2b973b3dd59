"""What prescribers fill in by pen: a page for each person whose eligibility is to be checked."""

from badges.cards import PrescriberSheet, Printing
from badges.pages.proofs_list import ProofRow, ProofsList, proofs_list
from badges.sheets import prescriber_sheets
from matching.phrases import say_count
from matching.services.live.eligibility import EligibilityView, ToCheck
from matching.services.shop.shop import Shop


def print_eligibility(shop: Shop, view: EligibilityView, *, language: str = "fr") -> bytes:
    """The PDF for the prescriber: who is not checked yet, first of all who has a meeting.

    Where a plan is announced only whoever has a meeting about such a job has a page.
    """
    at = shop.clock().astimezone(view.entries.fair.zone)
    sheets = [_sheet(view, row, Printing(at), language) for row in view.on_pages]
    return prescriber_sheets(sheets, language=language)


def without_page(view: EligibilityView, language: str) -> str:
    """How many people of the list have no page, and why; "" where everybody has one."""
    others = len(view.open_rows) - len(view.on_pages)
    if not others:
        return ""
    return say_count("eligibility.no_page", language, others, pages=len(view.on_pages))


def print_proofs_left(shop: Shop, view: EligibilityView, *, language: str = "fr") -> bytes:
    """The PDF of one list: everybody who is not checked yet, by the hour of their meeting."""
    fair = view.entries.fair
    rows = tuple(
        ProofRow(row.call_number, row.name, row.meets_at, row.offers) for row in view.proofs_left
    )
    printing = Printing(shop.clock().astimezone(fair.zone))
    return proofs_list(ProofsList(fair.title, fair.date, rows, language, printing))


def _sheet(
    view: EligibilityView, row: ToCheck, printing: Printing, language: str
) -> PrescriberSheet:
    fair = view.entries.fair
    return PrescriberSheet(
        fair_title=fair.title,
        date=fair.date,
        name=row.name,
        call_number=row.call_number,
        offers=row.offers,
        language=language,
        printing=printing,
    )

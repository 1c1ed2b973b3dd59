"""What an import answers, as JSON."""

from typing import Any

from matching.services.files.receive_files import Receipt
from matching.services.shop.refusals import flaw_answer


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

"""What an import answers, as JSON."""

from typing import Any

from matching.intake.mapping import FileMapping
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
        "unlisted": list(receipt.unlisted),
        "unlisted_stands": list(receipt.left.stands),
        "unlisted_offers": list(receipt.left.offers),
        "kept_for_plan": list(receipt.left.kept),
        "apart": [{"name": name, "before": before} for name, before in receipt.apart],
        "mapping": [mapping_answer(mapping) for mapping in receipt.mappings],
        "flaws": [flaw_answer(flaw, language) for flaw in receipt.flaws],
    }


def mapping_answer(mapping: FileMapping) -> dict[str, Any]:
    """What the columns of a file were read as."""
    return {
        "file": mapping.file,
        "kind": mapping.kind,
        "columns": [
            {
                "heading": column.heading,
                "samples": list(column.samples),
                "column": column.column,
                "certainty": column.certainty.value,
            }
            for column in mapping.columns
        ],
        "missing": list(mapping.missing),
    }

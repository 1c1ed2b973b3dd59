"""The report as a file of each kind, from the same figures as the page."""

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.services.evening.audit_fair import whole_report
from matching.services.evening.report import Report, report
from matching.services.shop.shop import Shop

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv",
    }
)
"""The ends of names of files that the report is written to, each with its media type."""


def kind_of(name: str) -> str:
    """Which of `KINDS` a file is to be, by the end of its name.

    Raises
    ------
    FairError
        `report_kind` where the name ends otherwise: which it may end with is said.
    """
    end = PurePath(name).suffix.casefold().removeprefix(".")
    if end not in KINDS:
        raise FairError("report_kind", file=name, kinds=", ".join(f".{kind}" for kind in KINDS))
    return end


def report_file(shop: Shop, fair: str, kind: str, language: str) -> bytes:
    """The report of a fair as a file of one of `KINDS`; a workbook has groups compared as well."""
    made = whole_report if kind == "xlsx" else report
    found = made(shop, fair, publishes=True)
    return written(shop, found, kind, language)


def written(shop: Shop, found: Report, kind: str, language: str) -> bytes:
    """A report that is known already as a file of one of `KINDS`."""
    # Each kind loads a library of its own, and nobody waits for the others'.
    if kind == "csv":
        from matching.services.evening.report_csv import report_csv  # noqa: PLC0415

        return report_csv(found, language)
    if kind == "pdf":
        from matching.services.evening.report_pdf import report_pdf  # noqa: PLC0415

        return report_pdf(shop, found, language)
    from matching.services.evening.report_workbook import report_workbook  # noqa: PLC0415

    return report_workbook(found, language)

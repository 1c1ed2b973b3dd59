"""The organiser's statistics as one table for any spreadsheet."""

import csv
from io import StringIO

from matching.outcomes.workbook import inert
from matching.phrases import say
from matching.services.evening.definitions import definition_of, unit_of
from matching.services.evening.report import Report, cell_of, label_of, notes_of

COLUMNS = ("section", "code", "figure", "value", "share", "unit", "definition", "whole")
"""What each column says; the first two are codes of `parvis-report/1`, the others words."""


def report_csv(found: Report, language: str) -> bytes:
    """Every figure as a line, UTF-8 with a mark at the beginning, `;` between cells.

    Numbers are written as the language does; a share is of 1. No text acts as a formula.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["section", "code", *(say(f"report.{name}", language) for name in COLUMNS[2:])])
    for section in found.sections:
        for figure in section.figures:
            label = inert(label_of(section, figure, language))
            value = _written(cell_of(figure, language), language)
            share = _written(figure.share, language)
            whole = _written(figure.whole, language)
            told = (unit_of(section, figure, language), definition_of(section, figure, language))
            writer.writerow([section.code, figure.code, label, value, share, *told, whole])
    for note in notes_of(found, language)[1:]:
        writer.writerow(["report", "groups_as_of", note])
    return text.getvalue().encode("utf-8-sig")


def _written(value: str | float | None, language: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    written = f"{value:.4f}".rstrip("0").rstrip(".")
    return written if language == "en" else written.replace(".", ",")

"""The organiser's statistics as an Excel workbook."""

from collections.abc import Sequence

from babel.dates import format_date

from matching.outcomes.comparison import Comparison
from matching.outcomes.figures import Section
from matching.outcomes.workbook import SheetOfFigures, workbook
from matching.phrases import say
from matching.services.evening.audit_words import NOTES, NUMBERS, finding, label_of_group, title_of
from matching.services.evening.report import Report, cell_of, label_of
from matching.services.evening.whole_report import whole_report
from matching.services.shop.shop import Shop

_SUMMED_UP = frozenset({"returns", "programme", "reach", "meetings"})


def whole_workbook(shop: Shop, fair: str, language: str) -> bytes:
    """The workbook of the whole report, groups compared."""
    return report_workbook(whole_report(shop, fair), language)


def report_workbook(found: Report, language: str) -> bytes:
    """The same figures as an .xlsx file, one sheet a section."""
    day = format_date(found.fair.date, "full", locale=language)
    sheets = [_summary(found, day, language)]
    sheets += [_sheet(section, language) for section in found.sections]
    if found.comparisons:
        sheets.append(_audit_sheet(found.comparisons, language))
    return workbook(sheets, properties={"title": f"{found.fair.title}, {day}", "creator": "Parvis"})


def _summary(found: Report, day: str, language: str) -> SheetOfFigures:
    frame = [
        (say("report.fair", language), found.fair.title),
        (say("report.day", language), day),
        (say("report.place", language), found.fair.place),
    ]
    figures = [
        (label_of(section, figure, language), cell_of(figure, language))
        for section in found.sections
        if section.code in _SUMMED_UP
        for figure in section.figures
    ]
    return SheetOfFigures(
        say("report.summary", language),
        (say("report.figure", language), say("report.value", language)),
        (*frame, *figures, (say("report.small_groups", language), None)),
    )


def _sheet(section: Section, language: str) -> SheetOfFigures:
    return SheetOfFigures(
        say(f"section.{section.code}", language),
        (
            say("report.figure", language),
            say("report.value", language),
            say("report.share", language),
        ),
        tuple(
            (
                label_of(section, figure, language),
                cell_of(figure, language),
                figure.share,
            )
            for figure in section.figures
        ),
        shares=(2,),
    )


def _audit_sheet(found: Sequence[Comparison], language: str) -> SheetOfFigures:
    """The comparisons as one sheet of the workbook."""
    heads = ("what", "group", *NUMBERS, "finding")
    rows = tuple(
        (
            title_of(comparison, language),
            label_of_group(comparison, group, language),
            *(_rounded(getattr(group, name)) for name in NUMBERS),
            finding(group, language),
        )
        for comparison in found
        for group in comparison.groups
    )
    headings = tuple(say(f"audit.{name}", language) for name in heads)
    blank = (None,) * (len(heads) - 1)
    notes = tuple((say(f"audit.note_{name}", language), *blank) for name in NOTES)
    return SheetOfFigures(say("audit.title", language), headings, (*rows, *notes))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

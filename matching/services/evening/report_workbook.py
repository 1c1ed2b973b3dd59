"""The organiser's statistics as an Excel workbook."""

from babel.dates import format_date

from matching.outcomes.figures import Figure, Section
from matching.outcomes.funder_sheet import FunderSheet
from matching.outcomes.workbook import SheetOfFigures, workbook
from matching.phrases import percent_format, say
from matching.services.evening.audit_words import (
    NUMBERS,
    finding,
    findings,
    label_of_group,
    notes_of_audit,
    title_of,
)
from matching.services.evening.charts import CHARTED, charted, first_figures
from matching.services.evening.definitions import definition_of, unit_of
from matching.services.evening.funders import filled, funder_sheets
from matching.services.evening.report import Report, cell_of, label_of, notes_of


def report_workbook(found: Report, language: str) -> bytes:
    """The same figures as an .xlsx file, one sheet a section."""
    day = format_date(found.fair.date, "full", locale=language)
    sheets = [_cover(found, day, language)]
    sheets += [_sheet(section, language) for section in found.sections]
    sheets += [_funder_sheet(sheet, found, language) for sheet in funder_sheets()]
    if found.comparisons:
        sheets.append(_audit_sheet(found, language))
    told = {"title": f"{found.fair.title}, {day}", "creator": "Parvis", "language": language}
    return workbook(sheets, properties=told, percents=percent_format(language))


def _cover(found: Report, day: str, language: str) -> SheetOfFigures:
    """What fair it was, and the ten figures that matter first."""
    asked = {figure.code for figure in first_figures(found, language)}
    return SheetOfFigures(
        say("report.summary", language),
        _headings(language),
        (
            *(
                _row(section, figure, language)
                for section in found.sections
                for figure in section.figures
                if f"{section.code}.{figure.code}" in asked
            ),
            *((note, *(None,) * 5) for note in notes_of(found, language)),
        ),
        shares=(2,),
        above=(found.fair.title, day, found.fair.place, say("report.first", language)),
    )


def _sheet(section: Section, language: str) -> SheetOfFigures:
    is_drawn = section.code in CHARTED and any(figure.value for figure in charted(section))
    return SheetOfFigures(
        say(f"section.{section.code}", language),
        _headings(language),
        tuple(_row(section, figure, language) for figure in section.figures),
        shares=(2,),
        bars=len(charted(section)) if is_drawn else 0,
    )


def _headings(language: str) -> tuple[str, ...]:
    names = ("figure", "value", "share", "whole", "unit", "definition")
    return tuple(say(f"report.{name}", language) for name in names)


def _row(section: Section, figure: Figure, language: str) -> tuple[str | float | None, ...]:
    return (
        label_of(section, figure, language),
        cell_of(figure, language),
        figure.share,
        figure.whole,
        unit_of(section, figure, language),
        definition_of(section, figure, language),
    )


def _funder_sheet(sheet: FunderSheet, found: Report, language: str) -> SheetOfFigures:
    names = ("code", "figure", "value", "share", "whole", "target", "source")
    warning = sheet.warning.get(language, "")
    return SheetOfFigures(
        say("funders.sheet", language, id=sheet.id.upper()),
        tuple(say(f"report.{name}", language) for name in names),
        tuple(line.cells(language) for line in filled(sheet, found)),
        shares=(3, 5),
        above=(
            sheet.title.get(language, sheet.id),
            sheet.source,
            *([warning] if warning else []),
            *notes_of(found, language)[1:],
        ),
    )


def _audit_sheet(report: Report, language: str) -> SheetOfFigures:
    """The comparisons as one sheet of the workbook, with what to read first above them."""
    found, as_of = report.comparisons, report.compared_as_of
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
    notes = tuple((note, *blank) for note in notes_of_audit(as_of, language))
    above = tuple(line for lines in findings(found, language).values() for line in lines)
    return SheetOfFigures(say("audit.title", language), headings, (*rows, *notes), above=above)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

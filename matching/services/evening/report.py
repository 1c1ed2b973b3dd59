"""The organiser's statistics, as figures, as JSON and as an Excel workbook."""

from dataclasses import dataclass, replace
from typing import Any

from babel.dates import format_date

from matching.domain.fair import Fair
from matching.outcomes.audit import Comparison
from matching.outcomes.day import report_sections
from matching.outcomes.figures import Figure, Section
from matching.outcomes.workbook import SheetOfFigures, workbook
from matching.phrases import say
from matching.services.scores.audit_fair import audit_answer, audit_fair, audit_sheet
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a fair, and groups compared; no person is named in them."""

    fair: Fair
    sections: tuple[Section, ...]
    comparisons: tuple[Comparison, ...] = ()

    def section(self, code: str) -> Section:
        """The section with this code."""
        return next(section for section in self.sections if section.code == code)


def report(shop: Shop, fair: str) -> Report:
    """The figures computed from the announced plan and the facts of the day, nothing cached."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair) or plans.read_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
    meetings = plan.meetings if plan else ()
    return Report(entries.fair, report_sections(entries, meetings, facts))


def whole_report(shop: Shop, fair: str) -> Report:
    """The report with the comparison of groups, which takes every score of the fair."""
    return replace(report(shop, fair), comparisons=audit_fair(shop, fair))


def label_of(section: Section, figure: Figure, language: str) -> str:
    """What a figure is called: its own label when that is data, else its sentence."""
    return figure.label or say(f"figure.{section.code}.{figure.code}", language)


def shown(figure: Figure, language: str) -> str:
    """The value as a person reads it; a hidden or missing one is said."""
    if figure.is_hidden:
        return say("figure.hidden", language)
    if figure.value is None:
        return say("figure.missing", language)
    return f"{figure.value:g}" if language == "en" else f"{figure.value:g}".replace(".", ",")


def report_answer(found: Report, language: str) -> dict[str, Any]:
    """Every figure of the workbook as a document."""
    return {
        "format": "parvis-report/1",
        "fair": found.fair.id,
        "sections": [
            {
                "code": section.code,
                "title": say(f"section.{section.code}", language),
                "figures": [
                    {
                        "code": figure.code,
                        "label": label_of(section, figure, language),
                        "value": figure.value,
                        "share": figure.share,
                        "hidden": figure.is_hidden,
                    }
                    for figure in section.figures
                ],
            }
            for section in found.sections
        ],
        "audit": audit_answer(found.comparisons, language),
    }


def report_workbook(found: Report, language: str) -> bytes:
    """The same figures as an .xlsx file, one sheet a section."""
    day = format_date(found.fair.date, "full", locale=language)
    sheets = [_summary(found, day, language)]
    sheets += [_sheet(section, language) for section in found.sections]
    if found.comparisons:
        sheets.append(audit_sheet(found.comparisons, language))
    return workbook(sheets, properties={"title": f"{found.fair.title}, {day}", "creator": "Parvis"})


def whole_workbook(shop: Shop, fair: str, language: str) -> bytes:
    """The workbook of the whole report."""
    return report_workbook(whole_report(shop, fair), language)


def _summary(found: Report, day: str, language: str) -> SheetOfFigures:
    frame = [
        (say("report.fair", language), found.fair.title),
        (say("report.day", language), day),
        (say("report.place", language), found.fair.place),
    ]
    figures = [
        (label_of(section, figure, language), figure.value)
        for code in ("reach", "meetings")
        for section in (found.section(code),)
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
                say("figure.hidden", language) if figure.is_hidden else figure.value,
                figure.share,
            )
            for figure in section.figures
        ),
        shares=(2,),
    )

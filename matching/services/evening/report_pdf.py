"""The report on two pages, for elected officials and partners."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from badges.cards import Printing
from badges.evening.report import (
    MOST_BARS,
    ReportBar,
    ReportChart,
    ReportNumber,
    ReportPages,
    report_pages,
)
from matching.phrases import say
from matching.services.evening.charts import Chart, ChartBar, charts, first_figures
from matching.services.evening.report import Report, notes_of, number_of
from matching.services.shop.shop import Shop


def report_pdf(shop: Shop, found: Report, language: str) -> bytes:
    """The ten figures and the charts of a report as PDF, the same texts as on the screen."""
    numbers = tuple(
        ReportNumber(figure.label, figure.text, figure.unit, figure.definition)
        for figure in first_figures(found, language)
    )
    pages = ReportPages(
        found.fair.title,
        found.fair.place,
        found.fair.date,
        numbers,
        tuple(_on_paper(chart, language) for chart in charts(found, language)),
        notes_of(found, language),
        language,
        Printing(shop.clock().astimezone(ZoneInfo(found.fair.timezone))),
    )
    return report_pages(pages)


def _on_paper(chart: Chart, language: str) -> ReportChart:
    note = say("report.defined", language, unit=chart.unit, definition=chart.definition)
    if len(chart.bars) > MOST_BARS:
        # what nobody is in gives its room to the others; a hidden figure is not nothing
        filled = tuple(bar for bar in chart.bars if bar.value is None or bar.value or bar.of)
        chart = replace(chart, bars=filled)
    if len(chart.bars) > MOST_BARS:
        chart = replace(chart, bars=_summed_up(chart.bars, language))
    longest = chart.longest
    shown = tuple(
        ReportBar(bar.label, bar.text, (bar.value or 0) / longest, bar.of / longest)
        for bar in chart.bars
    )
    return ReportChart(chart.title, note, shown)


def _summed_up(bars: tuple[ChartBar, ...], language: str) -> tuple[ChartBar, ...]:
    """The longest in their order, and what the others come to together."""
    by_length = sorted(bars, key=lambda bar: (-(bar.value or 0), -bar.of, bar.label))
    kept = set(by_length[: MOST_BARS - 1])
    others = [bar for bar in bars if bar not in kept]
    value, of = sum(bar.value or 0 for bar in others), sum(bar.of for bar in others)
    text = (
        number_of(value, language)
        if not of
        else say(
            "report.of", language, value=number_of(value, language), whole=number_of(of, language)
        )
    )
    label = say("report.others", language, count=len(others))
    return (*(bar for bar in bars if bar in kept), ChartBar(label, text, value, of))

"""The report on two pages, for people who will read no more: numbers first, then bars."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from badges.cards import Printing
from badges.press import press
from badges.wording import date_parts, day, page_of, printed
from matching.phrases import say

MOST_BARS = 12
"""A chart on paper has no more bars than this: its column has room for them."""

_ON_FIRST_PAGE = 2
_HIGHS = tuple(height / 10 for height in range(64, 28, -2))  # millimetres of a bar, tried in turn
_NOTES = 12.0  # below the charts of the last page
_HEAD, _ROOM = 16.0, (98.0, 236.0)  # title and note of a chart; a column of each page


@dataclass(frozen=True, slots=True)
class ReportNumber:
    """One of the numbers that come first, in words already."""

    label: str
    text: str
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One bar: `length` and `whole` of the longest of its chart, 0 to 1."""

    label: str
    text: str
    length: float
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class ReportChart:
    """Bars under a title, and what they count."""

    title: str
    note: str
    bars: tuple[ReportBar, ...]


@dataclass(frozen=True, slots=True)
class ReportPages:
    """Everything on the two pages; figures of groups, and nobody's name."""

    fair_title: str
    place: str
    date: dt.date
    numbers: tuple[ReportNumber, ...]
    charts: tuple[ReportChart, ...]
    notes: tuple[str, ...] = ()
    language: str = "fr"
    printing: Printing | None = None


def report_pages(pages: ReportPages) -> bytes:
    """The two pages as PDF: numbers and the first two charts, then the other charts.

    One page where there is no more to show than it has room for.
    """
    count = len(pages.charts) if _are_few(pages.charts) else _ON_FIRST_PAGE
    first, rest = pages.charts[:count], pages.charts[count:]
    language = pages.language
    data: dict[str, object] = {
        "language": language,
        "title": say("report.two_pages", language),
        "second": say("report.page_two", language),
        "fair": pages.fair_title,
        "day": day(pages.date, language),
        "date": date_parts(pages.date),
        "place": pages.place,
        "page_of": page_of(language),
        "printed": printed(pages.printing, language),
        "notes": list(pages.notes),
        "numbers": [asdict(number) for number in pages.numbers],
        "pages": [_columns(first, _ROOM[0]), *([_columns(rest, _ROOM[1])] if rest else [])],
    }
    return press("report", data, breaks_words=True)


def _are_few(charts: Sequence[ReportChart]) -> bool:
    """Whether all charts stand below the numbers with their bars as high as can be."""
    return max(_high(column, _HIGHS[0]) for column in _two(charts, _HIGHS[0])) <= _ROOM[0] - _NOTES


def _columns(charts: Sequence[ReportChart], room: float) -> dict[str, object]:
    """Charts in two columns, bars as high as the page allows."""
    height, columns = next(
        (height, columns)
        for height in _HIGHS
        for columns in (_two(charts, height),)
        if height == _HIGHS[-1] or max(_high(column, height) for column in columns) <= room
    )
    shown = [[_chart(chart) for chart in column] for column in columns]
    return {"height": height, "columns": shown}


def _two(
    charts: Sequence[ReportChart], height: float
) -> tuple[list[ReportChart], list[ReportChart]]:
    """The charts in turn, each to the column that is shorter so far."""
    left: list[ReportChart] = []
    right: list[ReportChart] = []
    for chart in charts:
        shorter = left if _high(left, height) <= _high(right, height) else right
        shorter.append(chart)
    return left, right


def _high(charts: Sequence[ReportChart], height: float) -> float:
    return sum(_HEAD + height * len(chart.bars) for chart in charts)


def _chart(chart: ReportChart) -> dict[str, object]:
    return asdict(replace(chart, bars=chart.bars[:MOST_BARS]))

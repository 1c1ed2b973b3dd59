"""What a reader looks at first: ten figures, then bars; the same on screen, paper and in Excel."""

from dataclasses import dataclass

from matching.outcomes.figures import Figure, Section
from matching.phrases import say
from matching.services.evening.definitions import definition_of, unit_of
from matching.services.evening.report import Report, label_of, share_and_whole, share_of, shown

_OF_A_DAY = (
    ("reach", "came"),
    ("reach", "registered"),
    ("reach", "walk_ins"),
    ("reach", "did_not_come"),
    ("meetings", "planned"),
    ("meetings", "held"),
    ("meetings", "missed"),
    ("meetings", "refused"),
    ("meetings", "promise_kept"),
    ("first_wishes", "met"),
)
_OF_A_PROGRAMME = (
    ("returns", "left"),
    ("returns", "remobilised"),
    ("returns", "training"),
    ("returns", "first_job"),
    ("returns", "dropped_out"),
    ("answers", "answered"),
    ("programme", "cost_per_person"),
    ("programme", "total_cost"),
    ("programme", "european_share"),
    ("programme", "projects"),
)
_PARTS = {
    "meetings": frozenset({"planned", "held", "missed", "refused", "no_news"}),
    "programme": frozenset({"projects_collective", "projects_individual"}),
}
"""Of a section whose figures count different things those that can be compared."""
CHARTED = (
    "returns", "programme", "meetings", "arrivals", "presence", "first_wishes", "stands",
    "outcomes", "satisfaction", "age", "gender", "qpv", "diploma",
)  # fmt: skip
"""Sections that are drawn as bars, in the order a reader sees them."""


@dataclass(frozen=True, slots=True)
class FirstFigure:
    """A figure as it is read: `text` has its share beside it when there is one."""

    code: str
    label: str
    text: str
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its value, and the whole that it is a part of where that differs between bars.

    A hidden figure has no value, and its text says so.
    """

    label: str
    text: str
    value: float | None
    of: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that are compared with each other, and what they count."""

    code: str
    title: str
    unit: str
    definition: str
    bars: tuple[ChartBar, ...]

    @property
    def longest(self) -> float:
        """What the longest bar stands for, at least 1."""
        return max(1.0, *(max(bar.value or 0, bar.of) for bar in self.bars))


def first_figures(found: Report, language: str) -> tuple[FirstFigure, ...]:
    """The ten figures asked first: of the programme where people were followed, else of the day."""
    sections = {section.code: section for section in found.sections}
    asked = _OF_A_PROGRAMME if "returns" in sections else _OF_A_DAY
    return tuple(
        FirstFigure(
            f"{section.code}.{figure.code}",
            label_of(section, figure, language),
            with_share(figure, language),
            unit_of(section, figure, language),
            definition_of(section, figure, language),
        )
        for code, name in asked
        if code in sections
        for section in (sections[code],)
        for figure in section.figures
        if figure.code == name
    )


def with_share(figure: Figure, language: str) -> str:
    """The value and, in brackets, its share of the whole."""
    share = share_of(figure, language)
    return f"{shown(figure, language)} ({share})" if share else shown(figure, language)


def charts(found: Report, language: str) -> tuple[Chart, ...]:
    """Every chart of a report that has something to show."""
    sections = {section.code: section for section in found.sections}
    return tuple(
        _chart(sections[code], language)
        for code in CHARTED
        if code in sections and any(figure.value for figure in charted(sections[code]))
    )


def charted(section: Section) -> tuple[Figure, ...]:
    """The figures of a section that are drawn as bars beside each other."""
    return tuple(
        figure
        for figure in section.figures
        if section.code not in _PARTS or figure.code in _PARTS[section.code]
        if (section.code, figure.code) != ("stands", "unplanned")
    )


def _chart(section: Section, language: str) -> Chart:
    figures = charted(section)
    # Of a stand what was planned is another number for each: the pale bar behind shows it.
    has_wholes = section.code == "stands"
    return Chart(
        section.code,
        say(f"section.{section.code}", language),
        unit_of(section, figures[0], language),
        say(f"definition.{section.code}", language),
        tuple(
            ChartBar(
                label_of(section, figure, language),
                _text(figure, language, has_wholes=has_wholes),
                figure.value,
                float(figure.of or 0) if has_wholes else 0.0,
            )
            for figure in figures
        ),
    )


def _text(figure: Figure, language: str, *, has_wholes: bool) -> str:
    if has_wholes and not figure.is_hidden:
        return say("report.of", language, value=shown(figure, language), whole=figure.of or 0)
    share = share_and_whole(figure, language)
    return f"{shown(figure, language)} ({share})" if share else shown(figure, language)

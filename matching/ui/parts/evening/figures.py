"""Figures of the report: ten that matter big, then bars, then every one in a table."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from matching.outcomes.figures import Figure, Section
from matching.services.evening.charts import Chart, ChartBar, charts, first_figures
from matching.services.evening.definitions import definition_of, unit_of
from matching.services.evening.published import publish_anew
from matching.services.evening.report import Report, label_of, notes_of, share_and_whole, shown
from matching.ui import session
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_PIXELS = 214  # three in a row on a tablet held upright
# A fair of a region has as many rows as it has stands: all of them are in the files.
_ROWS = 25


def draw_first_figures(found: Report) -> None:
    """The ten numbers asked first; a touch on the question mark tells what each counts."""
    with st.container(horizontal=True, key="report_first"):
        for figure in first_figures(found, session.language()):
            told = session.phrase("report.defined", unit=figure.unit, definition=figure.definition)
            label = plain(figure.label)
            st.metric(label, figure.text, border=True, width=_PIXELS, height="stretch", help=told)


def draw_notes(found: Report) -> None:
    """What is to be known of the groups; and the way to begin anew where earlier ones stand."""
    small, *others = notes_of(found, session.language())
    st.caption(small)
    for note in others:
        st.info(note, icon=":material/groups:")
        sure = st.checkbox(session.phrase("report.anew_sure"), key="report.anew_sure")
        st.button(
            session.phrase("report.anew"),
            key="report.anew",
            disabled=not sure,
            on_click=attempt,
            args=(_begin_anew,),
        )


def _begin_anew() -> str:
    publish_anew(session.shop(), session.fair(), station=session.visitor().station)
    return session.phrase("report.anew_done")


def draw_charts(found: Report) -> None:
    """Bars, each with its number beside it: nothing is told by colour or length alone."""
    drawn = "".join(map(_chart, charts(found, session.language())))
    if drawn:
        st.header(session.phrase("report.charts"))
        st.html(f'<div class="bars">{drawn}</div>')


def draw_bars(title: str, bars: Sequence[tuple[str, float, str]]) -> None:
    """Bars of numbers that are no figures of the report: label, length and what is said of each."""
    longest = max([value for _, value, _ in bars] + [1.0])
    rows = "".join(
        _bar(ChartBar(label, text, value, of=value), longest) for label, value, text in bars
    )
    table = f"<table><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>"
    st.html(f'<div class="bars"><figure>{table}</figure></div>')


def _chart(chart: Chart) -> str:
    rows = "".join(_bar(bar, chart.longest) for bar in chart.bars)
    told = session.phrase("report.defined", unit=chart.unit, definition=chart.definition)
    return (
        f"<figure><table><caption>{escape(chart.title)} ({escape(chart.unit)})</caption>"
        f"<tbody>{rows}</tbody></table><figcaption>{escape(told)}</figcaption></figure>"
    )


def _bar(bar: ChartBar, longest: float) -> str:
    return (
        f'<tr><th scope="row">{escape(bar.label)}</th><td><span class="track">'
        f'<span class="whole" style="width:{bar.of / longest:.1%}"></span>'
        f'<span class="part" style="width:{(bar.value or 0) / longest:.1%}"></span></span>'
        f"<span>{escape(bar.text)}</span></td></tr>"
    )


def draw_tables(sections: Sequence[Section]) -> None:
    """Every figure as a table of words and numbers."""
    st.header(session.phrase("report.all_figures"))
    for section in sections:
        draw_section(section)


def draw_section(section: Section) -> None:
    """One section as a table, what its figures count one touch away."""
    st.subheader(session.phrase(f"section.{section.code}"))
    headings = [session.phrase(f"report.{name}") for name in ("figure", "value", "share")]
    key = f"report.{section.code}"
    shown_now = page_of(section.figures, key, size=_ROWS)
    st.table([dict(zip(headings, _row(section, figure), strict=True)) for figure in shown_now])
    draw_pages(section.figures, key, size=_ROWS)
    with st.popover(
        session.phrase("report.definitions"), icon=":material/help:", key=f"{key}.definitions"
    ):
        st.markdown("  \n".join(_defined(section)))


def _defined(section: Section) -> list[str]:
    """Each thing counted once, whatever the number of figures that count it."""
    language = session.language()
    said: dict[str, list[str]] = {}
    for figure in section.figures:
        told = session.phrase(
            "report.defined",
            unit=unit_of(section, figure, language),
            definition=definition_of(section, figure, language),
        )
        said.setdefault(told, []).append(plain(label_of(section, figure, language)))
    if len(said) == 1:
        return [plain(told) for told in said]
    return [f"**{', '.join(labels)}** : {plain(told)}" for told, labels in said.items()]


def _row(section: Section, figure: Figure) -> tuple[str, str, str]:
    language = session.language()
    label = plain(label_of(section, figure, language))
    return label, shown(figure, language), share_and_whole(figure, language)

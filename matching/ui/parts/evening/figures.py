"""Figures of the report: the few that matter big, the others as plain tables."""

import streamlit as st

from matching.outcomes.figures import Figure, Section
from matching.services.evening.report import Report, label_of, share_of, shown
from matching.ui import session
from matching.ui.parts.shell.plain import plain

_SHOWN_BIG = (
    ("reach", "came"),
    ("reach", "present_now"),
    ("meetings", "planned"),
    ("meetings", "held"),
)
_PIXELS = 300


def draw_summary(found: Report) -> None:
    """The four numbers asked first, in as many rows as the screen needs for their names."""
    with st.container(horizontal=True):
        for code, name in _SHOWN_BIG:
            section = found.section(code)
            figure = next(one for one in section.figures if one.code == name)
            label = label_of(section, figure, session.language())
            value = shown(figure, session.language())
            st.metric(label, value, border=True, width=_PIXELS)


def draw_section(section: Section) -> None:
    """One section as a table of words and numbers, folded until wanted."""
    with st.expander(session.phrase(f"section.{section.code}")):
        headings = [session.phrase(f"report.{name}") for name in ("figure", "value", "share")]
        st.table([dict(zip(headings, _row(section, one), strict=True)) for one in section.figures])


def _row(section: Section, figure: Figure) -> tuple[str, str, str]:
    language = session.language()
    label = plain(label_of(section, figure, language))
    return label, shown(figure, language), share_of(figure)

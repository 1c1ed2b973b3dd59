"""What funders ask for: one sheet at a time, each line with its source."""

import streamlit as st

from matching.services.evening.funders import filled, funder_sheets
from matching.services.evening.report import Report
from matching.ui import session
from matching.ui.parts.shell.plain import plain

_COLUMNS = ("code", "figure", "value", "share", "target", "source")


def draw_funders(found: Report) -> None:
    """A funder to choose, and its sheet filled in as far as the fair knows."""
    st.header(session.phrase("funders.title"))
    language, sheets = session.language(), {sheet.id: sheet for sheet in funder_sheets()}
    chosen = st.selectbox(
        session.phrase("funders.choose"),
        list(sheets),
        index=None,
        format_func=lambda name: sheets[name].title.get(language, name),
        key="report.funder",
    )
    if chosen is None:
        return
    sheet = sheets[chosen]
    if warning := sheet.warning.get(language):
        st.warning(plain(warning), icon=":material/warning:")
    st.caption(plain(sheet.source))
    heads = [session.phrase(f"report.{name}") for name in _COLUMNS]
    rows = [map(plain, line.told(language)) for line in filled(sheet, found)]
    st.table([dict(zip(heads, row, strict=True)) for row in rows])

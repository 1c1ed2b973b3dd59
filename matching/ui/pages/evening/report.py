"""The figures of the day: ten first, then bars, then tables; and the same as files."""

from functools import partial

import streamlit as st

from matching.services.evening.audit_fair import audit_fair
from matching.services.evening.report import report
from matching.services.evening.report_files import KINDS, report_file
from matching.ui import session
from matching.ui.parts.evening.comparisons import draw_comparisons
from matching.ui.parts.evening.figures import (
    draw_charts,
    draw_first_figures,
    draw_notes,
    draw_tables,
)
from matching.ui.parts.evening.followed import draw_follow_up
from matching.ui.parts.evening.funders import draw_funders
from matching.ui.parts.evening.leaving import draw_exports
from matching.ui.parts.evening.news import draw_news
from matching.ui.parts.evening.recalls import draw_recalls
from matching.ui.parts.shell.paper import Paper, draw_paper

st.title(session.phrase("page.report"))
found = report(session.shop(), session.fair())
draw_first_figures(found)
with st.container(horizontal=True):
    for kind, mime in KINDS.items():
        make = partial(report_file, session.shop(), session.fair(), kind, session.language())
        file_name = f"bilan-{found.fair.id}.{kind}"
        if kind == "pdf":
            labels = (session.phrase("report.print"), session.phrase("report.pdf"))
            draw_paper(Paper("report.pdf", make, file_name, *labels))
        else:
            st.download_button(
                session.phrase(f"report.{kind}"),
                data=make,
                file_name=file_name,
                mime=mime,
                icon=":material/download:",
                key=f"report.{kind}",
                on_click="ignore",
            )
draw_notes(found)
draw_charts(found)
if found.fair.programme is not None:
    draw_follow_up()
draw_recalls()
draw_news()
draw_exports()
draw_tables(found.sections)
draw_funders(found)
st.header(session.phrase("audit.title"))
st.write(session.phrase("audit.why"))
if st.toggle(session.phrase("audit.show"), key="report.audit"):
    compared = audit_fair(session.shop(), session.fair())
    if compared.is_look_ahead:
        st.info(session.phrase("audit.look_ahead"), icon=":material/visibility:")
    draw_comparisons(compared.comparisons, compared.as_of)

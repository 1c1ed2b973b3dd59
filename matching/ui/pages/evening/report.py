"""The figures of the day, on screen and as an Excel workbook."""

from functools import partial

import streamlit as st

from matching.services.evening.audit_fair import audit_fair
from matching.services.evening.report import report
from matching.services.evening.report_workbook import whole_workbook
from matching.ui import session
from matching.ui.parts.evening.comparisons import draw_comparisons
from matching.ui.parts.evening.figures import draw_section, draw_summary
from matching.ui.parts.evening.followed import draw_follow_up

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

st.title(session.phrase("page.report"))
found = report(session.shop(), session.fair())
draw_summary(found)
st.download_button(
    session.phrase("report.download"),
    data=partial(whole_workbook, session.shop(), session.fair(), session.language()),
    file_name=f"bilan-{found.fair.id}.xlsx",
    mime=XLSX,
    type="primary",
    icon=":material/download:",
    key="report.download",
    on_click="ignore",
)
st.caption(session.phrase("report.small_groups"))
for section in found.sections:
    draw_section(section)
if found.fair.programme is not None:
    draw_follow_up()
st.header(session.phrase("audit.title"))
st.write(session.phrase("audit.why"))
if st.toggle(session.phrase("audit.show"), key="report.audit"):
    draw_comparisons(audit_fair(session.shop(), session.fair()))

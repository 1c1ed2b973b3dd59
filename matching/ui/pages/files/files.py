"""Open an example or receive a fair's files, read the report and mend the flaws."""

import streamlit as st

from matching.domain.flaw import Flaw
from matching.services.files.examples import open_example, schemes
from matching.services.files.needs_mending import needs_mending
from matching.services.files.receive_files import Mend, mend, read_report, take_in
from matching.ui import session
from matching.ui.parts.files.flaws import draw_flaws
from matching.ui.parts.files.taking_in import draw_taking_in
from matching.ui.parts.shell.notice import attempt


def open_chosen() -> str:
    """Open the example fair that was chosen."""
    receipt = open_example(session.shop(), st.session_state["files.scheme"])
    session.choose_fair(receipt.fair)
    return session.phrase("files.opened", people=receipt.jobseekers, stands=receipt.exhibitors)


def mend_chosen(mends: list[Mend]) -> str:
    """Put the corrected cells right."""
    receipt = mend(session.shop(), session.fair(), mends)
    left = sum(needs_mending(flaw) for flaw in receipt.flaws)
    return session.phrase("files.mended" if left == 0 else "files.mended_left", left=left)


def take_in_chosen(flaw: Flaw) -> str:
    """Take in a row that was set aside."""
    receipt = take_in(session.shop(), session.fair(), file=flaw.file, line=flaw.line)
    return session.phrase("files.taken_in", people=receipt.jobseekers)


st.title(session.phrase("page.files"))
example, upload = st.columns([2, 3], gap="medium")
with example, st.container(border=True):
    st.subheader(session.phrase("files.example"))
    st.write(session.phrase("files.example_why"))
    st.selectbox(
        session.phrase("files.scheme"),
        schemes(),
        key="files.scheme",
        format_func=lambda scheme: session.phrase(f"scheme.{scheme}"),
    )
    st.button(
        session.phrase("files.open"),
        key="files.open",
        icon=":material/folder_open:",
        on_click=attempt,
        args=(open_chosen,),
        width="stretch",
    )
with upload, st.container(border=True):
    st.subheader(session.phrase("files.own"))
    draw_taking_in()

if session.fair():
    report = read_report(session.shop(), session.fair())
    counts = st.columns(3)
    for column, name in zip(counts, ("jobseekers", "exhibitors", "offers"), strict=True):
        column.metric(session.phrase(f"count.{name}"), getattr(report, name), border=True)
    draw_flaws(report, mend_chosen, take_in_chosen)

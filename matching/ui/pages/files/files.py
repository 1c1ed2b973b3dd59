"""Open an example or receive a fair's files, read the report and mend the flaws."""

from datetime import time

import streamlit as st

from matching.domain.flaw import Flaw
from matching.services.files.examples import open_example, schemes
from matching.services.files.needs_mending import needs_mending
from matching.services.files.receive_files import (
    FairFrame,
    Mend,
    mend,
    read_report,
    receive_files,
    take_in,
)
from matching.ui import session
from matching.ui.parts.files.flaws import draw_flaws
from matching.ui.parts.shell.notice import attempt


def open_chosen() -> str:
    """Open the example fair that was chosen."""
    receipt = open_example(session.shop(), st.session_state["files.scheme"])
    session.choose_fair(receipt.fair)
    return session.phrase("files.opened", people=receipt.jobseekers, stands=receipt.exhibitors)


def receive_chosen() -> str:
    """Receive the files that were uploaded, with the frame typed when none was."""
    files = {one.name: one.getvalue() for one in st.session_state["files.upload"] or ()}
    frame = FairFrame(
        title=st.session_state["files.title"],
        day=st.session_state["files.date"],
        place=st.session_state["files.place"],
        opens=st.session_state["files.opens"],
        closes=st.session_state["files.closes"],
    )
    receipt = receive_files(session.shop(), files, frame=frame)
    session.choose_fair(receipt.fair)
    done = "files.received" if receipt.changed else "files.same"
    return session.phrase(done, people=receipt.jobseekers, stands=receipt.exhibitors)


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
with upload, st.form("files.form"):
    st.subheader(session.phrase("files.own"))
    st.file_uploader(
        session.phrase("files.upload"),
        type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "toml"],
        accept_multiple_files=True,
        key="files.upload",
    )
    st.caption(session.phrase("files.upload_help"))
    with st.expander(session.phrase("files.frame")):
        st.write(session.phrase("files.frame_why"))
        st.text_input(session.phrase("field.title"), key="files.title")
        st.text_input(session.phrase("field.place"), key="files.place")
        st.date_input(session.phrase("field.date"), key="files.date", format="DD/MM/YYYY")
        opens, closes = st.columns(2)
        opens.time_input(session.phrase("field.opens"), value=time(9, 30), key="files.opens")
        closes.time_input(session.phrase("field.closes"), value=time(17, 0), key="files.closes")
    st.form_submit_button(
        session.phrase("files.receive"),
        key="files.receive",
        icon=":material/upload_file:",
        type="primary",
        on_click=attempt,
        args=(receive_chosen,),
        width="stretch",
    )

if session.fair():
    report = read_report(session.shop(), session.fair())
    counts = st.columns(3)
    for column, name in zip(counts, ("jobseekers", "exhibitors", "offers"), strict=True):
        column.metric(session.phrase(f"count.{name}"), getattr(report, name), border=True)
    draw_flaws(report, mend_chosen, take_in_chosen)

"""Open an example or receive a fair's files, read the report and mend the flaws."""

import streamlit as st

from matching.domain.flaw import Flaw
from matching.services.files.examples import FIRST_SHOWN, demonstrate, schemes
from matching.services.files.mending.mend import mend, say_consent, take_in
from matching.services.files.mending.to_mend import ToMend
from matching.services.files.receive_files import read_report
from matching.ui import session
from matching.ui.parts.files.flaws import FlawActs, Touched, consent_said, draw_flaws
from matching.ui.parts.files.lists import draw_lists
from matching.ui.parts.files.taking_in import drafts_said, draw_taking_in, has_dropped
from matching.ui.parts.shell.notice import attempt


def open_chosen() -> str:
    """Open the example fair that was chosen."""
    receipt = demonstrate(session.shop(), st.session_state["files.scheme"])
    session.choose_fair(receipt.fair)
    return session.phrase("files.opened", people=receipt.jobseekers, stands=receipt.exhibitors)


def mend_chosen(touched: Touched) -> str:
    """Put right what somebody touched."""
    receipt = mend(
        session.shop(),
        session.fair(),
        touched.mends,
        answers=touched.answers,
        orders=touched.orders,
        adverts=touched.adverts,
        station=session.visitor().station,
    )
    asked = ToMend.of(receipt.flaws)
    left = asked.count + len(asked.consents) + len(asked.adverts)
    said = session.phrase("files.mended_left" if left else "files.mended", left=left)
    return "\n".join([said, *drafts_said(receipt)])


def take_in_chosen(flaw: Flaw) -> str:
    """Take in a row that was set aside."""
    receipt = take_in(session.shop(), session.fair(), file=flaw.file, line=flaw.line)
    return session.phrase("files.taken_in", people=receipt.jobseekers)


def consent_chosen(flaw: Flaw) -> str:
    """Write what one person answered; nothing when the answer was touched away."""
    said = consent_said(flaw)
    if not said:
        return ""
    say_consent(session.shop(), session.fair(), flaw, agrees=said == "oui")
    return session.phrase("consent.kept")


def draw_example() -> None:
    """The example fairs, for whoever has no files yet."""
    st.header(session.phrase("files.example"))
    st.write(session.phrase("files.example_why"))
    st.selectbox(
        session.phrase("files.scheme"),
        schemes(),
        index=schemes().index(FIRST_SHOWN),
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


st.title(session.phrase("page.files"))
# With files to look at, their columns take the whole width.
upload, example = (st.container(), None) if has_dropped() else st.columns([3, 2], gap="medium")
with upload, st.container(border=True):
    st.header(session.phrase("files.own"))
    draw_taking_in()
if example is not None:
    with example, st.container(border=True):
        draw_example()

if session.fair():
    report = read_report(session.shop(), session.fair())
    counts = st.columns(3)
    for column, name in zip(counts, ("jobseekers", "exhibitors", "offers"), strict=True):
        column.metric(session.phrase(f"count.{name}"), getattr(report, name), border=True)
    draw_lists()
    if not has_dropped():  # “all is read” would be said of files that nobody has taken in
        draw_flaws(report, FlawActs(mend_chosen, take_in_chosen, consent_chosen))

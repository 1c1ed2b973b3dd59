"""From an empty store to printed sheets: five steps, what is missing in each, and the way there."""

from dataclasses import replace

import streamlit as st

from matching.domain.access import Act
from matching.domain.errors import FairError
from matching.intake.mapping import MappingAnswers
from matching.services.files.examples import FIRST_SHOWN, demonstrate, schemes
from matching.services.files.fairs_known import fair_of
from matching.services.files.receive_files import receive_files
from matching.services.prepare.steps import StepName, steps
from matching.ui import page_file, session
from matching.ui.moments import Brought, keep, recall
from matching.ui.parts.files.taking_in import received_said
from matching.ui.parts.prepare.drop import draw_drop, draw_template, dropped
from matching.ui.parts.prepare.steps import draw_step
from matching.ui.parts.shell.notice import attempt


def bring() -> str:
    """Lead the files that were dropped to where their columns are looked at.

    A screen that may not open that page reads them into its fair at once.
    """
    files, kinds = dropped()
    if not files:
        raise FairError("no_files")
    if session.visitor().access.may(Act.FILES):
        keep(Brought(files, kinds, is_leading=True))
        return ""
    fair = fair_of(session.shop(), session.fair())
    receipt = receive_files(session.shop(), files, frame=fair, said=MappingAnswers(kinds=kinds))
    session.choose_fair(receipt.fair)
    return received_said(receipt)


def try_example(scheme: str) -> str:
    """Open an example fair."""
    receipt = demonstrate(session.shop(), scheme)
    session.choose_fair(receipt.fair)
    return session.phrase("files.opened", people=receipt.jobseekers, stands=receipt.exhibitors)


if (brought := recall(Brought)).is_leading:
    keep(replace(brought, is_leading=False))
    st.switch_page(page_file("files"))
st.title(session.phrase("page.start"))
st.write(session.phrase("start.title"))
found = steps(session.shop(), session.fair())
frame = fair_of(session.shop(), session.fair()) if session.fair() else None
following = next((step for step in found if not step.is_done), None)
wants_files = frame is not None and any(
    step.lacks for step in found if step.name in {StepName.PEOPLE, StepName.STANDS}
)
for number, step in enumerate(found, 1):
    draw_step(number, step, frame, is_next=step is following)
    if wants_files and step.name is StepName.STANDS:
        draw_drop(bring)
        draw_template()
if frame is None:
    with st.container(border=True):
        st.header(session.phrase("start.example"))
        st.write(session.phrase("start.try"))
        for scheme in sorted(schemes(), key=lambda name: (name != FIRST_SHOWN, name)):
            st.button(
                session.phrase(f"scheme.{scheme}"),
                key=f"start.try.{scheme}",
                icon=":material/folder_open:",
                on_click=attempt,
                args=(try_example, scheme),
            )

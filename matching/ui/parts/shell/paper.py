"""A PDF and its two buttons: print it, or keep the file."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from matching.domain.access import Act
from matching.domain.errors import FairError
from matching.services.plan.paper.options import Options
from matching.services.plan.printing.at_screen import AT_SCREEN
from matching.services.plan.printing.chosen_printers import chosen_printers
from matching.services.plan.printing.queue import ask
from matching.ui import session
from matching.ui.dialog import open_dialog
from matching.ui.moments import PrintDialog, Tab, keep, recall
from matching.ui.parts.shell.notice import draw_refusal


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that a page offers.

    `label` is what the button says that prints it, `file_label` the one that keeps it. `sheet`
    (with `person` and `options`) is how a printer's queue knows it; without one it goes through
    the browser alone, and nothing of it is kept.
    """

    key: str
    make: Callable[[], bytes]
    file_name: str
    label: str
    file_label: str = ""
    sheet: str = ""
    person: str = ""
    options: Options | None = None
    language: str = ""


def draw_paper(
    paper: Paper, *, is_closed: bool = False, is_first: bool = False, icon: str = ":material/print:"
) -> None:
    """The button that prints a PDF, the one that downloads it, and what came of the first."""
    with st.container(horizontal=True):
        is_touched = st.button(
            paper.label,
            key=f"print.{paper.key}",
            icon=icon,
            disabled=is_closed,
            type="primary" if is_first else "secondary",
        )
        st.download_button(
            paper.file_label or session.phrase("sheets.print"),
            data=paper.make,
            file_name=paper.file_name,
            mime="application/pdf",
            key=paper.key,
            icon=":material/download:",
            disabled=is_closed,
            on_click="ignore",
        )
    if is_touched:
        _print(paper)
    _draw_dialog(paper.key)


def _print(paper: Paper) -> None:
    """To the printer that was chosen for this kind of sheet, else to the browser's dialog."""
    try:
        printer = chosen_printers(session.shop()).of(paper.sheet) if paper.sheet else ""
        if printer:
            _ask(paper, printer)
        else:
            _lay_out(paper)
    except FairError as error:
        draw_refusal(error)


def _ask(paper: Paper, printer: str) -> None:
    form = f"print.{paper.key}"
    ask(
        session.shop(),
        session.fair(),
        paper.sheet,
        printer=printer,
        nonce=session.nonce(form),
        person=paper.person,
        language=paper.language or session.language(),
        station=session.visitor().station,
        **(paper.options or {}),
    )
    session.new_nonce(form)
    st.success(session.phrase("paper.asked", printer=printer), icon=":material/print:")


def _lay_out(paper: Paper) -> None:
    shop, fair, visitor = session.shop(), session.fair(), session.visitor()
    with st.spinner(session.phrase("paper.making")):
        pdf = paper.make()
    name = AT_SCREEN.lay(shop, visitor, Act(recall(Tab).page), fair, pdf)
    keep(PrintDialog(paper.key, name))


def _draw_dialog(key: str) -> None:
    """The browser's dialog over what was made last, and a way where no dialog opens by itself."""
    dialog = recall(PrintDialog)
    if dialog.key == key:
        address = open_dialog(dialog.name)
        st.link_button(session.phrase("paper.open"), address, icon=":material/open_in_new:")

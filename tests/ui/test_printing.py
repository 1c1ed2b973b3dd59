"""The button beside a PDF: to the browser's dialog, or to the printer that was chosen."""

from dataclasses import replace

import streamlit as st

from matching.services.access.enter import COOKIE, visitor_of
from matching.services.plan.printing.at_screen import AT_SCREEN
from matching.services.plan.printing.chosen_printers import ChosenPrinters, choose_printers
from matching.services.plan.printing.queue import jobs
from matching.services.plan.printing.spooler import system_spooler
from tests.services.plan.spoolers import cups

MOSSON = "mosson-2023"


def test_a_sheet_is_laid_out_for_the_screen_that_asked(announced, visit):
    app = visit("sheets")
    app.button(key="print.sheets.door").click().run()
    assert not app.exception
    (name,) = (
        link.proto.url.rpartition("/")[2]
        for link in app.get("link_button")
        if link.proto.url.startswith("/paper/")
    )
    visitor = visitor_of(announced, st.context.cookies[COOKIE])
    assert AT_SCREEN.take(announced, visitor, name).startswith(b"%PDF")
    assert AT_SCREEN.take(announced, replace(visitor, session="another"), name) is None


def test_a_sheet_goes_to_the_printer_that_was_chosen_for_its_kind(
    announced, visit, monkeypatch, tmp_path
):
    st.cache_data.clear()
    spool = cups(monkeypatch, tmp_path / "printing")
    choose_printers(announced, ChosenPrinters(paper="Bureau"), system_spooler())
    app = visit("sheets")
    app.button(key="print.sheets.door").click().run()
    assert not app.exception
    assert "Bureau" in " ".join(one.value for one in app.success)
    (job,) = jobs(announced, MOSSON)
    assert (job.recipe.sheet, job.printer) == ("door", "Bureau")
    app.button(key=f"printing.withdraw.{job.nonce}").click().run()
    assert [one.state.value for one in jobs(announced, MOSSON)] == ["withdrawn"]
    # Asked once to choose, and once for all runs of the page.
    assert spool.asked_for_printers() == 2
    st.cache_data.clear()

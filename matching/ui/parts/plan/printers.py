"""Which printer takes what, and what became of each job."""

import logging
from collections.abc import Sequence
from datetime import tzinfo

import streamlit as st

from matching.domain.day.print_job import JobState, PrintJob
from matching.domain.errors import FairError
from matching.services.files.fairs_known import fair_of
from matching.services.plan.printing import queue
from matching.services.plan.printing.chosen_printers import (
    ChosenPrinters,
    choose_printers,
    chosen_printers,
)
from matching.services.plan.printing.spooler import system_spooler
from matching.ui import session
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_KINDS = ("paper", "labels")
_LIST = "printing.jobs"
_EVERY = 3.0  # seconds
_SEEN_FOR = 30.0  # seconds: a printer that is switched on is listed so much later at most
_LOG = logging.getLogger("parvis")
_ICONS = {
    JobState.WAITING: ":material/hourglass_top:",
    JobState.SENDING: ":material/hourglass_top:",
    JobState.SENT: ":material/print:",
    JobState.PRINTED: ":material/check_circle:",
    JobState.FAILED: ":material/error:",
    JobState.WITHDRAWN: ":material/cancel:",
}


def draw_printing() -> None:
    """The printers of this laptop to choose from, then the jobs of this fair."""
    st.header(f":material/print: {session.phrase('printing.title')}")
    _draw_choice()
    found = queue.jobs(session.shop(), session.fair())
    if not found:
        return
    st.subheader(session.phrase("printing.jobs"))
    zone = fair_of(session.shop(), session.fair()).zone
    for job in page_of(found, _LIST, size=10):
        _draw_job(job, zone)
    draw_pages(found, _LIST, size=10)
    if any(job.is_open for job in found):
        _watch(found)


def _draw_choice() -> None:
    names = _names_of_printers()
    if not names:
        st.write(session.phrase("printing.none"))
        return
    chosen = chosen_printers(session.shop())
    for kind in _KINDS:
        now = getattr(chosen, kind)
        st.session_state[f"printing.{kind}"] = now if now in names else ""
        st.selectbox(
            session.phrase(f"printing.{kind}"),
            ["", *names],
            format_func=lambda name: name or session.phrase("printing.by_browser"),
            key=f"printing.{kind}",
            on_change=attempt,
            args=(_choose,),
        )


@st.cache_data(ttl=_SEEN_FOR, show_spinner=False)
def _names_of_printers() -> tuple[str, ...]:
    """The system is asked once for all screens, not at every run: it looks into the network."""
    spooler = system_spooler()
    return tuple(printer.name for printer in spooler.printers()) if spooler else ()


def _choose() -> str:
    chosen = ChosenPrinters(*(str(st.session_state[f"printing.{kind}"]) for kind in _KINDS))
    choose_printers(session.shop(), chosen, system_spooler())
    return session.phrase("printing.chosen")


def _draw_job(job: PrintJob, zone: tzinfo) -> None:
    with st.container(border=True):
        st.markdown(f"{_ICONS[job.state]} **{_title(job)}** · {_told(job, zone)}")
        if job.words:
            st.caption(plain(job.words))
        with st.container(horizontal=True):
            st.button(
                session.phrase("printing.again"),
                key=f"printing.again.{job.nonce}",
                icon=":material/replay:",
                on_click=attempt,
                args=(_again, job.nonce),
            )
            if job.is_open:
                st.button(
                    session.phrase("printing.withdraw"),
                    key=f"printing.withdraw.{job.nonce}",
                    icon=":material/cancel:",
                    on_click=attempt,
                    args=(_withdraw, job.nonce),
                )


def _title_of(sheet: str) -> str:
    return session.phrase(f"sheets.{sheet}")


def _title(job: PrintJob) -> str:
    sheet = _title_of(job.recipe.sheet)
    return f"{sheet} ({plain(job.recipe.person)})" if job.recipe.person else sheet


def _told(job: PrintJob, zone: tzinfo) -> str:
    """How far a job has come, where, and since when by the clock of the fair."""
    at = (job.changed_at or job.asked_at).astimezone(zone)
    state = session.phrase(f"print_job.{job.state.value}")
    return f"{state} · {plain(job.printer)} · {at:%H:%M:%S}"


def draw_jobs_of(person: str) -> None:
    """What became of the last job of each sheet of one person; nothing before the first."""
    found = queue.jobs(session.shop(), session.fair())
    of_person = [job for job in found if job.recipe.person == person]
    if not of_person:
        return
    zone = fair_of(session.shop(), session.fair()).zone
    for sheet in dict.fromkeys(job.recipe.sheet for job in of_person):
        job = next(job for job in of_person if job.recipe.sheet == sheet)
        words = f" · {plain(job.words)}" if job.words else ""
        st.caption(f"{_ICONS[job.state]} {_title_of(sheet)} · {_told(job, zone)}{words}")
    if any(job.is_open for job in of_person):
        _watch(found)


def _again(nonce: str) -> str:
    form = f"printing.{nonce}"
    station = session.visitor().station
    job = queue.print_again(
        session.shop(), session.fair(), nonce, new=session.nonce(form), station=station
    )
    session.new_nonce(form)
    return session.phrase("paper.asked", printer=job.printer)


def _withdraw(nonce: str) -> str:
    queue.withdraw(session.shop(), session.fair(), nonce, system_spooler())
    return session.phrase("printing.withdrawn")


@st.fragment(run_every=_EVERY)
def _watch(drawn: Sequence[PrintJob]) -> None:
    """Draw the page anew once a printer has said something else."""
    try:
        session.must_be_allowed()
        has_moved = tuple(drawn) != queue.jobs(session.shop(), session.fair())
    except FairError as error:
        has_moved = error.code == "not_allowed"
        _LOG.info("refused: %s", error)
    if has_moved:
        st.rerun()

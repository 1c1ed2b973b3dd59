"""Papers beyond badges, schedules and lists: the fallback pack first."""

from functools import partial
from typing import Unpack

import streamlit as st
from babel import Locale

from matching.phrases import SPOKEN, is_read_by_native
from matching.services.files.fairs_known import fair_of
from matching.services.plan.paper.blanks import MOST
from matching.services.plan.paper.options import LABELS, Options
from matching.services.plan.paper.pack import PACKS
from matching.services.plan.paper.printed import NOTED, printed_so_far
from matching.services.plan.print_sheets import HALL_PAPERS, print_sheet
from matching.ui import session
from matching.ui.parts.access.cards import draw_address
from matching.ui.parts.shell.hour import hour_said
from matching.ui.parts.shell.paper import Paper, draw_paper

_ICONS = {
    "hours": ":material/schedule:",
    "forms": ":material/edit_document:",
    "posters": ":material/signpost:",
    "blanks": ":material/badge:",
    "calibration": ":material/straighten:",
    "map": ":material/map:",
    "mine": ":material/phone_iphone:",
    "faces": ":material/mood:",
    "notice": ":material/lock:",
    "certificates": ":material/verified:",
}


def draw_pack() -> None:
    """One PDF of the whole day, made ahead; whoever looks sees from which plan it is."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    ready = PACKS.ready(shop, fair, language)
    with st.container(border=True):
        st.header(f":material/medical_services: {session.phrase('sheets.pack')}")
        st.write(session.phrase("sheets.pack_why"))
        if ready is not None:
            at = ready.printed_at.astimezone(fair_of(shop, fair).zone)
            st.write(session.phrase("sheets.pack_ready", plan=ready.plan, time=hour_said(at)))
        make = partial(PACKS.take, shop, fair, language)
        label = session.phrase("paper.print")
        draw_paper(Paper("sheets.pack", make, "secours.pdf", label, sheet="pack"))


def draw_printed(name: str) -> None:
    """That a sheet was prepared, for how many people, and when; nothing before the first."""
    before = printed_so_far(session.shop(), session.fair(), name)
    if before is not None:
        time = hour_said(before.last)
        # a stand's list is not one person's: nobody counts those of a plan
        code = "sheets.printed_all" if name in NOTED else "sheets.printed_one"
        st.caption(session.phrase(code, count=before.count, time=time))


def draw_own_languages() -> None:
    """In which languages people get their page, and which of these nobody has proof-read."""
    names = Locale.parse(session.language()).languages
    unread = (names[spoken] for spoken in SPOKEN if not is_read_by_native(spoken))
    st.caption(session.phrase("sheets.own_languages", languages=", ".join(sorted(unread))))


def draw_more() -> None:
    """What hangs in the hall, lies at the door, and is handed out in the evening."""
    st.header(session.phrase("sheets.more"))
    for name in HALL_PAPERS:
        if name in _ICONS:
            with st.container(border=True):
                _draw_paper(name)


def _draw_paper(name: str) -> None:
    st.subheader(f"{_ICONS[name]} {session.phrase(f'sheets.{name}')}")
    st.write(session.phrase(f"sheets.{name}_why"))
    names_meetings = name == "certificates" and st.checkbox(
        session.phrase("sheets.names_meetings"), key="sheets.names"
    )
    options: Options = {"names_meetings": names_meetings}
    if name == "mine":
        options["address"] = draw_address("sheets.address")
    if name == "calibration":
        options["labels"] = st.selectbox(
            session.phrase("sheets.labels"), LABELS, key="sheets.calibrated"
        )
    if name == "blanks":
        options["blanks"] = int(
            st.number_input(
                session.phrase("sheets.blanks_count"), 1, MOST, 20, key="sheets.blank_badges"
            )
        )
    is_closed = not options.get("address", "-")
    draw_print(name, is_closed=is_closed, **options)
    if is_closed:
        st.caption(session.phrase("sheets.address_first"))


def draw_print(name: str, *, is_closed: bool = False, **options: Unpack[Options]) -> None:
    """The buttons that print the PDF of a sheet and that keep it, made when one is touched."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    make = partial(print_sheet, shop, fair, name, language=language, **options)
    label = session.phrase("paper.print")
    paper = Paper(f"sheets.{name}", make, f"{name}.pdf", label, sheet=name, options=options)
    draw_paper(paper, is_closed=is_closed)

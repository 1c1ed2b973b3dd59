"""Cards of access: the address that they carry, new ones for every stand, and their PDF."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from matching.domain.errors import FairError
from matching.services.access.access_cards import access_cards, renew_stands
from matching.services.access.give_access import Given, give_stands_access
from matching.services.access.hall_address import keep_address, likely_address, read_address
from matching.ui import session
from matching.ui.moments import NewCodes, keep
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.paper import Paper, draw_paper

_ADDRESS = "accesses.address"


def draw_address(key: str = _ADDRESS) -> str:
    """The address that paper carries, to be corrected; empty while no phone could open it."""
    if key not in st.session_state:
        st.session_state[key] = likely_address(session.shop(), st.context.url or "")
    typed = st.text_input(
        session.phrase("accesses.cards_address"),
        key=key,
        help=session.phrase("accesses.cards_address_help"),
        placeholder="https://192.168.1.20:8501",
        on_change=attempt,
        args=(_keep_typed, key),
    )
    return typed if _is_open(typed) else ""


def draw_stands() -> None:
    """A code for every stand that has none, or new cards for all after a word of what they cost."""
    st.button(
        session.phrase("accesses.give_every_stand"),
        key="accesses.every",
        icon=":material/storefront:",
        on_click=attempt,
        args=(_give_every_stand,),
    )
    draw_address()
    with asking_box(
        session.phrase("accesses.cards_renew"), "accesses.renew", icon=":material/qr_code_2:"
    ):
        st.markdown(session.phrase("accesses.cards_sure"))
        st.button(
            session.phrase("accesses.cards_yes"),
            key="accesses.cards",
            type="primary",
            on_click=attempt,
            args=(_renew,),
        )


def draw_printing(given: Sequence[Given]) -> None:
    """The PDF of codes just made, for as long as they are shown; nothing without an address."""
    kept = likely_address(session.shop(), st.context.url or "")
    address = str(st.session_state.get(_ADDRESS) or kept)
    if not _is_open(address):
        return
    made: Callable[[], bytes] = partial(
        access_cards, session.shop(), given, address=address, language=session.language()
    )
    label = session.phrase("accesses.cards_print")
    # Of codes nothing is kept: cards go through the browser alone, never into a printer's queue.
    draw_paper(Paper("accesses.print", made, "cartes.pdf", label), is_first=True)


def _give_every_stand() -> str:
    keep(NewCodes(give_stands_access(session.shop(), session.fair())))
    return ""


def _renew() -> str:
    read_address(str(st.session_state.get(_ADDRESS, "")))  # no code ends for cards without a way in
    keep(NewCodes(renew_stands(session.shop(), session.fair())))
    return ""


def _keep_typed(key: str) -> str:
    keep_address(session.shop(), str(st.session_state[key]))
    return ""


def _is_open(address: str) -> bool:
    try:
        return bool(read_address(address))
    except FairError:
        return False

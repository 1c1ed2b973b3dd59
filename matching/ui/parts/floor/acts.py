"""What staff did in the last minutes, each act with its way back."""

from collections.abc import Callable

import streamlit as st

from matching.domain import access
from matching.domain.day.happening import HappeningKind
from matching.phrases import say_count
from matching.services.floor.floor_view import FloorView
from matching.services.floor.last_acts import PastAct, last_acts
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 8
_KEY = "floor.acts"


def draw_acts(view: FloorView, take_back: Callable[[PastAct], ScreenMessage | str]) -> None:
    """A page of the acts that can still be taken back, the newest first."""
    # Whoever is there mends what was done just now; a lead also what was done before.
    mine = session.visitor().access
    is_lead = mine.role is access.Role.ORGANISER
    whole_day = is_lead and st.toggle(session.phrase("floor.acts_all_day"), key="floor.acts.day")
    found = last_acts(view, with_hand=mine.may(access.Act.GRID), whole_day=whole_day)
    st.caption(session.phrase("floor.acts_help"))
    if not found:
        st.write(session.phrase("floor.no_act"))
    for act in page_of(found, _KEY, size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{act.at:%H:%M}** · {_words(act)}", width="stretch")
            st.button(
                session.phrase("floor.undo"),
                key=f"floor.take_back.{act.nonce}",
                icon=":material/undo:",
                on_click=attempt,
                args=(take_back, act),
            )
    draw_pages(found, _KEY, size=_ROWS)


def _words(act: PastAct) -> str:
    if act.everyone:
        return say_count("floor.did_everyone_left", session.language(), act.everyone)
    said = {"title": plain(act.workshop)} if act.kind is HappeningKind.GROUP_LEFT else {}
    did = session.phrase(f"floor.did_{act.kind}", **said)
    people = [*act.beside, *([(act.call_number, act.first_name)] if act.call_number else [])]
    number = ", ".join(f"n° {number} {plain(name)}" for number, name in people)
    return " · ".join(one for one in (f"**{did}**", plain(act.stand), number) if one)

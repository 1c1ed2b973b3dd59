"""The kiosk: a tablet for visitors, alone. It shows no list and forgets whoever goes away."""

import streamlit as st

from matching.domain.errors import FairError
from matching.ui import session
from matching.ui.parts.door.kiosk import NAME, draw_end, draw_name, draw_start
from matching.ui.parts.interview.questions import (
    Asking,
    draw_question,
    forget_if_unknown,
    forget_whoever_left,
    phrase,
)
from matching.ui.reader import draw_forgetting


def draw_screen(asking: object, screen: str) -> None:
    """The question, the name or the two ways in: wherever somebody has come to."""
    if isinstance(asking, Asking) and asking.question:
        draw_question(asking)
        return
    with st.container(key="ask"):
        if isinstance(asking, Asking):
            draw_end(asking.person)
        elif screen == NAME:
            draw_name()
        else:
            draw_start()


asking, screen = session.asking(), session.at_kiosk()
try:
    draw_screen(asking, screen)
except FairError as error:
    forget_if_unknown(error, phrase("kiosk.trouble"))
if asking or screen or session.is_aloud() or session.persons_language() != session.language():
    draw_forgetting(
        notice=phrase("kiosk.forgets"), on_idle=forget_whoever_left, key="kiosk.forgetting"
    )

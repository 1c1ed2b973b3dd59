"""The kiosk: a tablet for visitors, alone. It shows no list and forgets whoever goes away."""

import streamlit as st

from matching.ui import session
from matching.ui.parts.kiosk import NAME, draw_end, draw_name, draw_start
from matching.ui.parts.questions import Asking, draw_question, phrase
from matching.ui.reader import draw_forgetting

asking, screen = session.asking(), session.at_kiosk()
if isinstance(asking, Asking) and asking.question:
    draw_question(asking)
else:
    with st.container(key="ask"):
        if isinstance(asking, Asking):
            draw_end(asking.person)
        elif screen == NAME:
            draw_name()
        else:
            draw_start()
if screen or session.is_aloud() or session.persons_language() != session.language():
    draw_forgetting(
        notice=phrase("kiosk.forgets"), on_idle=session.forget_person, key="kiosk.forgetting"
    )

"""The kiosk: a tablet for visitors, alone. It shows no list and forgets whoever goes away."""

import streamlit as st

from matching.domain.errors import FairError
from matching.ui import session
from matching.ui.moments import Asking, Kiosk, Questionnaire, recall
from matching.ui.parts.door.kiosk import NAME, draw_end, draw_name, draw_start
from matching.ui.parts.interview.questions import (
    draw_question,
    forget_if_unknown,
    forget_whoever_left,
    phrase,
)
from matching.ui.reader import draw_forgetting


def draw_screen(asking: Asking | None, screen: str) -> None:
    """The question, the name or the two ways in: wherever somebody has come to."""
    if asking is not None and asking.question:
        draw_question(asking)
        return
    with st.container(key="ask"):
        if asking is not None:
            draw_end(asking.person)
        elif screen == NAME:
            draw_name()
        else:
            draw_start()


questionnaire, screen = recall(Questionnaire), recall(Kiosk).screen
try:
    draw_screen(questionnaire.asking, screen)
except FairError as error:
    forget_if_unknown(error, phrase("kiosk.trouble"))
is_touched = questionnaire.asking or screen or questionnaire.is_aloud
if is_touched or session.persons_language() != session.language():
    draw_forgetting(
        notice=phrase("kiosk.forgets"), on_idle=forget_whoever_left, key="kiosk.forgetting"
    )

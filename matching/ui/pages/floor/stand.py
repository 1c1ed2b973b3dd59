"""The day of a stand in its recruiters' hands: whom they meet next, and what came of it."""

import streamlit as st

from matching.services.floor.stand_day import (
    StandDay,
    note_met,
    note_off,
    stand_day,
    take_back_noted,
)
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.evening.faces import draw_faces
from matching.ui.parts.evening.leaving import draw_files_of_stand
from matching.ui.parts.floor.stand import draw_meeting, draw_missed
from matching.ui.parts.shell.choosing import choose_stand
from matching.ui.parts.shell.long_list import draw_pages, page_of

LOOKS = ("next", "done")
ROWS = 4  # now and the next three


def met(meeting: str, result: str) -> str:
    """The meeting took place and led to this."""
    form = f"stand.met.{meeting}"
    access, nonce = session.visitor().access, session.nonce(form)
    noted = note_met(
        session.shop(), session.fair(), meeting, access=access, result=result, nonce=nonce
    )
    session.new_nonce(form)
    said = session.phrase("stand.noted", result=session.phrase(f"outcome.{result}"))
    return "\n".join((said, *noted.lines(session.language())))


def off(kind: str, meeting: str) -> str:
    """Nobody came, or one side refused."""
    form = f"stand.{kind}.{meeting}"
    access, nonce = session.visitor().access, session.nonce(form)
    shop, fair = session.shop(), session.fair()
    note_off(shop, fair, meeting, kind=kind, access=access, nonce=nonce)
    session.new_nonce(form)
    return session.phrase("stand.noted", result=session.phrase(f"floor.{kind}"))


def take_back(meeting: str) -> str:
    """What was noted was a mistake."""
    form = f"stand.undo.{meeting}"
    access, nonce = session.visitor().access, session.nonce(form)
    take_back_noted(session.shop(), session.fair(), meeting, access=access, nonce=nonce)
    session.new_nonce(form)
    return session.phrase("stand.taken_back")


def draw(day: StandDay) -> None:
    """The meetings to come or those that are settled, a page at a time."""
    st.markdown(session.phrase("floor.now", hour=f"{day.view.at:%H:%M}"))
    look = st.segmented_control(
        session.phrase("floor.look"),
        LOOKS,
        default=LOOKS[0],
        format_func=lambda name: session.phrase(f"stand.{name}"),
        key="stand.look",
        label_visibility="collapsed",
        required=True,
    )
    rows, key = day.rows(session.language(), settled=look == "done"), f"stand.{look}"
    missed = day.missed() if look == "done" else []
    if not rows and not missed:
        st.write(session.phrase(f"stand.nobody_{look}"))
    for row in page_of(rows, key, size=ROWS):
        draw_meeting(row, met, off, take_back)
    draw_pages(rows, key, size=ROWS)
    for away in missed:
        draw_missed(away, take_back)


st.title(session.phrase("page.stand"))
only = session.visitor().access.stand
stand = choose_stand(read_entries(session.shop(), session.fair()), "stand.stand", only=only)
if stand is not None:
    day = stand_day(session.shop(), session.fair(), stand)
    if day is None:
        st.info(session.phrase("floor.no_plan"), icon=":material/info:")
    else:
        draw(day)
    draw_files_of_stand(stand)
    draw_faces("recruiter")
    st.caption(session.phrase("stand.what_is_seen"))

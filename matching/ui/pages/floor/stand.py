"""The day of a stand in its recruiters' hands: whom they meet next, and what came of it."""

from functools import partial

import streamlit as st

from matching.services.floor.stand_day import StandDay, stand_day
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.evening.faces import draw_faces
from matching.ui.parts.evening.leaving import draw_files_of_stand
from matching.ui.parts.floor import stand_taps as taps
from matching.ui.parts.floor.stand import Ways, draw_meeting, draw_missed, line_of, state_of
from matching.ui.parts.floor.stand_acts import draw_stand
from matching.ui.parts.floor.stand_notes import draw_notes
from matching.ui.parts.shell.choosing import choose_stand
from matching.ui.parts.shell.live import follow_others
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.plain import plain

LOOKS = ("next", "whole", "done")
NEXT = 3
ROWS = 4


def draw(day: StandDay, ways: Ways) -> None:
    """Now and next, the whole day, or what is settled."""
    look = st.segmented_control(
        session.phrase("floor.look"),
        LOOKS,
        default=LOOKS[0],
        format_func=lambda name: session.phrase(f"stand.{name}"),
        key="stand.look",
        label_visibility="collapsed",
        required=True,
    )
    if look == "whole":
        draw_whole(day)
    elif look == "done":
        draw_done(day, ways)
    else:
        draw_next(day, ways)


def draw_next(day: StandDay, ways: Ways) -> None:
    """Who sits here or should, and the next three."""
    rows = day.now_and_next(session.language(), next_ones=NEXT)
    if not rows:
        st.write(session.phrase("stand.nobody_next"))
    for row in page_of(rows, "stand.next", size=ROWS):
        draw_meeting(row, ways)
    draw_pages(rows, "stand.next", size=ROWS)


def draw_whole(day: StandDay) -> None:
    """Every meeting of the day in a line, by the hour."""
    lines = [f"- **{line_of(now)}** — {state_of(now)}" for now in day.whole()]
    st.markdown("\n".join(lines) or session.phrase("stand.nobody_next"))


def draw_done(day: StandDay, ways: Ways) -> None:
    """What is settled, the last first, each with its way back."""
    rows, missed = day.rows(session.language(), settled=True), day.missed()
    if not rows and not missed:
        st.write(session.phrase("stand.nobody_done"))
    for row in page_of(rows, "stand.done", size=ROWS):
        draw_meeting(row, ways)
    draw_pages(rows, "stand.done", size=ROWS)
    for away in missed:
        draw_missed(away, ways)


st.title(session.phrase("page.stand"))
own = session.visitor().access.stand
entries = read_entries(session.shop(), session.fair())
stand = own or choose_stand(entries, "stand.stand")
if stand is not None:
    at = entries.exhibitor(stand)
    if own:
        st.markdown(f"**{plain(at.label)}**")
    day = stand_day(session.shop(), session.fair(), stand)
    if day is None:
        st.info(session.phrase("floor.no_plan"), icon=":material/info:")
    else:
        ways = Ways(
            taps.met,
            taps.now,
            taps.off,
            taps.take_back,
            day.steps_of,
            partial(draw_notes, write=taps.write, erase=partial(taps.erase, stand)),
        )
        draw(day, ways)
        draw_stand(day.view, stand, taps.tell, partial(taps.take_back_act, stand))
    draw_files_of_stand(stand)
    draw_faces("recruiter")
    st.caption(session.phrase("stand.what_is_seen"))
    follow_others()

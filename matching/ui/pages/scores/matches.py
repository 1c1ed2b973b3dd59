"""Who goes with which offer, and why: by person, or by stand as its recruiters see it."""

import streamlit as st

from matching.domain.access import Role
from matching.domain.entries import Entries
from matching.domain.wish import WishedBy
from matching.services.floor.wish_meeting import wish_meeting
from matching.services.live.places import lines_of_person
from matching.services.scores.matches import candidates_of_stand, offers_of_person
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.scores.scores import draw_candidate, draw_match
from matching.ui.parts.scores.unclear import draw_unclear
from matching.ui.parts.shell.choosing import choose_person, choose_stand
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.plain import plain

ROWS = 10
SIDES = ("by_person", "by_stand")


def star(*, person: str, stand: str, wanted: bool) -> str:
    """The person wants to see this stand, or no longer."""
    return _wish(WishedBy.PERSON, person=person, stand=stand, wanted=wanted)


def ask_to_meet(*, person: str, stand: str, wanted: bool) -> str:
    """The recruiters want to see this person, or no longer."""
    return _wish(WishedBy.STAND, person=person, stand=stand, wanted=wanted)


def _wish(by: WishedBy, *, person: str, stand: str, wanted: bool) -> str:
    wish_meeting(session.shop(), session.fair(), person=person, stand=stand, by=by, wanted=wanted)
    return session.phrase("matches.wish_kept" if wanted else "matches.wish_dropped")


def draw_by_person(entries: Entries) -> None:
    """Everything one person may be sent to, the best first, a page at a time."""
    person = choose_person(entries, "matches.person")
    with_closed = st.toggle(session.phrase("matches.with_closed"), key="matches.with_closed")
    if person is None:
        return
    for line in lines_of_person(session.shop(), session.fair(), person, session.language()):
        st.info(plain(line), icon=":material/event_seat:")
    draw_unclear(person)
    found = offers_of_person(session.shop(), session.fair(), person)
    if person in entries.objectors:
        st.info(session.phrase("rights.ordinary"), icon=":material/info:")
    shown = [one for one in found.scores if with_closed or not one.closed_by]
    if with_closed:  # asked for on purpose: they need no turning of pages
        shown.sort(key=lambda one: not one.closed_by)
    st.caption(session.phrase("matches.count", count=len(shown), total=len(found.scores)))
    key = f"matches.{person}.{with_closed}"
    for one in page_of(shown, key, size=ROWS):
        draw_match(found.match(one, language=session.language()), star, person=person)
    draw_pages(shown, key, size=ROWS)


def draw_by_stand(entries: Entries, only: str) -> None:
    """Who a stand may meet; a recruiter sees their own stand alone."""
    stand = choose_stand(entries, "matches.stand", only=only)
    st.caption(session.phrase("matches.recruiter_note"))
    if stand is None:
        return
    found, key = candidates_of_stand(session.shop(), session.fair(), stand), f"matches.{stand}"
    for person, offer in page_of(found.ranked, key, size=ROWS):
        candidate = found.candidate(person, offer, language=session.language())
        draw_candidate(candidate, ask_to_meet, stand=stand)
    draw_pages(found.ranked, key, size=ROWS)


st.title(session.phrase("page.matches"))
entries = read_entries(session.shop(), session.fair())
access = session.visitor().access
if access.role is Role.RECRUITER:
    draw_by_stand(entries, access.stand)
else:
    side = st.segmented_control(
        session.phrase("matches.side"),
        SIDES,
        default=SIDES[0],
        format_func=lambda one: session.phrase(f"matches.{one}"),
        key="matches.side",
        label_visibility="collapsed",
        required=True,
    )
    if side == "by_stand":
        draw_by_stand(entries, "")
    else:
        draw_by_person(entries)

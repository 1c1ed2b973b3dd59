"""Who goes with which offer, and why: by person, or by stand as its recruiters see it."""

import streamlit as st

from matching.domain.access import Role
from matching.domain.entries import Entries
from matching.domain.spelling import fold
from matching.domain.wish import WishedBy
from matching.services.floor.wish_meeting import wish_meeting
from matching.services.scores.matches import matches_of_person, matches_of_stand
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.scores.scores import draw_candidate, draw_match


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
    """Everything one person may be sent to, the best first."""
    people = sorted(entries.jobseekers.values(), key=lambda one: fold(one.full_name))
    names = {one.id: f"{one.full_name} · n° {entries.call_numbers[one.id]}" for one in people}
    person = st.selectbox(
        session.phrase("matches.person"),
        list(names),
        format_func=names.__getitem__,
        key="matches.person",
    )
    with_closed = st.toggle(session.phrase("matches.with_closed"), key="matches.with_closed")
    found = matches_of_person(session.shop(), session.fair(), person, language=session.language())
    shown = [one for one in found if with_closed or not one.bars]
    st.caption(session.phrase("matches.count", count=len(shown), total=len(found)))
    for one in shown:
        draw_match(one, star, person=person)


def draw_by_stand(entries: Entries, only: str) -> None:
    """Who a stand may meet; a recruiter sees their own stand alone."""
    stands = sorted(entries.exhibitors.values(), key=lambda one: (one.stand, one.id))
    signs = {one.id: f"{one.stand} {one.name}" for one in stands if only in {"", one.id}}
    stand = st.selectbox(
        session.phrase("matches.stand"),
        list(signs),
        format_func=signs.__getitem__,
        key="matches.stand",
    )
    st.caption(session.phrase("matches.recruiter_note"))
    candidates = matches_of_stand(
        session.shop(), session.fair(), stand, language=session.language()
    )
    for candidate in candidates:
        draw_candidate(candidate, ask_to_meet, stand=stand)


st.title(session.phrase("page.matches"))
entries = read_entries(session.shop(), session.fair())
access = session.visitor().access
if access.role is Role.RECRUITER:
    draw_by_stand(entries, access.stand)
else:
    by_person, by_stand = st.tabs(
        [session.phrase("matches.by_person"), session.phrase("matches.by_stand")]
    )
    with by_person:
        draw_by_person(entries)
    with by_stand:
        draw_by_stand(entries, "")

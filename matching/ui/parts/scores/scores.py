"""A match as words: how close, why, why not, what to ask. Never a percentage."""

from collections.abc import Callable, Sequence

import streamlit as st

from matching.services.scores.matches import Candidate, Match
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import at_stand, plain

_KINDS = {
    "job": ":material/work:",
    "training": ":material/school:",
    "workshop": ":material/groups_2:",
    "support": ":material/support_agent:",
}
_BANDS = {
    "very_close": ":material/star: :material/star: :material/star:",
    "close": ":material/star: :material/star:",
    "to_discover": ":material/star:",
}


def draw_match(match: Match, wish: Callable[..., str], *, person: str) -> None:
    """One offer for a person, with the star that asks to meet its stand."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{_KINDS[match.kind]} {plain(match.title)}**")
            key = f"star.{person}.{match.offer}"
            _wish("star", wish, key, kept=match.starred, person=person, stand=match.exhibitor)
        st.markdown(at_stand(match.stand, match.exhibitor_name))
        if match.terms:
            st.caption(plain(" · ".join(match.terms)))
        if match.bars:
            st.markdown(f":material/block: **{session.phrase('matches.closed')}**")
            _lines(":material/block:", match.bars)
            return
        st.markdown(f"{_BANDS[match.band]} **{match.band_words}**")
        _lines(":material/add_circle:", match.helps)
        _lines(":material/do_not_disturb_on:", match.costs)
        _lines(":material/help:", match.questions)
        _lines(":material/school:", (match.next_step,) if match.next_step else ())


def draw_candidate(candidate: Candidate, wish: Callable[..., str], *, stand: str) -> None:
    """One person for a stand, with the request to meet."""
    with st.container(border=True):
        name = f"n° {candidate.call_number} · {plain(candidate.first_name)}"
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{name}** — {plain(candidate.offer)}")
            key = f"must_meet.{stand}.{candidate.person}"
            person = candidate.person
            kept = candidate.must_meet
            _wish("must_meet", wish, key, kept=kept, person=person, stand=stand)
        _lines(":material/add_circle:", candidate.points)
        if candidate.to_ask:
            fields = ", ".join(candidate.to_ask)
            _lines(":material/help:", (session.phrase("matches.to_ask", fields=fields),))
        if candidate.mark:
            _lines(":material/fact_check:", (candidate.mark,))


def _wish(
    name: str, wish: Callable[..., str], key: str, *, kept: bool, person: str, stand: str
) -> None:
    st.button(
        session.phrase(f"matches.{name}"),
        key=key,
        icon=":material/star:" if kept else ":material/star_border:",
        type="primary" if kept else "secondary",
        on_click=attempt,
        args=(wish,),
        kwargs={"person": person, "stand": stand, "wanted": not kept},
    )


def _lines(icon: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.markdown("  \n".join(f"{icon} {plain(one)}" for one in sentences))

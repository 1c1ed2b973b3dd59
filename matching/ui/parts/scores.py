"""A match as words: how close, why, why not, what to ask. Never a percentage."""

from collections.abc import Sequence

import streamlit as st

from matching.services.matches import Candidate, Match
from matching.ui import session
from matching.ui.parts.plain import plain

_KINDS = {
    "job": ":material/work:",
    "training": ":material/school:",
    "workshop": ":material/groups_2:",
}
_BANDS = {
    "very_close": ":material/star: :material/star: :material/star:",
    "close": ":material/star: :material/star:",
    "to_discover": ":material/star:",
}


def draw_match(match: Match) -> None:
    """One offer for a person."""
    with st.container(border=True):
        st.markdown(f"**{_KINDS[match.kind]} {plain(match.title)}**")
        st.markdown(f":material/location_on: {plain(match.stand)} · {plain(match.exhibitor)}")
        if match.bars:
            st.markdown(f":material/block: **{session.phrase('matches.closed')}**")
            _lines(":material/block:", match.bars)
            return
        st.markdown(f"{_BANDS[match.band]} **{session.phrase(f'band.{match.band}')}**")
        _lines(":material/add_circle:", match.helps)
        _lines(":material/do_not_disturb_on:", match.costs)
        _lines(":material/help:", match.questions)


def draw_candidate(candidate: Candidate) -> None:
    """One person for a stand."""
    with st.container(border=True):
        name = f"n° {candidate.call_number} · {plain(candidate.first_name)}"
        st.markdown(f"**{name}** — {plain(candidate.offer)}")
        _lines(":material/add_circle:", candidate.points)
        if candidate.to_ask:
            fields = ", ".join(candidate.to_ask)
            _lines(":material/help:", (session.phrase("matches.to_ask", fields=fields),))


def _lines(icon: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.markdown("  \n".join(f"{icon} {plain(one)}" for one in sentences))

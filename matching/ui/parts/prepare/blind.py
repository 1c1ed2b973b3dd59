"""What would make a plan blind, in red, before it is drawn."""

from collections.abc import Sequence

import streamlit as st

from matching.services.interview.unclear_words import people_unclear
from matching.services.prepare.blind_plan import (
    blind_spots,
    is_quick,
    never_in_time,
    stands_without_candidate,
)
from matching.services.scores.score_fair import read_entries
from matching.services.shop.refusals import flaw_sentence
from matching.ui import page_file, session
from matching.ui.parts.shell.plain import plain

_NAMED = 5


def draw_blind_spots(*, is_drawn: bool) -> None:
    """Everything that makes a plan blind, drawn or not; large fairs: the stands when asked."""
    shop, fair = session.shop(), session.fair()
    lines = [flaw_sentence(flaw, session.language()) for flaw in blind_spots(shop, fair)]
    is_asked = is_quick(read_entries(shop, fair)) or st.toggle(
        session.phrase("blind.check"), key="blind.check"
    )
    if is_asked:
        missed = [late.sentence for late in never_in_time(shop, fair)]
        lines += _named("blind.no_candidate", stands_without_candidate(shop, fair))
        lines += _named("blind.never_in_time", missed)
    if lines:
        title = "blind.drawn" if is_drawn else "blind.title"
        told = "\n".join(f"- {plain(line)}" for line in lines)
        st.error(f"**{session.phrase(title)}**\n{told}", icon=":material/error:")
    if is_asked:
        _draw_unclear()


def _draw_unclear() -> None:
    """Whose words are still to be made clear, and where that is done."""
    people = people_unclear(session.shop(), session.fair())
    for said in _named("blind.unclear", [f"{name} ({words})" for name, words in people]):
        st.warning(plain(said), icon=":material/help:")
        st.page_link(page_file("matches"), label=session.phrase("page.matches"))


def _named(code: str, names: Sequence[str]) -> list[str]:
    """A sentence that counts some names and tells the first of them; none without a name."""
    told = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return [session.phrase(code, count=len(names), names=told)] if names else []

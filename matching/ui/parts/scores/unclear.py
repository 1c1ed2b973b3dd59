"""Words of a person that may mean several trades: confirmed at the desk, and taken back."""

from collections.abc import Callable

import streamlit as st

from matching.services.interview.unclear_words import (
    ClearWords,
    UnclearWords,
    confirm_meaning,
    take_back_meaning,
    unclear_of,
)
from matching.services.live.redraw_plan import plan_person
from matching.services.shop.shop import Shop
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

KeepMeaning = Callable[[Shop, str, str, str], None]


def draw_unclear(person: str) -> None:
    """What a person's words leave open, each with at most three trades, and what is clear."""
    shop, fair = session.shop(), session.fair()
    open_words, clear = unclear_of(shop, fair, person, language=session.language())
    for place, unclear in enumerate(open_words):
        _draw_open(person, unclear, place)
    for place, meant in enumerate(clear):
        _draw_clear(person, meant, place)


def _draw_open(person: str, unclear: UnclearWords, place: int) -> None:
    with st.container(border=True):
        said = session.phrase("unclear.which", words=plain(unclear.words))
        st.markdown(f":material/help: **{said}**")
        st.caption(session.phrase("unclear.why"))
        with st.container(horizontal=True, gap="small"):
            for at, reading in enumerate(unclear.readings):
                key = f"unclear.{person}.{place}.{at}"
                _button(plain(reading.label), key, confirm_meaning, person, reading.kept)
            none = session.phrase("unclear.none")
            _button(none, f"unclear.{person}.{place}.none", confirm_meaning, person, unclear.none)


def _draw_clear(person: str, meant: ClearWords, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        code = "unclear.clear" if meant.label else "unclear.clear_none"
        said = session.phrase(code, words=plain(meant.words), trade=plain(meant.label))
        st.markdown(f":material/check: {said}")
        again = session.phrase("unclear.again")
        _button(again, f"unclear.{person}.again.{place}", take_back_meaning, person, meant.kept)


def _button(label: str, key: str, act: KeepMeaning, person: str, kept: str) -> None:
    st.button(label, key=key, on_click=attempt, args=(_keep, act, person, kept), wrap=True)


def _keep(act: KeepMeaning, person: str, kept: str) -> str:
    """Keep it, and let the person's meetings follow."""
    act(session.shop(), session.fair(), person, kept)
    plan_person(session.shop(), session.fair(), person)
    return session.phrase("unclear.kept")

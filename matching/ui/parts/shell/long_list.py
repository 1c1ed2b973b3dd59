"""A list that may be long, a page of it at a time."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from matching.ui import session
from matching.ui.moments import LongLists, keep, recall

T = TypeVar("T")


def page_of(found: Sequence[T], key: str, *, size: int) -> Sequence[T]:
    """The rows of the page that this tab looks at; `draw_pages` goes below them."""
    last = max(0, (len(found) - 1) // size)
    page = min(_page(key), last)
    _look_at(key, page)
    return found[page * size :][:size]


def draw_pages(found: Sequence[object], key: str, *, size: int) -> None:
    """Which rows are shown of how many, and the ways to the others; nothing when all are."""
    if len(found) <= size:
        return
    page = _page(key)
    first, last = page * size + 1, min(len(found), (page + 1) * size)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.pages"):
        _turn("list.before", ":material/arrow_back:", key, page - 1, is_off=page == 0)
        said = session.phrase("list.rows", first=first, last=last, total=len(found))
        st.markdown(said, width="content")
        _turn("list.after", ":material/arrow_forward:", key, page + 1, is_off=last == len(found))


def _turn(code: str, icon: str, key: str, page: int, *, is_off: bool) -> None:
    st.button(
        session.phrase(code),
        key=f"{key}.{code}",
        icon=icon,
        disabled=is_off,
        on_click=_look_at,
        args=(key, page),
    )


def _page(key: str) -> int:
    return recall(LongLists).pages.get(key, 0)


def _look_at(key: str, page: int) -> None:
    keep(LongLists({**recall(LongLists).pages, key: page}))

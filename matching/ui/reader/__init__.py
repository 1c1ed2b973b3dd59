"""Reads a screen aloud with the browser's own voice, and forgets who has gone away.

Mounted with their script written into the page, as the scanner is. Both work without the server:
a voice is the tablet's own, and the twenty seconds are counted by the tablet.
"""

from collections.abc import Callable, Sequence
from importlib.resources import files

import streamlit as st

FORGOTTEN_AFTER = 20


def _script(name: str) -> str:
    return (files("matching.ui.reader") / name).read_text(encoding="utf-8")


_READER = st.components.v2.component(
    "parvis_reader", js=_script("read_aloud.js"), css=_script("read_aloud.css")
)
_FORGETTING = st.components.v2.component(
    "parvis_forgetting", js=_script("forget.js"), css=_script("read_aloud.css")
)


def draw_reader(
    sentences: Sequence[str],
    *,
    language: str,
    words: dict[str, str],
    is_aloud: bool,
    on_aloud: Callable[[], None],
    key: str,
) -> None:
    """A button that reads these sentences, and one to have every screen read.

    Neither is there when the browser has no voice in the language. `on_aloud` is called when
    somebody wants every screen read, or no longer.
    """
    data = {
        "sentences": list(sentences),
        "language": language,
        "words": words,
        "aloud": is_aloud,
    }
    _READER(key=key, data=data, on_aloud_change=on_aloud)


def draw_forgetting(*, notice: str, on_idle: Callable[[], None], key: str) -> None:
    """Call `on_idle` twenty seconds after the last touch or word read; five before, say so."""
    data = {"notice": notice, "seconds": FORGOTTEN_AFTER}
    _FORGETTING(key=key, data=data, on_idle_change=on_idle)

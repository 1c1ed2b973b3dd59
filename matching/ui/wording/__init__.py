"""Streamlit's own words said in the reader's language, and its names of fields without Markdown.

Streamlit 1.67 words its widgets in English only (its issue 13500 is open): a script in the page
puts ours in their place, in widgets alone, so that no word of a list is ever touched.
"""

from importlib.resources import files

import streamlit as st

from matching.phrases import codes, say

_BEGINNING = "widget."
# What stands in a word for any other: the script finds it.
_ANY = {name: f"{{{name}}}" for name in ("count", "date", "month", "name", "size", "type", "types")}
_SCRIPT = (files("matching.ui.wording") / "wording.js").read_text(encoding="utf-8")
_WORDING = st.components.v2.component("parvis_wording", js=_SCRIPT)

_AWAY = st.components.v2.component(
    "parvis_away", js=(files("matching.ui.wording") / "away.js").read_text(encoding="utf-8")
)


def draw_server_away(language: str) -> None:
    """Have the page say in our words, beside what it shows, that the server does not answer."""
    _AWAY(key="away", data={"words": say("shell.server_away", language)})


def draw_wording(language: str) -> None:
    """Keep Streamlit's own words and the page's language ours, whatever is drawn anew."""
    said = sorted(code for code in codes(language) if code.startswith(_BEGINNING))
    words = {say(code, "en", **_ANY): say(code, language, **_ANY) for code in said}
    _WORDING(key="wording", data={"words": words, "language": language})

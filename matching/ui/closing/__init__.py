"""The end of a screen's day said before it comes and once it is there, with the way in.

A session lasts so many hours. What somebody types is not saved by that end: the page says so
while it can still be saved, and afterwards leaves it in sight.
"""

from datetime import timedelta
from importlib.resources import files

import streamlit as st

_CLOSING = st.components.v2.component(
    "parvis_closing", js=(files("matching.ui.closing") / "closing.js").read_text(encoding="utf-8")
)


def draw_closing(left: timedelta, *, soon: str, ended: str, way_in: str) -> None:
    """Have the page tell of its end by itself, from a quarter of an hour before it on.

    Parameters
    ----------
    left
        How long the screen stays open from now on.
    soon
        Said before, with `{minutes}` in place of how many are left; nothing is, where it is empty.
    ended
        Said from then on.
    way_in
        The words of the link to the entrance.
    """
    seconds = max(0, int(left.total_seconds()))
    data = {"seconds": seconds, "soon": soon, "ended": ended, "wayIn": way_in}
    _CLOSING(key="closing", data=data)

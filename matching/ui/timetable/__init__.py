"""The organiser's grid in the page: tables by hours, drawn as far as one sees, by click or key."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import streamlit as st

_FOLDER = files("matching.ui.timetable")
_TIMETABLE = st.components.v2.component(
    "parvis_timetable",
    css=(_FOLDER / "timetable.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "timetable.js").read_text(encoding="utf-8"),
)


def draw_timetable(
    data: Mapping[str, Any], *, key: str, on_act: Callable[[], None]
) -> Mapping[str, Any] | None:
    """Draw the grid; what was touched in the run that it has caused, else None.

    Parameters
    ----------
    data
        Hours, rows with their boxes, what is held, what is free, and every word that is shown.
    on_act
        Called before that run; `acted` tells it what was touched.
    """
    result = _TIMETABLE(key=key, data=dict(data), on_act_change=on_act)
    act = result.get("act")
    return dict(act) if act else None


def acted(key: str) -> dict[str, Any]:
    """What was touched, for the callback of the touch."""
    state = st.session_state.get(key) or {}
    act = state.get("act")
    return dict(act) if act else {}

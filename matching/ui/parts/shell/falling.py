"""An act that costs more than it seems is asked about first; any other is one touch."""

from collections.abc import Callable, Iterable

import streamlit as st

from matching.services.live.sessions.falling import FallingGroup
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_act(
    label: str,
    key: str,
    groups: Iterable[FallingGroup],
    act: Callable[[], ScreenMessage | str],
    *,
    icon: str,
    ahead: str = "",
) -> None:
    """A button that does an act, within a box that says its cost first, if it has any.

    Parameters
    ----------
    key
        Names the button, once on a page.
    groups
        Those that would be too small by it.
    ahead
        The hour of a meeting that is to come, which the act takes away before it.
    """
    falling = tuple(groups)
    if not falling and not ahead:
        st.button(label, key=key, icon=icon, on_click=attempt, args=(act,))
        return
    with asking_box(label, f"{key}.falls", icon=icon):
        if ahead:
            st.warning(session.phrase("floor.not_yet", at=ahead), icon=":material/schedule:")
        draw_falling(falling)
        said = session.phrase("sessions.falls_yes", act=label)
        st.button(said, key=key, type="primary", on_click=attempt, args=(act,))


def draw_falling(groups: Iterable[FallingGroup]) -> None:
    """Which groups would be too small, and how many people have to be told."""
    for group in groups:
        st.warning(plain(group.told(session.language())), icon=":material/groups:")

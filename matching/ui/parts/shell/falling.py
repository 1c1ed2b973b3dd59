"""An act that would leave a group too small is asked about first; any other is one touch."""

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
) -> None:
    """A button that does an act, within a box that says first which groups fall by it, if any do.

    Parameters
    ----------
    key
        Names the button, once on a page.
    """
    falling = tuple(groups)
    if not falling:
        st.button(label, key=key, icon=icon, on_click=attempt, args=(act,))
        return
    with asking_box(label, f"{key}.falls", icon=icon):
        draw_falling(falling)
        said = session.phrase("sessions.falls_yes", act=label)
        st.button(said, key=key, type="primary", on_click=attempt, args=(act,))


def draw_falling(groups: Iterable[FallingGroup]) -> None:
    """Which groups would be too small, and how many people have to be told."""
    for group in groups:
        st.warning(plain(group.told(session.language())), icon=":material/groups:")

"""A box that asks before an act: about what it was opened for, and shut once that is done."""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from matching.ui.moments import Acts, recall


def asking_box(
    label: str, about: str, *, icon: str, width: Literal["content", "stretch"] = "content"
) -> DeltaGenerator:
    """Open on a touch what is asked about one thing.

    Parameters
    ----------
    about
        Names the thing and what is asked, once on a page. Without it a page that is drawn anew in
        another order would leave the open box where it was, speaking of whatever now stands there.

    Notes
    -----
    Every act that is done on this screen ends what was asked before it: the name of the box
    changes, and a box that is new to the page is shut.
    """
    return st.popover(label, icon=icon, width=width, key=f"{about}.box.{recall(Acts).done}")

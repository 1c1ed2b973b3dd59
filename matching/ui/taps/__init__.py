"""A double tap on a button is one act: the second tap was aimed at what stood there before.

Tablets make two clicks of it, and the second one would ask the server again while it answers the
first, or hit what was drawn meanwhile in the same place. The gate (`matching.ui.gate`) holds back
what a page asks twice before anything of it was drawn anew; this script holds back what comes
later than that and still belongs to the same double tap.
"""

from importlib.resources import files

import streamlit as st

_TAPS = st.components.v2.component(
    "parvis_taps", js=(files("matching.ui.taps") / "taps.js").read_text(encoding="utf-8")
)


def draw_single_taps() -> None:
    """Have the page hear one click of each double tap, from now on."""
    _TAPS(key="taps")

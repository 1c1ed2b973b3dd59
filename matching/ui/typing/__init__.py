"""A field of Streamlit's that answers while somebody types, not only after Enter."""

from importlib.resources import files

import streamlit as st

_TYPING = st.components.v2.component(
    "parvis_typing", js=(files("matching.ui.typing") / "typing.js").read_text(encoding="utf-8")
)


def answer_while_typing(field: str) -> None:
    """Send what stands in the field of a key shortly after each letter."""
    _TYPING(key=f"{field}.typing", data={"field": field})

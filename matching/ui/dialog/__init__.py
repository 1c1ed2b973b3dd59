"""The browser's own print dialog over a PDF of ours, opened once."""

from importlib.resources import files

import streamlit as st

_DIALOG = st.components.v2.component(
    "parvis_dialog", js=(files("matching.ui.dialog") / "dialog.js").read_text(encoding="utf-8")
)


def open_dialog(name: str) -> str:
    """Have the browser open its dialog over what was laid out as `name`; its address."""
    address = f"/paper/{name}"
    _DIALOG(key=f"dialog.{name}", data={"address": address})
    return address

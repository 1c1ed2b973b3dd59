"""The live scanner on a page: the same scripts as the page of its own, under `/scan/files`.

Mounted with its few lines of script written into the page, not found by Streamlit's search of
installed packages: that search looks for a package named like the distribution, `parvis`, and
ours are `matching` and `badges`. The scanner itself then comes from our own routes, one copy for
both places.
"""

from collections.abc import Callable
from importlib.resources import files

import streamlit as st

_mount = st.components.v2.component(
    "parvis_scanner", js=(files("matching.ui.scanner") / "mount.js").read_text(encoding="utf-8")
)


def draw_scanner(
    fair: str,
    *,
    language: str,
    station: str,
    on_answer: Callable[[], None],
    key: str = "door.scanner",
) -> dict[str, object] | None:
    """Draw the scanner of a fair; the door's answer in the run that it has caused, else none.

    The scanner has signed the person in and painted the answer before the page hears of it: the
    page has only its counts to renew. An answer of kind `noted` is still to be sent.
    """
    data = {"fair": fair, "station": station, "language": language}
    result = _mount(key=key, data=data, on_answer_change=on_answer)
    answer = result.get("answer")
    return dict(answer) if answer else None

"""Groups compared: what to look at first, then every measure folded until wanted."""

from collections.abc import Sequence

import streamlit as st

from matching.outcomes.comparison import Compared, Comparison
from matching.services.evening.audit_words import NOTES, finding, label_of_group, title_of
from matching.ui import session


def draw_comparisons(found: Sequence[Comparison]) -> None:
    """What is under four fifths, said in words; then the tables."""
    language = session.language()
    signs = [
        f"{title_of(one, language)} : {label_of_group(one, group, language)} ({group.ratio:.2f})"
        for one in found
        for group in one.groups
        if group.is_to_look_at
    ]
    if signs:
        st.warning("  \n".join(signs), icon=":material/search:")
    else:
        st.info(session.phrase("audit.nothing_found"), icon=":material/info:")
    for one in found:
        with st.expander(title_of(one, language)):
            st.table([_row(one, group) for group in one.groups])
    for name in NOTES:
        st.caption(session.phrase(f"audit.note_{name}"))


def _row(one: Comparison, group: Compared) -> dict[str, str]:
    language = session.language()
    cells = {
        "group": label_of_group(one, group, language),
        "people": "" if group.people is None else str(group.people),
        "value": _between(group.value, group.low, group.high),
        "ratio": _between(group.ratio, group.ratio_low, group.ratio_high),
        "finding": finding(group, language),
    }
    return {session.phrase(f"audit.{name}"): cell for name, cell in cells.items()}


def _between(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "" if value is None else f"{value:.2f}"
    return f"{value:.2f} [{low:.2f} ; {high:.2f}]"

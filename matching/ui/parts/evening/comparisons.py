"""Groups compared: what to look at first, then every measure folded until wanted."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from matching.outcomes.comparison import Compared, Comparison, FourFifths
from matching.services.evening.audit_words import (
    finding,
    findings,
    label_of_group,
    notes_of_audit,
    title_of,
    two_decimals,
)
from matching.ui import session

_BOXES = {FourFifths.UNDER: st.warning, FourFifths.UNSURE: st.info, FourFifths.KEPT: st.info}
_ICONS = {
    FourFifths.UNDER: ":material/search:",
    FourFifths.UNSURE: ":material/question_mark:",
    FourFifths.KEPT: ":material/info:",
}


def draw_comparisons(found: Sequence[Comparison], as_of: datetime | None) -> None:
    """What is under four fifths, said in words; then the tables.

    Parameters
    ----------
    as_of
        Of when the comparison is, on the clock of the fair; `None` where it is now's.
    """
    language = session.language()
    for standing, lines in findings(found, language).items():
        _BOXES[standing]("  \n".join(lines), icon=_ICONS[standing])
    for one in found:
        with st.expander(title_of(one, language)):
            st.table([_row(one, group) for group in one.groups])
    for note in notes_of_audit(as_of, language):
        st.caption(note)


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
    language = session.language()
    said = [two_decimals(number, language) for number in (value, low, high)]
    if low is None or high is None:
        return two_decimals(value, language)
    return f"{said[0]} [{said[1]}\u202f; {said[2]}]"

"""What somebody chooses before printing: labels and where they begin, the paper of schedules."""

import streamlit as st

from badges.labels import DEFAULT, FORMATS
from matching.domain.fair import SCHEDULE_FORMATS
from matching.services.plan.paper.options import LABELS, Options
from matching.services.plan.paper.schedule_paper import choose_schedule_format, schedule_format
from matching.ui import session
from matching.ui.parts.shell.notice import attempt

_PAPER = "sheets.schedule_format"


def draw_badge_options() -> Options:
    """The format of the labels, and the first that is left on a sheet that was begun."""
    labels = st.selectbox(
        session.phrase("sheets.labels"), LABELS, index=LABELS.index(DEFAULT), key="sheets.formats"
    )
    places = FORMATS[labels].places
    if places == 1:
        return {"labels": labels}
    first = st.number_input(
        session.phrase("sheets.first_label", places=places),
        min_value=1,
        max_value=places,
        value=1,
        key=f"sheets.first.{labels}",
    )
    return {"labels": labels, "first_label": int(first)}


def draw_schedule_format() -> None:
    """What schedules are printed on, here and at the door, kept for the fair."""
    shop, fair = session.shop(), session.fair()
    st.session_state[_PAPER] = schedule_format(shop, fair)
    st.selectbox(
        session.phrase("sheets.format"),
        SCHEDULE_FORMATS,
        format_func=lambda name: session.phrase(f"sheets.format_{name}"),
        key=_PAPER,
        on_change=attempt,
        args=(_keep,),
    )


def _keep() -> str:
    chosen = st.session_state[_PAPER]
    choose_schedule_format(
        session.shop(), session.fair(), chosen, station=session.visitor().station
    )
    return session.phrase("sheets.format_kept", format=session.phrase(f"sheets.format_{chosen}"))

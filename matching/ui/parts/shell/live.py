"""A page that follows what is done on other screens.

It asks for a number again and again, and is drawn anew only when that has moved.
"""

import logging
from dataclasses import replace

import streamlit as st

from matching.domain.errors import FairError
from matching.services.live.day_now import day_version_of
from matching.ui import session
from matching.ui.moments import Click, DrawnPage, keep, recall

LOOKS_EVERY = 1.2
"""Seconds between two questions: an act on one screen is on the others within two."""

_LOG = logging.getLogger("parvis")


def version_now() -> tuple[object, ...]:
    """The version of the fair's day as the store holds it."""
    return day_version_of(session.shop(), session.fair())


def follow_others() -> None:
    """Draw this page anew as soon as anything of the day is written, or its screen is closed."""
    draw_as_of_now()
    _watch()


def draw_as_of_now() -> None:
    """What is drawn from here on shows what is written so far, whatever was drawn before.

    A part that answers an act by itself says so first: the page is not drawn again for that act.
    """
    keep(DrawnPage(_moment_drawn()))


def _moment_drawn() -> tuple[object, ...]:
    """What a page shows goes by the minute, too: who is late, who is next."""
    return (*version_now(), int(session.shop().clock().timestamp()) // 60)


@st.fragment(run_every=LOOKS_EVERY)
def _watch() -> None:
    try:
        session.must_be_allowed()
        has_moved = _moment_drawn() != recall(DrawnPage).version
    except FairError as error:
        # A store that is away for a moment: what is drawn stays, and is asked about again.
        has_moved = error.code == "not_allowed"
        _LOG.info("refused: %s", error)
    if has_moved:
        # Nobody here has asked for anything: what was said last stays said.
        click = recall(Click)
        keep(replace(click, notice=click.notice or click.shown))
        st.rerun()

"""A page that follows what is done on other screens.

It is woken when anything of the day is written, and drawn anew where that concerns it.
"""

import logging
import threading
import time
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from matching.domain.errors import FairError
from matching.services.live.behind import is_awaited, is_preparing
from matching.services.live.live_fair import day_version_of
from matching.services.shop.shop import Shop
from matching.ui import session
from matching.ui.moments import Click, DrawnPage, keep, recall
from matching.ui.parts.shell.followers import Followers
from matching.ui.parts.shell.waking import wake

_PART = "follow"
_LOOKS_EVERY, _WHILE_DRAWING = 0.25, 0.05
"""Seconds between two questions: an act on one screen is on the others within two."""

_LOG = logging.getLogger("parvis")


def version_now() -> tuple[object, ...]:
    """The version of the fair's day as the store holds it."""
    return day_version_of(session.shop(), session.fair())


def follow_others() -> None:
    """Draw this page anew as soon as anything of the day is written, or its screen is closed."""
    _watch()


def draw_as_of_now() -> None:
    """What is drawn from here on shows what is written so far, whatever was drawn before.

    It is said before anything is read: what is written while a page is drawn is not on it. A part
    that answers an act by itself says so, too: the page is not drawn again for that act.
    """
    keep(DrawnPage(_followers().moment(_tab(), session.fair())))


def waits_for_plan(person: str) -> bool:
    """Whether a person's meetings are still being drawn; the page is drawn anew once they are.

    For pages that follow nothing else.
    """
    if not is_awaited(session.shop(), session.fair(), person):
        return False
    draw_as_of_now()
    if not is_awaited(session.shop(), session.fair(), person):  # they came just now
        return False
    follow_others()
    return True


@st.cache_resource(show_spinner=False)
def _followers() -> Followers:
    """All tabs of this process that follow, and the thread that looks for them."""
    followers = Followers(partial(_version_of, session.shop()), partial(wake, part=_PART))
    threading.Thread(target=_look_for_ever, args=(followers,), daemon=True).start()
    return followers


def _version_of(shop: Shop, fair: str) -> tuple[object, ...]:
    """What was written of a fair, and whether a plan is being drawn that will change it."""
    return (*day_version_of(shop, fair), is_preparing(shop, fair))


def _look_for_ever(followers: Followers) -> None:
    while True:
        is_drawing = False
        try:
            is_drawing = followers.look()
        except FairError as error:  # a store that is away for a moment is asked again
            _LOG.info("refused: %s", error)
        time.sleep(_WHILE_DRAWING if is_drawing else _LOOKS_EVERY)


def _tab() -> str:
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


@st.fragment(key=_PART)
def _watch() -> None:
    moment = recall(DrawnPage).version
    try:
        session.must_be_allowed()
        moment = _followers().moment(_tab(), session.fair())
        has_moved = moment != recall(DrawnPage).version
    except FairError as error:
        # A store that is away for a moment: what is drawn stays, and is asked about again.
        has_moved = error.code == "not_allowed"
        _LOG.info("refused: %s", error)
    if has_moved:
        # Nobody here has asked for anything: what was said last stays said.
        click = recall(Click)
        keep(replace(click, notice=click.notice or click.shown))
        st.rerun()
    _followers().follow(_tab(), session.fair(), moment)

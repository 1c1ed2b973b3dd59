"""What the last click has done, said once at the top of the page."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from matching.domain.errors import FairError
from matching.services.shop.refusals import sentences_of
from matching.ui import session
from matching.ui.moments import Click, ScreenMessage, take
from matching.ui.parts.shell.plain import plain

P = ParamSpec("P")


def attempt(act: Callable[P, str], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do an act from a callback and keep its sentence, or the sentence of its refusal.

    A callback runs before the frame around the page: whether this screen may act is asked here.
    """
    try:
        session.must_be_allowed()
        sentence = act(*args, **kwargs)
    except FairError as error:
        said = "\n".join(sentences_of(error, session.language()))
        session.leave_notice(ScreenMessage(said, is_refusal=True))
    else:
        if sentence:
            session.leave_notice(ScreenMessage(sentence))


def draw_notice() -> None:
    """Show what was kept by `attempt`, once; it stays in sight however far down the click was."""
    notice = take(Click).notice
    if notice is None:
        return
    said = "  \n".join(plain(line) for line in notice.sentence.splitlines())
    with st.container(key="notice"):
        if notice.is_refusal:
            st.error(said, icon=":material/error:")
        else:
            st.success(said, icon=":material/check_circle:")


def draw_refusal(error: FairError) -> None:
    """What cannot be done, in a sentence."""
    said = "  \n".join(plain(line) for line in sentences_of(error, session.language()))
    st.error(said, icon=":material/error:")

"""What the last click has done, said once at the top of the page."""

from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec

import streamlit as st

from matching.domain.errors import FairError
from matching.services.shop.refusals import sentences_of
from matching.ui import session
from matching.ui.moments import Acts, Click, ScreenMessage, keep, recall, take
from matching.ui.parts.shell.plain import plain

P = ParamSpec("P")


def attempt(act: Callable[P, ScreenMessage | str], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do an act from a callback and keep its sentence, or the sentence of its refusal.

    A callback runs before the frame around the page: whether this screen may act is asked here.
    """
    try:
        session.must_be_allowed()
        said = act(*args, **kwargs)
    except FairError as error:
        session.leave_notice(refusal(error))
    else:
        acts = recall(Acts)
        keep(replace(acts, done=acts.done + 1))
        message = said if isinstance(said, ScreenMessage) else ScreenMessage(said)
        if message.sentence:
            session.leave_notice(message)


def draw_notice(*, is_preparing: bool = False) -> None:
    """Show what was kept by `attempt` until this screen asks for something else.

    It stays in sight however far down the click was, and when another screen's act draws the page.
    While a plan is being drawn that follows what was reported at any screen, that is said too.
    """
    said = take(Click).notice
    if said is not None and said.later is not None:
        said = said.later() or said
    keep(Click(shown=said))
    # its place is always there: what stands below keeps its own, and a window open there stays so
    with st.container(key="notice"):
        draw_message(said)
        if is_preparing and (said is None or said.later is None):
            st.info(session.phrase("shell.preparing"), icon=":material/hourglass_top:")


def refusal(error: FairError) -> ScreenMessage:
    """The sentences of what was refused."""
    return ScreenMessage("\n".join(sentences_of(error, session.language())), is_refusal=True)


def draw_message(message: ScreenMessage | None) -> None:
    """What has been done or refused, where it is drawn; nothing when there is none."""
    if message is None:
        return
    said = "  \n".join(plain(line) for line in message.sentence.splitlines())
    if message.is_refusal:
        st.error(said, icon=":material/error:")
        return
    icon = ":material/check_circle:" if message.later is None else ":material/hourglass_top:"
    st.success(said, icon=icon)
    if message.take_back is not None:
        st.button(
            session.phrase("floor.undo"),
            key=f"notice.undo.{recall(Acts).done}",
            icon=":material/undo:",
            on_click=attempt,
            args=(message.take_back,),
        )


def draw_refusal(error: FairError) -> None:
    """What cannot be done, in a sentence."""
    draw_message(refusal(error))

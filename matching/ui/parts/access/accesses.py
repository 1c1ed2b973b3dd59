"""Accesses and open screens as rows, and a code shown once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo

import streamlit as st

from matching.domain.access import Access, OpenScreen
from matching.services.access.give_access import Given
from matching.ui import session
from matching.ui.parts.access.cards import draw_printing
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.hour import hour_said
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_given(given: Sequence[Given], stands: Mapping[str, str]) -> None:
    """Codes just made, big enough to be copied by hand; they are not to be seen again."""
    if not given:
        return
    with st.container(border=True):
        st.markdown(f":material/visibility: **{session.phrase('accesses.shown_once')}**")
        draw_printing(given)
        for access in given:
            holder = f"{plain(access.access.name)} · {_role(access.access, stands)}"
            st.markdown(f"## {access.code}\n{holder}")


def draw_access(
    access: Access,
    stands: Mapping[str, str],
    *,
    renew: Callable[[int], str],
    revoke: Callable[[int], str],
) -> None:
    """One access, with another code or none for its holder; `stands` are their signs and names."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{access.number:02d} · {plain(access.name)}**  \n{_role(access, stands)}",
            width="stretch",
        )
        _asked("renew", ":material/autorenew:", access, renew)
        _asked("revoke", ":material/block:", access, revoke)


def _asked(name: str, icon: str, access: Access, act: Callable[[int], str]) -> None:
    """A button that says what it costs, and the one that does it."""
    box = f"accesses.ask.{name}.{access.number}"
    with asking_box(session.phrase(f"accesses.{name}"), box, icon=icon):
        st.markdown(session.phrase(f"accesses.{name}_sure", name=plain(access.name)))
        st.button(
            session.phrase(f"accesses.{name}_yes"),
            key=f"accesses.{name}.{access.number}",
            type="primary",
            on_click=attempt,
            args=(act, access.number),
        )


def draw_screen(
    screen: OpenScreen, zone: tzinfo | None, *, close: Callable[[str], str], is_own: bool
) -> None:
    """One open screen, with a button to close it unless it is this one.

    Its hour is told in the `zone` of the fair, in the laptop's (None) while there is no fair.
    """
    visitor, since = screen.visitor, screen.opened_at.astimezone(zone)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(visitor.station)}**  \n{plain(visitor.access.name)} · "
            f"{session.phrase('accesses.since', hour=hour_said(since))}",
            width="stretch",
        )
        if is_own:
            st.caption(session.phrase("accesses.own"))
            return
        st.button(
            session.phrase("accesses.close"),
            key=f"accesses.close.{visitor.session}",
            icon=":material/close:",
            on_click=attempt,
            args=(close, visitor.session),
        )


def _role(access: Access, stands: Mapping[str, str]) -> str:
    stand = f" · {plain(stands.get(access.stand, access.stand))}" if access.stand else ""
    return f"{session.phrase(f'role.{access.role}')}{stand}"

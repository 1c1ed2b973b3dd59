"""Tabs of Streamlit's are asked by the app to draw again: a part of a page, or all of it."""

from asyncio import AbstractEventLoop

from streamlit import runtime
from streamlit.errors import StreamlitAPIException
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from matching.services.shop.shop import Shop
from matching.ui.parts.shell.followers import AT_ONCE, Woken


def wake(tab: str, part: str) -> Woken:
    """Ask a tab to draw the part of this name, unless it draws something already.

    A tab that runs is left alone: nothing that somebody does there is cut off.
    """
    if not runtime.exists():
        return Woken.GONE
    session = runtime.get_instance().get_app_session(tab)
    if session is None:  # a tablet that sleeps may come back to what it held
        is_kept = runtime.get_instance()._session_mgr.get_session_info(tab) is not None
        return Woken.AWAY if is_kept else Woken.GONE
    if session._scriptrunner is not None:
        return Woken.BUSY
    try:
        (fragment,) = session._fragment_storage.resolve_target(part)
    except StreamlitAPIException:  # another page was opened, which follows nothing
        return Woken.GONE
    session._call_soon_on_event_loop(lambda: _ask(session, fragment))
    return Woken.LOOKS


def _ask(session: AppSession, fragment: str) -> None:
    """What a browser would ask; here nothing can begin between the look and the question."""
    if session._scriptrunner is not None:
        return
    state = ClientState()
    state.CopyFrom(session._client_state)
    state.fragment_id, state.is_auto_rerun = fragment, True
    session.request_rerun(state)


def begin_tabs_anew(_: Shop) -> None:
    """Have every tab draw its page again, and let go of those whose browser is away.

    A few a second: clicks come in between. A tab that draws just now is left to end; a tablet that
    slept begins at its first page.
    """
    if runtime.exists():
        app = runtime.get_instance()
        loop = app._get_async_objs().eventloop
        loop.call_soon_threadsafe(_begin, app, loop)


def _begin(app: Runtime, loop: AbstractEventLoop) -> None:
    manager = app._session_mgr
    assert isinstance(manager, WebsocketSessionManager)
    active = {info.session.id for info in manager.list_active_sessions()}
    for info in manager.list_sessions():
        if info.session.id not in active:
            manager.close_session(info.session.id)
    kept = manager._session_storage
    if isinstance(kept, MemorySessionStorage):
        kept._cache.clear()  # those whose time is over stay in it until the next one comes
    for place, tab in enumerate(manager.list_active_sessions()):
        loop.call_later(place // AT_ONCE, _draw_again, tab.session)


def _draw_again(session: AppSession) -> None:
    """All of its page; not before are its acts dropped, or a click until then would do nothing."""
    if session._scriptrunner is None:
        _drop_acts(session)
        state = ClientState()
        state.CopyFrom(session._client_state)
        state.fragment_id = ""
        session.request_rerun(state)


def _drop_acts(session: AppSession) -> None:
    """Forget what the fields and buttons of pages that are left would have done, and with whom."""
    shown = session.session_state._new_widget_state
    for field in shown.widget_metadata.keys() - shown.states.keys():
        del shown.widget_metadata[field]

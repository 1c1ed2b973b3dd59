"""A tab of Streamlit's is asked by the app to draw a part of its page again."""

from streamlit import runtime
from streamlit.errors import StreamlitAPIException
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from matching.ui.parts.shell.followers import Woken


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

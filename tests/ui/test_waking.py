"""Tabs that are asked to draw their page anew after an erasure."""

from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from matching.ui.parts.shell.waking import begin_tabs_anew


class Clockwork:
    """An event loop that does what it is told to when its second has come."""

    def __init__(self):
        self.second, self._due = 0, []

    def call_soon_threadsafe(self, act, *args):
        act(*args)

    def call_later(self, seconds, act, *args):
        self._due.append((self.second + seconds, act, args))

    def go_on(self):
        due, self._due = self._due, []
        for second, act, args in due:
            if second > self.second:
                self._due.append((second, act, args))
            else:
                act(*args)
        self.second += 1


def tab(name, *, is_drawing=False):
    """A tab that draws now or is idle, a button of a page that it has left behind it."""
    left = SimpleNamespace(widget_metadata={"left": Mock()}, states={})
    state = SimpleNamespace(_new_widget_state=left)
    runner = Mock() if is_drawing else None
    return Mock(id=name, _scriptrunner=runner, session_state=state, _client_state=ClientState())


@pytest.fixture
def opened(monkeypatch):
    """Has the app run with tabs; the loop that draws them."""

    def open_with(tabs):
        manager = WebsocketSessionManager(MemorySessionStorage(), Mock(), Mock(), None)
        infos = {one.id: ActiveSessionInfo(Mock(), one) for one in tabs}
        manager._active_session_info_by_id = infos
        loop = Clockwork()
        objects = SimpleNamespace(eventloop=loop)
        app = SimpleNamespace(_session_mgr=manager, _get_async_objs=lambda: objects)
        monkeypatch.setattr(runtime, "exists", lambda: True)
        monkeypatch.setattr(runtime, "get_instance", lambda: app)
        return loop

    return open_with


def test_four_tabs_a_second_draw_again_and_drop_what_pages_before_would_have_done(opened):
    tabs = [tab(f"tab {number}") for number in range(10)]
    loop = opened(tabs)
    begin_tabs_anew(None)
    drawn, kept = [], []
    for _ in range(4):
        loop.go_on()
        drawn.append(sum(one.request_rerun.call_count for one in tabs))
        kept.append(sum(len(one.session_state._new_widget_state.widget_metadata) for one in tabs))
    assert drawn == [4, 8, 10, 10]
    assert kept == [6, 2, 0, 0]


def test_a_tab_that_draws_when_its_turn_comes_is_left_to_end(opened):
    busy = tab("busy", is_drawing=True)
    loop = opened([busy])
    begin_tabs_anew(None)
    loop.go_on()
    assert busy.request_rerun.call_count == 0

"""Streamlit's own protocol spoken as each role: forged messages, and files of other screens."""

import importlib
import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

import app
from matching.domain.access import Role
from matching.services.access.enter import COOKIE, open_station
from matching.services.access.give_access import give_access, revoke_access
from matching.store import schema
from matching.store.day import plans
from matching.ui.gate.told import ToldAddresses, UploadAllowance
from matching.ui.session import shop as shop_of_pages

MOSSON = "mosson-2023"
HOST = "http://parvis.test"
OTHERS = [Role.DOOR, Role.RECRUITER, Role.KIOSK, Role.HALL]
# A part that the app woke ends by itself; a page that begins anew ends twice.
ENDS_OF_OTHERS = (
    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass
class Screen:
    """A browser that has entered with the code of a role."""

    client: TestClient
    cookie: str
    number: int

    @property
    def headers(self):
        return {"cookie": f"{COOKIE}={self.cookie}", "origin": HOST}

    def tab(self, session=""):
        # As the browser says it: the protocol, its token, the tab that it was before.
        protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", session] if session else ["streamlit"]
        return self.client.websocket_connect(
            "ws://parvis.test/_stcore/stream", subprotocols=protocols, headers=self.headers
        )

    def get(self, path):
        return self.client.get(path, headers=self.headers)


@pytest.fixture(scope="module")
def client(tmp_path_factory, example):
    with app_over(example.announced, tmp_path_factory.mktemp("gate")) as opened:
        yield opened


@contextmanager
def app_over(store, folder):
    """The app itself, over a store told as bytes; one that was shut never starts again."""
    (folder / "fair.db").write_bytes(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARVIS_STORE", f"sqlite:///{folder / 'fair.db'}")
        patch.setattr(Runtime, "_instance", None)
        shop_of_pages.clear()
        anew = importlib.reload(app).app
        with TestClient(anew, base_url=HOST, follow_redirects=False) as opened:
            yield opened
        shop_of_pages().store.close()
        shop_of_pages.clear()


@pytest.fixture(scope="module")
def screen_of(client):
    return screens_over(client)


def screens_over(client):
    """Enter as a role."""

    def entered(role):
        of = {"fair": MOSSON, "stand": "cgi"} if role is Role.RECRUITER else {}
        given = give_access(shop_of_pages(), name=role.value, role=role, **of)
        cookie = open_station(shop_of_pages(), given.access.number, station="").cookie
        return Screen(client, cookie, given.access.number)

    return entered


@pytest.fixture(scope="module")
def organiser(screen_of):
    return screen_of(Role.ORGANISER)


def answers(tab, until):
    """What a tab is told, to the first answer of a kind."""
    told = []
    while not told or told[-1].WhichOneof("type") != until:
        told.append(ForwardMsg.FromString(tab.receive_bytes()))
    return told


def drawn(tab, page="", **widgets):
    """What a tab is told when it draws a page, after it said that of its widgets."""
    tab.send_bytes(asking(page, **widgets))
    return whole_page(tab)


def whole_page(tab):
    """What a tab is told until its page is drawn whole."""
    told = answers(tab, "script_finished")
    while told[-1].script_finished in ENDS_OF_OTHERS:
        told += answers(tab, "script_finished")
    return told


def asking(page="", *, touched=(), typed=None, query="", page_hash=""):
    """The message of a tab that draws a page: buttons touched, and values by widget and kind."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.page_script_hash = page_hash
    for widget in touched:
        message.rerun_script.widget_states.widgets.add(id=widget, trigger_value=True)
    for widget, (kind, value) in (typed or {}).items():
        known = {"data": value} if kind == "string_array_value" else value
        message.rerun_script.widget_states.widgets.add(id=widget, **{kind: known})
    return message.SerializeToString()


def elements_in(told):
    return [one.delta.new_element for one in told if one.WhichOneof("type") == "delta"]


def widgets_in(told):
    """The ids of what can be touched or typed into, by kind of element."""
    found = {}
    for element in elements_in(told):
        kind = element.WhichOneof("type")
        name = getattr(getattr(element, kind), "id", "") if kind else ""
        if name:
            found.setdefault(kind, []).append(name)
    return found


def button_of(told, key):
    (button,) = (name for name in widgets_in(told)["button"] if name.endswith(f"-{key}"))
    return button


def kept_in_store():
    """Every row that an act could change; screens and tries of codes come and go by themselves."""
    with shop_of_pages().store.reading() as reader:
        return {
            table.name: sorted(map(repr, reader.execute(select(table)).all()))
            for table in schema.metadata.sorted_tables
            if table.name not in {"sessions", "wrong_codes"}
        }


def session_in(told):
    (session,) = {
        one.new_session.initialize.session_id
        for one in told
        if one.WhichOneof("type") == "new_session"
    }
    return session


def to_make_in(told):
    """The files that a page can still have made."""
    elements = [one.delta.new_element for one in told if one.WhichOneof("type") == "delta"]
    return [
        element.download_button.deferred_file_id
        for element in elements
        if element.WhichOneof("type") == "download_button"
    ]


def made(tab, session, file):
    """What a tab is answered that has a file made: the file's address and why there is none."""
    message = BackMsg()
    message.backend_operation_request.request_id = "r1"
    message.backend_operation_request.session_id = session
    message.backend_operation_request.deferred_file.file_id = file
    tab.send_bytes(message.SerializeToString())
    answer = answers(tab, "backend_operation_response")[-1].backend_operation_response
    return answer.deferred_file.url, answer.error_msg


def place_for_file(tab, session):
    """Where a tab is told to bring a file, and why it may not."""
    message = BackMsg()
    message.file_urls_request.request_id = "r2"
    message.file_urls_request.session_id = session
    message.file_urls_request.file_names.append("liste.csv")
    tab.send_bytes(message.SerializeToString())
    answer = answers(tab, "file_urls_response")[-1].file_urls_response
    return "".join(urls.upload_url for urls in answer.file_urls), answer.error_msg


def bring(screen, address, content):
    return screen.client.put(address, files={"file": content}, headers=screen.headers)


@pytest.fixture
def printed(organiser):
    """A tab of the organiser's on the sheets, with a sheet that was made for it."""
    with organiser.tab() as tab:
        told = drawn(tab, "sheets")
        session, files = session_in(told), to_make_in(told)
        address, refusal = made(tab, session, files[0])
        assert address, refusal
        assert not refusal
        yield tab, session, files, address


def test_a_file_opens_on_the_screen_that_had_it_made(organiser, printed):
    *_, address = printed
    answer = organiser.get(address)
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("role", OTHERS)
def test_another_screen_gets_nothing_by_an_address_or_a_name_it_learnt(screen_of, printed, role):
    _, session, files, address = printed
    screen = screen_of(role)
    assert screen.get(address).status_code in {403, 404}
    with screen.tab() as tab:
        own = session_in(drawn(tab))
        for claimed in (own, session):
            assert made(tab, claimed, files[1]) == ("", "not_allowed")


@pytest.mark.parametrize("role", OTHERS)
def test_only_who_may_bring_files_is_given_a_place_for_one(screen_of, organiser, role):
    with organiser.tab() as theirs:
        place, _ = place_for_file(theirs, session_in(drawn(theirs)))
        screen = screen_of(role)
        with screen.tab() as tab:
            assert place_for_file(tab, session_in(drawn(tab))) == ("", "not_allowed")
        assert bring(screen, place, b"id").status_code in {403, 404}
        assert bring(organiser, place, b"id").status_code == 403  # no token of the page


@pytest.mark.slow
def test_nobody_takes_over_the_tab_of_another_screen(screen_of, organiser):
    with organiser.tab() as tab:
        session = session_in(drawn(tab))
    with screen_of(Role.HALL).tab(session) as stolen:
        assert session_in(drawn(stolen)) != session
    with organiser.tab(session) as back:
        assert session_in(drawn(back)) == session


def test_no_message_empties_the_caches_of_all(screen_of, organiser):
    opened = shop_of_pages()
    for screen in (organiser, screen_of(Role.HALL)):
        with screen.tab() as tab:
            for kind in ("clear_cache", "debug_shutdown_runtime", "load_git_info"):
                tab.send_bytes(BackMsg(**{kind: True}).SerializeToString())
            assert drawn(tab)
    assert shop_of_pages() is opened


def test_no_program_of_streamlits_answers_beside_the_pages(organiser):
    for path in ("agent/interact", "agent/openapi.json", "metrics", "script-health-check"):
        assert organiser.get(f"/_stcore/{path}").status_code == 404


def test_a_page_left_open_makes_nothing_once_its_access_is_taken_back(screen_of):
    leaving = screen_of(Role.ORGANISER)
    with leaving.tab() as tab:
        told = drawn(tab, "sheets")
        first, second, *_ = to_make_in(told)
        address, _ = made(tab, session_in(told), first)
        assert leaving.get(address).status_code == 200
        revoke_access(shop_of_pages(), leaving.number)
        assert made(tab, session_in(told), second) == ("", "not_allowed")
        assert place_for_file(tab, session_in(told)) == ("", "not_allowed")
        assert leaving.get(address).status_code == 401


def test_what_a_screen_brings_has_an_end():
    room = UploadAllowance(100)
    assert room.take("a", "/1", 60)
    assert not room.take("a", "/2", 60)
    assert room.take("a", "/1", 90)  # the same place again: the file before makes way
    assert room.take("b", "/2", 60)
    room.give_back("a", "/1")
    assert room.take("a", "/2", 60)


def test_what_was_told_first_is_forgotten_first():
    told = ToldAddresses()
    told.tell("a", *(str(number) for number in range(6_000)))
    assert told.has("a", "5999")
    assert not told.has("a", "0")
    assert not told.has("b", "5999")


def test_a_button_touched_twice_before_anything_is_drawn_is_one_act(screen_of):
    with screen_of(Role.DOOR).tab() as tab:
        button = button_of(drawn(tab, "welcome"), "door.companion")
        before = kept_in_store()["happenings"]
        tab.send_bytes(asking("welcome", touched=[button]))
        drawn(tab, "welcome", touched=[button])
        drawn(tab, "welcome")
        assert len(kept_in_store()["happenings"]) == len(before) + 1
        drawn(tab, "welcome", touched=[button])  # touched again on what was drawn since
        assert len(kept_in_store()["happenings"]) == len(before) + 2


@pytest.mark.parametrize("role", OTHERS)
def test_buttons_of_another_role_do_nothing_on_its_page_or_ones_own(screen_of, organiser, role):
    """A role learns the ids of an organiser's widgets, and says that it has touched them all."""
    with organiser.tab() as theirs:
        told = {page: drawn(theirs, page) for page in ("accesses", "floor", "grid", "rights")}
    if role is Role.DOOR:
        del told["floor"]  # that page is the door's too
    with screen_of(role).tab() as tab:
        drawn(tab)
        before = kept_in_store()  # the role's own access is in it now
        for page, elements in told.items():
            touched = widgets_in(elements).get("button", [])
            assert touched
            for asked in (page, ""):
                drawn(tab, asked, touched=touched)
    assert kept_in_store() == before


@pytest.mark.parametrize("role", OTHERS)
def test_a_page_asked_for_by_its_hash_under_another_pages_name_is_not_drawn(
    screen_of, organiser, role
):
    """The hash is what Streamlit goes by: a name beside it that the role may see opens nothing."""
    with organiser.tab() as theirs:
        told = drawn(theirs, "accesses")
        (hash_of,) = {
            one.new_session.page_script_hash
            for one in told
            if one.WhichOneof("type") == "new_session"
        }
        own = set(widgets_in(told)["button"])
    assert hash_of
    with screen_of(role).tab() as tab:
        for name in ("", "welcome", "accesses"):
            tab.send_bytes(asking(name, page_hash=hash_of))
            shown = widgets_in(whole_page(tab)).get("button", [])
            assert own.isdisjoint(shown)


def asking_for_piece(piece, touched):
    """The message of a tab that draws one part of a page anew, its buttons touched."""
    message = BackMsg.FromString(asking("grid", touched=touched))
    message.rerun_script.fragment_id = piece
    return message.SerializeToString()


@pytest.mark.parametrize("role", OTHERS)
def test_a_part_of_a_page_that_a_screen_has_not_drawn_is_not_drawn_alone(
    screen_of, organiser, role
):
    """A role learns under which name a part of the organiser's page is drawn again."""
    with organiser.tab() as theirs:
        told = drawn(theirs, "grid")
        pieces = {one.delta.fragment_id for one in told if one.HasField("delta")} - {""}
        touched = widgets_in(told)["button"]
        alone = []
        for piece in sorted(pieces):
            theirs.send_bytes(asking_for_piece(piece, []))
            alone += answers(theirs, "script_finished")
        own = {name for names in widgets_in(alone).values() for name in names}
    assert own
    with screen_of(role).tab() as tab:
        drawn(tab)
        before = kept_in_store()
        for piece in sorted(pieces):  # Streamlit answers nothing at all to these
            tab.send_bytes(asking_for_piece(piece, touched))
        shown = widgets_in(drawn(tab)).values()
        assert own.isdisjoint(name for names in shown for name in names)
        assert kept_in_store() == before


FORGED = [
    ("string_value", "\ud7ff**`" * 500),
    ("int_value", 2**62),
    ("double_value", float("nan")),
    ("json_value", "{" * 50),
    ("bytes_value", b"\xff" * 9),
]


@pytest.mark.parametrize(("kind", "value"), FORGED)
def test_values_that_no_page_can_send_reach_nothing_beyond_it_and_tell_nothing(
    screen_of, kind, value
):
    beyond = ("accesses", "settings", "fairs", "exhibitors", "offers", "edits")
    screen = screen_of(Role.DOOR)
    with screen.tab() as tab:
        widgets = [name for names in widgets_in(drawn(tab, "welcome")).values() for name in names]
        before = kept_in_store()
        told = drawn(tab, "welcome", typed=dict.fromkeys(widgets, (kind, value)))
        shown = [e.exception for e in elements_in(told) if e.WhichOneof("type") == "exception"]
        assert [list(error.stack_trace) for error in shown if error.stack_trace] == []
        after = kept_in_store()
        # The door may register somebody: where the log of decisions ends moves with it.
        for rows in (before["settings"], after["settings"]):
            rows[:] = [row for row in rows if not row.startswith("('decisions.last'")]
        assert [name for name in beyond if after[name] != before[name]] == []
    with screen.tab() as fresh:  # whoever forges has spoilt their own tab alone
        assert button_of(drawn(fresh, "welcome"), "door.companion")


def cancelling(meeting):
    """The touch of a grid by which a meeting is cancelled, as the browser says it."""
    return json.dumps([{"event": "act", "value": {"kind": "cancel", "meeting": meeting}}])


def trigger_of(component):
    """Under which name Streamlit is told what a component has to say."""
    return f"$$STREAMLIT_INTERNAL_KEY_{component}__events"


def spare_meeting(shop):
    """A meeting to come of somebody who has more than was promised."""
    with shop.store.reading() as reader:
        planned = plans.announced_plan(reader, MOSSON).meetings
    met = Counter(meeting.person for meeting in planned)
    return next(meeting.id for meeting in reversed(planned) if met[meeting.person] > 3)


def test_only_the_organiser_changes_the_plan_by_the_grid(screen_of, organiser):
    meeting = spare_meeting(shop_of_pages())
    with organiser.tab() as theirs:
        (grid,) = (name for name in widgets_in(drawn(theirs, "grid"))["bidi_component"]
                   if name.endswith("-grid.timetable"))  # fmt: skip
        typed = {
            grid: ("json_value", "{}"),
            trigger_of(grid): ("json_trigger_value", cancelling(meeting)),
        }
        for role in OTHERS:
            with screen_of(role).tab() as tab:
                drawn(tab)
                before = kept_in_store()
                for page in ("grid", ""):
                    drawn(tab, page, typed=typed)
            assert kept_in_store() == before
        drawn(theirs, "grid", typed=typed)
    after = kept_in_store()
    assert len(after["plan_versions"]) == len(before["plan_versions"]) + 1
    assert any(meeting in row for row in after["happenings"])

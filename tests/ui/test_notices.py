"""The page of whom to tell, the rules of the day, and the day played forward."""

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.services.door.welcome import check_in
from matching.services.files.fairs_known import fair_of
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.notices.to_tell import to_tell
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from matching.ui import ENTRANCE
from tests.ui.test_pages import said
from tests.ui.visiting import page_of

MOSSON = "mosson-2023"


@pytest.fixture
def full(announced):
    """Everybody is here, and the stand that most people are awaited at has closed."""
    with announced.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
        meetings = plans.announced_plan(reader, MOSSON).meetings
        fair = fairs.read_fair(reader, MOSSON)
    for person, code in codes.items():
        at = fair.moment(fair.opens)
        check_in(announced, MOSSON, code, nonce=person, at=at, gives_seats=False)
    stands = [one.stand for one in meetings]
    busiest = max(sorted(set(stands)), key=stands.count)
    follow_day(announced, MOSSON, StaffReport("stand-closed", stand=busiest), nonce="close")
    return announced


def test_a_tick_at_one_screen_is_gone_from_the_list_and_can_be_taken_back(full, visit):
    rows = to_tell(full, MOSSON).rows
    app = visit("notices")
    assert f"{len(rows)} personnes à prévenir" in [one.value for one in app.header]
    app.button(key=f"notices.tick.{MOSSON}.{rows[0].person}").click().run()
    assert f"Le n° {rows[0].call_number} est prévenu." in said(app)
    assert len(to_tell(full, MOSSON).rows) == len(rows) - 1
    (told,) = to_tell(full, MOSSON).told
    assert told.station == "Tablette 1"
    app.button(key=f"notices.undo.{told.nonce}").click().run()
    assert to_tell(full, MOSSON).rows == rows
    assert not app.exception


def test_the_door_ticks_too_and_a_recruiter_never_sees_the_list(full, enter_as):
    enter_as(full, Role.DOOR)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    app.switch_page(page_of("notices")).run()
    assert app.title.values == ["À prévenir"]
    with full.store.reading() as reader:
        stand = min(fairs.read_entries(reader, MOSSON).exhibitors)
    enter_as(full, Role.RECRUITER, fair=MOSSON, stand=stand)
    other = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert "À prévenir" not in [link.label for link in other.sidebar.get("page_link")]


def test_the_rules_are_kept_by_their_form(announced, visit):
    app = visit("fair")
    key = f"rules.{MOSSON}"
    app.text_input(key=f"{key}.no_show_minutes").set_value("7")
    app.radio(key=f"{key}.decides").set_value("rule")
    app.checkbox(key=f"{key}.exits_by_scan").check()
    app.button(key=f"{key}.keep").click().run()
    fair = fair_of(announced, MOSSON)
    assert (fair.day_rules.no_show_minutes, fair.day_rules.decides) == (7, "rule")
    assert fair.exits_by_scan
    app.text_input(key=f"{key}.no_show_minutes").set_value("beaucoup")
    app.button(key=f"{key}.keep").click().run()
    assert app.error
    assert fair_of(announced, MOSSON).day_rules.no_show_minutes == 7
    assert not app.exception

"""A stand moves in the middle of the day: whoever looks, sees where it is now."""

import io

import pymupdf
import pytest

from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.floor.floor_view import floor_view
from matching.services.floor.hall_view import hall_view
from matching.services.live import redraw_plan as redrawing
from matching.services.live.change_answers import changes_answer, changes_lines
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.print_sheets import print_sheet
from matching.store import fairs
from matching.store.day import plans
from tests.fairs import all_come

MOSSON = "mosson-2023"
STAND = "cgi"


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def meetings(shop, stand=STAND):
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
    return [one for one in plan.meetings if one.stand == stand]


def ten(shop):
    fair = entries(shop).fair
    return fair.moment(fair.opens).replace(hour=10, minute=0)


def moved(shop, nonce="m", **where):
    report = StaffReport("stand-moved", stand=STAND, **where)
    return follow_day(shop, MOSSON, report, nonce=nonce, at=ten(shop))


def to_come(shop):
    grid = SlotGrid.of(entries(shop).fair)
    return [one for one in meetings(shop) if grid.ends_at(one.slot + one.length - 1) > ten(shop)]


def test_a_moved_stand_moves_no_meeting_and_everybody_who_comes_is_told(planned):
    before = meetings(planned)
    redrawn = moved(planned, sign="Z9", zone="Parvis")
    assert redrawn.changes == ()
    assert meetings(planned) == before
    told = [notice.meeting for notice in redrawn.notices]
    assert sorted(told) == sorted(to_come(planned))
    lines = changes_lines(redrawn, "fr")
    assert len(lines) == len(told)
    assert all("Z9 · Parvis" in line for line in lines)
    answer = changes_answer(redrawn)
    assert answer["changes"] == []
    assert {one["meeting"]["sign"] for one in answer["notices"]} == {"Z9"}


def test_what_moves_no_meeting_is_told_all_the_same_without_a_planner(planned):
    redrawn = moved(planned, sign="Z9")
    assert redrawn.version.number == 1
    assert sorted(notice.meeting for notice in redrawn.notices) == sorted(to_come(planned))


@pytest.mark.slow
def test_screens_and_new_sheets_say_where_the_stand_is_now(planned):
    first = min(to_come(planned))
    starts = SlotGrid.of(entries(planned).fair).starts[first.slot]
    moved(planned, sign="Z9", zone="Parvis")
    all_come(planned, MOSSON)
    assert "Z9" in {call.sign for call in hall_view(planned, MOSSON, at=starts).calls}
    names = {stand.name for stand in floor_view(planned, MOSSON, at=starts).stands()}
    assert any(name.startswith("Z9 ") for name in names)
    for sheet in ("schedules", "stands"):
        pages = pymupdf.open(stream=io.BytesIO(print_sheet(planned, MOSSON, sheet)))
        assert any("Z9" in page.get_text() for page in pages)


def test_only_what_is_said_changes(planned):
    was = entries(planned).exhibitors[STAND]
    moved(planned, zone="Parvis")
    now = entries(planned).exhibitors[STAND]
    assert (now.stand, now.zone) == (was.stand, "Parvis")


def test_taking_it_back_tells_the_same_people_again(planned):
    was = entries(planned).exhibitors[STAND]
    first = moved(planned, sign="Z9")
    undone = follow_day(
        planned, MOSSON, StaffReport("undo", stand=STAND), nonce="u", at=ten(planned)
    )
    assert entries(planned).exhibitors[STAND] == was
    assert [one.person for one in undone.notices] == [one.person for one in first.notices]


def test_taking_it_back_draws_no_plan_either(planned, monkeypatch):
    was, before = entries(planned).exhibitors[STAND], meetings(planned)
    moved(planned, sign="Z9")

    def draws(*_args, **_kwargs):
        raise AssertionError("a plan is drawn")

    monkeypatch.setattr(redrawing, "redraw_plan", draws)
    undo = StaffReport("undo", stand=STAND)
    undone = follow_day(planned, MOSSON, undo, nonce="u", at=ten(planned))
    assert undone.entries.exhibitors[STAND] == was
    assert (undone.changes, undone.version.number, meetings(planned)) == ((), 1, before)
    assert sorted(one.meeting for one in undone.notices) == sorted(to_come(planned))


def test_a_move_that_says_no_place_is_refused(planned):
    with pytest.raises(FairError, match="sign_missing"):
        moved(planned)


def test_the_same_act_again_tells_the_same(planned):
    assert moved(planned, sign="Z9").notices == moved(planned, sign="Z9").notices

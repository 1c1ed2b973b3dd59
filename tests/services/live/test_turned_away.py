"""A stand that goes in the middle of an hour: whoever was to be met and has not begun is moved."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.day_state import DayState
from matching.domain.day.to_come import ToCome
from matching.domain.slots import SlotGrid
from matching.services.door.own_day import own_day
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import grid_view
from matching.services.floor.hall_view import hall_view
from matching.services.floor.stand_acts import people_moved
from matching.services.live.change_answers import changes_lines, undone_lines
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.notices.tell import note_told
from matching.services.live.notices.to_tell import to_tell
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges
from tests.fairs import all_come, shop_on

MOSSON = "mosson-2023"
KINDS = ("stand-closed", "stand-break", "stand-late", "stand-leaves", "stand-tables")
MINUTES = {"stand-break": 15, "stand-late": 30, "stand-leaves": 5}


@pytest.fixture
def shop(tmp_path, example):
    """A minute after an hour has struck, everybody here and nobody seated."""
    with shop_on(example.announced, tmp_path) as opened:
        with opened.store.reading() as reader:
            entries = fairs.read_entries(reader, MOSSON)
            planned = plans.announced_plan(reader, MOSSON).meetings
        at_tables = Counter((m.slot, m.stand) for m in planned if entries.is_at_table(m))
        busy = min(slot for (slot, _), people in at_tables.items() if people == 2 and slot)
        at = SlotGrid.of(entries.fair).starts[busy] + timedelta(minutes=1)
        all_come(opened, MOSSON)
        yield replace(opened, clock=lambda: at)


def meetings(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def facts(shop):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON)


def grid(shop):
    return SlotGrid.of(floor_view(shop, MOSSON).entries.fair)


def seated_now(shop):
    """Meetings that begin at this hour at the tables of one stand: two of them at least."""
    entries, stands = floor_view(shop, MOSSON).entries, {}
    for one in meetings(shop):
        if one.slot == struck(shop) and entries.is_at_table(one):
            stands.setdefault(one.stand, []).append(one)
    found = max(stands.values(), key=lambda mine: (len(mine), mine[0].stand))
    assert len(found) == 2
    return found


def struck(shop):
    """The slot whose hour has come."""
    return grid(shop).next_slot(shop.clock()) - 1


def report_of(shop, kind, stand):
    until = shop.clock() + timedelta(minutes=MINUTES[kind]) if kind in MINUTES else None
    tables = 1 if kind == "stand-tables" else None
    return StaffReport(kind, stand=stand, until=until, tables=tables)


def own(shop, person):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    return {one.meeting for one in own_day(shop, code, "fr").next}


def stranded(shop):
    """Meetings not begun at a stand that does not receive at their hour."""
    still = ToCome(grid(shop), DayState.of(facts(shop)), shop.clock())
    return [one for one in meetings(shop) if still.has(one) and not still.is_received(one)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_stays_with_a_meeting_not_begun_at_a_stand_that_is_gone(shop, kind):
    here = seated_now(shop)
    stand, view = here[0].stand, floor_view(shop, MOSSON)
    report = report_of(shop, kind, stand)
    named = view.to_move(stand) if kind == "stand-closed" else people_moved(view, report)
    redrawn = follow_day(shop, MOSSON, report, nonce="gone")
    left = [one for one in meetings(shop) if one in here]
    assert len(left) == (1 if kind == "stand-tables" else 0)
    assert stranded(shop) == []
    away = {one for one in here if one not in left}
    told = {change.person for change in redrawn.changes}
    assert {one.person for one in away} <= told
    assert len(told) == named > 0
    listed = {row.person: row.pending for row in to_tell(shop, MOSSON).rows}
    shown = {number for call in hall_view(shop, MOSSON).calls for number in call.now}
    for one in away:
        assert one in {change.was for change in listed[one.person].changes}
        assert own(shop, one.person) == {
            mine
            for mine in meetings(shop)
            if mine.person == one.person
            and grid(shop).ends_at(mine.slot, mine.length) > shop.clock()
        }
        assert (
            one.person not in {mine.person for mine in meetings(shop) if mine.slot == struck(shop)}
            or view.entries.call_numbers[one.person] in shown
        )


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_sits_at_a_stand_or_was_met_there_is_not_moved(shop, kind):
    here = seated_now(shop)
    for number, one in enumerate(here):
        said = "begun" if number % 2 else "held"
        follow_day(shop, MOSSON, StaffReport(said, meeting=one.id), nonce=f"sits {number}")
    follow_day(shop, MOSSON, report_of(shop, kind, here[0].stand), nonce="gone")
    assert set(here) <= set(meetings(shop))


@pytest.mark.parametrize("kind", KINDS)
def test_taken_back_at_once_everybody_has_the_meeting_of_this_hour_again(shop, kind):
    before = meetings(shop)
    stand = seated_now(shop)[0].stand
    follow_day(shop, MOSSON, report_of(shop, kind, stand), nonce="gone")
    redrawn = follow_day(shop, MOSSON, StaffReport("undo", act="gone"), nonce="back")
    assert meetings(shop) == before
    assert to_tell(shop, MOSSON).rows == ()
    assert redrawn.changes
    assert undone_lines(shop, redrawn, "fr") == [
        "C'est revenu comme avant. Par ce geste, il n'y a personne à prévenir."
    ]


def test_after_an_undo_those_are_named_who_had_been_told_and_no_others(shop):
    stand = seated_now(shop)[0].stand
    follow_day(shop, MOSSON, report_of(shop, "stand-closed", stand), nonce="gone")
    view = to_tell(shop, MOSSON)
    told = view.rows[0]
    note_told(shop, MOSSON, told.person, nonce="t", plan=view.plan, until=view.until)
    redrawn = follow_day(shop, MOSSON, StaffReport("undo", act="gone"), nonce="back")
    assert len({change.person for change in redrawn.changes}) > 1
    lines = undone_lines(shop, redrawn, "fr")
    assert lines
    assert all(f"n° {told.call_number} " in line for line in lines)


def test_a_break_over_within_the_hour_lets_whoever_waits_be_met(shop):
    here = seated_now(shop)
    follow_day(shop, MOSSON, report_of(shop, "stand-closed", here[0].stand), nonce="gone")
    report = StaffReport("stand-reopened", stand=here[0].stand)
    follow_day(shop, MOSSON, report, nonce="open")
    assert set(here) <= set(meetings(shop))


def test_the_grid_shows_a_stand_that_is_gone_as_closed_at_this_hour_too(shop):
    stand = seated_now(shop)[0].stand
    follow_day(shop, MOSSON, report_of(shop, "stand-closed", stand), nonce="gone")
    rows = [row for row in grid_view(floor_view(shop, MOSSON)).rows if row.stand.id == stand]
    assert all(struck(shop) in row.closed for row in rows)
    assert not any(block.slot == struck(shop) for row in rows for block in row.blocks)


def test_a_closing_that_moves_nobody_does_not_ask_to_tell_anybody(shop):
    empty = set(floor_view(shop, MOSSON).entries.exhibitors) - {m.stand for m in meetings(shop)}
    stand = min(empty) if empty else None
    if stand is None:
        stand = seated_now(shop)[0].stand
        follow_day(shop, MOSSON, report_of(shop, "stand-closed", stand), nonce="gone")
    assert floor_view(shop, MOSSON).to_move(stand) == 0
    redrawn = follow_day(shop, MOSSON, report_of(shop, "stand-closed", stand), nonce="again")
    assert redrawn.changes == ()
    assert len(changes_lines(redrawn, "fr")) == 1

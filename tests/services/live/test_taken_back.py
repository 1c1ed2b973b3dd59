"""What is taken back comes back: the same meetings at the same hours, and nothing beside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.domain.access import Access, Role
from matching.domain.day.happening import PLAN, Happening, HappeningKind
from matching.domain.day.reported import REPORTED
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import Change
from matching.services.floor.note_meeting import note_off, take_back_noted, taken_ahead
from matching.services.floor.stand_news import stand_lines
from matching.services.live import redraw_plan as redrawing
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.give_back import with_what_stays
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import Proposed, announce_proposed
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.examples import examples
from tests.fairs import all_come, shop_on

MOSSON = "mosson-2023"
LEAD = Access(1, "Organisatrice", Role.ORGANISER)


def meetings(shop):
    with shop.store.reading() as reader:
        return set(plans.announced_plan(reader, MOSSON).meetings)


def grid_of(shop):
    with shop.store.reading() as reader:
        return SlotGrid.of(fairs.read_fair(reader, MOSSON))


def at(shop, moment):
    """The shop at a moment of its day, with everybody here since the doors opened."""
    all_come(shop, MOSSON)
    return replace(shop, clock=lambda: moment)


def report(kind, meeting):
    if kind in {"left", "no-show of a person"}:
        return StaffReport(kind.split()[0], person=meeting.person)
    return StaffReport(kind, meeting=meeting.id)


@pytest.mark.slow
@examples(60, HealthCheck.function_scoped_fixture)
@given(
    kind=st.sampled_from(["no-show", "refused", "left", "no-show of a person", "held"]),
    drawn=st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from([0, 4, 14])),
)
def test_a_report_of_a_person_taken_back_at_once_leaves_the_plan_as_it_was(
    tmp_path_factory, example, kind, drawn
):
    which, earlier, minutes = drawn
    with shop_on(example.announced, tmp_path_factory.mktemp("undo")) as planned:
        known = sorted(meetings(planned))
        meeting = known[which % len(known)]
        slot = earlier % (meeting.slot + 1)
        shop = at(planned, grid_of(planned).starts[slot] + timedelta(minutes=minutes))
        before = meetings(shop)
        done = follow_day(shop, MOSSON, report(kind, meeting), nonce="act")
        # what others were given of it stays theirs
        given = {each.now for each in done.changes if each.person != meeting.person} - {None}
        back = follow_day(shop, MOSSON, StaffReport("undo", act="act"), nonce="back")
        after = meetings(shop)
        taken = {(each.slot, each.stand) for each in given}
        was, mine = (
            {each for each in plan if each.person == meeting.person} for plan in (before, after)
        )
        # Whoever's place was given away has that meeting at another hour, or another instead of it.
        moved = {each for each in was if (each.slot, each.stand) in taken}
        assert was - moved <= mine
        assert len(mine - was) <= len(moved)
        assert after - before - mine <= given
        assert set(back.stays) - mine == after - before - mine


@pytest.mark.parametrize(
    "kind", [kind for kind, says in REPORTED.items() if not says.moves_meetings]
)
def test_what_draws_no_plan_draws_none_when_it_is_taken_back(planned, kind, monkeypatch):
    meeting = min(meetings(planned))
    shop, before = at(planned, grid_of(planned).starts[meeting.slot]), meetings(planned)
    is_of_stand = REPORTED[kind].about == ("stand",)
    of_stand = StaffReport(kind, stand=meeting.stand, sign="Z9")
    said = of_stand if is_of_stand else StaffReport(kind, meeting=meeting.id)
    monkeypatch.setattr(redrawing, "redraw_plan", None)
    follow_day(shop, MOSSON, said, nonce="act")
    follow_day(shop, MOSSON, StaffReport("undo", act="act"), nonce="back")
    assert meetings(shop) == before


@pytest.mark.parametrize("kind", ["no-show", "undo"])
def test_a_report_about_two_things_is_refused_and_marks_nothing(planned, kind):
    meeting = min(meetings(planned))
    said = StaffReport(kind, person=meeting.person, stand=meeting.stand)
    with pytest.raises(FairError, match="target_one"):
        follow_day(planned, MOSSON, said, nonce="both")
    with planned.store.reading() as reader:
        assert happenings.read_happenings(reader, MOSSON) == ()


@pytest.fixture
def early(planned):
    """The last meeting of the day, and the shop two hours before it."""
    meeting = max(meetings(planned))
    return meeting, at(planned, grid_of(planned).starts[meeting.slot] - timedelta(hours=2))


def test_a_stand_hears_when_who_was_noted_absent_comes_after_all(early):
    meeting, shop = early
    of_stand = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=meeting.stand)
    off = note_off(shop, MOSSON, meeting.id, kind="no-show", access=of_stand, nonce="n1")
    ahead = taken_ahead(off, meeting.id)
    assert ahead == grid_of(shop).starts[meeting.slot]
    back = take_back_noted(shop, MOSSON, meeting.id, access=of_stand, nonce="n2")
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    hour = f"{ahead:%H:%M}"
    name = entries.jobseekers[meeting.person].first_name
    said = f"Le n° {entries.call_numbers[meeting.person]} ({name}) vient à {hour}."
    assert said in stand_lines(back, meeting.stand, "fr")
    assert not [line for line in stand_lines(back, "another", "fr") if name in line]
    assert "L'équipe du forum prévient 1 personne." in stand_lines(back, meeting.stand, "fr")


def test_the_same_report_told_again_after_the_plan_has_moved_is_one_report(early):
    meeting, shop = early
    follow_day(shop, MOSSON, report("no-show", meeting), nonce="act")
    again = follow_day(shop, MOSSON, report("no-show", meeting), nonce="act")
    assert again.changes == ()


def test_what_others_keep_of_an_absence_taken_back_is_said(planned):
    shop = at(planned, grid_of(planned).starts[2])
    live = read_live_fair(shop, MOSSON)
    absent, plan = max(live.plan.meetings), live.plan
    busy = {each.person for each in plan.meetings if each.stand == absent.stand}
    other = min({each.person for each in plan.meetings} - busy)
    given = replace(absent, person=other)
    said = {"person": absent.person, "meeting": absent.id, "data": {PLAN: str(plan.number)}}
    fact = Happening(HappeningKind.NO_SHOW, shop.clock(), "act", **said)
    followed = tuple(sorted({*plan.meetings, given} - {absent}))
    later = replace(plan, number=live.last_number + 1, meetings=followed)
    announce_proposed(shop, Proposed(live, later, (), "no-show"))
    undone = Redrawn(live.entries, later, (), "undo")
    back = with_what_stays(shop, undone, fact, shop.clock())
    assert back == replace(undone, stays=(given,))
    called = live.entries.call_numbers[other]
    (line,) = [each for each in lines_to_tell(shop, back, "fr") if "reste au" in each]
    assert f"reste au n° {called} (" in line
    one = "1 autre personne garde le rendez-vous qu'elle a reçu entre-temps."
    assert stand_lines(back, absent.stand, "fr") == [one]
    # what is over, and what a change of this undo tells of anyway, stays unsaid
    evening = grid_of(shop).ends_at(absent.slot)
    told = replace(undone, changes=(Change(other, None, given),))
    for drawn, moment in ((undone, evening), (told, shop.clock())):
        assert with_what_stays(shop, drawn, fact, moment) == drawn

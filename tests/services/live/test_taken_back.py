"""What is taken back comes back: the same meetings at the same hours, and nothing beside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.domain.access import Access, Role
from matching.domain.slots import SlotGrid
from matching.services.floor.stand_day import note_off, take_back_noted, taken_ahead
from matching.services.floor.stand_news import stand_lines
from matching.services.live.follow_day import StaffReport, follow_day
from matching.store import fairs
from matching.store.day import plans
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
        follow_day(shop, MOSSON, StaffReport("undo", act="act"), nonce="back")
        after = meetings(shop)
        assert {each for each in after if each.person == meeting.person} == {
            each for each in before if each.person == meeting.person
        }
        assert after - before <= given


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

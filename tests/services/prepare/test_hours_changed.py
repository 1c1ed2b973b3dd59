"""The hours of a fair change once people were told their meetings."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import Invalid
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid, held_slots
from matching.services.prepare.edited_plan import change_hours, preview_hours
from matching.services.prepare.make_fair import change_fair, typed_of
from matching.store import fairs
from matching.store.day import plans
from tests.examples import examples

MOSSON = "mosson-2023"
QUARTERS = st.integers(28, 80).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def days(draw):
    ends = sorted(draw(st.lists(QUARTERS, min_size=2, max_size=6, unique=True)))
    inner = ends[1:-1]
    breaks = tuple(zip(inner[::2], inner[1::2], strict=False))
    return Fair("a-fair", "A", date(2027, 3, 12), ends[0], ends[-1], breaks=breaks)


def frame(shop):
    with shop.store.reading() as reader:
        return fairs.read_fair(reader, MOSSON)


def hours_of(shop):
    """Each meeting that people were told: whose it is, and from when until when."""
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
    grid = SlotGrid.of(frame(shop))
    return {
        meeting.id: (grid.starts[meeting.slot], grid.ends_at(meeting.slot, meeting.length))
        for meeting in plan.meetings
    }


def typed(shop, **other):
    return typed_of(frame(shop)) | other


@examples(300)
@given(days(), st.lists(days(), min_size=1, max_size=3))
def test_slots_keep_number_and_hour_whatever_hours_the_fair_gets(told, later):
    before, grid = told, SlotGrid.of(told)
    for after in later:
        before = after.with_slots_of(before)
        again = SlotGrid.of(before)
        assert again.starts[: len(grid)] == grid.starts
        assert again.sessions[:-1][: len(grid.sessions) - 1] == grid.sessions[:-1]
        assert before.stretches == after.stretches
        for slot in held_slots(before, again):
            begin, end = again.starts[slot], again.ends_at(slot)
            spans = ((after.moment(start), after.moment(until)) for start, until in after.stretches)
            assert any(start <= begin and end <= until for start, until in spans)
        grid = again


def test_cut_of_a_fair_is_stretches_one_after_the_other():
    with pytest.raises(Invalid):
        Fair("a-fair", "A", date(2027, 3, 12), time(9), time(17), cut=((time(11), time(10)),))


@pytest.mark.parametrize(
    ("other", "closed"),
    [
        ({"closes": "14:15"}, (time(14, 15), time(23))),
        ({"opens": "10:45"}, (time(0), time(10, 45))),
        ({"breaks": "11:00-11:40; 12:30-13:30"}, (time(11), time(11, 40))),
    ],
)
def test_nobody_is_met_in_hours_that_the_fair_no_longer_has_and_others_keep_theirs(
    planned, other, closed
):
    before = hours_of(planned)
    inside = [frame(planned).moment(clock) for clock in closed]
    hit = {key for key, (start, end) in before.items() if start < inside[1] and end > inside[0]}
    shown = preview_hours(planned, MOSSON, typed(planned, **other))
    assert hit
    assert hours_of(planned) == before
    changed = change_hours(planned, MOSSON, typed(planned, **other))
    after = hours_of(planned)
    assert changed.plan.changes == shown.plan.changes
    assert not [1 for start, end in after.values() if start < inside[1] and end > inside[0]]
    moved = {key for key in before if after.get(key) != before[key]}
    assert hit <= moved
    people = {change.person for change in changed.plan.changes}
    with planned.store.reading() as reader:
        (told,) = [plans.read_plan(reader, MOSSON, number=1)]
    touched = {meeting.person for meeting in told.meetings if meeting.id in hit}
    assert {meeting.person for meeting in told.meetings if meeting.id in moved} <= people
    assert touched <= people


def test_later_hours_add_slots_and_earlier_ones_stay_without_meetings(planned):
    before = hours_of(planned)
    slots = len(SlotGrid.of(frame(planned)))
    changed = change_hours(planned, MOSSON, typed(planned, opens="8:30", closes="18:00"))
    assert changed.unused == ((time(8, 30), time(9, 30)),)
    assert len(SlotGrid.of(changed.frame)) == slots + 4
    after = hours_of(planned)
    assert {key: after[key] for key in before} == before


def test_hours_that_come_back_are_there_again(planned):
    was, grid = frame(planned), SlotGrid.of(frame(planned))
    back = typed(planned)
    change_hours(planned, MOSSON, typed(planned, closes="16:00"))
    assert typed_of(frame(planned))["closes"] == "16:00"
    change_hours(planned, MOSSON, back)
    assert (frame(planned), SlotGrid.of(frame(planned))) == (was, grid)


def test_same_hours_and_a_plan_nobody_was_told_show_nothing(planned):
    assert preview_hours(planned, MOSSON, typed(planned, title="Autre titre")) is None


def test_closed_hours_stay_closed_when_the_fair_is_changed_otherwise(planned):
    change_hours(planned, MOSSON, typed(planned, closes="16:00"))
    change_fair(planned, MOSSON, typed(planned, title="Autre titre"))
    grid = SlotGrid.of(frame(planned))
    assert all(grid.ends_at(slot) <= frame(planned).moment(time(16))
               for slot in held_slots(frame(planned), grid))  # fmt: skip

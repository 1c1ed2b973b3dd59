"""What a fair that was held says of the next: settings of a day played, counted from facts."""

from datetime import timedelta

import pytest

from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.more_slots import MOST_SLOTS_MORE
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import check_in
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.prepare.fit_conditions import fit_conditions
from matching.services.prepare.simulate_day import simulate_day, simulation_answer
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges

MOSSON = "mosson-2023"


@pytest.fixture
def held(planned):
    """A day: all but six came, twelve minutes after the hour they gave; a walk-in, a late stand."""
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        codes = badges.live_codes(reader, MOSSON)
        meetings = plans.announced_plan(reader, MOSSON).meetings
    fair, grid = entries.fair, SlotGrid.of(entries.fair)
    for person in sorted(entries.jobseekers)[6:]:
        meant = fair.moment(entries.jobseekers[person].arrives or fair.opens)
        at = meant + timedelta(minutes=12)
        check_in(planned, MOSSON, codes[person], nonce=person, at=at, gives_seats=False)
    opening = fair.moment(fair.opens)
    walk_in(planned, MOSSON, first_name="Zoé", fields={}, nonce="w", at=opening)
    stand = min(entries.exhibitors)
    until = opening + timedelta(minutes=30)
    late = StaffReport("stand-late", stand=stand, until=until)
    follow_day(planned, MOSSON, late, nonce="late", at=opening)
    for minutes, meeting in zip((0, 8, 90), sorted(meetings), strict=False):
        over = grid.ends_at(meeting.slot, meeting.length) + timedelta(minutes=minutes)
        report = StaffReport("held", meeting=meeting.id)
        follow_day(planned, MOSSON, report, nonce=f"held {meeting.id}", at=over)
    return planned, len(entries.jobseekers), len(entries.exhibitors)


def test_a_fair_that_was_held_says_how_the_next_may_go(held):
    shop, people, stands = held
    fitted = fit_conditions(shop, MOSSON)
    assert (fitted.registered, fitted.came, fitted.held) == (people, people - 6 + 1, 2)
    assert fitted.conditions == Conditions(
        no_shows=round(600 / people, 1),
        walk_ins=round(100 / people, 1),
        late=12.0,
        stands_late=round(100 / stands, 1),
        overrun=4.0,
    )


def test_where_nobody_noted_meetings_the_overrun_stays_as_it_is_set(planned):
    with planned.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    check_in(planned, MOSSON, min(codes.values()), nonce="one", gives_seats=False)
    fitted = fit_conditions(planned, MOSSON, otherwise=Conditions(overrun=7))
    assert (fitted.held, fitted.conditions.overrun) == (0, 7)


def test_a_fair_where_nobody_came_says_nothing(planned):
    with pytest.raises(FairError, match="nothing_to_fit"):
        fit_conditions(planned, MOSSON)


def test_a_day_played_tells_the_promise_by_slots_more(planned):
    simulated = simulate_day(planned, MOSSON, Conditions(no_shows=0), days=3)
    slots = [longer.slots for longer in simulated.longer]
    assert slots == list(range(len(slots)))
    assert simulated.longer[-1].is_enough or slots[-1] == MOST_SLOTS_MORE
    assert all(not longer.is_enough for longer in simulated.longer[:-1])
    answer = simulation_answer(simulated, "fr")
    assert [row["more"] for row in answer["slots"]] == slots
    assert answer["text"].endswith(".")

"""Before the day of a fair nothing of it has begun, whatever hour the clock on the wall says."""

from dataclasses import replace
from datetime import timedelta

import pymupdf
import pytest

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import HappeningKind
from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.door.welcome import check_in
from matching.services.evening.report import report
from matching.services.floor.explain_meeting import explain_meeting
from matching.services.live.by_hand.free_places import places_for_meeting, read_day_to_place
from matching.services.live.notices.to_tell import to_tell
from matching.services.plan.plan_view import plan_view
from matching.services.plan.print_sheets import personal_schedule, print_sheet
from matching.services.prepare.edit_entries import add_entry
from matching.services.prepare.remove_entries import bring_back, removal_cost, remove_entry
from matching.services.shop.known_plans import known_announced_plan
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import badges
from tests.fairs import shop_on

MOSSON = "mosson-2023"
PEOPLE, STANDS = EditKind.JOBSEEKERS, EditKind.EXHIBITORS
HOURS = (2, 13, 23)
NEWCOMER = {
    "first_name": "Ali",
    "last_name": "Matinal",
    "wishes": "développeur web",
    "arrives": "09:30",
    "leaves": "11:30",
}


def pdf_text(pdf):
    return "\n".join(page.get_text() for page in pymupdf.open(stream=pdf))


def at_hour(shop, hour):
    """The same shop four months before the fair, at an hour of the wall."""
    frame = entries_of(shop).fair
    wall = frame.moment(frame.opens).replace(hour=hour, minute=21) - timedelta(days=120)
    return replace(shop, clock=lambda: wall)


def entries_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def plan_of(shop):
    with shop.store.reading() as reader:
        return known_announced_plan(shop, reader, MOSSON).meetings


def facts_of(shop):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON)


def busiest(shop, name):
    met = [getattr(one, name) for one in plan_of(shop) if one.slot < 8]
    return max(sorted(set(met)), key=met.count)


def take_out_stand(shop):
    return remove_entry(shop, MOSSON, STANDS, busiest(shop, "stand"), nonce="n")


def take_out_person(shop):
    return remove_entry(shop, MOSSON, PEOPLE, busiest(shop, "person"), nonce="n")


def add_person(shop):
    return add_entry(shop, MOSSON, PEOPLE, NEWCOMER, nonce="n")


@pytest.mark.parametrize("act", [take_out_stand, take_out_person, add_person])
def test_an_edit_months_before_gives_one_plan_at_any_hour_of_the_wall(example, tmp_path, act):
    found = []
    for hour in HOURS:
        folder = tmp_path / str(hour)
        folder.mkdir()
        with shop_on(example.announced, folder) as opened:
            shop = at_hour(opened, hour)
            before = set(plan_of(shop))
            edited = act(shop)
            after = {replace(one, person="new") if one.person == edited.entry else one
                     for one in plan_of(shop)}  # fmt: skip
            assert edited.plan.missed == ()
            assert not {fact.kind for fact in facts_of(shop)} & {HappeningKind.NO_SHOW}
            found.append((before, after))
    assert found[0] == found[1] == found[2]
    assert found[0][0] != found[0][1]


@pytest.mark.slow
def test_a_stand_taken_out_months_before_loses_its_mornings_too(planned):
    shop = at_hour(planned, 13)
    stand = busiest(shop, "stand")
    held = [one for one in plan_of(shop) if one.stand == stand]
    assert removal_cost(shop, MOSSON, STANDS, stand).meetings == len(held)
    edited = remove_entry(shop, MOSSON, STANDS, stand, nonce="n")
    assert {one.person for one in edited.plan.changes} >= {one.person for one in held}
    assert not [one for one in plan_of(shop) if one.stand == stand]
    name = entries_of(shop).exhibitors[stand].name
    assert name not in pdf_text(print_sheet(shop, MOSSON, "schedules"))
    assert name not in pdf_text(print_sheet(shop, MOSSON, "stands"))
    assert set(to_tell_numbers(shop)) >= {entries_of(shop).call_numbers[one.person] for one in held}
    bring_back(shop, MOSSON, STANDS, stand, nonce="m")
    assert [one for one in plan_of(shop) if one.stand == stand and one.slot < 8]


def to_tell_numbers(shop):
    return [row.call_number for row in to_tell(shop, MOSSON).to_come]


def test_a_person_taken_out_months_before_has_no_sheet_and_comes_back_to_meetings(planned):
    shop = at_hour(planned, 13)
    person = busiest(shop, "person")
    told = entries_of(shop).jobseekers[person]
    remove_entry(shop, MOSSON, PEOPLE, person, nonce="n")
    assert not [one for one in plan_of(shop) if one.person == person]
    assert DayState.of(facts_of(shop)).missed == frozenset()
    for sheet in ("schedules", "badges", "door", "stands"):
        assert told.last_name not in pdf_text(print_sheet(shop, MOSSON, sheet))
    with pytest.raises(FairError, match="person_unknown"):
        personal_schedule(shop, MOSSON, person)
    assert told.full_name not in plan_view(shop, MOSSON).fewest[0]
    bring_back(shop, MOSSON, PEOPLE, person, nonce="m")
    assert [one for one in plan_of(shop) if one.person == person]


def test_somebody_of_the_morning_added_in_an_afternoon_months_before_is_served(planned):
    shop = at_hour(planned, 16)
    edited = add_entry(shop, MOSSON, PEOPLE, NEWCOMER, nonce="n")
    mine = [one for one in plan_of(shop) if one.person == edited.entry]
    grid = SlotGrid.of(entries_of(shop).fair)
    assert mine
    assert all(f"{grid.starts[one.slot]:%H:%M}" < "11:30" for one in mine)
    assert plan_view(shop, MOSSON).shares.people.least >= 1


def test_what_was_tried_in_a_rehearsal_counts_for_no_act_of_preparation(example, tmp_path):
    plans = []
    for is_tried in (False, True):
        folder = tmp_path / str(is_tried)
        folder.mkdir()
        with shop_on(example.announced, folder) as opened:
            shop = at_hour(opened, 13)
            if is_tried:
                with shop.store.reading() as reader:
                    code = badges.live_codes(reader, MOSSON)["p01"]
                check_in(shop, MOSSON, code, nonce="scan")
                frame = entries_of(shop).fair
                assert shop.day_moment(frame) == frame.moment(frame.opens)
                given = {one.id: one for one in plan_of(shop) if one.person == "p01"}
            stand = busiest(shop, "stand")
            remove_entry(shop, MOSSON, STANDS, stand, nonce="n")
            assert not [one for one in plan_of(shop) if one.stand == stand]
            plans.append({one for one in plan_of(shop) if one.slot < 8 and one.person != "p01"})
    assert given
    assert {one.person for one in plans[0]} == {one.person for one in plans[1]}


def test_free_places_and_reasons_months_before_are_of_the_whole_day(planned):
    answers = []
    for hour in HOURS:
        shop = at_hour(planned, hour)
        frame = entries_of(shop).fair
        live, moment = read_day_to_place(shop, MOSSON), shop.day_moment(frame)
        stand = busiest(shop, "stand")
        places = places_for_meeting(live, min(live.plan.meetings).id, moment)
        said = explain_meeting(shop, MOSSON, person="p02", stand=stand, language="fr")
        answers.append((places, said))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][1].code != "past"


def test_no_figure_says_months_before_that_somebody_stayed_away(planned):
    shop = at_hour(planned, 13)
    reach = {figure.code: figure.value for figure in report(shop, MOSSON).section("reach").figures}
    assert (reach["came"], reach["did_not_come"]) == (0, None)
    hours = [figure.label for figure in report(shop, MOSSON).section("arrivals").figures]
    assert hours == ["09:00"]


def test_no_proof_is_told_beside_somebody_of_whom_the_plan_knows_nothing(planned):
    shop = at_hour(planned, 13)
    typed = NEWCOMER | {"arrives": "16:50", "leaves": "16:55"}
    edited = add_entry(shop, MOSSON, PEOPLE, typed, nonce="n")
    assert edited.entry not in {one.person for one in plan_of(shop)}
    view = plan_view(shop, MOSSON)
    assert view.shares.people.least == 0
    assert edited.entry in view.changed.people

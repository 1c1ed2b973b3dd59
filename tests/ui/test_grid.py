"""The organiser's grid and the preview of a re-plan, as the pages run them."""

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.domain.day.happening import HappeningKind
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import grid_view
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import Signed, edit_plan
from matching.services.live.by_hand.free_places import (
    offers_beside,
    places_about,
    places_for_meeting,
    read_day_to_place,
    rules_in_the_way,
)
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.rights.decisions import decision_log
from matching.store.day import plans
from matching.ui import ENTRANCE
from matching.ui.moments import Picked
from matching.ui.parts.floor.grid import held_at
from tests.ui.test_pages import said
from tests.ui.visiting import page_of

MOSSON = "mosson-2023"


def plan_of(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def short_of(shop):
    """A meeting to come of somebody who has just what was promised."""
    planned = plan_of(shop).meetings
    met = Counter(meeting.person for meeting in planned)
    return next(meeting for meeting in reversed(planned) if met[meeting.person] == 2)


def hold(app, meeting):
    """Hold a meeting, as a touch of the grid does: AppTest cannot touch a component."""
    app.session_state["parvis.Picked"] = Picked(meeting=meeting.id)
    return app.run()


@pytest.mark.slow
def test_a_cancel_that_breaks_the_promise_asks_for_a_reason_and_is_taken_back(announced, visit):
    meeting = short_of(announced)
    app = hold(visit("grid"), meeting)
    app.button(key="grid.cancel").click().run()
    assert "n'aurait plus que 1 rendez-vous\u202f; 2 sont promis." in said(app)
    assert meeting in plan_of(announced).meetings
    force = next(button for button in app.button if button.label == "Faire quand même")
    force.click().run()
    assert "Écrivez un motif." in said(app)
    assert meeting in plan_of(announced).meetings
    app.text_input(key="grid.reason").set_value("la personne préfère partir")
    force = next(button for button in app.button if button.label == "Faire quand même")
    force.click().run()
    assert meeting not in plan_of(announced).meetings
    lines = decision_log(announced, MOSSON).document["decisions"]
    assert "la personne préfère partir" in [line.get("reason") for line in lines]
    app.button(key="grid.undo").click().run()
    assert meeting in plan_of(announced).meetings
    assert not app.exception


@pytest.mark.slow
def test_a_second_meeting_about_another_offer_is_chosen_then_put_in_its_place(announced, visit):
    day, now = read_day_to_place(announced, MOSSON), floor_view(announced, MOSSON).at
    meeting, offer, slot = next(
        (meeting, offer, place.slots[-1])
        for meeting in day.plan.meetings
        for offer in offers_beside(day, meeting.id)
        for place in places_about(day, meeting.person, offer, now)
        if place.slots
    )
    app = hold(visit("grid"), meeting)
    app.button(key=f"grid.second.{offer}").click().run()
    told = said(app)
    assert "Un deuxième rendez-vous pour" in told
    assert f"**{day.entries.offers[offer].title}**" in told
    picked = app.session_state["parvis.Picked"]
    assert (picked.person, picked.about) == (meeting.person, (meeting.stand, offer))
    edit = HandEdit(HandEditKind.ADD, person=meeting.person, stand=meeting.stand, offer=offer,
                    slot=slot)  # fmt: skip
    edit_plan(announced, MOSSON, edit, Signed("second", "deux métiers"), at=now)
    mine = [one for one in plan_of(announced).meetings if one.person == meeting.person]
    assert {meeting.offer, offer} <= {one.offer for one in mine if one.stand == meeting.stand}
    assert not app.exception


@pytest.mark.slow
def test_what_is_held_is_told_where_it_could_go_or_why_nowhere(announced, visit):
    day, now = read_day_to_place(announced, MOSSON), floor_view(announced, MOSSON).at
    free = {
        meeting: bool(places_for_meeting(day, meeting.id, now)[0].slots)
        for meeting in day.plan.meetings
    }
    assert set(free.values()) == {True, False}
    app = visit("grid")
    for is_free in (True, False):
        held = next(meeting for meeting, can_move in free.items() if can_move is is_free)
        told = said(hold(app, held))
        assert ("Places libres\xa0: " in told, "Aucune place proposée\xa0: " in told) == (
            is_free,
            not is_free,
        )
        if not is_free:
            assert rules_in_the_way(day, now, meeting=held.id)
    assert not app.exception


def test_the_stand_of_what_is_held_is_in_the_grid_whichever_stands_are_looked_at(announced):
    floor = floor_view(announced, MOSSON)
    meeting = min(plan_of(announced).meetings)
    second = Picked(person=meeting.person, about=(meeting.stand, meeting.offer))
    stands = [
        {row.stand.id for row in grid_view(floor, stands=held_at(floor, picked)).rows}
        for picked in (Picked(meeting=meeting.id), second, Picked(person=meeting.person), Picked())
    ]
    assert stands == [{meeting.stand}, {meeting.stand}, set(), set()]


def test_what_would_break_is_left_as_it_was(announced, visit):
    before = plan_of(announced)
    app = hold(visit("grid"), short_of(announced))
    app.button(key="grid.cancel").click().run()
    leave = next(button for button in app.button if button.label == "Laisser comme c'était")
    leave.click().run()
    assert plan_of(announced) == before
    assert "ne respecte pas une règle" not in said(app)


def test_an_act_of_the_grid_is_among_the_last_acts_of_the_organiser_alone(
    announced, visit, enter_as
):
    meeting = short_of(announced)
    app = hold(visit("grid"), meeting)
    app.button(key="grid.cancel").click().run()
    app.text_input(key="grid.reason").set_value("voulu")
    next(button for button in app.button if button.label == "Faire quand même").click().run()
    app.switch_page(page_of("floor")).run()
    app.segmented_control(key="floor.look").set_value("acts").run()
    (back,) = [one.key for one in app.button if str(one.key).startswith("floor.take_back.")]
    app.button(key=back).click().run()
    assert meeting in plan_of(announced).meetings
    app = hold(visit("grid"), meeting)
    app.button(key="grid.cancel").click().run()
    app.text_input(key="grid.reason").set_value("voulu")
    next(button for button in app.button if button.label == "Faire quand même").click().run()
    enter_as(announced, Role.DOOR)
    door = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    door.switch_page(page_of("floor")).run()
    door.segmented_control(key="floor.look").set_value("acts").run()
    assert [one.key for one in door.button if str(one.key).startswith("floor.take_back.")] == []


@pytest.mark.parametrize("role", [Role.DOOR, Role.RECRUITER, Role.DATA, Role.PRESCRIBER])
def test_the_grid_is_the_organisers_alone(announced, enter_as, role):
    of = {"fair": MOSSON, "stand": "cgi"} if role is Role.RECRUITER else {}
    enter_as(announced, role, **of)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert "Grille" not in [one.label for one in app.sidebar.get("page_link")]
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(page_of("grid"))


def test_a_replan_is_looked_at_then_dropped_or_announced(announced, visit):
    app = visit("floor")
    before = plan_of(announced)
    app.button(key="floor.replan").click().run()
    assert plan_of(announced) == before
    app.button(key="floor.replan_drop").click().run()
    assert plan_of(announced) == before
    assert {"floor.replan"} <= {button.key for button in app.button}


def test_the_grid_tells_states_idle_tables_and_people_without_a_meeting(announced):
    view = grid_view(floor_view(announced, MOSSON))
    planned = plan_of(announced).meetings
    boxed = [meeting for row in view.rows for block in row.blocks for meeting in block.meetings]
    assert sorted(boxed) == sorted(planned)
    met = {meeting.person for meeting in planned}
    assert set(view.without) == set(view.floor.entries.jobseekers) - met
    for row in view.rows:
        taken = [slot for one in row.blocks for slot in range(one.slot, one.slot + one.length)]
        assert len(taken) == len(set(taken))
    first = min(planned)
    follow_day(announced, MOSSON, StaffReport("held", meeting=first.id), nonce="held")
    after = grid_view(floor_view(announced, MOSSON))
    states = {
        meeting.id: block.state
        for row in after.rows
        for block in row.blocks
        for meeting in block.meetings
        if len(block.meetings) == 1
    }
    assert states.get(first.id, "held") == HappeningKind.HELD.value

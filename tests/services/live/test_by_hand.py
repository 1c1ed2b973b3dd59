"""A hand moves, swaps, adds and cancels: by the planner's rules, kept, with a way back."""

from collections import Counter
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import starts
from matching.services.live.by_hand.edit import HandEdit, HandEditKind, slot_at
from matching.services.live.by_hand.edit_plan import (
    EditRefused,
    Signed,
    edit_plan,
    preview_edit,
    take_back_edit,
)
from matching.services.live.by_hand.free_places import (
    near,
    places_for_meeting,
    places_for_person,
    read_day_to_place,
)
from matching.services.live.change_answers import to_tell
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redraw_plan import (
    announce_preview,
    preview_redraw,
    redraw_plan,
)
from matching.services.rights.decisions import decision_log
from matching.services.scores.judged import KeptJudged
from matching.store.day import happenings, plans
from tests.examples import examples
from tests.planning.strategies import problems, tied_problems

MOSSON = "mosson-2023"


def plan_of(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def meeting_of(shop, meeting):
    return next((one for one in plan_of(shop).meetings if one.id == meeting), None)


def fair_of(shop):
    return read_live_fair(shop, MOSSON).entries.fair


def ten(shop):
    return fair_of(shop).moment(time(10))


def movable(shop):
    """A meeting to come that has a free place, with the first of them."""
    live = read_live_fair(shop, MOSSON)
    for meeting in reversed(live.plan.meetings):
        (place,) = places_for_meeting(live, meeting.id, ten(shop))
        if place.slots:
            return meeting, place.slots[0]
    raise AssertionError("nothing can move")


def stuck(shop):
    """A meeting to come that cannot be at the hour of another of its person, and that hour."""
    plan = plan_of(shop).meetings
    for meeting in reversed(plan):
        for other in plan:
            if other.person == meeting.person and 2 < other.slot < meeting.slot:
                return meeting, other.slot
    raise AssertionError("everybody has one meeting")


def move(shop, meeting, slot, nonce="n1", reason=""):
    edit = HandEdit(HandEditKind.MOVE, meeting.id, slot=slot)
    return edit_plan(shop, MOSSON, edit, Signed(nonce, reason, "Portable"), at=ten(shop))


def test_a_move_to_a_free_place_moves_that_meeting_and_nobody_else(planned):
    meeting, slot = movable(planned)
    before = plan_of(planned)
    redrawn = move(planned, meeting, slot)
    assert [(one.was, one.now.slot) for one in redrawn.changes] == [(meeting, slot)]
    after = plan_of(planned)
    assert set(before.meetings) - set(after.meetings) == {meeting}
    assert after.number == before.number + 1
    assert after.bounds == {}


def test_the_same_act_again_changes_nothing_more(planned):
    meeting, slot = movable(planned)
    move(planned, meeting, slot)
    number = plan_of(planned).number
    assert move(planned, meeting, slot).changes == ()
    assert plan_of(planned).number == number


def test_what_breaks_a_rule_is_refused_with_a_sentence_and_done_with_a_reason(planned):
    meeting, slot = stuck(planned)
    with pytest.raises(EditRefused) as refused:
        move(planned, meeting, slot)
    assert "person_busy" in refused.value.previewed.tried.codes
    assert any("en même temps" in line for line in refused.value.previewed.lines("fr"))
    assert meeting_of(planned, meeting.id) == meeting
    move(planned, meeting, slot, reason="elle est  déjà\nau stand")
    assert meeting_of(planned, meeting.id).slot == slot
    (told,) = [
        line
        for line in decision_log(planned, MOSSON).document["decisions"]
        if line["act"] == "hand-move" and "reason" in line
    ]
    assert (told["reason"], told["station"]) == ("elle est déjà au stand", "Portable")
    assert "person_busy" in told["broken"]
    assert (told["from_slot"], told["to_slot"]) == (meeting.slot, slot)
    assert decision_log(planned, MOSSON).is_whole


def test_a_reason_that_names_the_person_is_refused(planned):
    meeting, slot = stuck(planned)
    name = read_live_fair(planned, MOSSON).entries.jobseekers[meeting.person].first_name
    with pytest.raises(FairError, match="reason_names"):
        move(planned, meeting, slot, reason=f"{name.upper()} est là")


def test_reason_that_speaks_of_a_protected_criterion_is_kept_only_when_it_is_about_the_post(
    planned,
):
    meeting, slot = stuck(planned)
    with pytest.raises(FairError, match="words_protected"):
        move(planned, meeting, slot, reason="elle est enceinte")
    assert meeting_of(planned, meeting.id) == meeting
    edit = HandEdit(HandEditKind.MOVE, meeting.id, slot=slot)
    signed = Signed("n1", "poste pour une femme enceinte", is_about_the_post=True)
    edit_plan(planned, MOSSON, edit, signed, at=ten(planned))
    assert meeting_of(planned, meeting.id).slot == slot


def test_undo_of_a_report_never_lets_go_of_what_a_hand_has_placed(planned):
    meeting, slot = stuck(planned)
    move(planned, meeting, slot, reason="voulu")
    for report in (
        StaffReport("undo", person=meeting.person),
        StaffReport("undo", meeting=meeting.id),
        StaffReport("undo", act="n1"),
    ):
        with pytest.raises(FairError, match="undo_by_hand"):
            follow_day(planned, MOSSON, report, nonce="n2", at=ten(planned))
    redraw_plan(planned, MOSSON, at=ten(planned))
    assert meeting_of(planned, meeting.id).slot == slot


def test_free_places_are_the_same_from_kept_judgements_as_from_scores(planned):
    live, kept = read_live_fair(planned, MOSSON), read_day_to_place(planned, MOSSON)
    assert isinstance(kept.judged, KeptJudged)
    for person in sorted(live.entries.jobseekers)[:8]:
        found = places_for_person(kept, person, ten(planned))
        assert found == places_for_person(live, person, ten(planned))


def test_what_was_placed_by_hand_stays_through_replans_and_events_elsewhere(planned):
    meeting, slot = stuck(planned)
    move(planned, meeting, slot, reason="voulu")
    redraw_plan(planned, MOSSON, at=ten(planned))
    assert meeting_of(planned, meeting.id).slot == slot
    stands = {one.stand for one in plan_of(planned).meetings if one.person == meeting.person}
    elsewhere = next(one.stand for one in plan_of(planned).meetings if one.stand not in stands)
    shut = StaffReport("stand-closed", stand=elsewhere)
    follow_day(planned, MOSSON, shut, nonce="shut", at=ten(planned))
    assert meeting_of(planned, meeting.id).slot == slot


def test_what_was_placed_by_hand_goes_with_its_person(planned):
    meeting, slot = movable(planned)
    move(planned, meeting, slot)
    came = Happening(HappeningKind.ARRIVED, ten(planned), "came", person=meeting.person)
    with planned.store.writing() as writer:
        happenings.append(writer, MOSSON, came, recorded_at=planned.clock())
    left = StaffReport("left", person=meeting.person)
    follow_day(planned, MOSSON, left, nonce="left", at=ten(planned))
    assert meeting_of(planned, meeting.id) is None


def test_a_cancelled_meeting_does_not_come_back_until_it_is_taken_back(planned):
    meeting, _ = movable(planned)
    edit = HandEdit(HandEditKind.CANCEL, meeting.id)
    signed = Signed("gone", "elle préfère partir")
    edit_plan(planned, MOSSON, edit, signed, at=ten(planned))
    redraw_plan(planned, MOSSON, at=ten(planned))
    mine = [one for one in plan_of(planned).meetings if one.person == meeting.person]
    assert meeting.stand not in {one.stand for one in mine if one.offer == meeting.offer}


def test_somebody_who_meets_a_stand_is_told_when_instead_of_meeting_it_twice(planned):
    live = read_live_fair(planned, MOSSON)
    meeting = movable(planned)[0]
    hour = SlotGrid.of(live.entries.fair).starts[meeting.slot]
    edit = HandEdit(HandEditKind.ADD, person=meeting.person, stand=meeting.stand, slot=5)
    with pytest.raises(FairError) as refused:
        edit_plan(planned, MOSSON, edit, Signed("n1", "", "Portable"), at=ten(planned))
    assert refused.value.code == "edit_stand_met"
    assert refused.value.params == {"hour": f"{hour:%H:%M}"}


@pytest.mark.parametrize("kind", ["move", "cancel"])
def test_an_act_taken_back_leaves_the_meeting_as_it_was_and_free_to_move(planned, kind):
    meeting, slot = movable(planned)
    edit = HandEdit(HandEditKind(kind), meeting.id, slot=slot)
    edit_plan(planned, MOSSON, edit, Signed("act", "voulu"), at=ten(planned))
    before = plan_of(planned).number
    back = take_back_edit(planned, MOSSON, "act", Signed("back"), at=ten(planned))
    assert [one.now for one in back.changes] == [meeting]
    assert meeting_of(planned, meeting.id) == meeting
    assert plan_of(planned).number == before + 1
    with pytest.raises(FairError, match="nothing_to_undo"):
        take_back_edit(planned, MOSSON, "act", Signed("again"), at=ten(planned))


def test_an_act_is_not_taken_back_over_a_later_one(planned):
    meeting, slot = movable(planned)
    move(planned, meeting, slot)
    edit = HandEdit(HandEditKind.CANCEL, meeting.id)
    edit_plan(planned, MOSSON, edit, Signed("n2", "voulu"), at=ten(planned))
    with pytest.raises(FairError, match="edit_overtaken"):
        take_back_edit(planned, MOSSON, "n1", Signed("back"), at=ten(planned))


def test_a_swap_lets_two_meetings_change_hours_by_one_act(planned):
    plan = plan_of(planned).meetings
    one, other = next(
        (one, other)
        for one in plan
        for other in plan
        if one.stand == other.stand and 2 < one.slot < other.slot and one.person != other.person
    )
    edit = HandEdit(HandEditKind.SWAP, one.id, other.id)
    edit_plan(planned, MOSSON, edit, Signed("swap", "ils se sont arrangés"), at=ten(planned))
    assert meeting_of(planned, one.id).slot == other.slot
    assert meeting_of(planned, other.id).slot == one.slot
    take_back_edit(planned, MOSSON, "swap", Signed("back", "trompé"), at=ten(planned))
    assert (meeting_of(planned, one.id), meeting_of(planned, other.id)) == (one, other)


def test_somebody_is_added_where_their_free_places_say(planned):
    meeting, _ = movable(planned)
    cancel = HandEdit(HandEditKind.CANCEL, meeting.id)
    edit_plan(planned, MOSSON, cancel, Signed("gone", "place"), at=ten(planned))
    live = read_live_fair(planned, MOSSON)
    places = places_for_person(live, meeting.person, ten(planned))
    add = HandEdit(
        HandEditKind.ADD,
        person=meeting.person,
        stand=meeting.stand,
        offer=meeting.offer,
        slot=meeting.slot,
    )
    previewed = preview_edit(planned, MOSSON, add, at=ten(planned))
    assert previewed.tried.codes == ()
    edit_plan(planned, MOSSON, add, Signed("again"), at=ten(planned))
    assert meeting_of(planned, meeting.id).slot == meeting.slot
    assert all(place.slots for place in places)


@pytest.mark.parametrize("seed", range(3))
def test_free_places_are_those_that_break_nothing(planned, seed):
    live = read_live_fair(planned, MOSSON)
    to_come = [one for one in live.plan.meetings if one.slot > 2]
    meeting = to_come[seed * 29 % len(to_come)]
    (place,) = places_for_meeting(live, meeting.id, ten(planned))

    def breaks(slot):
        edit = HandEdit(HandEditKind.MOVE, meeting.id, slot=slot)
        try:
            return preview_edit(planned, MOSSON, edit, at=ten(planned)).tried.codes
        except FairError as error:
            return error.code

    hours = range(26)
    assert [slot for slot in hours if breaks(slot) == ()] == list(place.slots)


@examples(200)
@given(st.one_of(problems(), tied_problems()), st.data())
def test_the_rules_near_a_pair_are_those_of_the_whole_problem(problem, data):
    if not problem.pairs:
        return
    layout = Layout(problem)
    pair = data.draw(st.integers(0, len(problem.pairs) - 1))
    others = [
        Placed(number, data.draw(st.sampled_from(slots)))
        for number in range(len(problem.pairs))
        if number != pair and (slots := starts(layout, number)) and data.draw(st.booleans())
    ]
    small, plan, number = near(problem, others, pair)
    for slot in starts(layout, pair):
        whole = set(violations(problem, [*others, Placed(pair, slot)]))
        few = set(violations(small, [*plan, Placed(number, slot)]))
        is_free = whole <= set(violations(problem, others))
        assert (few <= set(violations(small, plan))) == is_free


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (HandEdit(HandEditKind.MOVE, "m-nobody", slot=9), "meeting_unknown"),
        (HandEdit(HandEditKind.ADD, person="p01", stand="nowhere", slot=9), "stand_unknown"),
        (HandEdit(HandEditKind.ADD, person="nobody", stand="cgi", slot=9), "person_unknown"),
        (HandEdit(HandEditKind.ADD, person="p01", stand="cgi", offer="x", slot=9), "offer_unknown"),
    ],
)
def test_what_is_not_of_the_fair_is_refused_by_name(planned, edit, code):
    with pytest.raises(FairError, match=code):
        edit_plan(planned, MOSSON, edit, Signed("n"), at=ten(planned))


@pytest.mark.parametrize("slot", [0, -1, 99])
def test_no_meeting_goes_to_an_hour_that_is_over_or_no_hour_of_the_day(planned, slot):
    meeting, _ = movable(planned)
    with pytest.raises(FairError, match="edit_past"):
        move(planned, meeting, slot, reason="voulu")


def test_an_hour_is_read_as_people_write_it(planned):
    fair = fair_of(planned)
    assert [slot_at(fair, said) for said in ("10:00", "10h", "10h15", " 9:30")] == [2, 2, 3, 0]
    with pytest.raises(FairError, match="slot_unknown"):
        slot_at(fair, "10:07")


def test_nothing_is_placed_before_a_plan_is_announced(drawn):
    with pytest.raises(FairError, match="not_announced"):
        edit_plan(drawn, MOSSON, HandEdit(HandEditKind.CANCEL, "m"), Signed("n"))


def test_a_preview_says_what_would_move_and_announces_nothing(planned):
    close_busiest(planned)
    before = plan_of(planned)
    proposed = preview_redraw(planned, MOSSON, at=ten(planned))
    assert proposed.moved
    assert plan_of(planned) == before
    assert len(to_tell(proposed.shown)) == len(proposed.moved)
    announced = announce_preview(planned, proposed, at=ten(planned))
    assert announced.changes == proposed.moved
    assert set(plan_of(planned).meetings) == set(proposed.version.meetings)


@pytest.mark.parametrize("what", ["told", "planned", "late"])
def test_a_preview_is_not_announced_once_the_day_has_moved_on(planned, what):
    close_busiest(planned)
    proposed = preview_redraw(planned, MOSSON, at=ten(planned))
    at = ten(planned)
    if what == "told":
        person = proposed.moved[0].person
        fact = Happening(HappeningKind.NO_SHOW, at, "gone", person=person)
        with planned.store.writing() as writer:
            happenings.append(writer, MOSSON, fact, recorded_at=planned.clock())
    elif what == "planned":
        redraw_plan(planned, MOSSON, at=at)
    else:
        at = fair_of(planned).moment(time(16, 50))
    with pytest.raises(FairError, match="preview_overtaken"):
        announce_preview(planned, proposed, at=at)


def close_busiest(shop):
    """A stand shuts and the plan has not followed yet."""
    found = Counter(meeting.stand for meeting in plan_of(shop).meetings if meeting.slot > 4)
    shut = Happening(
        HappeningKind.STAND_CLOSED, ten(shop), "shut", stand=found.most_common(1)[0][0]
    )
    with shop.store.writing() as writer:
        happenings.append(writer, MOSSON, shut, recorded_at=shop.clock())

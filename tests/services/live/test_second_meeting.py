"""A second meeting at a stand, about another of its offers, is given by hand and stays one."""

from dataclasses import replace
from datetime import time

import pymupdf
import pytest

from matching.domain.errors import FairError
from matching.domain.terms import OfferKind
from matching.planning.problem.check import violations
from matching.services.floor.explain_meeting import explain_meeting
from matching.services.floor.floor_view import floor_view
from matching.services.floor.last_acts import last_acts, last_by_hand
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import Signed, edit_plan, take_back_edit
from matching.services.live.by_hand.free_places import (
    offers_beside,
    places_about,
    read_day_to_place,
)
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.plan.draw_plan import draw_plan
from matching.services.rights.access_file import access_file
from matching.services.rights.access_pdf import access_pages
from matching.store.day import plans

MOSSON = "mosson-2023"


def at_nine(shop):
    return read_live_fair(shop, MOSSON).entries.fair.moment(time(9))


def told(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def second_of(shop):
    """A meeting at a table, another offer of its stand, and an hour free for a second one."""
    live = read_day_to_place(shop, MOSSON)
    for meeting in reversed(live.plan.meetings):
        if live.entries.offers[meeting.offer].kind is OfferKind.WORKSHOP:
            continue
        for offer in offers_beside(live, meeting.id):
            for place in places_about(live, meeting.person, offer, at_nine(shop)):
                if place.slots:
                    return meeting, offer, place.slots[-1]
    raise AssertionError("nobody could have a second meeting")


def add(shop, meeting, offer, slot, nonce="second"):
    edit = HandEdit(
        HandEditKind.ADD, person=meeting.person, stand=meeting.stand, offer=offer, slot=slot
    )
    return edit_plan(shop, MOSSON, edit, Signed(nonce, "deux métiers"), at=at_nine(shop))


def at_stand(meetings, meeting):
    """About what a person meets a stand, workshops left out, by the hour."""
    return [
        (one.slot, one.offer)
        for one in sorted(meetings)
        if (one.person, one.stand) == (meeting.person, meeting.stand)
    ]


def given(planned):
    meeting, offer, slot = second_of(planned)
    before = at_stand(told(planned), meeting)
    add(planned, meeting, offer, slot)
    return meeting, offer, slot, before


def test_it_stands_beside_the_first_through_every_later_plan(planned):
    meeting, offer, slot, before = given(planned)
    both = sorted([*before, (slot, offer)])
    assert at_stand(told(planned), meeting) == both
    redraw_plan(planned, MOSSON, at=at_nine(planned))
    assert at_stand(told(planned), meeting) == both
    live = read_live_fair(planned, MOSSON)
    posed = pose_rest_of_day(live, at_nine(planned))
    assert violations(posed.problem, posed.inward(live.plan.meetings)) == ()
    again = draw_plan(planned, MOSSON, seconds=20)
    assert at_stand(again.version.meetings, meeting) == both
    afresh = draw_plan(planned, MOSSON, seconds=20, afresh=True)
    assert (slot, offer) in at_stand(afresh.version.meetings, meeting)


def test_without_naming_the_other_offer_there_is_none(planned):
    meeting, _, slot = second_of(planned)
    with pytest.raises(FairError, match="edit_stand_met"):
        add(planned, meeting, "", slot)
    with pytest.raises(FairError, match="edit_stand_met"):
        add(planned, meeting, meeting.offer, slot)


@pytest.mark.parametrize("cancelled", ["first", "second"])
def test_who_cancels_one_keeps_the_other_and_gets_no_third(planned, cancelled):
    meeting, offer, slot, before = given(planned)
    now = {one.offer: one for one in told(planned) if one.person == meeting.person}
    gone = now[meeting.offer if cancelled == "first" else offer]
    edit_plan(
        planned, MOSSON, HandEdit(HandEditKind.CANCEL, gone.id), Signed("gone", "trop"),
        at=at_nine(planned),
    )  # fmt: skip
    redraw_plan(planned, MOSSON, at=at_nine(planned))
    left = [one for one in [*before, (slot, offer)] if one[1] != gone.offer]
    assert at_stand(told(planned), meeting) == sorted(left)


def test_it_is_taken_back_and_told(planned):
    meeting, offer, _, before = given(planned)
    answer = explain_meeting(
        planned, MOSSON, person=meeting.person, stand=meeting.stand, language="fr",
        at=at_nine(planned),
    )  # fmt: skip
    assert len([line for line in answer.lines if "est prévu à" in line]) == len(before) + 1
    take_back_edit(planned, MOSSON, "second", Signed("back"), at=at_nine(planned))
    assert at_stand(told(planned), meeting) == before
    assert offer in offers_beside(read_day_to_place(planned, MOSSON), meeting.id)


def test_it_is_the_last_act_of_a_hand_and_the_grid_takes_it_back(planned):
    given(planned)
    at = replace(planned, clock=lambda: at_nine(planned))
    view = floor_view(at, MOSSON)
    assert [act.nonce for act in last_acts(view, with_hand=True)] == ["second"]
    assert last_by_hand(view) == "second"


def test_an_undo_of_its_person_takes_back_nothing_older(planned):
    meeting, offer, slot = second_of(planned)
    called = StaffReport("called", meeting=meeting.id)
    follow_day(planned, MOSSON, called, nonce="older", at=at_nine(planned))
    add(planned, meeting, offer, slot)
    both = at_stand(told(planned), meeting)
    assert (slot, offer) in both
    undo = StaffReport("undo", person=meeting.person)
    with pytest.raises(FairError, match="undo_by_hand"):
        follow_day(planned, MOSSON, undo, nonce="undo", at=at_nine(planned))
    assert at_stand(told(planned), meeting) == both


def test_its_persons_own_file_names_no_word_of_ours_for_it(planned):
    meeting, *_ = given(planned)
    pages = access_pages(planned, access_file(planned, MOSSON, meeting.person), "fr")
    text = "".join(page.get_text() for page in pymupdf.open(stream=pages))
    assert "second =" not in text
    assert "beside =" not in text

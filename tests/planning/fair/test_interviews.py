"""No plan holds more interviews about an offer than the fair's setting allows."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.meeting import Meeting
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.programme.place_rules import PlaceRules
from matching.domain.score import Verdict
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import pose
from matching.planning.solve import solve
from tests.examples import examples
from tests.fairs import morning_fair

SCHOOL = Exhibitor("e", "École", tables=4)
SPRING = Offer("spring", "e", "Formation", OfferKind.TRAINING, places=2, starts_on=date(2030, 4, 1))
AUTUMN = replace(SPRING, id="autumn", starts_on=date(2030, 9, 1))
RULES = PlaceRules(("sent_by", "asked"), ("Mission Locale",), "Règle", 100)
PEOPLE = tuple(Jobseeker(f"p{n}", f"P{n}") for n in range(5))


def posed(rules, people=PEOPLE, offers=(SPRING,), values=(), **day):
    fair = replace(morning_fair(), place_rules=rules)
    scores = [
        (person.id, "e", offer.id, dict(values).get(person.id, 0.5), Verdict.OPEN)
        for person in people
        for offer in offers
    ]
    return pose(fair, people, [SCHOOL], offers, scores, **day)


def asked_about(found, offer="spring"):
    return {key.person for key in found.keys if key.offer == offer}


def test_without_a_setting_everybody_may_be_met():
    assert asked_about(posed(PlaceRules())) == {"p0", "p1", "p2", "p3", "p4"}
    assert posed(PlaceRules()).held_back == frozenset()


def test_the_best_are_met_and_the_rest_is_named():
    found = posed(RULES, values={"p3": 0.9, "p4": 0.8})
    assert asked_about(found) == {"p3", "p4"}
    assert {key.person for key in found.held_back} == {"p0", "p1", "p2"}


def test_the_order_of_the_scheme_comes_before_what_suits_best():
    people = (*PEOPLE[:4], replace(PEOPLE[4], referrer="mission locale"))
    assert asked_about(posed(RULES, people, values={"p3": 0.9, "p2": 0.8})) == {"p3", "p4"}


def test_whoever_is_held_back_talks_about_the_next_offer_of_the_stand_within_its_limit_too():
    found = posed(RULES, offers=(SPRING, AUTUMN))
    assert [len(asked_about(found, offer)) for offer in ("spring", "autumn")] == [2, 2]
    last = {key for key in found.held_back if key.person == "p4"}
    assert {key.offer for key in last} == {"spring", "autumn"}


def test_what_was_announced_stays_and_somebody_new_gets_what_is_left():
    told = [Meeting(0, "p4", "e", "spring", 1, 0.5)]
    assert asked_about(posed(RULES, announced=told)) == {"p4", "p0"}
    both = [*told, Meeting(1, "p3", "e", "spring", 1, 0.5)]
    assert asked_about(posed(RULES, announced=both)) == {"p3", "p4"}


def test_whoever_is_gone_leaves_the_interview_to_another():
    assert asked_about(posed(RULES, gone=frozenset({"p0"}))) >= {"p1", "p2"}


@examples(40)
@given(
    places=st.integers(0, 6),
    percent=st.integers(1, 300),
    values=st.lists(st.floats(0.1, 1.0), min_size=8, max_size=8),
)
def test_a_plan_never_holds_more_interviews_than_its_setting(places, percent, values):
    people = tuple(Jobseeker(f"p{n}", f"P{n}") for n in range(8))
    rules = replace(RULES, interviews_per_100_places=percent)
    offers = (replace(SPRING, places=places),)
    found = posed(rules, people, offers, {f"p{n}": value for n, value in enumerate(values)})
    meetings = found.outward(solve(found.problem, seconds=5).meetings)
    assert len(meetings) <= min(8, rules.most_interviews(places))


@pytest.mark.parametrize("kind", [OfferKind.WORKSHOP])
def test_places_of_a_workshop_are_seats_and_no_interviews(kind):
    seats = replace(SPRING, kind=kind, places=3, minutes=30)
    assert posed(RULES, offers=(seats,)).held_back == frozenset()

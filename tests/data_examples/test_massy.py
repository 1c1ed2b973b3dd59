"""Massy: workshops are groups that begin together; beginners get the beginners' one."""

from collections import defaultdict
from itertools import combinations, pairwise

import pytest

TEXT_HOURS = (2, 14, 22)  # 10:00, 14:00 and 16:00, the pause being no slot
SMALLEST = 3
ROOMS = {("salle 1", "Nadia (exemple fictif)"), ("salle 2", "Karim (exemple fictif)")}
WORKSHOPS = {"texte": 6, "monter": 5, "image": 6}
BEGINNERS = {f"w{number:02d}" for number in (1, 2, 3, 4, 5, 6, 7)}
NINE_MONTHS, FIVE_WEEKS = {"webd", "reseau", "cyber"}, {"devweb", "code", "recond", "jeux"}


@pytest.fixture
def massy(whole):
    return whole("massy")


@pytest.fixture
def sessions(massy):
    """Who is in each session, by its workshop and slot."""
    found = defaultdict(set)
    for meeting in massy.plan["meetings"]:
        if meeting["offer"] in WORKSHOPS:
            found[meeting["offer"], meeting["slot"]].add(meeting["person"])
    return found


def test_no_session_holds_more_than_its_places(sessions):
    assert sessions
    assert [key for key, people in sessions.items() if len(people) > WORKSHOPS[key[0]]] == []


def test_a_workshop_is_held_several_times_without_overlapping_itself(sessions):
    starts = sorted(slot for offer, slot in sessions if offer == "texte")
    assert len(starts) >= 2
    assert all(later - sooner >= 6 for sooner, later in pairwise(starts))


def test_people_of_a_session_begin_together(sessions):
    assert max(map(len, sessions.values())) >= 3


def test_beginners_get_the_workshop_for_beginners(sessions):
    placed = {
        person for (offer, _), people in sessions.items() if offer == "texte" for person in people
    }
    assert placed >= BEGINNERS


def test_sessions_begin_when_the_file_says_and_hold_the_smallest_group(massy, sessions):
    assert {slot for offer, slot in sessions if offer == "texte"} <= set(TEXT_HOURS)
    assert min(map(len, sessions.values())) >= SMALLEST
    told = massy.plan["sessions"]["held"]
    assert {(session["room"], *session["led_by"]) for session in told} <= ROOMS
    assert sorted(session["people"] for session in told) == sorted(map(len, sessions.values()))


def test_no_leader_and_no_room_is_at_two_sessions_at_once(massy):
    held = massy.plan["sessions"]["held"]
    for one, other in combinations(held, 2):
        if one["room"] == other["room"] or set(one["led_by"]) & set(other["led_by"]):
            assert one["ends_at"] <= other["starts_at"] or other["ends_at"] <= one["starts_at"]


def test_hour_that_is_not_held_is_told(massy, sessions):
    missing = {10: "10:00", 14: "14:00", 16: "16:00"}
    held = sum(offer == "texte" for offer, _ in sessions)
    told = [none for none in massy.plan["sessions"]["not_held"] if none["offer"] == "texte"]
    assert held + len(told) == len(missing)
    assert {none["hour"] for none in told} <= set(missing.values())


def test_whoever_leads_a_session_meets_nobody_meanwhile(massy, sessions):
    lengths = {"texte": 6, "monter": 8, "image": 4}
    led = defaultdict(int)
    for offer, start in sessions:
        for slot in range(start, start + lengths[offer]):
            led[slot] += 1
    assert max(led.values()) <= 2  # the place has two tables


def test_courses_are_a_dated_catalogue_with_places(massy):
    offers = {offer["offer"]: offer for offer in massy.run("places", massy.fair)["offers"]}
    assert {offers[course]["places"] for course in FIVE_WEEKS} == {4}
    assert all(offers[course]["left"] == offers[course]["places"] for course in NINE_MONTHS)

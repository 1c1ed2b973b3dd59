"""What is said of groups: who fills which session, and why another is not held."""

from dataclasses import replace
from datetime import date, time

import pytest

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.services.plan.paper.stand_lists import rows_of_stand
from matching.services.plan.sessions_held import (
    group_words,
    no_session_words,
    sessions_answer,
    sessions_held,
    sessions_not_held,
)

FAIR = Fair(
    id="fair-1",
    title="F",
    date=date(2030, 3, 1),
    opens=time(9),
    closes=time(11),
    breaks=((time(10), time(10, 15)),),
)
CODE = Offer(
    "code",
    "s",
    "Coder",
    OfferKind.WORKSHOP,
    minutes=30,
    places=4,
    session_starts=(time(9), time(10, 15)),
    led_by=("Ada",),
    room="salle 2",
    group_min=2,
)


def entries(*offers):
    return Entries(FAIR, {}, {}, {"s": Exhibitor("s", "S")}, {o.id: o for o in offers}, {})


def begun(offer, slot, count):
    return [Meeting(slot, f"p{n}", "s", offer, 2, 0.5) for n in range(count)]


def missing(meetings, *offers):
    known = entries(*offers)
    return sessions_not_held(known, sessions_held(known, meetings))


def test_group_is_told_with_its_hour_room_and_places():
    (session,) = sessions_held(entries(CODE), begun("code", 4, 3))
    assert session.starts_at == FAIR.moment(time(10, 15))
    assert session.ends_at == FAIR.moment(time(10, 45))
    assert group_words(session, "fr") == "10:15 · 3 places prises sur 4 · Coder, salle 2"


def test_rows_of_a_list_hold_each_group_together_where_its_first_number_would_stand():
    web = replace(CODE, id="web", title="Tisser", room="salle 3", led_by=("Bo",))
    talk = Offer("talk", "s", "Parler", OfferKind.JOB)
    people = {f"p{n}": Jobseeker(f"p{n}", f"P{n}") for n in range(7)}
    numbers = {"p0": 5, "p1": 9, "p2": 1, "p3": 7, "p4": 4, "p5": 3, "p6": 8}
    known = replace(entries(CODE, web, talk), jobseekers=people, call_numbers=numbers)
    offers = ("code", "code", "web", "web", "talk", "talk", "web")
    meetings = [Meeting(0, f"p{n}", "s", offer, 2, 0.5) for n, offer in enumerate(offers)]
    rows = rows_of_stand(known, meetings, "s")
    assert [(numbers[row.meeting.person], row.meeting.offer) for row in rows] == [
        (1, "web"), (7, "web"), (8, "web"), (3, "talk"), (4, "talk"), (5, "code"), (9, "code"),
    ]  # fmt: skip


def test_hour_without_enough_people_says_how_many_it_needs():
    (none,) = missing(begun("code", 4, 3), CODE)
    assert (none.hour, none.reason) == ("09:00", "too_small")
    assert "au moins 2 personnes" in no_session_words(none, "fr")
    assert "09:00" in no_session_words(none, "fr")


def test_hour_at_which_the_leader_leads_elsewhere_names_who():
    other = replace(CODE, id="web", room="", led_by=("ADA",), session_starts=(time(9, 15),))
    nones = missing(begun("code", 0, 2) + begun("code", 4, 2), CODE, other)
    assert [(none.offer.id, none.reason, none.who) for none in nones] == [("web", "busy", "ADA")]


def test_hour_at_which_the_room_is_taken_names_the_room():
    other = replace(CODE, id="web", room="Salle 2", led_by=(), session_starts=(time(9, 15),))
    nones = missing(begun("code", 0, 2) + begun("code", 4, 2), CODE, other)
    assert [none.who for none in nones] == ["Salle 2"]


@pytest.mark.parametrize("hour", [time(8), time(9, 45), time(10), time(11)])
def test_hour_outside_the_fair_is_said(hour):
    assert [none.reason for none in missing([], replace(CODE, session_starts=(hour,)))] == [
        "outside"
    ]


def test_no_more_sessions_are_missed_once_there_are_as_many_as_wished():
    assert missing(begun("code", 4, 2), replace(CODE, sessions_max=1)) == ()


def test_workshop_of_free_hours_is_missed_only_without_any_session():
    free = replace(CODE, session_starts=(), group_min=None)
    assert [none.reason for none in missing([], free)] == ["nobody"]
    assert missing(begun("code", 2, 1), free) == ()


def test_answer_holds_both():
    answer = sessions_answer(entries(CODE), begun("code", 4, 3), "en")
    assert [session["people"] for session in answer["held"]] == [3]
    assert [none["reason"] for none in answer["not_held"]] == ["too_small"]

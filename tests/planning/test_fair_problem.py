"""A fair posed as a problem, and the plan read back in the fair's words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.meeting import Meeting
from matching.domain.offer import Offer
from matching.domain.score import Bar, Question, Reason, Score
from matching.domain.terms import OfferKind
from matching.planning.fair_problem import pose
from matching.planning.problem import Goal, Placed
from matching.planning.replan import replan
from matching.planning.solve import solve

FAIR = Fair(
    id="morning-2030",
    title="Un matin",
    date=date(2030, 3, 1),
    opens=time(9),
    closes=time(12),
    timezone="UTC",
    breaks=((time(10), time(11)),),
    most_meetings=3,
    least_meetings=2,
)
ANA = Jobseeker("ana", "Ana", arrives=time(9, 20))
BO = Jobseeker("bo", "Bo", most_meetings=1, leaves=time(11, 30))
STAND = Exhibitor("s", "Stand", tables=2, zone="A", breaks=((time(11, 10), time(11, 20)),))
SCHOOL = Exhibitor("e", "École", opens=time(9, 30))
JOB = Offer("job", "s", "Emploi")
COURSE = Offer("course", "e", "Formation", OfferKind.TRAINING, minutes=20)
WORKSHOP = Offer("atelier", "s", "Atelier", OfferKind.WORKSHOP, minutes=30, places=12)


def score(person, stand, offer, value, *, closed=False, ask=False):
    return Score(
        person,
        stand,
        offer,
        (Reason("c", "c", 1.0, value, value),),
        closed_by=(Bar("age"),) if closed else (),
        ask=(Question("age", "age"),) if ask else (),
    )


SCORES = [
    score("ana", "s", "job", 0.8),
    score("ana", "e", "course", 0.6),
    score("ana", "s", "atelier", 0.4),
    score("bo", "s", "job", 0.5),
]


def posed(scores=SCORES, offers=(JOB, COURSE, WORKSHOP), **changes):
    return pose(FAIR, [ANA, BO], [STAND, SCHOOL], offers, scores, **changes)


def pair_of(answer, person, party):
    return next(p for p in answer.problem.pairs if p.between == (person, party))


def test_sessions_of_the_fair_are_the_days_of_the_problem():
    assert (posed().problem.slots, posed().problem.days) == (8, ((0, 4), (4, 8)))


def test_person_is_free_from_arrival_to_departure_with_their_own_most():
    ana, bo = posed().problem.people
    assert (ana.free, ana.most, ana.least) == ((2, 3, 4, 5, 6, 7), 3, 2)
    assert (bo.free, bo.most, bo.least) == ((0, 1, 2, 3, 4, 5), 1, 1)


def test_stand_has_its_tables_but_for_its_hours_and_breaks():
    tables = {stand.id: stand.tables for stand in posed().problem.stands}
    assert tables["stand s"] == (2, 2, 2, 2, 0, 0, 2, 2)
    assert tables["stand e"] == (0, 0, 1, 1, 1, 1, 1, 1)


def test_workshop_is_a_party_of_its_own_whose_sessions_follow_one_another():
    answer = posed()
    workshop = next(stand for stand in answer.problem.stands if stand.id == "stand s / atelier")
    assert workshop.tables == (12, 12, 12, 12, 0, 0, 12, 12)
    pair = pair_of(answer, "ana", "stand s / atelier")
    assert (pair.length, pair.slots) == (2, (0, 2, 6))


def test_course_lasts_as_many_slots_as_its_minutes_need():
    assert pair_of(posed(), "ana", "stand e").length == 2


def test_stand_is_met_about_its_best_offer_that_is_not_closed():
    other, shut = Offer("other", "s", "Autre"), Offer("shut", "s", "Fermée")
    scores = [
        score("ana", "s", "job", 0.8),
        score("ana", "s", "other", 0.9),
        score("ana", "s", "shut", 1.0, closed=True),
    ]
    answer = posed(scores, (JOB, other, shut))
    assert [tuple(key) for key in answer.keys] == [("ana", "s", "other")]


def test_offer_with_a_question_ranks_just_after_an_open_one():
    other = Offer("a-first", "s", "Autre")
    scores = [score("ana", "s", "a-first", 0.8, ask=True), score("ana", "s", "job", 0.8)]
    assert posed(scores, (JOB, other)).keys[0].offer == "job"
    alone = posed(scores[:1], (JOB, other))
    assert alone.problem.pairs[0].score == 0.79999


def test_closed_pair_is_never_planned():
    assert posed([score("ana", "s", "job", 0.9, closed=True)]).problem.pairs == ()


def test_rooms_of_zero_mean_no_limit():
    assert posed().problem.rooms is None
    small = pose(replace(FAIR, rooms=3), [ANA], [STAND], [JOB], SCORES[:1])
    assert small.problem.rooms == 3


def test_plan_comes_back_with_stand_offer_and_length():
    answer = posed()
    meetings = answer.to_meetings(solve(answer.problem))
    assert {(m.person, m.stand, m.offer, m.length) for m in meetings} == {
        ("ana", "s", "job", 1),
        ("ana", "s", "atelier", 2),
        ("ana", "e", "course", 2),
        ("bo", "s", "job", 1),
    }
    assert sorted(answer.placed(meetings)) == sorted(solve(answer.problem).meetings)


def test_past_is_fixed_and_told_people_keep_their_offer():
    told = (Meeting(2, "ana", "s", "old", score=0.1), Meeting(6, "bo", "s", "job"))
    scores = [*SCORES, score("bo", "s", "other", 0.9)]
    answer = posed(scores, now=datetime(2030, 3, 1, 9, 40, tzinfo=UTC), announced=told)
    assert answer.now_slot == 3
    assert [answer.keys[placed.pair].offer for placed in answer.problem.fixed] == ["old"]
    assert {key.offer for key in answer.keys if key.person == "bo"} == {"job"}
    assert answer.problem.goals == (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)


def test_who_left_and_what_closed_are_out_from_now_on():
    moment = datetime(2030, 3, 1, 11, tzinfo=UTC)
    answer = posed(
        now=moment,
        gone=frozenset({"ana"}),
        closed_stands={"s": frozenset({6, 7})},
        tables={"e": 4},
    )
    tables = {stand.id: stand.tables for stand in answer.problem.stands}
    assert answer.problem.people[0].free == (2, 3)
    assert (tables["stand s"][6:], tables["stand s / atelier"][6:], tables["stand e"][4]) == (
        (0, 0),
        (0, 0),
        4,
    )


def test_meeting_pinned_by_staff_stays_even_outside_hours():
    pinned = Meeting(0, "ana", "e", "course", length=2)
    answer = posed(held=[pinned])
    result = solve(answer.problem)
    kept = answer.to_meetings(result)
    assert ("ana", "e", 0) in {(m.person, m.stand, m.slot) for m in kept}


def test_whole_day_replans_from_the_fair_without_moving_the_past():
    first = posed()
    announced = first.to_meetings(solve(first.problem))
    later = posed(now=datetime(2030, 3, 1, 10, 30, tzinfo=UTC), announced=announced)
    result = replan(later.problem, announced=later.placed(announced), now_slot=later.now_slot)
    assert later.to_meetings(result) == announced
    assert all(isinstance(placed, Placed) for placed in later.placed(announced))


def test_person_and_stand_may_carry_the_same_number():
    ana, stand, job = replace(ANA, id="1"), replace(STAND, id="1"), replace(JOB, exhibitor="1")
    answer = pose(FAIR, [ana], [stand], [job], [score("1", "1", "job", 0.5)])
    meetings = answer.to_meetings(solve(answer.problem))
    assert [(one.person, one.stand) for one in meetings] == [("1", "1")]
    assert answer.placed(meetings) == solve(answer.problem).meetings

"""A fair posed as a problem, and the plan read back in the fair's words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import numpy as np
import pytest

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Bar, Question, Reason, Score, Verdict
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import pose
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope
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


def test_fair_is_one_day_so_that_a_wait_on_each_side_of_a_pause_counts():
    assert (posed().problem.slots, posed().problem.days) == (8, ((0, 8),))
    two = (Meeting(1, "bo", "s", "job"), Meeting(6, "bo", "e", "course"))
    scores = [score("bo", "s", "job", 0.5), score("bo", "e", "course", 0.5)]
    answer = pose(FAIR, [replace(BO, leaves=None)], [STAND, SCHOOL], [JOB], scores, held=two)
    # 9:30 and 9:45 before the pause, 11:00 and 11:15 after it; the pause itself is no wait
    assert measure(Layout(answer.problem), answer.problem.fixed).waiting == 4


def test_no_meeting_spans_a_pause():
    assert pair_of(posed(), "ana", "stand e").slots == (0, 1, 2, 4, 5, 6)


def test_pause_is_the_gap_that_people_need_between_meetings():
    spaced = replace(FAIR, gap_slots=1)
    scores = [score("bo", "s", "job", 0.5), score("bo", "e", "course", 0.5)]
    told = (Meeting(3, "bo", "s", "job", score=0.5), Meeting(4, "bo", "e", "short", score=0.5))
    short = replace(COURSE, id="short", minutes=None)
    answer = pose(spaced, [replace(BO, most_meetings=2)], [STAND, SCHOOL], [JOB, short], scores,
                  announced=told, held=told)  # fmt: skip
    assert answer.problem.slots == 9
    assert {stand.tables[4] for stand in answer.problem.stands} == {0}
    assert violations(answer.problem, answer.problem.fixed) == ()
    assert tuple(answer.meeting(p) for p in answer.problem.fixed) == told
    assert [answer.day.to_grid[slot] for slot in range(9)] == [0, 1, 2, 3, 4, 4, 5, 6, 7]


def test_light_rows_scores_and_a_matrix_pose_the_same_problem():
    rows = [(s.person, s.stand, s.offer, s.value, s.verdict) for s in SCORES]
    assert posed(rows).problem == posed(iter(rows[::-1])).problem == posed().problem
    assert posed(matrix_of(SCORES)).problem == posed().problem


def matrix_of(scores):
    offers = sorted({(s.stand, s.offer) for s in scores})
    people = sorted({s.person for s in scores})
    values, verdicts = np.zeros((2, 3)), np.full((2, 3), 2, dtype=np.int8)
    for each in scores:
        cell = people.index(each.person), offers.index((each.stand, each.offer))
        values[cell] = each.value
        verdicts[cell] = list(Verdict).index(Verdict.OPEN)
    return SimpleNamespace(people=people, offers=offers, values=values, verdicts=verdicts)


def test_too_many_pairs_leave_each_person_and_each_party_its_best():
    crowd = [Jobseeker(f"p{n:02}", "A") for n in range(20)]
    many = [Exhibitor(f"s{n:02}", "S") for n in range(10)]
    jobs = [Offer(f"o{n:02}", f"s{n:02}", "x") for n in range(10)]
    rows = [
        (p.id, o.exhibitor, o.id, round(((7 * i + 3 * j) % 11) / 11, 6), Verdict.OPEN)
        for i, p in enumerate(crowd)
        for j, o in enumerate(jobs)
    ]
    told = Meeting(0, "p00", "s00", "o00", score=0.0)
    answer = pose(FAIR, crowd, many, jobs, rows, announced=[told], most_pairs=50)
    assert len(answer.problem.pairs) + answer.left_out == 200
    assert len(answer.problem.pairs) < 100
    best = {
        p.id: max(rows[10 * i : 10 * i + 10], key=lambda row: row[3]) for i, p in enumerate(crowd)
    }
    kept = {(key.person, key.stand) for key in answer.keys}
    assert {(row[0], row[1]) for row in best.values()} <= kept
    assert ("p00", "s00") in kept


def test_fair_too_large_is_refused_before_scores_are_read():
    def unread():
        raise AssertionError
        yield

    crowd, jobs = [ANA] * 50_000, [JOB] * 1_000
    with pytest.raises(FairError) as refusal:
        pose(FAIR, crowd, [STAND], jobs, unread())
    assert refusal.value.code == "fair_too_large"
    assert refusal.value.params == {"people": 50_000, "offers": 1_000, "most_people": 10_000}


def test_person_who_is_late_or_out_for_a_while_is_free_the_rest_of_the_day():
    answer = posed(away={"ana": frozenset({2, 3, 6})})
    assert answer.problem.people[0].free == (4, 5, 7)


def test_meeting_that_overruns_takes_the_next_slot_and_is_told_as_planned():
    told = (Meeting(2, "ana", "s", "job", score=0.8), Meeting(3, "bo", "s", "job", score=0.5))
    one_table = replace(STAND, tables=1, breaks=())
    answer = pose(FAIR, [ANA, BO], [one_table, SCHOOL], [JOB, COURSE], SCORES[:4:3],
                  now=datetime(2030, 3, 1, 9, 45, tzinfo=UTC), announced=told,
                  overruns={told[0].id: 1})  # fmt: skip
    result = replan(
        answer.problem, announced=answer.inward(told), scope=ReplanScope(answer.now_slot)
    )
    meetings = answer.outward(result.meetings)
    assert (meetings[0].slot, meetings[0].length) == (2, 1)
    assert {m.person: m.slot for m in meetings} == {"ana": 2, "bo": 4}


def test_person_is_free_from_arrival_to_departure_with_their_own_most():
    ana, bo = posed().problem.people
    assert (ana.free, ana.most, ana.least) == ((2, 3, 4, 5, 6, 7), 3, 2)
    assert (bo.free, bo.most, bo.least) == ((0, 1, 2, 3, 4, 5), 1, 1)


def test_stand_has_its_tables_but_for_its_hours_and_breaks():
    tables = {stand.id: stand.tables for stand in posed(offers=(JOB, COURSE)).problem.stands}
    assert tables["stand s"] == (2, 2, 2, 2, 0, 0, 2, 2)
    assert tables["stand e"] == (0, 0, 1, 1, 1, 1, 1, 1)


def test_table_of_whoever_leads_a_workshop_is_not_there_meanwhile():
    tables = {stand.id: stand.tables for stand in posed().problem.stands}
    assert tables["stand s"] == (1, 1, 1, 1, 0, 0, 1, 1)


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
    meetings = answer.outward(solve(answer.problem).meetings)
    assert {(m.person, m.stand, m.offer, m.length) for m in meetings} == {
        ("ana", "s", "job", 1),
        ("ana", "s", "atelier", 2),
        ("ana", "e", "course", 2),
        ("bo", "s", "job", 1),
    }
    assert sorted(answer.inward(meetings)) == sorted(solve(answer.problem).meetings)


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
    kept = answer.outward(result.meetings)
    assert ("ana", "e", 0) in {(m.person, m.stand, m.slot) for m in kept}


def test_whole_day_replans_from_the_fair_without_moving_the_past():
    first = posed()
    announced = first.outward(solve(first.problem).meetings)
    later = posed(now=datetime(2030, 3, 1, 10, 30, tzinfo=UTC), announced=announced)
    result = replan(
        later.problem, announced=later.inward(announced), scope=ReplanScope(later.now_slot)
    )
    assert later.outward(result.meetings) == announced
    assert all(isinstance(placed, Placed) for placed in later.inward(announced))


def test_person_and_stand_may_carry_the_same_number():
    ana, stand, job = replace(ANA, id="1"), replace(STAND, id="1"), replace(JOB, exhibitor="1")
    answer = pose(FAIR, [ana], [stand], [job], [score("1", "1", "job", 0.5)])
    meetings = answer.outward(solve(answer.problem).meetings)
    assert [(one.person, one.stand) for one in meetings] == [("1", "1")]
    assert answer.inward(meetings) == solve(answer.problem).meetings

"""A plan drawn again before the fair starts from what people were told."""

from dataclasses import replace

import pytest

from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Stop
from matching.planning.solve import solve
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.keep_announced import (
    announced_answer,
    announced_lines,
    occasions,
    plan_keeping,
    still_wanted,
)
from matching.services.plan.plan_view import plan_view
from matching.store import fairs
from matching.store.entries import write_person

MOSSON = "mosson-2023"
GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)


def table(people, tables, pairs, announced):
    """People who are promised one meeting each, and one stand."""
    return Problem(
        slots=len(tables),
        people=tuple(Person(name, most=1, least=1) for name in people),
        stands=(Stand("stand", tables),),
        pairs=tuple(Pair((name, "stand"), score, slots=slots) for name, score, slots in pairs),
        announced=announced,
        goals=GOALS,
    )


def keeping(problem):
    return plan_keeping(
        problem,
        solve,
        seconds=20,
    )


def test_nothing_moves_for_a_better_score():
    pairs = [("ana", 0.5, (0, 1)), ("bob", 0.9, (0, 1))]
    problem = replace(
        table(("ana", "bob"), (1, 0), pairs, (Placed(0, 0),)),
        people=(Person("ana", most=1), Person("bob", most=1)),
    )
    assert keeping(problem).meetings == (Placed(0, 0),)


def test_one_meeting_moves_where_a_promise_needs_its_hour():
    pairs = [("ana", 0.5, (0, 1)), ("bob", 0.9, (0,))]
    found = keeping(table(("ana", "bob"), (1, 1), pairs, (Placed(0, 0),)))
    assert found.meetings == (Placed(1, 0), Placed(0, 1))


def test_what_can_no_longer_be_held_moves_and_nothing_else():
    pairs = [("ana", 0.5, (1, 2)), ("bob", 0.5, (0, 1, 2))]
    told = (Placed(0, 0), Placed(1, 2))
    found = keeping(table(("ana", "bob"), (1, 1, 1), pairs, told))
    assert found.meetings == (Placed(0, 1), Placed(1, 2))


def test_nothing_is_asked_twice_once_somebody_has_stopped_it():
    asked = []
    problem = table(("ana", "bob"), (1,), [("ana", 0.5, None), ("bob", 0.5, None)], (Placed(0, 0),))

    def ask(given, **terms):
        asked.append(given)
        return replace(solve(given, **terms), stop=Stop.ASKED)

    assert plan_keeping(problem, ask, seconds=20).meetings == (Placed(0, 0),)
    assert len(asked) == 1


def test_redrawing_what_has_not_changed_moves_nobody(planned):
    drawn = draw_plan(planned, MOSSON, seconds=30)
    found = drawn.announced_changes
    assert (found.since, found.people) == (1, ())
    assert announced_answer(found) == {"since": 1, "told": found.told, "people": []}
    assert announced_lines(found, "fr") == [
        "Il garde tous les rendez-vous annoncés avec le planning n° 1."
    ]


def test_meeting_that_became_worth_less_than_nothing_is_not_kept(example):
    basis, meetings = example.plan.basis, example.plan.version.meetings
    assert still_wanted(basis, meetings) == meetings
    better = replace(meetings[0], score=1.0)
    low = basis.matrix
    row, column = (
        low.people.index(better.person),
        [(one.stand, one.offer) for one in low.offers].index((better.stand, better.offer)),
    )
    values = low.values.copy()
    values[row, column] = basis.floor["meeting"] / 2
    judged = replace_matrix(basis, replace(low, values=values))
    assert better not in still_wanted(judged, (better,))


def test_hour_is_kept_for_another_offer_of_the_stand_that_is_as_good(example):
    basis, meetings = example.plan.basis, example.plan.version.meetings
    matrix = basis.matrix
    met = occasions(matrix)
    told = next(one for one in meetings if len(met[one.stand, one.offer]) > 1)
    row, values = matrix.people.index(told.person), matrix.values.copy()
    columns = list(met[told.stand, told.offer])
    values[row, columns] = 0.0
    nothing = replace_matrix(basis, replace(matrix, values=values.copy()))
    assert still_wanted(nothing, (told,)) == ()
    (other, *_) = [n for n in columns if matrix.offers[n].offer != told.offer]
    values[row, other] = 1.0
    verdicts = matrix.verdicts.copy()
    verdicts[row, other] = 0
    better = replace_matrix(basis, replace(matrix, values=values, verdicts=verdicts))
    assert still_wanted(better, (told,)) == (told,)


def replace_matrix(basis, matrix):
    class Judged:
        floor = basis.floor

    Judged.matrix = matrix
    return Judged


@pytest.mark.slow
def test_page_says_whom_a_plan_would_move_before_it_is_announced(planned):
    assert plan_view(planned, MOSSON).announced_changes is None
    draw_plan(planned, MOSSON, seconds=30, seed=5, afresh=True)
    view = plan_view(planned, MOSSON)
    moved = view.announced_changes
    assert (view.kept, moved.since) == (0, 1)
    told = {one.person: set() for one in view.announced.meetings}
    now = {one.person: set() for one in view.planned}
    for plan, days in ((view.announced.meetings, told), (view.planned, now)):
        for one in plan:
            days[one.person].add((one.slot, one.stand, one.offer))
    assert set(moved.people) == {who for who in told if told[who] != now.get(who, set())}


def test_plan_announced_is_what_the_next_one_keeps(planned):
    announce(planned, MOSSON, number=draw_plan(planned, MOSSON, seconds=30).version.number)
    again = draw_plan(planned, MOSSON, seconds=30)
    assert (again.announced.number, again.announced_changes.people) == (2, ())
    assert again.version.goals["kept"] == len(again.announced.meetings)


def test_only_who_wants_something_else_moves_when_people_change(planned):
    """Four people say more than they had; one of them wants another trade."""
    with planned.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers
    told = {meeting.person for meeting in draw_plan(planned, MOSSON, seconds=30).version.meetings}
    *others, turned = sorted(told)[:4]
    with planned.store.writing() as writer:
        for one in others:
            said = (*people[one].skills, "Excel")
            write_person(writer, MOSSON, replace(people[one], skills=said), None)
        write_person(
            writer, MOSSON, replace(people[turned], wishes=("boulanger",), skills=()), None
        )
    assert set(draw_plan(planned, MOSSON, seconds=30).announced_changes.people) <= {turned}

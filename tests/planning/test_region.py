"""Many fairs at once have the plans that each has alone, wherever they are made."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.problem import Goal
from matching.planning.region import longest_first, solve_region
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair

KINDS = ("plain", "clustered wishes", "musts")


def fairs():
    goals = (Goal.COVERAGE, Goal.SCORE)
    drawn = (tied_fair(kind, "30x20x12", seed) for seed, kind in enumerate(KINDS, 1))
    return [replace(problem, goals=goals) for problem in drawn]


def of_people(problem, count):
    """A problem with its first people alone."""
    people = problem.people[:count]
    known = {person.id for person in people}
    pairs = tuple(pair for pair in problem.pairs if pair.between[0] in known)
    return replace(problem, people=people, pairs=pairs)


def loaded_solvers():
    return "ortools.pdlp.python.pdlp" in sys.modules, "ortools.sat.python.cp_model" in sys.modules


@given(st.permutations([2, 5, 11, 23]))
def test_fairs_with_more_to_choose_begin_first(counts):
    whole = fairs()[0]
    order = longest_first([of_people(whole, count) for count in counts])
    assert [counts[number] for number in order] == [23, 11, 5, 2]


def test_a_fair_of_which_a_proof_is_sought_begins_before_a_larger_one_without():
    proven = tied_fair("clustered wishes", "400x40x16", 2)
    searched = tied_fair("plain", "400x40x16", 1)
    assert len(proven.pairs) < len(searched.pairs)
    assert longest_first([searched, proven]) == [1, 0]


def test_plans_come_in_the_order_of_their_fairs_whichever_begins_first():
    whole = fairs()[0]
    asked = [of_people(whole, count) for count in (2, 9, 4)]
    assert longest_first(asked) == [1, 2, 0]
    assert alike(solve_region(asked)) == alike(solve(problem) for problem in asked)


def alike(found):
    return [(each.meetings, each.goals, dict(each.bounds), each.status) for each in found]


@pytest.mark.slow
def test_fairs_of_a_region_are_planned_as_each_alone():
    alone = [solve(problem) for problem in fairs()]
    assert alike(solve_region(fairs())) == alike(alone)
    assert alike(solve_region(fairs(), backend="threading", workers=1)) == alike(alone)


@pytest.mark.slow
def test_processes_and_a_dask_cluster_plan_the_same():
    distributed = pytest.importorskip("distributed")
    alone = alike(solve(problem) for problem in fairs())
    assert alike(solve_region(fairs(), backend="loky", workers=2)) == alone
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",
            preload="matching.planning.region",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert set(client.run(loaded_solvers).values()) == {(True, True)}
        assert alike(solve_region(fairs(), backend="dask")) == alone

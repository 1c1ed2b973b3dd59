"""Many fairs at once have the plans that each has alone, wherever they are made."""

from dataclasses import replace

import pytest

from matching.planning.problem.problem import Goal
from matching.planning.region import solve_region
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair


def fairs():
    goals = (Goal.COVERAGE, Goal.SCORE)
    return [replace(tied_fair("plain", "30x20x12", seed), goals=goals) for seed in (1, 2)]


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
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster),
    ):
        assert alike(solve_region(fairs(), backend="dask")) == alone

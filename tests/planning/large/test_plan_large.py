"""The answer for a fair on a grid: its plan, what it reaches, what is proven."""

from matching.planning.arrays.build_grid import build_grid
from matching.planning.budget.budget import Budget
from matching.planning.large.plan_large import first_plan_on_grid, plan_on_grid
from matching.planning.large.search import LargeSearch
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Status
from tests.planning.arrays.test_grid import crowd, zoned
from tests.planning.large.fairs import two_stands


def budget(**terms):
    return Budget(60.0, lambda: 0.0, **terms)


def test_best_plan_of_a_tiny_fair_is_found_and_proven():
    result = plan_on_grid(build_grid(two_stands()), budget())
    assert (result.status, result.goals.score) == (Status.OPTIMAL, 3.0)
    assert result.bounds[Goal.SCORE] == 3.0


def test_first_plan_breaks_no_rule_and_tells_nobody():
    heard = []
    problem = zoned(crowd())
    plan = first_plan_on_grid(build_grid(problem), budget(tell=heard.append)).meetings
    assert (violations(problem, plan), heard) == ((), [])


def test_news_of_a_search_get_better_and_end_with_the_answer():
    heard = []
    grid = build_grid(crowd())
    result = plan_on_grid(grid, budget(tell=lambda news: heard.append(news) or True))
    reached = [(news.goals.coverage, news.goals.score, -news.goals.waiting) for news in heard]
    assert reached == sorted(reached)
    assert heard[-1].meetings == result.meetings


def test_search_from_a_plan_ends_with_one_no_worse():
    grid = build_grid(crowd())
    first = LargeSearch(grid, budget(), is_brief=True)
    first.run(grid.slots_of(()))
    again = LargeSearch(grid, budget())
    again.run(first.grid_plan.slot.copy())
    assert again.grid_plan.standing() >= first.grid_plan.standing()

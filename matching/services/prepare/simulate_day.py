"""The day of a fair played forward many times before it comes; nothing is written."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from matching.domain.errors import FairError
from matching.phrases import decimal, percent, say
from matching.planning.problem.problem import Placed, Problem
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.more_slots import Longer, more_slots
from matching.planning.simulation.more_tables import MoreTables, more_tables
from matching.planning.simulation.play_days import PolicyResult, play_days
from matching.planning.simulation.policies import Policy
from matching.planning.solve import solve
from matching.services.plan.pose_fair import pose_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.entries import read_staying

FORMAT = "parvis-simulation/1"
FIGURES = ("meetings", "worst_off", "nearly_all", "promised", "idle")
"""Figures of `policy_rows` in their order; the heading of each is `simulate.<name>`."""
_DAYS_A_TABLE = 20  # enough to tell tables apart; the days of the report are the user's
_SECONDS = 10.0

HearPolicy = Callable[[str, int, int], None]
"""Told the code of what is played, and how much of how much."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What each policy gave on the same days, and the promise by tables more and by slots more.

    `plan` is the number of the plan that was followed; None when one was drawn for this alone.
    """

    fair: str
    plan: int | None
    planned: int
    least_meetings: int
    days: int
    seed: int
    conditions: Conditions
    outcomes: tuple[PolicyResult, ...]
    tried: tuple[MoreTables, ...]
    longer: tuple[Longer, ...]


def simulate_day(
    shop: Shop,
    fair: str,
    conditions: Conditions,
    *,
    days: int = 100,
    seed: int = 0,
    hear: HearPolicy = lambda _code, _done, _whole: None,
) -> Simulated:
    """The day of a fair played by three policies; the newest plan is followed, or one drawn now.

    Raises
    ------
    FairError
        `fair_unknown`, or `plan_infeasible` where no plan stands and none can be drawn.
    """
    with shop.store.reading() as reader:
        entries = read_staying(reader, fair)
        version = plans.read_plan(reader, fair)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    # the seats kept for walk-ins are there for whoever comes
    posed = pose_fair(basis, walk_in_seats=0)
    problem = replace(posed.problem, fixed=())
    plan = posed.inward(version.meetings) if version else _drawn(problem, fair, seed)
    minutes = entries.fair.slot_minutes
    outcomes = play_days(
        problem, plan, conditions, slot_minutes=minutes, days=days, seed=seed,
        hear=lambda done, whole: hear("simulate.playing", done, whole),
    )  # fmt: skip
    tried = more_tables(
        problem, plan, conditions, slot_minutes=minutes, days=min(days, _DAYS_A_TABLE), seed=seed,
        hear=lambda done, whole: hear("simulate.adding", done, whole),
    )  # fmt: skip
    longer = more_slots(
        problem, plan, conditions, slot_minutes=minutes, days=min(days, _DAYS_A_TABLE), seed=seed,
        hear=lambda done, whole: hear("simulate.longer", done, whole),
    )  # fmt: skip
    number = version.number if version else None
    least = entries.fair.least_meetings
    return Simulated(
        fair, number, len(plan), least, days, seed, conditions, outcomes, tried, longer
    )


def _drawn(problem: Problem, fair: str, seed: int) -> tuple[Placed, ...]:
    result = solve(problem, seconds=_SECONDS, seed=seed)
    if result.violations:
        raise FairError("plan_infeasible", fair=fair)
    return tuple(result.meetings)


def simulation_answer(simulated: Simulated, language: str) -> dict[str, Any]:
    """The JSON document `parvis-simulation/1` (docs/formats.md)."""
    return {
        "format": FORMAT,
        "fair": simulated.fair,
        "plan": simulated.plan,
        "planned": simulated.planned,
        "least_meetings": simulated.least_meetings,
        "days": simulated.days,
        "seed": simulated.seed,
        "conditions": asdict(simulated.conditions),
        "policies": {
            outcome.policy.value: {
                "mean": _rounded(asdict(outcome.mean)),
                "bad_day": _rounded(asdict(outcome.bad_day)),
            }
            for outcome in simulated.outcomes
        },
        "tables": [
            {"more": len(tried.stands), "stands": list(tried.stands),
             "promised": round(tried.promised, 4)}
            for tried in simulated.tried
        ],
        "promise_kept_with": len(simulated.tried[-1].stands)
        if simulated.tried[-1].is_enough
        else None,
        "slots": [
            {"more": longer.slots, "promised": round(longer.promised, 4)}
            for longer in simulated.longer
        ],
        "promise_kept_with_slots": simulated.longer[-1].slots
        if simulated.longer[-1].is_enough
        else None,
        "text": " ".join(
            sentence(simulated, language)
            for sentence in (tables_sentence, slots_sentence, worst_off_sentence)
        ),
    }  # fmt: skip


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def worst_off_sentence(simulated: Simulated, language: str) -> str:
    """How many meetings the least served have our way, of as many as they could have at all."""
    ours = next(each for each in simulated.outcomes if each.policy is Policy.OURS).mean
    has, most = (decimal(each, language, places=1) for each in (ours.worst_off, ours.possible))
    code = "simulate.worst_off_is" if has != most else "simulate.worst_off_at_most"
    return say(code, language, has=has, most=most)


def tables_sentence(simulated: Simulated, language: str) -> str:
    """How many tables more the promise needs, and where."""
    first, last = simulated.tried[0], simulated.tried[-1]
    said = {
        "least": simulated.least_meetings,
        "now": percent(first.promised, language),
        "then": percent(last.promised, language),
        "more": len(last.stands),
        "stands": ", ".join(dict.fromkeys(last.stands)),
    }
    if last.is_enough and not any(each.mean.meetings for each in simulated.outcomes):
        return say("simulate.tables_nobody", language)
    if not last.stands:
        return say("simulate.tables_none" if last.is_enough else "simulate.tables_no_stand",
                   language, **said)  # fmt: skip
    helps = last.promised > first.promised
    code = "tables" if last.is_enough else "tables_short" if helps else "tables_no_help"
    return say(f"simulate.{code}", language, **said)


def slots_sentence(simulated: Simulated, language: str) -> str:
    """How many slots more the promise needs."""
    last = simulated.longer[-1]
    then = percent(last.promised, language)
    code = "slots_none" if not last.slots else "slots" if last.is_enough else "slots_short"
    code = "slots_short" if code == "slots_none" and not last.is_enough else code
    return say(f"simulate.{code}", language, more=last.slots, then=then)


def policy_rows(simulated: Simulated, language: str) -> list[list[str]]:
    """A row for each policy: its name, then each figure as its mean and its bad day."""
    return [
        [say(f"simulate.{outcome.policy}", language), *_cells(outcome, language)]
        for outcome in simulated.outcomes
    ]


def _cells(outcome: PolicyResult, language: str) -> list[str]:
    usual, bad = asdict(outcome.mean), asdict(outcome.bad_day)
    return [
        f"{_figure(name, usual[name], language)} ({_figure(name, bad[name], language)})"
        for name in FIGURES
    ]


def _figure(name: str, value: float, language: str) -> str:
    if name == "promised":
        return percent(value, language)
    return decimal(value, language, places=1)

"""Business-meeting events tied further, in the five ways of crafted ones, beside CP-SAT alone.

    python -m tests.benchmarks.plan_crafted EVENT.json [--share .1 .4] [--alone 60]

An event is solved for a moment; each family then adds what that hasty plan keeps, so that a plan
exists and few breaks are not to be had for nothing: an order of meetings, fixed meetings, forbidden
slots, fewer rooms, or all of it. Breaks as we prove them are compared with one CP-SAT model that is
written here and knows nothing of ours (`--alone 0`: with nothing).
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model

from matching.planning.problem.documents import read_problem
from matching.planning.problem.problem import Placed, Problem
from matching.planning.solve import solve

ROW = "| {:14} | {:14} | {:8} | {:>6} | {:>5} | {:>6} | {:10} | {:>6} | {:>6} |"
HEADS = ("event", "family", "status", "breaks", "least", "CPU s", "CP-SAT", "breaks", "CPU s")
Plan = tuple[Placed, ...]


def ordered(problem: Problem, plan: Plan, chance: np.random.Generator, share: float) -> Problem:
    """A share of the meetings of each person must be over before another begins."""
    at, own = dict(plan), defaultdict(list)
    for number, pair in enumerate(problem.pairs):
        for person in pair.between:
            own[person].append(number)
    couples = set()
    for meetings in own.values():
        for number in meetings:
            later = [other for other in meetings if at[other] > at[number]]
            if later and chance.random() < share:
                couples.add((number, int(chance.choice(later))))
    return replace(problem, before=tuple(sorted(couples)))


def fixed(problem: Problem, plan: Plan, chance: np.random.Generator, share: float) -> Problem:
    """A share of the meetings is held where the plan has them."""
    kept = (placed for placed in plan if chance.random() < share)
    return replace(problem, fixed=tuple(sorted(kept)))


def forbidden(problem: Problem, plan: Plan, chance: np.random.Generator, share: float) -> Problem:
    """Everybody is away in a share of the slots that they do not use."""
    busy = defaultdict(set)
    for number, slot in plan:
        for person in problem.pairs[number].between:
            busy[person].add(slot)
    people = []
    for person in problem.people:
        free = range(problem.slots) if person.free is None else person.free
        left = (slot for slot in free if slot in busy[person.id] or chance.random() >= share)
        people.append(replace(person, free=tuple(left)))
    return replace(problem, people=tuple(people))


def fewer_rooms(
    problem: Problem, plan: Plan, _chance: np.random.Generator, _share: float
) -> Problem:
    """As many rooms as the fullest slot of the plan."""
    return replace(problem, rooms=max(Counter(slot for _, slot in plan).values()))


def all_of_it(problem: Problem, plan: Plan, chance: np.random.Generator, share: float) -> Problem:
    """Order, fixed meetings, forbidden slots and few rooms together."""
    for family in (ordered, fixed, forbidden, fewer_rooms):
        problem = family(problem, plan, chance, share)
    return problem


FAMILIES = {
    "order": ordered,
    "fixed": fixed,
    "forbidden": forbidden,
    "few rooms": fewer_rooms,
    "all of it": all_of_it,
}


class OneModel:
    """All meetings of an event in one CP-SAT model: a boolean for each meeting and slot."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.at = [self._slots(number) for number in range(len(problem.pairs))]
        own = defaultdict(list)
        for number, pair in enumerate(problem.pairs):
            for person in pair.between:
                own[person].append(number)
        self.breaks = [self._breaks(numbers) for numbers in own.values()]
        self._rules()

    def _slots(self, number: int) -> dict[int, cp_model.IntVar]:
        pair = self.problem.pairs[number]
        free = {person.id: person.free for person in self.problem.people}
        slots = set(range(self.problem.slots) if pair.slots is None else pair.slots)
        for person in pair.between:
            slots &= set(slots if free[person] is None else free[person])
        slots &= {dict(self.problem.fixed).get(number, slot) for slot in slots}
        found = {slot: self.model.new_bool_var("") for slot in sorted(slots)}
        self.model.add_exactly_one(found.values())
        return found

    def _breaks(self, numbers: list[int]) -> cp_model.LinearExpr:
        """How often somebody begins anew after a pause, and that they meet once at a time."""
        model, begun = self.model, []
        for start, stop in self.problem.days:
            busy = []
            for slot in range(start, stop):
                here = model.new_bool_var("")
                held = [self.at[number][slot] for number in numbers if slot in self.at[number]]
                model.add(sum(held) == here)
                busy.append(here)
            before = [0, *busy]
            begins = [model.new_bool_var("") for _ in busy]
            for one, was, is_begun in zip(busy, before, begins, strict=False):
                model.add(is_begun >= one - was)
            some = model.new_bool_var("")
            model.add_max_equality(some, busy)
            begun.append(sum(begins) - some)
        return sum(begun)

    def _rules(self) -> None:
        problem, model = self.problem, self.model
        if problem.rooms is not None:
            for slot in range(problem.slots):
                model.add(sum(own[slot] for own in self.at if slot in own) <= problem.rooms)
        for one, other in problem.before:
            model.add(self._when(one) < self._when(other))
        if problem.breaks_spread is not None:
            low, high = (model.new_int_var(0, problem.slots, "") for _ in range(2))
            for each in self.breaks:
                model.add(low <= each)
                model.add(each <= high)
            model.add(high - low <= problem.breaks_spread)
        model.minimize(sum(self.breaks))

    def _when(self, number: int) -> cp_model.LinearExpr:
        return sum(slot * here for slot, here in self.at[number].items())

    def solved(self, seconds: float) -> tuple[str, str]:
        """How it ended, and its breaks."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        is_found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
        return solver.status_name(status), str(round(solver.objective_value)) if is_found else "-"


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    yield ROW.format(*HEADS)
    for file in arguments.events:
        event = read_problem(json.loads(file.read_text("utf-8")))
        plan = solve(event, seconds=arguments.hidden).meetings
        for share, (number, name) in product(arguments.share, enumerate(FAMILIES)):
            chance = np.random.default_rng([arguments.seed, number])
            tied = FAMILIES[name](event, plan, chance, share)
            yield _row(file.stem.removeprefix("b2b-"), f"{name} {share:g}", tied, arguments)


def _row(event: str, family: str, tied: Problem, arguments: argparse.Namespace) -> str:
    began = time.process_time()
    found = solve(tied, seconds=arguments.seconds, clock=time.process_time)
    spent = time.process_time() - began
    assert found.violations == ()
    least = next(iter(found.bounds.values()), "-")
    ours = (found.status.value, found.goals.breaks, str(least), f"{spent:.1f}")
    began = time.process_time()
    theirs = OneModel(tied).solved(arguments.alone) if arguments.alone else ("-", "-")
    return ROW.format(event, family, *ours, *theirs, f"{time.process_time() - began:.1f}")


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("events", type=Path, nargs="+")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--alone", type=float, default=60.0, help="Seconds of CP-SAT alone.")
    asked.add_argument("--hidden", type=float, default=0.5, help="Seconds of that plan.")
    asked.add_argument("--share", type=float, nargs="+", default=[0.2], help="Tied so far.")
    asked.add_argument("--seed", type=int, default=1)
    for line in rows(asked.parse_args()):
        print(line, flush=True)  # noqa: T201 - a table is what it is for


if __name__ == "__main__":
    main()

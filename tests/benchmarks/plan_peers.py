"""What others do with the same fair, each way in its own few lines, beside ours in one table.

    python -m tests.benchmarks.plan_peers 400x40x16 --seeds 1 2 3 4 5 [--limit 60]

Ours comes first; one CP-SAT model may do as many seconds of its own work as ours took, then
`--limit` of them, and HiGHS on the whole programme has `--limit` seconds where the fair is small.
"""

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import replace
from statistics import mean

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout, bits
from matching.planning.problem.problem import Goal, Placed
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import SIZES, fair

_WORST = 8


class Desk:
    """Gives a pair its earliest slot in which person and stand are both free."""

    def __init__(self, problem):
        self.problem = problem
        layout = Layout(problem)
        self.person = [pair.between[0] for pair in problem.pairs]
        self.stand = [pair.between[1] for pair in problem.pairs]
        self.free = {each.id: set(bits(layout.present[each.id])) for each in problem.people}
        self.tables = {each.id: list(each.tables) for each in problem.stands}
        self.left = {each.id: each.most for each in problem.people}
        self.meetings = []

    def slots(self, pair):
        person, tables = self.person[pair], self.tables[self.stand[pair]]
        if not self.left[person]:
            return []
        return [slot for slot in sorted(self.free[person]) if tables[slot]]

    def place(self, pair, slot):
        person, gap = self.person[pair], self.problem.gap
        self.left[person] -= 1
        self.free[person] -= set(range(slot - gap, slot + gap + 1))
        self.tables[self.stand[pair]][slot] -= 1
        self.meetings.append(Placed(pair, slot))

    def try_earliest(self, pair):
        slots = self.slots(pair)
        if slots:
            self.place(pair, slots[0])
        return bool(slots)

    def goals(self):
        assert violations(self.problem, self.meetings) == ()
        return measure(Layout(self.problem), self.meetings)


def _best_first(problem):
    return sorted(range(len(problem.pairs)), key=lambda n: (-problem.pairs[n].score, n))


def greedy_by_score(problem):
    """The best pair first, each in its earliest slot."""
    desk = Desk(problem)
    for pair in _best_first(problem):
        desk.try_earliest(pair)
    return desk.goals()


def greedy_in_rounds(problem):
    """One meeting for everybody who can have one, then a second one, and so on."""
    desk = Desk(problem)
    waiting = _best_first(problem)
    for _ in range(max(person.most for person in problem.people)):
        served, rest = set(), []
        for pair in waiting:
            person = desk.person[pair]
            if person in served or not desk.try_earliest(pair):
                rest.append(pair)
            else:
                served.add(person)
        waiting = rest
    return desk.goals()


def slot_by_slot(problem, *, owed=0.0):
    """The best assignment of one slot, then of the next.

    A meeting of somebody who has less than was promised is worth `owed` more.
    """
    desk = Desk(problem)
    most = {person.id: person.most for person in problem.people}
    least = {person.id: person.least for person in problem.people}
    people = {person.id: n for n, person in enumerate(problem.people)}
    pairs_of = defaultdict(list)
    for number, stand in enumerate(desk.stand):
        pairs_of[stand].append(number)
    met = set()
    for slot in range(problem.slots):
        seats = [s.id for s in problem.stands for _ in range(desk.tables[s.id][slot])]
        worth, which = np.zeros((len(seats), len(people))), {}
        for row, stand in enumerate(seats):
            for pair in pairs_of[stand]:
                person = desk.person[pair]
                if pair not in met and desk.left[person] and slot in desk.free[person]:
                    is_owed = most[person] - desk.left[person] < least[person]
                    worth[row, people[person]] = problem.pairs[pair].score + owed * is_owed
                    which[row, people[person]] = pair
        for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            if worth[row, column] > 0:
                met.add(which[row, column])
                desk.place(which[row, column], slot)
    return desk.goals()


def slot_by_slot_for_all(problem):
    """The same, those first who have less than was promised."""
    return slot_by_slot(problem, owed=2.0)


def first_come_first_served(problem):
    """People in the order they come, each to the stands they like best, as soon as may be."""
    desk = Desk(problem)
    pairs_of = defaultdict(list)
    for pair in _best_first(problem):
        pairs_of[desk.person[pair]].append(pair)
    for person in sorted(problem.people, key=lambda each: (min(each.free or (0,)), each.id)):
        for pair in pairs_of[person.id]:
            desk.try_earliest(pair)
    return desk.goals()


def stable_pairs_then_slots(problem):
    """Deferred acceptance (Gale and Shapley 1962), then the earliest slot of each pair."""
    desk = Desk(problem)
    room = {stand.id: sum(stand.tables) for stand in problem.stands}
    wishes, held, accepted = defaultdict(list), defaultdict(list), defaultdict(int)
    for pair in reversed(_best_first(problem)):
        wishes[desk.person[pair]].append(pair)
    asking = [person.id for person in problem.people]
    while asking:
        person = asking.pop()
        while wishes[person] and accepted[person] < desk.left[person]:
            pair = wishes[person].pop()
            own = held[desk.stand[pair]]
            own.append(pair)
            accepted[person] += 1
            if len(own) > room[desk.stand[pair]]:
                own.sort(key=lambda n: (-problem.pairs[n].score, n))
                refused = desk.person[own.pop()]
                accepted[refused] -= 1
                asking.append(refused)
    stable = {pair for own in held.values() for pair in own}
    for pair in _best_first(problem):
        if pair in stable:
            desk.try_earliest(pair)
    return desk.goals()


def one_big_model(problem, *, seconds, workers=2):
    """All rules and goals as one CP-SAT model, coverage as great bonuses."""
    layout, model = Layout(problem), cp_model.CpModel()
    desk, cells = Desk(problem), defaultdict(list)
    terms, aim = {}, []
    for pair, wish in enumerate(problem.pairs):
        for slot in sorted(desk.free[desk.person[pair]]):
            if desk.tables[desk.stand[pair]][slot]:
                term = terms[Placed(pair, slot)] = model.new_bool_var("")
                cells["pair", pair].append(term)
                cells["person", desk.person[pair]].append(term)
                cells["seat", desk.stand[pair], slot].append(term)
                for at in range(slot, slot + problem.gap + 1):
                    cells["hour", desk.person[pair], at].append(term)
                aim.append(round(1000 * wish.score) * term)
    for (kind, *who), group in cells.items():
        if kind in {"pair", "hour"}:
            model.add_at_most_one(group)
        else:
            most = layout.person[who[0]].most if kind == "person" else None
            limit = layout.stand[who[0]].tables[who[1]] if most is None else most
            model.add(sum(group) <= limit)
    if Goal.COVERAGE in problem.goals:
        for person in problem.people:
            levels = [model.new_bool_var("") for _ in range(person.least)]
            model.add(sum(levels) <= sum(cells["person", person.id]))
            aim += [50_000 // 5**n * level for n, level in enumerate(levels)]
    model.maximize(sum(aim))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    # its own count of work keeps a busy machine from deciding, the clock is for the worst
    solver.parameters.max_deterministic_time = seconds
    solver.parameters.max_time_in_seconds = _WORST * seconds
    found = solver.solve(model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    held = [placed for placed, term in terms.items() if found and solver.value(term)]
    assert violations(problem, held) == ()
    return measure(layout, held)


PEERS = {
    "greedy by score": greedy_by_score,
    "greedy in rounds": greedy_in_rounds,
    "slot by slot assignment": slot_by_slot,
    "slot by slot, coverage first": slot_by_slot_for_all,
    "first come, first served": first_come_first_served,
    "stable pairs, then slots": stable_pairs_then_slots,
}
SMALL = 30_000
LEADS = {"coverage first": (Goal.COVERAGE, Goal.SCORE), "score alone": (Goal.SCORE,)}
HEADS = ("goals", "way", "seeds", "people served", "promises kept", "score %", "CPU s")
ROW = "| {:14} | {:30} | {:>5} | {:>13} | {:>13} | {:>7} | {:>7} |"


def whole_programme(problem, *, seconds=60.0):
    """One integer programme over all placements, by HiGHS; None where it finds nothing in time."""
    desk, layout = Desk(problem), Layout(problem)
    held = [
        Placed(pair, slot)
        for pair in range(len(problem.pairs))
        for slot in sorted(desk.free[desk.person[pair]])
        if desk.tables[desk.stand[pair]][slot]
    ]
    cells = defaultdict(list)
    for term, (pair, slot) in enumerate(held):
        person, stand = desk.person[pair], desk.stand[pair]
        cells["pair", pair].append((term, 1.0))
        cells["person", person].append((term, 1.0))
        cells["seat", stand, slot].append((term, 1.0))
        for at in range(slot, slot + problem.gap + 1):
            cells["hour", person, at].append((term, 1.0))
    aim = [-problem.pairs[pair].score for pair, _ in held]
    if Goal.COVERAGE in problem.goals:
        for person in problem.people:
            own = [(len(aim) + level, -1.0) for level in range(person.least)]
            cells["kept", person.id] = [*own, *((t, 1.0) for t, _ in cells["person", person.id])]
            aim += [-(50.0 / 5**level) for level in range(person.least)]
    low, high, entries = [], [], []
    for row, ((kind, *who), group) in enumerate(cells.items()):
        entries += [(row, column, value) for column, value in group]
        most = {"kept": np.inf, "pair": 1, "hour": 1, "person": desk.left.get(who[0])}
        low.append(0.0 if kind == "kept" else -np.inf)
        high.append(desk.tables[who[0]][who[1]] if kind == "seat" else most[kind])
    rows, columns, values = zip(*entries, strict=True)
    matrix = coo_array((values, (rows, columns)), shape=(len(low), len(aim))).tocsr()
    found = milp(
        np.array(aim),
        integrality=np.ones(len(aim)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, low, high),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    plan = [placed for placed, value in zip(held, found.x, strict=False) if value > 0.5]
    assert violations(problem, plan) == ()
    return measure(layout, plan)


def timed(way):
    """What a way reaches, and the seconds of the processor that it takes."""
    began = time.process_time()
    return way(), time.process_time() - began


def ways(problem, limit):
    """Every way with what it reaches, ours first; the limit of the score beside each."""
    ours, spent = timed(lambda: solve(problem, seconds=60.0))
    yield "Parvis", ours.goals, spent, ours.bounds[Goal.SCORE]
    for name, peer in PEERS.items():
        yield name, *timed(lambda peer=peer: peer(problem)), ours.bounds[Goal.SCORE]
    for seconds, name in ((spent, "one CP-SAT model, equal time"), (limit, f"… {limit:.0f} s")):
        goals, took = timed(lambda s=seconds: one_big_model(problem, seconds=s, workers=1))
        yield name, goals, took, ours.bounds[Goal.SCORE]
    if len(problem.pairs) * problem.slots <= SMALL:
        goals, took = timed(lambda: whole_programme(problem, seconds=limit))
        if goals is not None:
            yield "HiGHS, whole programme", goals, took, ours.bounds[Goal.SCORE]


def table(size, seeds, limit):
    """The table, line by line."""
    yield ROW.format(*HEADS)
    for lead, goals in LEADS.items():
        reached = defaultdict(list)
        for seed in seeds:
            problem = replace(fair(size, seed), goals=goals)
            everybody = replace(problem, goals=LEADS["coverage first"])
            for name, found, spent, bound in ways(problem, limit):
                people = found.coverage or (0,) * max(p.least for p in everybody.people)
                reached[name].append((people[0], people[-1], 100 * found.score / bound, spent))
        for name, runs in reached.items():
            served, kept, share, spent = (mean(column) for column in zip(*runs, strict=True))
            told = (f"{served:.1f}", f"{kept:.1f}") if Goal.COVERAGE in goals else ("-", "-")
            cells = (lead, name, len(runs), *told, f"{share:.2f}", f"{spent:.2f}")
            yield ROW.format(*map(str, cells))


def main():
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    asked.add_argument("--limit", type=float, default=60.0)
    told = asked.parse_args()
    for line in table(told.size, told.seeds, told.limit):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

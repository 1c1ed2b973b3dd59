"""What others do with the same fair: five usual ways, each in its own few lines."""

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import linear_sum_assignment

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout, bits
from matching.planning.problem.problem import Goal, Placed


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


def slot_by_slot(problem):
    """The best assignment of one slot, then of the next."""
    desk = Desk(problem)
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
                    worth[row, people[person]] = problem.pairs[pair].score
                    which[row, people[person]] = pair
        for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            if worth[row, column] > 0:
                met.add(which[row, column])
                desk.place(which[row, column], slot)
    return desk.goals()


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
    solver.parameters.max_time_in_seconds = seconds
    found = solver.solve(model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    held = [placed for placed, term in terms.items() if found and solver.value(term)]
    assert violations(problem, held) == ()
    return measure(layout, held)


PEERS = {
    "greedy by score": greedy_by_score,
    "greedy in rounds": greedy_in_rounds,
    "slot by slot assignment": slot_by_slot,
    "first come, first served": first_come_first_served,
    "stable pairs, then slots": stable_pairs_then_slots,
}

"""What seats kept for walk-ins give them, and what they cost the registered, in one table.

    python -m tests.benchmarks.plan_kept_seats 400x40x16 --seeds 1 2 3

One person in five comes unannounced. The others are planned with a share of each stand's seats kept
(`kept_seats`, by the curve of arrivals); then walk-ins are served as they come, nobody moves: their
best stands first, as soon as there is a seat, up to what everybody is promised.
"""

import argparse
import sys
from dataclasses import replace
from statistics import mean

from matching.planning.fair.kept_seats import kept_seats
from matching.planning.problem.problem import Goal
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import SIZES, fair
from tests.benchmarks.plan_peers import Desk

SHARES = (0, 5, 10, 20)
HEADS = ("seats kept", "walk-ins: meetings", "served", "promise", "registered: promise", "score %")
ROW = "| {:>10} | {:>18} | {:>8} | {:>8} | {:>19} | {:>8} |"


def planned(problem, registered, percent):
    """The plan of the registered with a share of the seats kept."""
    arrivals = [0] * problem.slots
    for person in problem.people:
        arrivals[person.free[0]] += 1
    stands = []
    for stand in problem.stands:
        kept = kept_seats(stand.tables, arrivals, percent)
        left = tuple(has - keeps for has, keeps in zip(stand.tables, kept, strict=True))
        stands.append(replace(stand, tables=left))
    people = tuple(p if p.id in registered else replace(p, most=0, least=0) for p in problem.people)
    goals = (Goal.COVERAGE, Goal.SCORE)
    return solve(replace(problem, people=people, stands=tuple(stands), goals=goals), seconds=20.0)


def served(problem, plan, walk_ins):
    """How many meetings each walk-in has, as they come, beside a plan in which nobody moves."""
    desk = Desk(problem)
    for pair, slot in plan:
        desk.place(pair, slot)
    best = sorted(range(len(problem.pairs)), key=lambda n: (-problem.pairs[n].score, n))
    met = {}
    for person in sorted(walk_ins, key=lambda each: (each.free[0], each.id)):
        own = [pair for pair in best if desk.person[pair] == person.id]
        met[person.id] = 0
        for pair in own:
            if met[person.id] < person.least:
                met[person.id] += desk.try_earliest(pair)
    return met


def row(size, seeds, percent):
    """One line of the table: means over seeds."""
    runs = []
    for seed in seeds:
        problem = fair(size, seed)
        walk_ins = problem.people[::5]
        registered = {person.id for person in problem.people} - {each.id for each in walk_ins}
        plan, free = (planned(problem, registered, share) for share in (percent, 0))
        met = served(problem, plan.meetings, walk_ins)
        least = [met[each.id] >= each.least for each in walk_ins]
        reached, score = plan.goals.coverage[-1] / len(registered), plan.goals.score
        shares = (100 * mean(n > 0 for n in met.values()), 100 * mean(least), 100 * reached)
        runs.append((mean(met.values()), *shares, 100 * score / free.goals.score))
    meetings, *others = (mean(column) for column in zip(*runs, strict=True))
    *shares, score = others
    told = (f"{share:.0f} %" for share in shares)
    return ROW.format(f"{percent} %", f"{meetings:.2f}", *told, f"{score:.1f}")


def main():
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    told = asked.parse_args()
    sys.stdout.write(f"{ROW.format(*HEADS)}\n")
    for percent in SHARES:
        sys.stdout.write(f"{row(told.size, told.seeds, percent)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

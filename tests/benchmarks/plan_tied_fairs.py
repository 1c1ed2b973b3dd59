"""Seeded fairs in which more than hours and tables ties meetings together, one thing at a time."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from matching.planning.problem.problem import Group, Pair, Shared
from tests.benchmarks.plan_fairs import fair

ZONES = "ABCD"
WALKS = (("A", "B", 1), ("A", "C", 2), ("A", "D", 2), ("B", "C", 1), ("C", "D", 1))


def clustered_wishes(problem, chance):
    """Everybody wishes for stands of one corner only, and most for the largest corner."""
    corner = {stand.id: n % 4 for n, stand in enumerate(problem.stands)}
    own = {person.id: chance.choice(4, p=[0.5, 0.25, 0.15, 0.1]) for person in problem.people}
    kept = (p for p in problem.pairs if corner[p.between[1]] == own[p.between[0]])
    return replace(problem, pairs=tuple(kept))


def zipf_popularity(problem, chance):
    """The n-th most popular stand is wished for 1/n as often as the first."""
    rank = {stand.id: n + 1 for n, stand in enumerate(problem.stands)}
    kept = (p for p in problem.pairs if chance.random() < 3 / rank[p.between[1]] + 0.1)
    return replace(
        problem,
        pairs=tuple(
            replace(p, score=round(p.score * (0.3 + 0.7 / rank[p.between[1]]), 3)) for p in kept
        ),
    )


def uneven_windows(problem, chance):
    """Some stay for two slots, some all day with an hour away in the middle."""
    people = []
    for person in problem.people:
        length = int(chance.integers(2, problem.slots + 1))
        first = int(chance.integers(0, problem.slots - length + 1))
        away = first + int(chance.integers(0, length)) if length > 4 else -1
        free = (slot for slot in range(first, first + length) if slot != away)
        people.append(replace(person, free=tuple(free)))
    return replace(problem, people=tuple(people))


def walks(problem, chance):
    """Four zones, the far ones two slots apart."""
    stands = tuple(replace(s, zone=ZONES[chance.integers(4)]) for s in problem.stands)
    return replace(problem, stands=stands, walks=WALKS)


def long_meetings(problem, chance):
    """A stand in five holds meetings of two to four slots."""
    length = {
        s.id: int(chance.integers(2, 5)) if chance.random() < 0.2 else 1 for s in problem.stands
    }
    pairs = tuple(replace(p, length=length[p.between[1]]) for p in problem.pairs)
    return replace(problem, pairs=pairs)


def rooms(problem, _chance):
    """Two thirds of all tables may be taken at once."""
    return replace(problem, rooms=max(1, sum(max(s.tables) for s in problem.stands) * 2 // 3))


def precedence(problem, chance):
    """One person in three has a wish that must be over before another begins."""
    own = defaultdict(list)
    for number, pair in enumerate(problem.pairs):
        own[pair.between[0]].append(number)
    couples = []
    for wishes in own.values():
        if len(wishes) > 1 and chance.random() < 1 / 3:
            first, second = chance.choice(wishes, size=2, replace=False)
            couples.append((int(first), int(second)))
    return replace(problem, before=tuple(couples))


def musts(problem, chance):
    """One person in twenty has a meeting that has to be held, where both are there at some time."""
    seen, pairs = set(), []
    free = {person.id: person.free for person in problem.people}
    tables = {stand.id: stand.tables for stand in problem.stands}
    for pair in problem.pairs:
        person, stand = pair.between
        must = person not in seen and chance.random() < 0.05 / 20
        must = must and any(tables[stand][slot] for slot in free[person])
        seen |= {person} if must else set()
        pairs.append(replace(pair, must=must))
    return replace(problem, pairs=tuple(pairs))


def people_with_people(problem, chance):
    """One pair in twenty is of two people."""
    count = len(problem.people)
    drawn = {
        tuple(sorted(chance.choice(count, size=2, replace=False)))
        for _ in range(len(problem.pairs) // 20)
    }
    more = (
        Pair((problem.people[a].id, problem.people[b].id), round(float(chance.random()), 3))
        for a, b in sorted(drawn)
    )
    return replace(problem, pairs=(*problem.pairs, *more))


def workshops(problem, chance):
    """A stand in eight receives groups of two or more, led by somebody of the stand before it."""
    stands, groups, shared, lengths = list(problem.stands), [], [], {}
    for n in range(1, len(stands), 8):
        smallest, places = int(chance.integers(2, 4)), int(chance.integers(5, 13))
        stands[n] = replace(stands[n], tables=(places,) * problem.slots)
        groups.append(Group(stands[n].id, smallest, int(chance.integers(1, 4))))
        tables = stands[n - 1].tables
        shared.append(Shared(f"exhibitor {n}", (stands[n - 1].id, stands[n].id), tables))
        lengths[stands[n].id] = int(chance.integers(1, 4))
    pairs = tuple(replace(p, length=lengths.get(p.between[1], 1)) for p in problem.pairs)
    return replace(
        problem, stands=tuple(stands), groups=tuple(groups), shared=tuple(shared), pairs=pairs
    )


KINDS = {
    "plain": lambda problem, _chance: problem,
    "clustered wishes": clustered_wishes,
    "Zipf popularity": zipf_popularity,
    "uneven windows": uneven_windows,
    "musts": musts,
    "long meetings": long_meetings,
    "walks": walks,
    "rooms": rooms,
    "precedence": precedence,
    "people with people": people_with_people,
    "workshops": workshops,
}


def tied_fair(kind, size, seed):
    """A fair of a size (`"400x40x16"`) with one thing more, the same for the same seed."""
    chance = np.random.default_rng([seed, *kind.encode()])
    return KINDS[kind](fair(size, seed), chance)

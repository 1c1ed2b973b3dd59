"""What happens at noon: a seeded event on a problem with a plan, as the problem that it leaves."""

import random
from dataclasses import dataclass, replace

from matching.planning.problem.problem import Pair, Person, Placed, Problem

KINDS = (
    "late arrival",
    "walk-in",
    "no-show",
    "person leaves",
    "stand late",
    "stand closed",
    "stand reopened",
    "table added",
    "slot overrun",
)


@dataclass(frozen=True)
class Event:
    """The fair as it now is, what was announced in it, and how far the re-plan may go.

    `touches` are the people and stands that the cause speaks of.
    """

    kind: str
    problem: Problem
    announced: tuple[Placed, ...]
    now: int
    touches: frozenset[str]
    movable: frozenset[str] | None = None
    gains: frozenset[str] | None = None


def event(problem, plan, seed, *, kind=None, now=None):
    """One event, the same for the same seed; `plan` has been announced."""
    chance = random.Random(f"{seed}")
    kind = kind or KINDS[seed % len(KINDS)]
    now = chance.randrange(1, max(2, problem.slots // 2)) if now is None else now
    scene = _Scene(problem, tuple(plan), now, chance)
    return getattr(scene, kind.replace(" ", "_").replace("-", "_"))()


@dataclass(frozen=True)
class _Scene:
    problem: Problem
    plan: tuple[Placed, ...]
    now: int
    chance: random.Random

    def _told(self, kind, problem, touches, *, plan=None, movable=None, gains=None):
        plan = self.plan if plan is None else plan
        left = replace(problem, announced=tuple(plan))
        touched = frozenset(touches)
        return Event(kind, left, tuple(plan), self.now, touched, movable, gains)

    def _somebody(self):
        """A person with something left to lose, when there is one."""
        later = [p.pair for p in self.plan if p.slot >= self.now]
        names = {person.id for person in self.problem.people}
        busy = sorted({end for n in later for end in self.problem.pairs[n].between if end in names})
        return self.chance.choice(busy or sorted(names))

    def _some_stand(self):
        return self.chance.choice(sorted(stand.id for stand in self.problem.stands))

    def _person_free(self, kind, name, keeps):
        people = tuple(
            replace(p, free=tuple(t for t in _free(p, self.problem) if keeps(t)))
            if p.id == name
            else p
            for p in self.problem.people
        )
        return self._told(kind, replace(self.problem, people=people), [name])

    def _stand_tables(self, kind, name, tables, **kept):
        stands = tuple(
            replace(s, tables=tuple(tables(t, count) for t, count in enumerate(s.tables)))
            if s.id == name
            else s
            for s in self.problem.stands
        )
        return self._told(kind, replace(self.problem, stands=stands), [name], **kept)

    def late_arrival(self):
        until = self.now + self.chance.randint(1, 4)
        return self._person_free("late arrival", self._somebody(), lambda t: t >= until)

    def no_show(self):
        return self._person_free("no-show", self._somebody(), lambda _: False)

    def person_leaves(self):
        return self._person_free("person leaves", self._somebody(), lambda t: t < self.now)

    def walk_in(self):
        stands = sorted(stand.id for stand in self.problem.stands)
        asked = self.chance.sample(stands, min(len(stands), 20))
        free = tuple(range(self.now, self.problem.slots))
        person = Person("walk-in", free, 5, 2)
        new = tuple(Pair((person.id, s), round(self.chance.random(), 3)) for s in asked)
        problem = replace(
            self.problem,
            people=(*self.problem.people, person),
            pairs=(*self.problem.pairs, *new),
        )
        alone = frozenset({person.id})
        return self._told("walk-in", problem, alone, movable=frozenset(), gains=alone)

    def stand_late(self):
        until = self.now + self.chance.randint(1, 4)
        shut = range(self.now, until)
        name = self._some_stand()
        return self._stand_tables("stand late", name, lambda t, n: 0 if t in shut else n)

    def stand_closed(self):
        name = self._some_stand()
        return self._stand_tables("stand closed", name, lambda t, n: n if t < self.now else 0)

    def stand_reopened(self):
        name = self._some_stand()
        plan = tuple(
            p
            for p in self.plan
            if p.slot < self.now or name not in self.problem.pairs[p.pair].between
        )
        return self._stand_tables("stand reopened", name, lambda _, n: n, plan=plan)

    def table_added(self):
        name = self._some_stand()
        return self._stand_tables("table added", name, lambda _, n: n + 1 if n else 0)

    def slot_overrun(self):
        """A meeting of the slot before now lasts one slot longer."""
        ends = [p for p in self.plan if p.slot == self.now - 1]
        if not ends:
            return self.table_added()
        which = self.chance.choice(sorted(ends)).pair
        pairs = list(self.problem.pairs)
        pairs[which] = replace(pairs[which], length=pairs[which].length + 1)
        problem = replace(self.problem, pairs=tuple(pairs))
        return self._told("slot overrun", problem, pairs[which].between)


def _free(person, problem):
    return range(problem.slots) if person.free is None else person.free

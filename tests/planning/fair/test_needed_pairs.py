"""What is left out of a day's problem is what no re-plan could make use of."""

import random
from dataclasses import dataclass, replace
from datetime import date, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import pose
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope, Stability
from matching.planning.solve import solve
from tests.examples import examples

FAIR = Fair(
    id="morning-2030",
    title="Un matin",
    date=date(2030, 3, 1),
    opens=time(9),
    closes=time(12),
    timezone="UTC",
    breaks=((time(10, 30), time(10, 45)),),
    most_meetings=3,
    least_meetings=1,
)
AT = FAIR.moment(time(10))


@dataclass
class Matrix:
    people: list
    offers: list
    values: np.ndarray
    verdicts: np.ndarray


def morning(seed, people=14):
    """A fair with jobs, long courses and workshops, for whom nearly every place is taken."""
    chance = random.Random(seed)
    crowd = [
        Jobseeker(f"p{n:02}", "A", leaves=chance.choice([None, None, time(11, 15)]))
        for n in range(people)
    ]
    stands = [Exhibitor(f"s{n}", "S", tables=chance.choice([1, 1, 2])) for n in range(5)]
    offers = [
        Offer("o0", "s0", "Emploi"),
        Offer("o0b", "s0", "Autre emploi", minutes=30),
        Offer("o1", "s1", "Emploi"),
        Offer("o2", "s2", "Formation", OfferKind.TRAINING, minutes=30),
        Offer("o3", "s3", "Atelier", OfferKind.WORKSHOP, minutes=30, places=3),
        Offer("o4", "s4", "Emploi"),
    ]
    shape = (len(crowd), len(offers))
    values = np.random.default_rng(seed).integers(0, 40, shape) / 40
    verdicts = np.array([[chance.choice([0, 0, 0, 1, 2]) for _ in offers] for _ in crowd])
    columns = [(one.exhibitor, one.id) for one in offers]
    matrix = Matrix([one.id for one in crowd], columns, values, verdicts.astype(np.int8))
    return (FAIR, crowd, stands, offers), matrix


def happening(seed, plan, parties):
    """What is different at ten o'clock: terms for posing the day, and cells closed since."""
    chance, later = random.Random(seed), [one for one in plan if one.slot >= 4]
    kinds = ["nothing", "closed", "left", "no-show", "table", "held"]
    kind = chance.choice(kinds) if later else "nothing"
    one = chance.choice(later) if later else None
    terms = {
        "closed": lambda: {"closed_stands": {one.stand: frozenset(range(12))}},
        "left": lambda: {"gone": frozenset({one.person})},
        "table": lambda: {"tables": {one.stand: 1}},
        "held": lambda: {"held": [one]},
    }
    return terms.get(kind, dict)(), one if kind == "no-show" else None


@pytest.mark.slow
@examples(60)
@given(
    st.integers(0, 10**6),
    st.sampled_from(["everybody", "those present", "one"]),
    st.sampled_from(list(Stability)),
)
def test_a_replan_of_what_is_needed_is_the_replan_of_everything(seed, who, stability):
    parties, matrix = morning(seed)
    before = pose(*parties, matrix)
    plan = before.outward(solve(before.problem, seconds=5).meetings)
    terms, missed = happening(seed, plan, parties)
    if missed:
        matrix = replace(matrix, verdicts=matrix.verdicts.copy())
        column = [key[1] for key in matrix.offers].index(missed.offer)
        matrix.verdicts[matrix.people.index(missed.person), column] = 2
        plan = tuple(one for one in plan if one != missed)
    gains, movable = {
        "everybody": (None, None),
        "those present": (frozenset(matrix.people[::2]), None),
        "one": (frozenset({"p03"}), frozenset({"p03"})),
    }[who]
    told = []
    for scope in (None, ReplanScope(movable=movable, gains=gains)):
        posed = pose(*parties, matrix, now=AT, announced=plan, scope=scope, **terms)
        result = replan(
            posed.problem,
            announced=posed.inward(plan),
            scope=ReplanScope(posed.now_slot, movable, gains, stability),
        )
        told.append((posed.outward(result.meetings), result.goals, result.unmet, result.violations))
    assert told[1] == told[0]


def test_whoever_has_what_they_can_hold_is_asked_nothing_more():
    parties, matrix = morning(3)
    before = pose(*parties, matrix)
    plan = before.outward(solve(before.problem, seconds=5).meetings)
    whole = pose(*parties, matrix, now=AT, announced=plan)
    needed = pose(*parties, matrix, now=AT, announced=plan, scope=ReplanScope())
    assert len(plan) <= len(needed.problem.pairs) < len(whole.problem.pairs)
    assert set(needed.keys) < set(whole.keys)


@pytest.mark.parametrize("scope", [None, ReplanScope()])
def test_pairs_told_stay_when_another_offer_of_the_stand_is_now_the_best(scope):
    parties, matrix = morning(3)
    verdicts = matrix.verdicts.copy()
    verdicts[:, 0], verdicts[:, 1] = 2, 0
    before = pose(*parties, matrix)
    plan = before.outward(solve(before.problem, seconds=5).meetings)
    about = [one for one in plan if one.offer == "o0" and one.slot >= 4]
    assert about
    posed = pose(
        *parties,
        replace(matrix, verdicts=verdicts),
        now=AT,
        announced=plan,
        scope=scope,
    )
    assert len(posed.inward(about)) == len(about)

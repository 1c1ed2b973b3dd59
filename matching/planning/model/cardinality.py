"""How many of some booleans hold, told in clauses: what a clause-learning solver reasons on best.

A row over booleans becomes a clause, an at-most-one or a totalizer (Bailleux and Boufkhad 2003):
a tree of counts in unary, each merged from two. Rows that are too large, or whose weights are
not all one, are left to the caller.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from matching.planning.model.model import Constraint

Literal = cp_model.LiteralT

_MOST_CLAUSES = 12_000


class ClauseBudget:
    """How many clauses of totalizers may still be posted: to write them takes time too."""

    def __init__(self, clauses: int) -> None:
        self.left = clauses
        self.is_short = False

    def take(self, clauses: int) -> bool:
        """Whether so many clauses may be posted; they are then counted."""
        fits = clauses <= self.left
        self.left -= clauses if fits else 0
        self.is_short |= not fits
        return fits


def post_in_clauses(
    program: cp_model.CpModel,
    variables: Sequence[cp_model.IntVar],
    constraint: Constraint,
    budget: ClauseBudget,
) -> bool:
    """Whether a row could be told in clauses; otherwise the caller must post it."""
    weights, low, high = constraint
    if any(abs(weight) != 1 or not variables[c].is_boolean for c, weight in weights.items()):
        return False
    below = sum(weight < 0 for weight in weights.values())
    literals = [variables[c] if w > 0 else variables[c].negated() for c, w in weights.items()]
    least = 0 if low is None else max(0, low + below)
    most = len(literals) if high is None else min(len(literals), high + below)
    return _post(program, literals, least, most, budget)


def _post(
    program: cp_model.CpModel,
    literals: Sequence[Literal],
    least: int,
    most: int,
    budget: ClauseBudget,
) -> bool:
    count = len(literals)
    if least > most:
        program.add_bool_or([])
        return True
    if least == most == 1:
        program.add_exactly_one(literals)
        return True
    opposite = [_not(literal) for literal in literals]
    if _post_easily(program, literals, opposite, least):
        least = 0
    if _post_easily(program, opposite, literals, count - most):
        most = count
    if most == count and least:
        literals, least, most = opposite, 0, count - least
    return (least, most) == (0, count) or _count(program, literals, least, most, budget)


def _not(literal: Literal) -> Literal:
    assert isinstance(literal, cp_model.IntVar | cp_model.NotBooleanVariable)
    return literal.negated()


def _post_easily(
    program: cp_model.CpModel,
    literals: Sequence[Literal],
    opposite: Sequence[Literal],
    least: int,
) -> bool:
    """Whether "at least so many" took one constraint, or none."""
    if least == 1:
        program.add_bool_or(literals)
    elif least == len(literals) - 1:
        program.add_at_most_one(opposite)
    elif least == len(literals):
        program.add_bool_and(literals)
    return least in {0, 1, len(literals) - 1, len(literals)}


def _count(
    program: cp_model.CpModel,
    literals: Sequence[Literal],
    least: int,
    most: int,
    budget: ClauseBudget,
) -> bool:
    """Whether a totalizer of both limits is small enough to be posted."""
    if len(literals) * (most + 1) > _MOST_CLAUSES:
        return False
    if not budget.take((1 + (least > 0)) * _clauses(len(literals), most + 1)):
        return False
    counts = _tree(program, literals, most + 1, both_ways=least > 0)
    if least:
        program.add_bool_or([counts[least - 1]])
    if most < len(literals):
        program.add_bool_or([_not(counts[most])])
    return True


def _clauses(count: int, cap: int) -> int:
    """Clauses of a totalizer of so many literals, one way, counted up to a cap."""
    if count == 1:
        return 0
    half = count // 2
    one, other = min(cap, half), min(cap, count - half)
    here = sum(min(cap - a, other) + 1 for a in range(one + 1)) - 1
    return here + _clauses(half, cap) + _clauses(count - half, cap)


def _tree(
    program: cp_model.CpModel, literals: Sequence[Literal], cap: int, *, both_ways: bool
) -> Sequence[Literal]:
    """Booleans, up to the cap, of which the k-th (from 0) holds when more than k literals do.

    With `both_ways`, only then.
    """
    if len(literals) == 1:
        return literals
    half = len(literals) // 2
    one = _tree(program, literals[:half], cap, both_ways=both_ways)
    other = _tree(program, literals[half:], cap, both_ways=both_ways)
    total = [program.new_bool_var("") for _ in range(min(cap, len(literals)))]
    for here in range(len(one) + 1):
        for there in range(len(other) + 1):
            if 0 < here + there <= len(total):
                reached = [_not(each) for each in (*one[:here][-1:], *other[:there][-1:])]
                program.add_bool_or([*reached, total[here + there - 1]])
            if both_ways and here + there < len(total):
                more = [*one[here : here + 1], *other[there : there + 1]]
                program.add_bool_or([*more, _not(total[here + there])])
    return total

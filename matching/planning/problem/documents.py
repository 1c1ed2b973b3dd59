"""The formats `parvis-problem/1` and `parvis-plan/1`: documents in, values out, and back."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from matching.planning.problem.check import Violation, violations
from matching.planning.problem.fields import (
    field,
    items,
    real,
    several,
    table,
    text,
    whole,
    wholes,
    yes_no,
)
from matching.planning.problem.problem import (
    MOST_CHOICES,
    Goal,
    Pair,
    Person,
    Placed,
    Problem,
    ProblemError,
    Stand,
)
from matching.planning.problem.result import Result
from matching.planning.problem.rules import RuleCode

PROBLEM_FORMAT = "parvis-problem/1"
PLAN_FORMAT = "parvis-plan/1"

T = TypeVar("T")
_NOT_A_CONTRADICTION = {RuleCode.MUST, RuleCode.BREAKS_SPREAD}


def read_problem(document: object) -> Problem:
    """The problem that a JSON document states; fields left out take the format's defaults.

    Raises
    ------
    ProblemError
        For the first field that is malformed or contradicts another, with its path.
    """
    top = _formatted(document, PROBLEM_FORMAT)
    slots = whole(field(top, "", "slots"), "slots")
    problem = Problem(
        slots=slots,
        days=_optional(top, "days", _ranges, ()),
        rooms=_optional(top, "rooms", whole, None),
        gap=_optional(top, "gap", whole, 0),
        breaks_spread=_optional(top, "breaks_spread", whole, None),
        people=items(field(top, "", "people"), "people", _person(slots)),
        stands=items(field(top, "", "stands"), "stands", _stand),
        walks=_optional(top, "walks", _walks, ()),
        pairs=items(_not_too_many(field(top, "", "pairs"), slots), "pairs", _pair),
        before=_optional(top, "before", _couples, ()),
        fixed=_optional(top, "fixed", _placed, ()),
        announced=_optional(top, "announced", _placed, ()),
        goals=_optional(top, "goals", _goals, Problem(slots=1).goals),
    )
    _check_fixed(problem)
    return problem


def problem_document(problem: Problem) -> dict[str, object]:
    """The JSON document of a problem, with every field of the format."""
    return {
        "format": PROBLEM_FORMAT,
        "slots": problem.slots,
        "days": [list(day) for day in problem.days],
        "rooms": problem.rooms,
        "gap": problem.gap,
        "breaks_spread": problem.breaks_spread,
        "people": [_person_document(person) for person in problem.people],
        "stands": [
            {"id": stand.id, "tables": list(stand.tables), "zone": stand.zone}
            for stand in problem.stands
        ],
        "walks": [list(walk) for walk in problem.walks],
        "pairs": [_pair_document(pair) for pair in problem.pairs],
        "before": [list(couple) for couple in problem.before],
        "fixed": [placed._asdict() for placed in problem.fixed],
        "announced": [placed._asdict() for placed in problem.announced],
        "goals": [goal.value for goal in problem.goals],
    }


def plan_document(result: Result) -> dict[str, object]:
    """The JSON document of what `solve` gave."""
    return {
        "format": PLAN_FORMAT,
        "status": result.status.value,
        "meetings": [placed._asdict() for placed in result.meetings],
        "goals": {goal.value: _plain(result.goals.of(goal)) for goal in Goal},
        "bounds": {goal.value: _plain(bound) for goal, bound in result.bounds.items()},
        "seconds": round(result.seconds, 3),
        "stopped": result.stop.value or None,
        "violations": [violation_document(violation) for violation in result.violations],
        "unmet": [{"person": person, "reason": reason} for person, reason in result.unmet],
        **({"clash": list(result.clash)} if result.clash else {}),
    }


def violation_document(violation: Violation) -> dict[str, object]:
    """The JSON document of one broken rule."""
    return {
        "rule": violation.rule.value,
        "who": violation.who,
        "slot": violation.slot,
        "pairs": list(violation.pairs),
    }


def read_plan(document: object) -> tuple[Placed, ...]:
    """The meetings of a plan document, wherever it comes from; the rules are not judged here.

    Raises
    ------
    ProblemError
        For the first field that is malformed, with its path.
    """
    return _placed(field(_formatted(document, PLAN_FORMAT), "", "meetings"), "meetings")


def _formatted(document: object, expected: str) -> Mapping[str, object]:
    top = table(document, "document")
    if field(top, "", "format") != expected:
        raise ProblemError("format", "format", expected=expected)
    return top


def _not_too_many(pairs: object, slots: int) -> object:
    """Pairs, unless with their slots they are more than memory should hold."""
    if isinstance(pairs, list | tuple) and len(pairs) * slots > MOST_CHOICES:
        most = MOST_CHOICES // slots
        raise ProblemError("pairs", "too_many", value=len(pairs), most=most, slots=slots)
    return pairs


def _optional(
    document: Mapping[str, object], name: str, read: Callable[[object, str], T], default: T
) -> T:
    value = document.get(name)
    return default if value is None else read(value, name)


def _named(path: str, build: Callable[[], T]) -> T:
    try:
        return build()
    except ProblemError as refusal:
        if refusal.field.startswith(path):
            raise
        raise refusal.under(path) from None


def _person(slots: int) -> Callable[[object, str], Person]:
    def read(value: object, path: str) -> Person:
        entry = table(value, path)
        free, most, least = entry.get("free"), entry.get("most"), entry.get("least")
        return _named(
            path,
            lambda: Person(
                id=text(field(entry, f"{path}.", "id"), f"{path}.id"),
                free=None if free is None else wholes(free, f"{path}.free"),
                most=min(slots, 100_000) if most is None else whole(most, f"{path}.most"),
                least=0 if least is None else whole(least, f"{path}.least"),
            ),
        )

    return read


def _stand(value: object, path: str) -> Stand:
    entry = table(value, path)
    zone = entry.get("zone")
    return _named(
        path,
        lambda: Stand(
            id=text(field(entry, f"{path}.", "id"), f"{path}.id"),
            tables=wholes(field(entry, f"{path}.", "tables"), f"{path}.tables"),
            zone="" if zone is None else text(zone, f"{path}.zone"),
        ),
    )


def _pair(value: object, path: str) -> Pair:
    entry = table(value, path)
    slots = entry.get("slots")
    ends = f"{path}.between"
    one, other = several(field(entry, f"{path}.", "between"), ends, 2)
    return _named(
        path,
        lambda: Pair(
            between=(text(one, f"{ends}[0]"), text(other, f"{ends}[1]")),
            score=real(entry.get("score", 0.0), f"{path}.score"),
            length=whole(entry.get("length", 1), f"{path}.length"),
            must=yes_no(entry.get("must", False), f"{path}.must"),
            slots=None if slots is None else wholes(slots, f"{path}.slots"),
        ),
    )


def _couple(value: object, path: str) -> tuple[int, int]:
    one, other = several(value, path, 2)
    return whole(one, f"{path}[0]"), whole(other, f"{path}[1]")


def _couples(value: object, path: str) -> tuple[tuple[int, int], ...]:
    return items(value, path, _couple)


def _ranges(value: object, path: str) -> tuple[tuple[int, int], ...]:
    days = _couples(value, path)
    if not days:
        raise ProblemError(path, "empty")
    return days


def _walk(value: object, path: str) -> tuple[str, str, int]:
    start, end, slots = several(value, path, 3)
    return text(start, f"{path}[0]"), text(end, f"{path}[1]"), whole(slots, f"{path}[2]")


def _walks(value: object, path: str) -> tuple[tuple[str, str, int], ...]:
    return items(value, path, _walk)


def _one_placed(value: object, path: str) -> Placed:
    entry = table(value, path)
    pair, slot = field(entry, f"{path}.", "pair"), field(entry, f"{path}.", "slot")
    return Placed(whole(pair, f"{path}.pair"), whole(slot, f"{path}.slot"))


def _placed(value: object, path: str) -> tuple[Placed, ...]:
    return items(value, path, _one_placed)


def _goal(value: object, path: str) -> Goal:
    name = text(value, path)
    if name not in set(Goal):
        raise ProblemError(path, "goal", value=name, known=", ".join(Goal))
    return Goal(name)


def _goals(value: object, path: str) -> tuple[Goal, ...]:
    return items(value, path, _goal)


def _check_fixed(problem: Problem) -> None:
    for violation in violations(problem, problem.fixed):
        if violation.rule in _NOT_A_CONTRADICTION:
            continue
        number = next(n for n, placed in enumerate(problem.fixed) if placed.pair in violation.pairs)
        raise ProblemError(f"fixed[{number}]", "fixed", rule=violation.rule.value)


def _person_document(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "free": None if person.free is None else list(person.free),
        "most": person.most,
        "least": person.least,
    }


def _pair_document(pair: Pair) -> dict[str, object]:
    return {
        "between": list(pair.between),
        "score": pair.score,
        "length": pair.length,
        "must": pair.must,
        "slots": None if pair.slots is None else list(pair.slots),
    }


def _plain(value: tuple[int, ...] | float) -> object:
    return list(value) if isinstance(value, tuple) else value

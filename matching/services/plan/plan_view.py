"""A plan as tables: who is where when, how good it is, who was left short."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.domain.day.meeting import PlanState, PlanVersion
from matching.domain.entries import Entries
from matching.domain.spelling import fold
from matching.planning.problem.shares import Shares
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.labels import stand_label
from matching.services.plan.plan_help import Help, helps, shares_of
from matching.services.plan.pose_fair import pose_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans

Timetable = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The newest plan of a fair, ready to be drawn.

    `by_stand` and `by_person` give for each row its meetings as (hour, words). `is_proven` tells
    that no better plan exists; otherwise `score_bound` is what none can pass, when it is known.
    `fewest` names the people, then the stands, that have the fewest meetings. `people` and
    `stands` give the label of each id, in the order of the tables.
    """

    number: int
    is_announced: bool
    is_proven: bool
    meetings: int
    shares: Shares
    fewest: tuple[tuple[str, ...], tuple[str, ...]]
    score: float
    score_bound: float | None
    waiting: int
    by_stand: Timetable
    by_person: Timetable
    unmet: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    stands: Mapping[str, str]


def plan_view(shop: Shop, fair: str) -> PlanView | None:
    """The newest plan, or `None` before any was drawn."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.read_plan(reader, fair)
    return None if plan is None else _view(entries, plan)


def plan_helps(shop: Shop, fair: str, language: str) -> tuple[Help, ...]:
    """Single changes that would help the newest plan, as the fair stood before its day."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.read_plan(reader, fair)
    if plan is None:
        return ()
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return helps(basis, pose_fair(basis), plan.meetings, language)


def _view(entries: Entries, plan: PlanVersion) -> PlanView:
    found = appointments(entries, plan.meetings)
    at_stand: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    of_one: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in found:
        hour = f"{one.starts_at:%H:%M}"
        at_stand[one.meeting.stand].append((hour, _who(entries, one)))
        of_one[one.meeting.person].append((hour, stand_label(entries, one.meeting.stand)))
    stands, people = _stands(entries), _people(entries)
    bound, shares = plan.bounds.get("score"), shares_of(entries, plan.meetings)
    return PlanView(
        number=plan.number,
        is_announced=plan.state is PlanState.ANNOUNCED,
        is_proven=plan.status == "optimal",
        meetings=len(found),
        shares=shares,
        fewest=(
            tuple(entries.jobseekers[one].full_name for one in shares.people.at_least),
            tuple(stand_label(entries, one) for one in shares.stands.at_least),
        ),
        score=float(str(plan.goals["score"])),
        score_bound=None if bound is None else float(str(bound)),
        waiting=int(str(plan.goals["waiting"])),
        by_stand={label: at_stand.get(one, ()) for one, label in stands.items()},
        by_person={label: of_one.get(one, ()) for one, label in people.items()},
        people=people,
        stands=stands,
        unmet=tuple((entries.jobseekers[person].full_name, code) for person, code in plan.unmet),
    )


def _stands(entries: Entries) -> dict[str, str]:
    ordered = sorted(entries.exhibitors.values(), key=lambda one: (one.stand, one.id))
    return {one.id: stand_label(entries, one.id) for one in ordered}


def _people(entries: Entries) -> dict[str, str]:
    ordered = sorted(entries.jobseekers.values(), key=lambda one: fold(one.full_name))
    numbers = entries.call_numbers
    return {one.id: f"{one.full_name} · n° {numbers[one.id]}" for one in ordered}


def _who(entries: Entries, one: Appointment) -> str:
    person = entries.jobseekers[one.meeting.person]
    return f"{person.first_name} (n° {entries.call_numbers[person.id]})"

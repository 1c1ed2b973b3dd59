"""A plan as tables: who is where when, how good it is, who was left short."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from matching.domain.entries import Entries
from matching.domain.meeting import PlanState, PlanVersion
from matching.domain.spelling import fold
from matching.services.agenda import Appointment, appointments
from matching.services.shop import Shop
from matching.store import fairs, plans

Timetable = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The newest plan of a fair, ready to be drawn.

    `by_stand` and `by_person` give for each row its meetings as (hour, words). `is_proven` tells
    that no better plan exists; otherwise `score_bound` is what none can pass, when it is known.
    """

    number: int
    is_announced: bool
    is_proven: bool
    meetings: int
    least_per_person: int
    mean_per_person: float
    score: float
    score_bound: float | None
    waiting: int
    by_stand: Timetable
    by_person: Timetable
    unmet: tuple[tuple[str, str], ...]


def plan_view(shop: Shop, fair: str) -> PlanView | None:
    """The newest plan, or `None` before any was drawn."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.read_plan(reader, fair)
    return None if plan is None else _view(entries, plan)


def _view(entries: Entries, plan: PlanVersion) -> PlanView:
    found = appointments(entries, plan.meetings)
    at_stand: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    of_one: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in found:
        hour = f"{one.starts_at:%H:%M}"
        at_stand[one.meeting.stand].append((hour, _who(entries, one)))
        of_one[one.meeting.person].append((hour, _where(one)))
    counts = [len(of_one.get(person, ())) for person in entries.jobseekers]
    stands = sorted(entries.exhibitors.values(), key=lambda one: (one.stand, one.id))
    people = sorted(entries.jobseekers.values(), key=lambda one: fold(one.full_name))
    bound = plan.bounds.get("score")
    return PlanView(
        number=plan.number,
        is_announced=plan.state is PlanState.ANNOUNCED,
        is_proven=plan.status == "optimal",
        meetings=len(found),
        least_per_person=min(counts, default=0),
        mean_per_person=mean(counts) if counts else 0.0,
        score=float(str(plan.goals["score"])),
        score_bound=None if bound is None else float(str(bound)),
        waiting=int(str(plan.goals["waiting"])),
        by_stand={f"{one.stand} {one.name}".strip(): at_stand.get(one.id, ()) for one in stands},
        by_person={
            f"{one.full_name} · n° {entries.call_numbers[one.id]}": of_one.get(one.id, ())
            for one in people
        },
        unmet=tuple((entries.jobseekers[person].full_name, code) for person, code in plan.unmet),
    )


def _who(entries: Entries, one: Appointment) -> str:
    person = entries.jobseekers[one.meeting.person]
    return f"{person.first_name} (n° {entries.call_numbers[person.id]})"


def _where(one: Appointment) -> str:
    return f"{one.exhibitor.stand} {one.exhibitor.name}".strip()

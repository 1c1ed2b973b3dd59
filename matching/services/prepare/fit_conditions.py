"""What went otherwise than planned at a fair that was held, as settings of a day played."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import fmean

from matching.domain.day.happening import Attendance, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.simulation.conditions import Conditions
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans

_NOTED_LATE = timedelta(minutes=30)
"""A meeting noted as held longer after its end than this was noted afterwards."""


@dataclass(frozen=True, slots=True)
class FittedConditions:
    """The conditions of a fair that was held, and of how many people and meetings they come.

    `came` and `held` say how much is known; where nothing is, a condition stays as it is set.
    """

    fair: str
    conditions: Conditions
    registered: int
    came: int
    held: int


def fit_conditions(
    shop: Shop, fair: str, *, otherwise: Conditions | None = None
) -> FittedConditions:
    """What a fair that was held says about the next one.

    Parameters
    ----------
    otherwise
        What holds where the fair says nothing: nobody noted when its meetings were over, say.

    Raises
    ------
    FairError
        `nothing_to_fit` when nobody was signed in at that fair.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        facts = in_force(happenings.read_happenings(reader, fair))
    came = Attendance.of(facts).first_arrival
    registered = entries.jobseekers.keys() - entries.walk_ins
    if not came or not registered:
        raise FairError("nothing_to_fit", fair=fair)
    overruns = _overruns(entries, plan.meetings if plan else (), facts)
    known = otherwise or Conditions()
    late = {fact.stand for fact in facts if fact.kind is HappeningKind.STAND_LATE}
    conditions = replace(
        known,
        no_shows=_percent(registered - came.keys(), registered),
        walk_ins=min(200.0, _percent(entries.walk_ins & came.keys(), registered)),
        late=min(240.0, _lateness(entries, came.keys() & registered, Attendance.of(facts))),
        stands_late=_percent(late & entries.exhibitors.keys(), entries.exhibitors),
        overrun=min(60.0, fmean(overruns)) if overruns else known.overrun,
    )
    return FittedConditions(fair, conditions, len(registered), len(came), len(overruns))


def _percent(some: Iterable[str], whole: Iterable[str]) -> float:
    count = sum(1 for _ in whole)
    return round(100 * sum(1 for _ in some) / count, 1) if count else 0.0


def _lateness(entries: Entries, came: Iterable[str], attendance: Attendance) -> float:
    """Minutes on average that people came after the hour they gave, or after the doors opened."""
    minutes = []
    for person in came:
        opens = entries.fair.opens
        meant = max(entries.jobseekers[person].arrives or opens, opens)
        delay = attendance.first_arrival[person] - entries.fair.moment(meant)
        minutes.append(max(0.0, delay.total_seconds() / 60))
    return round(fmean(minutes), 1) if minutes else 0.0


def _overruns(
    entries: Entries, meetings: Sequence[Meeting], facts: Iterable[Happening]
) -> list[float]:
    """Minutes that meetings were noted as over after their end, of those noted at the time."""
    grid, planned = SlotGrid.of(entries.fair), {one.id: one for one in meetings}
    found = []
    for fact in facts:
        if fact.kind is HappeningKind.HELD and fact.meeting in planned:
            meeting = planned[fact.meeting]
            over = fact.at - grid.ends_at(meeting.slot, meeting.length)
            if over <= _NOTED_LATE:
                found.append(max(0.0, over.total_seconds() / 60))
    return found

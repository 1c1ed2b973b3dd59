"""A plan as tables: who is where when, how good it is, who was left short."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from matching.domain.day.by_hand import SettledByHand
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.entries import Entries
from matching.planning.problem.shares import Shares
from matching.planning.problem.unmet import UnmetReason
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.announce import day_began
from matching.services.plan.keep_announced import AnnouncedChanges
from matching.services.plan.labels import stand_label
from matching.services.plan.plan_help import Help, helps, shares_of
from matching.services.plan.pose_fair import pose_fair
from matching.services.plan.worth_meeting import short_of_promise
from matching.services.scores.opportunities import ChangedSincePlan, changed_since_plan
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.known_plans import known_announced_plan, known_newest_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.edits import taken_out

ListRow = Sequence[tuple[str, str]]
"""Meetings as (hour, words), in order of time."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """The newest plan of a fair, or the one in force since its `day_began`, ready to be drawn.

    `is_proven` tells that no better plan exists; `goals` and `bounds` what it reaches and what
    none can pass, as far as that is known, all of the hour it was drawn at: what has `changed`
    since it does not know. `announced` is what people were told, this plan or another. `fewest`
    names the people, then the stands, that have the fewest meetings; `unmet` people with fewer
    than promised, and what was the reason then.
    """

    number: int
    is_announced: bool
    is_proven: bool
    meetings: int
    shares: Shares
    fewest: tuple[tuple[str, ...], tuple[str, ...]]
    goals: Mapping[str, object]
    bounds: Mapping[str, object]
    waiting: int
    unmet: tuple[tuple[str, str], ...]
    entries: Entries
    planned: tuple[Meeting, ...]
    drawn_at: datetime
    changed: ChangedSincePlan
    day_began: bool = False
    announced: PlanVersion | None = None

    @property
    def kept(self) -> int:
        """How many announced meetings the plan was asked to keep; its proofs hold among such."""
        return int(str(self.goals.get("kept", 0)))

    @property
    def told(self) -> int:
        """How many people were told meetings."""
        told = () if self.announced is None else self.announced.meetings
        return len({meeting.person for meeting in told})

    @property
    def announced_changes(self) -> AnnouncedChanges | None:
        """What it would change of the announced plan; `None` where none is, or this one."""
        if self.announced is None or self.is_announced:
            return None
        return AnnouncedChanges.between(
            self.announced.meetings, self.planned, self.announced.number
        )

    @property
    def kept_by_near(self) -> tuple[tuple[str, str], ...]:
        """Those of `unmet` who have what was promised, but part of it for want of better."""
        return tuple(row for row in self.unmet if row[1] == UnmetReason.NOTHING_BETTER)

    def of_stand(self, stand: str) -> ListRow:
        """Who comes to a stand, and when."""
        mine = (one for one in self.planned if one.stand == stand)
        return [(f"{one.starts_at:%H:%M}", self._who(one)) for one in self._told(mine)]

    def of_person(self, person: str) -> ListRow:
        """Where a person goes, and when."""
        mine = (one for one in self.planned if one.person == person)
        return [
            (f"{one.starts_at:%H:%M}", stand_label(self.entries, one.meeting.stand))
            for one in self._told(mine)
        ]

    def _told(self, meetings: Iterable[Meeting]) -> tuple[Appointment, ...]:
        return appointments(self.entries, meetings)

    def _who(self, one: Appointment) -> str:
        person = self.entries.jobseekers[one.meeting.person]
        return f"{person.first_name} (n° {self.entries.call_numbers[person.id]})"


def plan_view(shop: Shop, fair: str) -> PlanView | None:
    """The newest plan, or `None` before any was drawn.

    Once people who were told a plan are here no other can be announced: it is that one.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        began = day_began(reader, fair)
        known = known_announced_plan if began else known_newest_plan
        plan = known(shop, reader, fair)
        if plan is None:
            return None
        stays = entries.without(taken_out(reader, fair))
        changed = changed_since_plan(reader, stays)
        told = known_announced_plan(shop, reader, fair)
    return replace(_view(entries, stays, plan, changed), day_began=began, announced=told)


def plan_helps(shop: Shop, fair: str, language: str) -> tuple[Help, ...]:
    """Single changes that would help the newest plan, as the fair stood before its day."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        number = plans.announced_number(reader, fair) if day_began(reader, fair) else None
        plan = plans.read_plan(reader, fair, number=number)
        by_hand = SettledByHand.of(happenings.read_happenings(reader, fair), entries)
    if plan is None:
        return ()
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return helps(basis, pose_fair(basis, by_hand=by_hand), plan.meetings, language)


def _view(
    entries: Entries, stays: Entries, plan: PlanVersion, changed: ChangedSincePlan
) -> PlanView:
    """A plan of everybody it names; who has the fewest meetings is told of those who stay."""
    mine = (
        meeting
        for meeting in plan.meetings
        if meeting.person in stays.jobseekers and meeting.stand in stays.exhibitors
    )
    told = tuple(mine)
    shares = shares_of(stays, told)
    return PlanView(
        number=plan.number,
        is_announced=plan.state is PlanState.ANNOUNCED,
        is_proven=plan.status == "optimal",
        meetings=len(plan.meetings),
        shares=shares,
        fewest=(
            tuple(entries.jobseekers[one].full_name for one in shares.people.at_least),
            tuple(stand_label(entries, one) for one in shares.stands.at_least),
        ),
        goals=plan.goals,
        bounds=plan.bounds,
        waiting=int(str(plan.goals["waiting"])),
        unmet=tuple((person, code) for person, code in plan.unmet if person in stays.jobseekers),
        entries=entries,
        planned=plan.meetings,
        drawn_at=plan.drawn_at.astimezone(entries.fair.moment(entries.fair.opens).tzinfo),
        changed=_with_who_is_short(changed, stays, plan, told),
    )


def _with_who_is_short(
    changed: ChangedSincePlan, stays: Entries, plan: PlanVersion, told: Sequence[Meeting]
) -> ChangedSincePlan:
    """Also whoever has less than was promised and is not among those of whom the plan says so.

    They came onto the list since: the proofs of the plan know nothing of them.
    """
    known = {person for person, _ in plan.unmet}
    short = short_of_promise(stays, told) - known - stays.objectors
    people = tuple(sorted(short.union(changed.people)))
    return changed if changed.is_frame else replace(changed, people=people)

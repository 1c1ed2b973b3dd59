"""An act of a hand held against the rules of the planner: what it would break, in their words."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from matching.domain.day.meeting import AS_SORTED, Meeting
from matching.domain.errors import FairError
from matching.planning.fair.pose import Posed
from matching.planning.problem.changes import Change
from matching.planning.problem.check import Violation, violations
from matching.planning.problem.problem import Placed
from matching.planning.repair.scope import ReplanScope
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.live.by_hand.edit import HandEdit, changes_asked
from matching.services.live.live_fair import LiveFair
from matching.services.live.rest_of_day import AnnouncedDay, Hand, before_arrival, pose_rest_of_day
from matching.services.shop.known_plans import index_of

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tried:
    """What an act would change, and what it would break.

    Attributes
    ----------
    plan
        Every meeting of the plan that would be in force.
    before, after
        Those of everybody concerned, as they are and as they would be.
    broken
        Rules of the plan that would be broken and are not now.
    closed
        New meetings that a hard rule of the offer, or of the person, shuts.
    short
        People who would fall below what was promised, with how many meetings they would have.
    crowded
        Offers that would have more interviews than the fair's setting allows, with how many.
    """

    posed: Posed
    changes: tuple[Change, ...]
    plan: tuple[Meeting, ...]
    before: tuple[Meeting, ...]
    after: tuple[Meeting, ...]
    broken: tuple[Violation, ...]
    closed: tuple[Meeting, ...]
    short: tuple[tuple[str, int], ...]
    crowded: tuple[tuple[str, int], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what would break, each once."""
        found = [violation.rule.value for violation in self.broken]
        found += ["closed"] * bool(self.closed) + ["promise"] * bool(self.short)
        found += ["interviews"] * bool(self.crowded)
        return tuple(dict.fromkeys(found))


def try_edit(live: LiveFair, edit: HandEdit, moment: datetime) -> Tried:
    """Hold an act against the rules; nothing is written.

    Raises
    ------
    FairError
        As `changes_asked`; `edit_past` for a meeting that has begun or an hour that is over;
        `edit_shut` where no reason could let the two meet.
    """
    return try_changes(live, changes_asked(live, edit), moment)


def try_changes(live: LiveFair, changes: tuple[Change, ...], moment: datetime) -> Tried:
    """The same for meetings that are named as they are and as they would be."""
    sides = [meeting for change in changes for meeting in (change.was, change.now) if meeting]
    posed, missed = posed_for(live, sides, moment), before_arrival(live)
    for meeting in sides:
        if meeting not in missed:
            _must_be_to_come(posed, meeting)
    changes = tuple(_as_long(posed, change) for change in changes)
    whole, people = live.plan.meetings, frozenset(change.person for change in changes)
    before = index_of(live.entries.fair.id, whole).of_people(posed.finder.people | people)
    after = _applied(before, changes)
    known = frozenset(violations(posed.problem, _placed(posed, before, missed)))
    found = violations(posed.problem, _placed(posed, after, missed))
    return Tried(
        posed,
        changes,
        _applied(whole, changes),
        before,
        after,
        tuple(violation for violation in found if violation not in known),
        tuple(change.now for change in changes if change.now and _is_closed(live, change)),
        _short(live, missed, before, after, people),
        _crowded(live, whole, changes),
    )


def posed_for(
    live: AnnouncedDay,
    sides: Iterable[Meeting],
    moment: datetime,
    gains: frozenset[str] = _NOBODY,
) -> Posed:
    """The rest of the day as the planner knows it, with the meetings in question in the hand."""
    asked = tuple(sides)
    concerned = _concerned(live, asked, gains)
    if concerned is not None:  # what others do cannot be in the way
        theirs = index_of(live.entries.fair.id, live.plan.meetings).of_people(concerned)
        facts = (fact for fact in live.facts if not fact.person or fact.person in concerned)
        plan = replace(live.plan, meetings=theirs)
        live = replace(live, plan=plan, facts=tuple(facts))
    missed = before_arrival(live)
    planned = {meeting.id for meeting in live.plan.meetings if meeting not in missed}
    new = tuple(each for each in asked if each.id not in planned)
    hand = Hand(new, frozenset(each.id for each in asked), concerned)
    scope = ReplanScope(gains=gains, movable=_NOBODY)
    return pose_rest_of_day(replace(live, hand=hand), moment, scope=scope)


def _concerned(
    live: AnnouncedDay, asked: Iterable[Meeting], gains: frozenset[str]
) -> frozenset[str] | None:
    """Whose meetings the rules look at: theirs, and of everybody at a stand in question.

    Everybody where all share something (rooms, leaders, groups); None says so.
    """
    entries = live.entries
    if entries.fair.rooms or any(offer.is_arranged for offer in entries.offers.values()):
        return None
    people = gains | {meeting.person for meeting in asked}
    stands = {meeting.stand for meeting in asked}
    if gains:
        stands = set(entries.exhibitors)
    at = index_of(entries.fair.id, live.plan.meetings).by_stand
    return people | {each.person for stand in stands for each in at.get(stand, ())}


def _must_be_to_come(posed: Posed, meeting: Meeting) -> None:
    day = posed.day
    is_of_day = 0 <= meeting.slot < len(day.grid)
    if not is_of_day or day.to_problem[meeting.slot] < posed.now_slot:
        raise FairError("edit_past")
    if not posed.inward([meeting]):
        raise FairError("edit_shut")


def _as_long(posed: Posed, change: Change) -> Change:
    """A meeting that is new lasts as long as its offer asks for; others are as they were."""
    if change.now is None or change.now.length:
        return change
    (placed,) = posed.inward([change.now])
    return replace(change, now=posed.meeting(placed))


def _applied(plan: Iterable[Meeting], changes: Iterable[Change]) -> tuple[Meeting, ...]:
    asked = tuple(changes)
    old, people = {change.was for change in asked}, {change.person for change in asked}
    kept = [one for one in plan if one.person not in people or one not in old]
    for change in asked:
        if change.now:  # a plan is in order: a few are put into it
            insort(kept, change.now, key=AS_SORTED)
    return tuple(kept)


def _placed(
    posed: Posed, plan: Iterable[Meeting], missed: frozenset[Meeting]
) -> tuple[Placed, ...]:
    known = posed.finder.people
    return posed.inward(one for one in plan if one.person in known and one not in missed)


def _is_closed(live: LiveFair, change: Change) -> bool:
    """Whether a meeting is new and a hard rule shuts it: who meets already was judged before."""
    meeting = change.now
    if meeting is None or change.was is not None:
        return False
    matrix = live.judged.matrix
    row = matrix.people.index(meeting.person)
    return any(
        matrix.verdicts[row, column] == CLOSED
        for column, offered in enumerate(matrix.offers)
        if (offered.stand, offered.offer) == (meeting.stand, meeting.offer)
    )


def _short(
    live: LiveFair,
    missed: frozenset[Meeting],
    before: Iterable[Meeting],
    after: Iterable[Meeting],
    people: frozenset[str],
) -> tuple[tuple[str, int], ...]:
    """Of people who loses a meeting that was promised; what they came too late for is none."""
    entries, least = live.entries, live.entries.fair.least_meetings
    had, has = (
        Counter([one.person for one in plan if one.person in people and one not in missed])
        for plan in (before, after)
    )
    return tuple(
        (person, has[person])
        for person in sorted(had)
        if has[person] < had[person]
        and has[person] < entries.jobseekers[person].promised_meetings_of(least)
    )


def _crowded(
    live: LiveFair, plan: Iterable[Meeting], changes: Iterable[Change]
) -> tuple[tuple[str, int], ...]:
    """Offers with more interviews than may be, which an act gives one more."""
    rules, offers = live.entries.fair.place_rules, live.entries.offers
    most = {
        offer: limit
        for offer in sorted(offers)
        if (limit := rules.most_interviews_of(offers[offer])) is not None
    }
    if not most:
        return ()
    had = Counter(one.offer for one in plan if one.offer in most)
    has = Counter(had)
    for change in changes:
        has.subtract([change.was.offer] if change.was else [])
        has.update([change.now.offer] if change.now else [])
    return tuple(
        (offer, has[offer]) for offer, limit in most.items() if has[offer] > max(limit, had[offer])
    )

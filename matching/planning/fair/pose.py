"""A fair's people, stands and scores posed as a planning problem, and its answer read back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import SessionShift
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.planning.fair.beside import met_beside
from matching.planning.fair.best_offers import MOST_PAIRS, BestOffers, Choices, Key
from matching.planning.fair.day_slots import DaySlots
from matching.planning.fair.interviews import InterviewLimits
from matching.planning.fair.needed_pairs import needed_pairs
from matching.planning.fair.pair_finder import PairFinder
from matching.planning.fair.parties import (
    NEVER,
    FairSetting,
    MeetingTerms,
    person_of,
    stand_party,
)
from matching.planning.fair.scores import Scores
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem
from matching.planning.problem.with_past import Past, with_past
from matching.planning.repair.scope import ReplanScope

_MOST_JUDGED = 10_000_000  # people times offers
_GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)
_REPLAN_GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)
_NOTHING: Mapping[str, int] = MappingProxyType({})
_NO_SLOTS: Mapping[str, frozenset[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Posed:
    """A fair posed as a planning problem, with what tells its plans back in the fair's words.

    Attributes
    ----------
    problem
        Who may meet whom, when, and the goals; pairs are numbered from 0.
    keys
        By pair: person, stand and offer that it is about.
    finder
        Finds the pair and slots of a meeting of the fair.
    now_slot
        First slot of the problem in which a meeting may still begin.
    left_out
        Open pairs that were not kept because there are more than can be planned.
    overruns
        Slots by which some pairs last longer than was planned.
    held_back
        Pairs of person, stand and offer that are not posed because as many interviews about the
        offer are held as its places allow.
    """

    problem: Problem
    keys: tuple[Key, ...]
    finder: PairFinder
    now_slot: int = 0
    left_out: int = 0
    overruns: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    held_back: frozenset[Key] = frozenset()

    @property
    def day(self) -> DaySlots:
        """How the problem's slots and those of the fair's grid answer one another."""
        return self.finder.day

    def outward(self, plan: Iterable[Placed], /) -> tuple[Meeting, ...]:
        """The meetings of a plan in the words of the fair, sorted by slot."""
        return tuple(sorted(self.meeting(placed) for placed in plan))

    def meeting(self, placed: Placed) -> Meeting:
        """One placement in the words of the fair; an overrun is no part of what was planned."""
        pair, key = self.problem.pairs[placed.pair], self.keys[placed.pair]
        length = pair.length - self.overruns.get(placed.pair, 0)
        slot = self.day.to_grid[placed.slot]
        return Meeting(slot, key.person, key.stand, key.offer, length, pair.score)

    def inward(self, plan: Iterable[Meeting], /) -> tuple[Placed, ...]:
        """Those of some meetings that this problem knows, as placements in it."""
        return self.finder.placed(plan)


def pose(
    fair: Fair,
    jobseekers: Sequence[Jobseeker],
    exhibitors: Sequence[Exhibitor],
    offers: Sequence[Offer],
    scores: Scores,
    *,
    now: datetime | None = None,
    announced: Sequence[Meeting] = (),
    given_back: Sequence[Meeting] = (),
    anew: Collection[str] = (),
    beside: frozenset[tuple[str, str, str]] = frozenset(),
    gone: frozenset[str] = frozenset(),
    closed_stands: Mapping[str, frozenset[int]] = _NO_SLOTS,
    held: Sequence[Meeting] = (),
    tables: Mapping[str, int] = _NOTHING,
    away: Mapping[str, frozenset[int]] = _NO_SLOTS,
    overruns: Mapping[str, int] = _NOTHING,
    kept_from: int | None = None,
    shifts: tuple[SessionShift, ...] = (),
    scope: ReplanScope | None = None,
    most_pairs: int = MOST_PAIRS,
) -> Posed:
    """The planning problem of a fair: one day, so that a wait on each side of a pause counts.

    No meeting spans a pause, and the pause itself is no wait. A person meets a stand about its
    best offer that is not closed; one with a question still to ask ranks just after an open one.
    An offer that is met apart, or given by hand beside another, has a meeting of its own there.
    A workshop is a party of its own with its places as tables (the exhibitor's when not known)
    and its sessions starting one after the other, so that the group starts together. Where the
    file arranges sessions, the planner chooses them: groups that share tables, leaders and rooms.

    Parameters
    ----------
    scores
        Scores, light rows (person, stand, offer, value, verdict), or the quickest: a matrix.
    now, announced
        What was announced before now is fixed (None before the fair); `changes` becomes a goal.
    given_back
        Meetings of an earlier plan that may be put back: posed about the offer they were about,
        whatever else a re-plan could use, and no seat of theirs is kept for walk-ins.
    anew
        People whose announced meetings are about what suits clearly better at their stand by now.
    beside
        Person, stand and offer of meetings given by hand beside another at the same stand.
    gone
        People who left or did not come: free only before now.
    closed_stands, away
        Slots of the fair's grid in which a stand, or a person, is not there after all.
    held
        Meetings that staff pinned: fixed.
    tables
        Tables that an exhibitor has today when not those of its profile.
    overruns
        By how many slots a meeting (its id) that is pinned or past lasts longer than planned.
    kept_from
        First slot of the grid in which seats are kept for walk-ins; None where they may be given.
    shifts
        Groups of workshops that begin later than they were to.
    scope
        What a re-plan may touch: a pair that it can make no use of is not posed.
    most_pairs
        Where there are more, each person and each party keeps its best.

    Raises
    ------
    FairError
        `fair_too_large` when people times offers pass what this software can hold.
    """
    _must_fit(len(jobseekers), len(offers))
    setting = FairSetting(
        fair,
        DaySlots.of(SlotGrid.of(fair), fair.gap_slots),
        exhibitors={each.id: each for each in exhibitors},
        offers={each.id: each for each in offers},
        closed=closed_stands,
        tables=tables,
        shifts=shifts,
    )
    if kept_from is not None:
        setting = setting.with_kept(jobseekers, kept_from, {*announced, *given_back})
    today = _Today(
        setting,
        now,
        tuple(announced),
        tuple(given_back),
        anew,
        tuple(held),
        beside,
        gone,
        away,
        overruns,
    )
    return today.posed(jobseekers, scores, scope, most_pairs)


def pose_within_limits(pose_without: Callable[[frozenset[Key]], Posed]) -> Posed:
    """The fair posed so that no more people speak of an offer than its limit of interviews allows.

    `pose_without` poses it without some pairs; it is asked again, with more of them, until the
    limits hold back nobody who is still in.
    """
    held: frozenset[Key] = frozenset()
    while not (posed := pose_without(held)).held_back <= held:
        held |= posed.held_back
    return replace(posed, held_back=held)


def _must_fit(people: int, offers: int) -> None:
    """Refuse a fair too large to be held, before any memory is taken."""
    if people * offers > _MOST_JUDGED:
        most_people = _MOST_JUDGED // offers
        raise FairError("fair_too_large", people=people, offers=offers, most_people=most_people)


@dataclass(frozen=True)
class _Today:
    """What is known of a fair by now."""

    setting: FairSetting
    now: datetime | None
    announced: tuple[Meeting, ...]
    given_back: tuple[Meeting, ...]
    anew: Collection[str]
    held: tuple[Meeting, ...]
    beside: frozenset[tuple[str, str, str]]
    gone: frozenset[str]
    away: Mapping[str, frozenset[int]]
    overruns: Mapping[str, int]

    def posed(
        self,
        jobseekers: Sequence[Jobseeker],
        scores: Scores,
        scope: ReplanScope | None,
        most_pairs: int,
    ) -> Posed:
        """The problem of these people."""
        best, people = self._best(jobseekers, scores), self._people(jobseekers)
        held_back = self._held_back(best, jobseekers, scope)
        posed = self._posed(best.without(held_back), people, scope, most_pairs)
        return replace(posed, held_back=held_back)

    def _held_back(
        self, best: BestOffers, jobseekers: Sequence[Jobseeker], scope: ReplanScope | None
    ) -> frozenset[Key]:
        limits = InterviewLimits.of(self.setting.fair, jobseekers, self.setting.offers.values())
        told = {*map(_key, self.announced), *map(_key, self._pinned)}
        gains = None if scope is None or scope.gains is None else {*scope.gains}
        return limits.held_back(best, told, gone=self.gone, gains=gains)

    def _posed(
        self,
        best: BestOffers,
        people: Sequence[Person],
        scope: ReplanScope | None,
        most_pairs: int,
    ) -> Posed:
        posing = _Posing(self.setting, self.overruns)
        if scope is None:
            choices = best.choices(most_pairs)
            return posing.posed(choices, people, self._pinned, self.announced, self._now_slot)
        incumbent = best.between(map(_key, (*self.announced, *self._pinned)))
        told = best.choices(incumbent.size, among=incumbent)
        posed = posing.posed(told, people, self._pinned, self.announced, self._now_slot)
        scope = replace(scope, now_slot=posed.now_slot)
        stands = [self.setting.party_at(occasion) for occasion in best.occasions]
        terms = zip(stands, self.setting.shortest(stands), strict=True)
        needed = needed_pairs(posed.problem, scope, best.people, list(terms))
        needed |= best.between(map(_key, self.given_back))
        more = best.choices(max(0, most_pairs - len(told.chosen)), among=needed & ~incumbent)
        return posing.with_more(posed, more)

    @cached_property
    def _now_slot(self) -> int:
        return 0 if self.now is None else self.setting.day.grid.next_slot(self.now)

    @cached_property
    def _pinned(self) -> tuple[Meeting, ...]:
        now_slot = self._now_slot
        return (*self.held, *(each for each in self.announced if each.slot < now_slot))

    def _best(self, jobseekers: Sequence[Jobseeker], scores: Scores) -> BestOffers:
        return BestOffers(
            [each.id for each in jobseekers],
            self.setting.apart,
            {each: stand_party(each) for each in self.setting.exhibitors},
            scores,
            told=[_key(meeting) for meeting in self.announced],
            given_back=[_key(meeting) for meeting in self.given_back],
            anew=self.anew,
            pinned={_key(meeting): meeting.score for meeting in self._pinned},
            beside=met_beside(self.setting, (*self._pinned, *self.announced), self.beside),
            told_apart={name: offer.told_apart for name, offer in self.setting.offers.items()},
        )

    def _people(self, jobseekers: Sequence[Jobseeker]) -> list[Person]:
        left = frozenset(range(self._now_slot, len(self.setting.day.grid)))
        return [
            person_of(
                self.setting,
                each,
                self.away.get(each.id, NEVER) | (left if each.id in self.gone else NEVER),
            )
            for each in jobseekers
        ]


def _key(meeting: Meeting) -> Key:
    return Key(meeting.person, meeting.stand, meeting.offer)


class _Posing:
    """Pairs from choices, and hours, tables and most meetings that hold all that is settled."""

    def __init__(self, setting: FairSetting, overruns: Mapping[str, int]) -> None:
        self.setting, self.overruns = setting, overruns
        self.pairs: list[Pair] = []

    def _add(self, choices: Choices) -> None:
        terms: dict[tuple[str, str], tuple[str, MeetingTerms]] = {}
        for (person, stand, offer), _, score in choices.chosen:
            party, (length, starts) = terms.get((stand, offer)) or terms.setdefault(
                (stand, offer),
                (self.setting.party(stand, offer), self.setting.terms(stand, offer)),
            )
            self.pairs.append(Pair((person, party), score, length, slots=starts))

    def posed(
        self,
        choices: Choices,
        people: Sequence[Person],
        pinned: Sequence[Meeting],
        announced: Sequence[Meeting],
        now_slot: int,
    ) -> Posed:
        """The problem of these people, with what is pinned fixed in it."""
        self._add(choices)
        finder = PairFinder(self.setting, choices.chosen)
        fixed = finder.placed(pinned)
        longer = self._overrun(finder, pinned)
        self._allow(fixed, longer)
        past = Past(self.pairs, fixed, len(self.setting.day))
        fair = self.setting.fair
        problem = Problem(
            slots=len(self.setting.day),
            rooms=fair.rooms or None,
            gap=fair.gap_slots,
            people=tuple(map(past.person, people)),
            stands=tuple(map(past.stand, self.setting.stands())),
            pairs=tuple(self.pairs),
            walks=self.setting.walks(),
            fixed=fixed,
            announced=finder.placed(announced),
            goals=_REPLAN_GOALS if announced else _GOALS,
            groups=self.setting.groups(),
            shared=self.setting.shared(),
        )
        if problem.is_tied:
            problem = with_past(problem, fixed)
        keys = tuple(choice.key for choice in choices.chosen)
        now = self.setting.day.to_problem[now_slot]
        return Posed(problem, keys, finder, now, choices.left_out, longer)

    def with_more(self, posed: Posed, choices: Choices) -> Posed:
        """The same with more pairs, nothing of which is pinned or was announced."""
        self._add(choices)
        finder = replace(posed.finder, choices=(*posed.finder.choices, *choices.chosen))
        return replace(
            posed,
            problem=replace(posed.problem, pairs=tuple(self.pairs)),
            keys=tuple(choice.key for choice in finder.choices),
            finder=finder,
            left_out=choices.left_out,
        )

    def _overrun(self, finder: PairFinder, pinned: Iterable[Meeting]) -> dict[int, int]:
        """Slots by which pairs last longer than planned, inside their session."""
        found: dict[int, int] = {}
        for meeting in pinned:
            pair = finder.number(meeting)
            if pair is not None and meeting.id in self.overruns:
                end = next(stop for _, stop in finder.day.grid.sessions if meeting.slot < stop)
                room = end - meeting.slot - self.pairs[pair].length
                found[pair] = max(0, min(self.overruns[meeting.id], room))
        return found

    def _allow(self, fixed: Iterable[Placed], longer: Mapping[int, int]) -> None:
        """Pairs that are settled may begin where they do, and last as long as they do."""
        for number, slot in fixed:
            pair = self.pairs[number]
            starts = None if pair.slots is None else tuple(sorted({*pair.slots, slot}))
            length = pair.length + longer.get(number, 0)
            self.pairs[number] = replace(pair, slots=starts, length=length)

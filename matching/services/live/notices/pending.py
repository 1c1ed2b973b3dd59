"""What each person who is here does not know yet: their day as told last against their day now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import PLAN, Attendance, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.day.notice import Notice, is_told, news_of_stands
from matching.domain.day.place_news import PlaceNews, place_news
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import Change, changes, joined
from matching.services.shop.known_plans import (
    index_of,
    known_announced_plan,
    known_plan,
    paper_plan,
)
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans, printings
from matching.store.people.answers import answered_since
from matching.store.people.duplicates import joined as joined_files
from matching.store.people.names import numbered

UNTIL = "until"
"""What a fact of telling says: the number of the plan, and the newest fact that was known."""

_ANSWERING = timedelta(minutes=3)
"""How long after their last answer somebody may still be before a questionnaire."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What one person must be told: meetings that are others now, and stands that have moved.

    `places` are offers that they waited for and have a place of now, or the other way round.
    """

    changes: tuple[Change, ...]
    notices: tuple[Notice, ...]
    places: PlaceNews = field(default_factory=PlaceNews)


@dataclass(frozen=True, slots=True)
class PendingDay:
    """By person what they must be told; `plan` and `until` name what was looked at.

    `to_come` are people who are still expected: they are told when they arrive.
    """

    plan: int
    until: str
    people: Mapping[str, Pending]
    to_come: Mapping[str, Pending] = field(default_factory=dict)


def read_pending(
    shop: Shop,
    reader: Connection,
    frame: Fair,
    facts: Sequence[Happening],
    *,
    at: datetime,
    everybody: bool = False,
    expected: Collection[str] = (),
    among: Collection[str] | None = None,
) -> PendingDay:
    """What people must be told at a moment: of their meetings those who are here.

    Nobody is who left, and nobody who is answering questions: their meetings are drawn again, and
    the screen that asks shows them. What is over needs no telling. Whoever has got a place that
    they waited for, or waits although they had one, is told wherever they are.

    Parameters
    ----------
    everybody
        Also whoever is answering: the screen before them is about to tell.
    expected
        People who are not here yet: what has changed for them stands apart, in `to_come`.
    among
        Whoever else is left out, and not looked at: an act concerns a few.
    """
    plan = known_announced_plan(shop, reader, frame.id)
    until = facts[-1].nonce if facts else ""
    places = read_place_news(reader, frame, facts)
    if among is not None:
        places = {who: news for who, news in places.items() if who in among}
    if plan is None:
        return PendingDay(0, until, {who: Pending((), (), news) for who, news in places.items()})
    here = Attendance.of(facts).present
    here = here if everybody else here - _answering(shop, reader, frame.id)
    told = {fact.person: fact for fact in in_force(facts) if is_told_meetings(fact)}
    concerned = here | frozenset(expected)
    if among is not None:
        concerned &= frozenset(among)
    moved = _changed(shop, reader, plan, concerned, told)
    notices = _news(plan, facts, concerned, told)
    still = _Open(SlotGrid.of(frame), DayState.of(facts), at)
    pending = _to_hear(still, moved, notices, places)
    later = {person for person in pending if person in expected and person not in places}
    return PendingDay(
        plan.number,
        until,
        {person: told for person, told in pending.items() if person not in later},
        {person: told for person, told in pending.items() if person in later},
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """Of which meetings somebody can still be told with use: of none that is over or settled."""

    grid: SlotGrid
    state: DayState
    at: datetime

    def is_to_hear(self, change: Change) -> bool:
        """Whether a change still matters to its person: its old or its new hour is not over."""
        return not self._is_known(change.now) and any(map(self._lasts, (change.was, change.now)))

    def has(self, meeting: Meeting) -> bool:
        """Whether a meeting is still to come or due, and has not begun."""
        return self._lasts(meeting) and not self._is_known(meeting)

    def _lasts(self, meeting: Meeting | None) -> bool:
        return meeting is not None and self.grid.ends_at(meeting.slot, meeting.length) > self.at

    def _is_known(self, meeting: Meeting | None) -> bool:
        """Whether its person sits there, has sat there, or it was settled that they will not."""
        state = self.state
        return meeting is not None and (
            meeting.id in state.held or meeting.id in state.missed or meeting.id in state.begun
        )


def _to_hear(
    still: _Open,
    moved: Mapping[str, Sequence[Change]],
    notices: Mapping[str, Sequence[Notice]],
    places: Mapping[str, PlaceNews],
) -> dict[str, Pending]:
    """What people must be told at a moment of meetings that are not over, and of places.

    Whoever was not told stays named to the end of the meeting: it is theirs, and they do not know.
    """
    people = {}
    for person in sorted(moved.keys() | notices.keys() | places.keys()):
        mine = tuple(one for one in moved.get(person, ()) if still.is_to_hear(one))
        named = {change.now for change in mine}
        beside = tuple(
            one
            for one in notices.get(person, ())
            if still.has(one.meeting) and one.meeting not in named
        )
        if mine or beside or person in places:
            people[person] = Pending(mine, beside, places.get(person, PlaceNews()))
    return people


def is_told_meetings(fact: Happening) -> bool:
    """Whether somebody was told of their meetings: of places alone they are told elsewhere too."""
    return fact.kind is HappeningKind.TOLD and PLAN in fact.data


def _known_until(facts: Sequence[Happening], told: Mapping[str, Happening]) -> Callable[[str], int]:
    """How many of the facts each person knew when they were told last."""
    place_of = {fact.nonce: number for number, fact in enumerate(facts, 1)}

    def known(person: str) -> int:
        fact = told.get(person)
        return 0 if fact is None else place_of.get(fact.data.get(UNTIL, ""), place_of[fact.nonce])

    return known


def read_place_news(
    reader: Connection, frame: Fair, facts: Sequence[Happening]
) -> dict[str, PlaceNews]:
    """By person what has become of their places since they were told last; whoever is listed."""
    if not any(fact.kind is HappeningKind.PLACE_TAKEN for fact in facts):
        return {}
    entries = fairs.read_entries(reader, frame.id)
    found = place_news(facts, entries.stock)
    return {person: news for person, news in found.items() if person in entries.jobseekers}


def _answering(shop: Shop, reader: Connection, fair: str) -> set[str]:
    belong = joined_files(reader, fair)
    return {
        belong.get(person, person)
        for person in answered_since(reader, fair, shop.clock() - _ANSWERING)
    }


def _changed(
    shop: Shop,
    reader: Connection,
    plan: PlanVersion,
    here: frozenset[str] | set[str],
    told: Mapping[str, Happening],
) -> dict[str, tuple[Change, ...]]:
    """How the meetings of people differ from those that they were told last.

    Whoever was told nothing by anybody knows the plan that was announced by hand: their paper.
    Whoever was handed a sheet since knows that one as well; where it is wrong, it is put right.
    """
    base = paper_plan(reader, plan.fair)
    known = {who: int(told[who].data[PLAN]) if who in told else base for who in here}
    sheets = _plan_on_sheet(reader, plan.fair, known)
    from_told = _since(shop, reader, plan, known, base)
    return from_told | _since(shop, reader, plan, sheets, base)


def _plan_on_sheet(reader: Connection, fair: str, known: Mapping[str, int]) -> dict[str, int]:
    """The plan on the sheet of whoever was handed one from a later plan than they were told."""
    on_sheets = printings.plans_on_sheets(reader, fair)
    people = numbered(reader, fair, on_sheets) if on_sheets else {}
    held = {who: on_sheets[number] for who, number in people.items() if who in known}
    return {who: plan for who, plan in held.items() if plan > known[who]}


def _since(
    shop: Shop, reader: Connection, plan: PlanVersion, known: Mapping[str, int], base: int
) -> dict[str, tuple[Change, ...]]:
    """How the meetings of people differ from those of the plan that each of them knows."""
    known_by: defaultdict[int, set[str]] = defaultdict(set)
    for person, number in known.items():
        known_by[number].add(person)
    known_by.pop(plan.number, None)
    differing = {person for people in known_by.values() for person in people}
    before: list[Meeting] = []
    for number, people in known_by.items():
        if number == base:
            paper = known_plan(shop, reader, plan.fair, number)
            before += index_of(plan.fair, paper.meetings).of_people(people) if paper else ()
        else:
            found = plans.meetings_of(reader, plan.fair, number, people)
            before += [meeting for mine in found.values() for meeting in mine]
    now = index_of(plan.fair, plan.meetings).of_people(differing)
    return _by_person(joined(changes(before, now)))


def _by_person(found: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    people: defaultdict[str, list[Change]] = defaultdict(list)
    for change in found:
        people[change.person].append(change)
    return {person: tuple(mine) for person, mine in people.items()}


def _news(
    plan: PlanVersion,
    facts: Sequence[Happening],
    here: frozenset[str] | set[str],
    told: Mapping[str, Happening],
) -> dict[str, list[Notice]]:
    """Meetings at stands of which something was said since their people were told last."""
    if not any(map(is_told, facts)):
        return {}
    now, known = news_of_stands(facts), _known_until(facts, told)

    @cache
    def said_until(position: int) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        return news_of_stands(facts[:position])

    found: defaultdict[str, list[Notice]] = defaultdict(list)
    for meeting in index_of(plan.fair, plan.meetings).of_people(here):
        then, since = (
            said.get(meeting.stand, {}) for said in (said_until(known(meeting.person)), now)
        )
        found[meeting.person] += (
            Notice(code, meeting)
            for code in sorted(then.keys() | since.keys())
            if then.get(code) != since.get(code)
        )
    return found

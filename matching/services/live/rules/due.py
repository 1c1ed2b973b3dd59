"""What the rules of a fair say at a moment: whose seat is due to others, which stand runs over."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.plan.agenda import appointments
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

RULE = "rule"
"""Under what a fact names the rule that it was written by."""


class DayRuleCode(StrEnum):
    """The rules of the day; the value is what a fact done by one names."""

    GIVE_SEAT = "give-seat"
    PUT_OFF = "put-off"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due by a rule: the seat of `meeting`, or the `meeting` that is put off.

    `act` names it, the same whoever asks and how often: it is done, or left, once. `at` is from
    when on the day is drawn again; `until` is when a stand that runs over receives again.
    """

    code: DayRuleCode
    meeting: Meeting
    act: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueView:
    """What is due now, in the order of the day; `plan` is the number of the plan that was read."""

    at: datetime
    entries: Entries
    plan: int
    due: tuple[Due, ...]


def rules_due(shop: Shop, fair: str, *, at: datetime | None = None) -> DueView:
    """What the rules of a fair say now; nothing before a plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        moment = at or shop.day_moment(entries.fair)
        if not entries.fair.day_rules.is_any:
            return DueView(moment, entries, 0, ())
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
    meetings = plan.meetings if plan else ()
    found = [
        *_seats(entries, meetings, facts, moment),
        *_overruns(entries, meetings, facts, moment),
    ]
    decided = {fact.nonce for fact in facts}
    left = (one for one in found if one.act not in decided)
    ordered = tuple(sorted(left, key=lambda one: (one.meeting, one.code)))
    return DueView(moment, entries, plan.number if plan else 0, ordered)


def _seats(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening], at: datetime
) -> Iterable[Due]:
    """Seats of people who are not here so many minutes after their hour; a group has begun."""
    fair, minutes = entries.fair, entries.fair.day_rules.no_show_minutes
    if not minutes:
        return
    grid, state = SlotGrid.of(fair), DayState.of(facts)
    here, waits = Attendance.of(facts).present, _waits(facts, DayRuleCode.GIVE_SEAT)
    for meeting in meetings:
        begins, ends = grid.starts[meeting.slot], grid.ends_at(meeting.slot, meeting.length)
        if not begins + timedelta(minutes=minutes) * (1 + waits[meeting.id]) <= at < ends:
            continue
        if meeting.person in here | state.gone or meeting.stand in state.closed:
            continue
        if meeting.id in state.held | state.missed or _is_of_group(entries, meeting):
            continue
        # Of a seat that is half over, only what comes after is given away.
        is_usable = ends - at >= (ends - begins) / 2
        yield Due(
            DayRuleCode.GIVE_SEAT,
            meeting,
            _act(fair, DayRuleCode.GIVE_SEAT, meeting, waits[meeting.id]),
            begins if is_usable else at,
        )


def _is_of_group(entries: Entries, meeting: Meeting) -> bool:
    offer = entries.offers.get(meeting.offer)
    return offer is not None and offer.kind is OfferKind.WORKSHOP


def _overruns(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening], at: datetime
) -> Iterable[Due]:
    """Meetings that cannot begin: those before them last, at every table of their stand.

    Only of stands that tell when their meetings are over: of others nobody knows. A meeting before
    one that was held is over, whoever forgot to say so.
    """
    minutes = timedelta(minutes=entries.fair.day_rules.overrun_minutes)
    if not minutes:
        return
    grid, waits = SlotGrid.of(entries.fair), _waits(facts, DayRuleCode.PUT_OFF)
    for stand, awaited in _still_awaited(meetings, facts).items():
        for meeting in awaited:
            begins, ends = grid.starts[meeting.slot], grid.ends_at(meeting.slot, meeting.length)
            over = (grid.ends_at(one.slot, one.length) for one in awaited)
            patience = minutes * (1 + waits[meeting.id])
            lasting = sum(moment <= begins and moment + patience <= at for moment in over)
            if begins <= at < ends and lasting >= entries.exhibitors[stand].tables:
                act = _act(entries.fair, DayRuleCode.PUT_OFF, meeting, waits[meeting.id])
                yield Due(DayRuleCode.PUT_OFF, meeting, act, at, grid.ends_at(meeting.slot))


def _still_awaited(
    meetings: Sequence[Meeting], facts: Sequence[Happening]
) -> dict[str, list[Meeting]]:
    """By stand that tells of its meetings: those of people here after the last that was held."""
    state, here = DayState.of(facts), Attendance.of(facts).present
    last: dict[str, int] = {}
    for meeting in meetings:
        if meeting.id in state.held:
            last[meeting.stand] = max(meeting.slot, last.get(meeting.stand, 0))
    stands: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in sorted(meetings):
        is_open = meeting.id not in state.held | state.missed and meeting.person in here
        receives = meeting.stand in last and meeting.stand not in state.closed | state.late.keys()
        if is_open and receives and meeting.slot >= last[meeting.stand]:
            stands[meeting.stand].append(meeting)
    return stands


def _waits(facts: Sequence[Happening], code: DayRuleCode) -> Counter[str]:
    """How often somebody chose to wait longer, by the meeting that was asked about."""
    return Counter(
        fact.meeting
        for fact in facts
        if fact.kind is HappeningKind.RULE_LEFT and fact.data.get(RULE) == code
    )


def _act(fair: Fair, code: DayRuleCode, meeting: Meeting, waits: int) -> str:
    key = f"{fair.id}\n{code}\n{meeting.id}\n{meeting.slot}\n{waits}"
    return f"rule-{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"


def due_line(view: DueView, due: Due, language: str) -> str:
    """What is due, as a sentence with a number and no more of the person."""
    (found,) = appointments(view.entries, [due.meeting])
    return say(
        f"rules.{due.code}",
        language,
        number=view.entries.call_numbers[due.meeting.person],
        hour=f"{found.starts_at:%H:%M}",
        stand=found.exhibitor.label,
    )

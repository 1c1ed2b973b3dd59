"""Groups of workshops that are too small without somebody: said before an act, and after it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.services.live.redrawn import Redrawn
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_BY_PEOPLE = frozenset({"no-show", "refused", "group-left", "left", "answers", "edit", "forgotten"})


@dataclass(frozen=True, slots=True)
class FallingGroup:
    """A group that is not held without some of its people; `others` are left without it."""

    offer: Offer
    starts_at: datetime
    others: int

    def told(self, language: str, *, code: str = "falls") -> str:
        """That it will not be held, why, and how many people must be told.

        With the code `needs_them` what would be so if somebody were not in it any more.
        """
        said = {"title": self.offer.title, "at": f"{self.starts_at:%H:%M}"}
        least = self.offer.smallest_group
        return say(f"sessions.{code}", language, number=self.others, least=least, **said)


def awaited(meetings: Iterable[Meeting], state: DayState) -> list[Meeting]:
    """Meetings without those of whoever left or will not come."""
    return [
        meeting
        for meeting in meetings
        if meeting.id not in state.missed and meeting.person not in state.gone
    ]


def groups_falling(
    entries: Entries,
    planned: Sequence[Meeting],
    state: DayState,
    leaving: Collection[Meeting],
    *,
    at: datetime,
) -> tuple[FallingGroup, ...]:
    """Groups to come that have people left, and too few, once some meetings are gone."""
    going = {(one.slot, one.offer) for one in leaving if _least(entries, one.offer) > 1}
    if not going:
        return ()
    grid, settled = SlotGrid.of(entries.fair), state.held | state.begun.keys()
    together = (one for one in planned if (one.slot, one.offer) in going)
    groups = defaultdict[tuple[int, str], list[Meeting]](list)
    for meeting in awaited(together, state):
        groups[meeting.slot, meeting.offer].append(meeting)
    return tuple(
        FallingGroup(entries.offers[offer], grid.starts[slot], len(others))
        for (slot, offer), members in sorted(groups.items())
        if grid.starts[slot] >= at
        and not any(meeting.id in settled for meeting in members)
        and (others := [meeting for meeting in members if meeting not in leaving])
        and len(others) < _least(entries, offer)
    )


def _least(entries: Entries, offer: str) -> int:
    """The smallest group that an offer is held for; one where nobody says, or it is gone."""
    found = entries.offers.get(offer)
    return found.smallest_group if found else 1


def groups_without(
    entries: Entries,
    planned: Sequence[Meeting],
    state: DayState,
    person: str,
    *,
    at: datetime,
) -> tuple[FallingGroup, ...]:
    """Groups to come that are too small without one person."""
    mine = {meeting for meeting in planned if meeting.person == person}
    return groups_falling(entries, planned, state, mine, at=at)


def groups_needing(
    shop: Shop, reader: Connection, fair: str, person: str
) -> tuple[FallingGroup, ...]:
    """Groups to come of the announced plan that are too small without somebody.

    None once the fair is over.
    """
    frame, plan = fairs.read_fair(reader, fair), known_announced_plan(shop, reader, fair)
    if plan is None or shop.has_been(reader, frame):
        return ()
    mine = [meeting for meeting in plan.meetings if meeting.person == person]
    offers = fairs.read_stands_of(reader, frame, mine).offers.values()
    if all(offer.smallest_group == 1 for offer in offers):
        return ()
    entries = fairs.read_entries(reader, fair)
    state = DayState.of(happenings.read_happenings(reader, fair))
    return groups_without(entries, plan.meetings, state, person, at=shop.planned_from(frame))


def fallen_lines(redrawn: Redrawn, language: str) -> list[str]:
    """Which groups are not held any more because people left them, and how many it takes."""
    lines = list[str]()
    if redrawn.version is None or redrawn.cause not in _BY_PEOPLE:
        return lines
    held = {(meeting.slot, meeting.offer) for meeting in redrawn.version.meetings}
    lost = {(one.was.slot, one.was.offer) for one in redrawn.changes if one.was} - held
    for slot, offer in sorted(lost):
        if _is_too_small(redrawn.entries, slot, offer):
            said, least = _called(redrawn.entries, slot, offer), _least(redrawn.entries, offer)
            lines.append(say("sessions.fallen", language, least=least, **said))
    return lines


def not_back_lines(redrawn: Redrawn, language: str) -> list[str]:
    """Which groups do not come back with what was taken back."""
    now = redrawn.version.meetings if redrawn.version else ()
    lost = {(one.slot, one.offer) for one in groups_lost(redrawn.entries, redrawn.not_back, now)}
    return [
        say("sessions.not_back", language, **_called(redrawn.entries, slot, offer))
        for slot, offer in sorted(lost)
    ]


def _called(entries: Entries, slot: int, offer: str) -> dict[str, str]:
    at = SlotGrid.of(entries.fair).starts[slot]
    return {"title": entries.offers[offer].title, "at": f"{at:%H:%M}"}


def _is_too_small(entries: Entries, slot: int, offer: str) -> bool:
    """Whether a group that is gone takes several people, and its hour is still one of its own."""
    if _least(entries, offer) < 2:
        return False
    hours = entries.offers[offer].session_starts
    return not hours or SlotGrid.of(entries.fair).starts[slot].time() in hours


def groups_lost(
    entries: Entries, before: Iterable[Meeting], now: Iterable[Meeting]
) -> tuple[Meeting, ...]:
    """Of meetings that were to come back those whose whole group is not held again."""
    held = {(meeting.slot, meeting.offer) for meeting in now}
    return tuple(
        meeting
        for meeting in before
        if (meeting.slot, meeting.offer) not in held and _least(entries, meeting.offer) > 1
    )

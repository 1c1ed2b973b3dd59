"""Who is called to which stand, by number: what the screen of the hall shows from afar."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.domain.day.day_state import DayState
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.services.plan.agenda import Appointment, appointments
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import names

CALLED_BEFORE = timedelta(minutes=5)
"""How long before the hour of a meeting its number is called: time to walk there."""

SHOWN_BEFORE = timedelta(minutes=45)
"""How long before it a meeting is told as the next one of its stand."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who begin a workshop together: its title, hour and room, and how many places go."""

    title: str
    starts_at: datetime
    people: int
    places: int | None
    room: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A stand, or a workshop there (`group`), with the numbers expected now and next."""

    sign: str
    name: str
    now: tuple[int, ...]
    next: tuple[int, ...]
    next_at: datetime | None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class HallView:
    """What the hall shows at one moment; `is_announced` is false before any plan was."""

    fair: Fair
    at: datetime
    calls: tuple[Call, ...]
    is_announced: bool


def hall_view(shop: Shop, fair: str, *, at: datetime | None = None) -> HallView:
    """The calls of this moment, in the order of the stands' signs; nobody is named.

    A stand where nobody is expected soon is left out: what is far away is on everybody's paper.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        moment = at or shop.day_moment(frame)
        plan = plans.announced_plan(reader, fair)
        state = DayState.of(happenings.read_happenings(reader, fair))
        grid = SlotGrid.of(frame)
        soon = [
            one
            for one in (plan.meetings if plan else ())
            if one.id not in state.held | state.missed
            and one.person not in state.gone
            and one.stand not in state.closed
            and grid.starts[one.slot] - SHOWN_BEFORE <= moment
        ]
        # Read for those alone who are called: a wall asks every few seconds.
        stands = fairs.read_stands_of(reader, frame, soon)
        numbers = {
            person: one.number
            for person, one in names.called(reader, fair, {one.person for one in soon}).items()
        }
    found = appointments(stands, soon, after=moment)
    return HallView(frame, moment, _calls(found, numbers, moment), plan is not None)


def _calls(
    found: Iterable[Appointment], numbers: Mapping[str, int], moment: datetime
) -> tuple[Call, ...]:
    stands: defaultdict[tuple[str, str], list[Appointment]] = defaultdict(list)
    for one in found:
        workshop = one.meeting.offer if _is_workshop(one) else ""
        stands[one.exhibitor.id, workshop].append(one)
    calls = (_call(meetings, numbers, moment) for meetings in stands.values())
    return tuple(sorted(calls, key=lambda call: (call.sign, call.name, _hour(call))))


def _hour(call: Call) -> tuple[str, str]:
    """What orders the groups of one stand: those who meet at its table come first."""
    return (f"{call.group.starts_at:%H:%M}", call.group.title) if call.group else ("", "")


def _call(found: list[Appointment], numbers: Mapping[str, int], moment: datetime) -> Call:
    expected = [one for one in found if one.starts_at - CALLED_BEFORE <= moment]
    later = [one for one in found if one.starts_at - CALLED_BEFORE > moment]
    next_at = min((one.starts_at for one in later), default=None)
    stand = found[0].exhibitor
    return Call(
        sign=stand.stand,
        name=stand.name,
        now=_numbers(expected, numbers),
        next=_numbers([one for one in later if one.starts_at == next_at], numbers),
        next_at=next_at,
        group=_group(found),
    )


def _is_workshop(one: Appointment) -> bool:
    return one.offer is not None and one.offer.kind is OfferKind.WORKSHOP


def _group(found: list[Appointment]) -> Group | None:
    """The first group of a workshop: all who begin with the first of them."""
    first, offer = found[0], found[0].offer
    if offer is None or not _is_workshop(first):
        return None
    together = sum(one.starts_at == first.starts_at for one in found)
    return Group(offer.title, first.starts_at, together, offer.places, offer.room)


def _numbers(found: Iterable[Appointment], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[one.meeting.person] for one in found))

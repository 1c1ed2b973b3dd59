"""Ticks made by pen on the list of a stand, keyed in by row number after the fact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import OUTCOMES, Happening, HappeningKind
from matching.domain.day.places import gives_place
from matching.domain.errors import FairError
from matching.services.plan.agenda import Appointment
from matching.services.plan.announced_plan import known_announced_plan
from matching.services.plan.paper.stand_lists import rows_of_stand
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans

PAPER = {"source": "paper"}
"""What a fact says that was read from a sheet, not reported at once."""

_CAME, _DID_NOT_COME = "v", "x"
_TICK = re.compile(rf"(\d{{1,4}})\s*([{_CAME}{_DID_NOT_COME}])\s*([\d\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tick:
    """One row of a list as it was filled: whether the person came, and what the meeting led to."""

    row: int
    came: bool
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a list as it was printed, and whether it is settled already."""

    row: int
    starts_at: datetime
    call_number: int
    first_name: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class KeyedLists:
    """The lists that may be keyed in: stands by id as they are called, and numbers of plans.

    `plan` is what is printed now, `newest` the last that was drawn; 0 before any.
    """

    plan: int
    newest: int
    stands: Mapping[str, str]


def lists_to_key_in(shop: Shop, fair: str) -> KeyedLists:
    """What there is to key in, stands in the order of their signs."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan, newest = plans.shown_number(reader, fair), plans.last_number(reader, fair)
    stands = sorted(entries.exhibitors.values(), key=lambda stand: (stand.stand, stand.id))
    return KeyedLists(
        plan, newest, {stand.id: f"{stand.stand} {stand.name}".strip() for stand in stands}
    )


def read_ticks(text: str) -> tuple[Tick, ...]:
    """The rows that somebody typed, one a line or with `;` between: `3 v 12` or `4x`.

    The number of the row comes first, then v (came) or x (did not come), then the numbers that
    stand beside the ticked boxes.

    Raises
    ------
    FairError
        `tick_unreadable` with the line that says no row.
    """
    return tuple(_tick(line) for line in re.split(r"[\n;]", text) if line.strip())


def _tick(line: str) -> Tick:
    found = _TICK.fullmatch(line.strip())
    numbers = [int(digit) for digit in found[3] if digit.isdigit()] if found else []
    came = found is not None and found[2].lower() == _CAME
    if found is None or (numbers and not came) or not set(numbers) <= _BOXES:
        raise FairError("tick_unreadable", value=line.strip()[:40])
    return Tick(
        int(found[1]), came, tuple(OUTCOMES[number - 1] for number in dict.fromkeys(numbers))
    )


_BOXES = frozenset(range(1, len(OUTCOMES) + 1))


def paper_rows(shop: Shop, fair: str, stand: str, *, plan: int = 0) -> tuple[PaperRow, ...]:
    """The rows of a stand's list as printed from a plan (0: the one printed now).

    Raises
    ------
    FairError
        `no_plan`, `plan_unknown`; those of an exhibitor that is not of this fair.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        rows = _rows(shop, fair, stand, plan)
        day = DayState.of(happenings.read_happenings(reader, fair))
    settled = day.held | day.missed
    return tuple(
        PaperRow(
            number,
            row.starts_at,
            entries.call_numbers[row.meeting.person],
            entries.jobseekers[row.meeting.person].first_name,
            row.meeting.id in settled,
        )
        for number, row in enumerate(rows, 1)
    )


def key_in(
    shop: Shop, fair: str, stand: str, ticks: Sequence[Tick], *, nonce: str, plan: int = 0
) -> int:
    """Write down what a sheet says, each fact at the hour of its meeting; how many rows were new.

    Nothing is planned anew and no plan is changed. A row that is settled already stays as it is, so
    the same sheet may be keyed in twice.

    Raises
    ------
    FairError
        `row_unknown` when the list has no such row; those of `paper_rows`.
    """
    rows = _rows(shop, fair, stand, plan)
    for tick in ticks:
        if not 1 <= tick.row <= len(rows):
            raise FairError("row_unknown", row=tick.row, rows=len(rows))
    with shop.store.writing() as writer:
        day = DayState.of(happenings.read_happenings(writer, fair))
        settled = day.held | day.missed
        new = {
            tick.row: tick for tick in ticks if rows[tick.row - 1].meeting.id not in settled
        }.values()
        facts = [fact for tick in new for fact in _facts(rows[tick.row - 1], tick, nonce)]
        happenings.append_all(
            writer,
            [happenings.Entry(fair, fact) for fact in facts],
            recorded_at=shop.clock(),
        )
    return len(new)


def _rows(shop: Shop, fair: str, stand: str, plan: int) -> tuple[Appointment, ...]:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        number = plan or plans.shown_number(reader, fair)
        told = known_announced_plan(shop, reader, fair)
        found = plans.read_plan(reader, fair, number=number, known=told) if number else None
    if found is None:
        raise FairError("plan_unknown" if plan else "no_plan", fair=fair, number=plan)
    return rows_of_stand(entries, found.meetings, entries.exhibitor(stand).id)


def _facts(row: Appointment, tick: Tick, nonce: str) -> list[Happening]:
    kinds: list[tuple[HappeningKind, dict[str, str]]]
    kinds = [(HappeningKind.HELD if tick.came else HappeningKind.NO_SHOW, {})]
    kinds += [(HappeningKind.OUTCOME, {"result": outcome}) for outcome in tick.outcomes]
    offer = row.offer
    if offer is not None and any(gives_place(outcome, offer) for outcome in tick.outcomes):
        kinds.append((HappeningKind.PLACE_TAKEN, {"offer": offer.id}))
    return [
        Happening(
            kind,
            row.starts_at,
            f"{nonce}-{tick.row}-{number}",
            person=row.meeting.person,
            stand=row.meeting.stand,
            meeting=row.meeting.id,
            data={**PAPER, **said},
        )
        for number, (kind, said) in enumerate(kinds)
    ]

"""Rows of a stand's list as they are typed: few signs say what the pen has ticked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from matching.domain.day.happening import FREE_ROW, OUTCOMES, SETTLING, Happening, in_force
from matching.domain.entries import Entries
from matching.domain.errors import FairError

_CAME, _DID_NOT_COME, _CORRECTS = "v", "x", "!"
_TICK = re.compile(
    rf"(?P<row>\d{{1,4}})\s*(?:n°?\s*(?P<number>\d{{1,6}})\s*)?"
    rf"(?P<came>[{_CAME}{_DID_NOT_COME}]?)\s*(?P<boxes>[\d\s]*)(?P<corrects>{_CORRECTS}?)",
    re.IGNORECASE,
)
_BOXES = frozenset(range(1, len(OUTCOMES) + 1))


@dataclass(frozen=True, slots=True)
class Tick:
    """One row of a list as it was filled: whether the person came, and what the meeting led to.

    `came` is `None` where the row is emptied. `number` is the call number written on a free row;
    what `corrects` stands instead of what was noted of the row before.
    """

    row: int
    came: bool | None
    outcomes: tuple[str, ...] = ()
    number: int = 0
    corrects: bool = False


class KeyedState(StrEnum):
    """What came of a row that was keyed in."""

    NEW = "new"
    KNOWN = "known"
    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"
    EMPTY = "empty"


def read_ticks(text: str) -> tuple[Tick, ...]:
    """The rows that somebody typed, one a line or with `;` between: `3 v 12` or `4x`.

    The number of the row comes first, then v (came) or x (did not come), then the numbers that
    stand beside the ticked boxes. On a free row `n` and the call number come before the v:
    `4 n12 v2`. With `!` at its end a row is corrected (`3x!`), or emptied (`3!`).

    Raises
    ------
    FairError
        `tick_unreadable` with the line that says no row.
    """
    return tuple(_tick(line) for line in re.split(r"[\n;]", text) if line.strip())


def _tick(line: str) -> Tick:
    found = _TICK.fullmatch(line.strip())
    if found is None:
        raise FairError("tick_unreadable", value=line.strip()[:40])
    said = found["came"].lower()
    came = said == _CAME if said else None
    boxes = [int(digit) for digit in found["boxes"] if digit.isdigit()]
    corrects = bool(found["corrects"])
    says_nothing = came is None and not corrects
    if says_nothing or (boxes and not came) or not set(boxes) <= _BOXES:
        raise FairError("tick_unreadable", value=line.strip()[:40])
    outcomes = tuple(OUTCOMES[number - 1] for number in dict.fromkeys(boxes))
    return Tick(int(found["row"]), came, outcomes, int(found["number"] or 0), corrects)


def on_free_rows(facts: Iterable[Happening], stand: str, plan: int) -> dict[int, Happening]:
    """Who was keyed in on each free row of a stand's list of a plan."""
    found = {}
    for fact in in_force(facts):
        number, _, row = fact.data.get(FREE_ROW, "").partition(".")
        if row and fact.stand == stand and int(number) == plan and fact.kind in SETTLING:
            found[int(row)] = fact
    return found


def with_number(tick: Tick, free: Mapping[int, Happening], entries: Entries) -> Tick:
    """A free row that is keyed in already says by itself whose it is."""
    fact = free.get(tick.row)
    if tick.number or fact is None or fact.person not in entries.call_numbers:
        return tick
    return replace(tick, number=entries.call_numbers[fact.person])


def where_it_stands(tick: Tick, meeting: str, free: Mapping[int, Happening]) -> Tick:
    """The tick on the free row on which a meeting stands already, by which it is corrected."""
    own = next((row for row, fact in free.items() if fact.meeting == meeting), tick.row)
    return replace(tick, row=own)

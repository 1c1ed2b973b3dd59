"""The grid as its component reads it: hours, tables, boxes, what is free, every word."""

from collections.abc import Sequence
from typing import Any

from matching.phrases import say_count
from matching.services.floor.grid_view import Block, CellState, GridView, TableRow
from matching.services.live.by_hand.free_places import FreePlace, by_stand
from matching.ui import session
from matching.ui.moments import Picked

_WORDS = ("grid", "table", "free", "closed", "empty", "hand")


def timetable_data(view: GridView, picked: Picked, places: Sequence[FreePlace]) -> dict[str, Any]:
    """Everything that the component shows, with the `places` for what is held."""
    words = {name: session.phrase(f"grid.word_{name}") for name in _WORDS}
    words |= {state.value: session.phrase(f"grid.is_{state.value}") for state in CellState}
    return {
        "hours": [f"{start:%H:%M}" for start in view.grid.starts],
        "now": view.now_slot,
        "rows": [_row(view, row) for row in view.rows],
        "picked": picked.meeting,
        "free": {stand: list(slots) for stand, slots in by_stand(places).items()},
        "words": words,
    }


def _row(view: GridView, row: TableRow) -> dict[str, Any]:
    table = f" {row.number}/{row.tables}" if row.tables > 1 else ""
    return {
        "stand": row.stand.id,
        "sign": row.stand.stand,
        "name": f"{row.stand.name}{table}",
        "first": row.number == 1,
        "closed": sorted(row.closed),
        "blocks": [_block(view, block) for block in row.blocks],
    }


def _block(view: GridView, block: Block) -> dict[str, Any]:
    return {
        "slot": block.slot,
        "length": block.length,
        "state": block.state.value,
        "hand": block.is_by_hand,
        "ids": [meeting.id for meeting in block.meetings],
        "text": _text(view, block),
    }


def _text(view: GridView, block: Block) -> str:
    entries = view.floor.entries
    if len(block.meetings) > 1:
        return say_count("grid.group", session.language(), len(block.meetings))
    person = block.meetings[0].person
    return f"{entries.call_numbers[person]} {entries.jobseekers[person].first_name}"

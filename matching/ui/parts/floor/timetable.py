"""The grid as its component reads it: hours, tables, boxes, what is free, every word."""

from typing import Any

from matching.domain.errors import FairError
from matching.phrases import say_count
from matching.services.floor.grid_view import Block, CellState, GridView, TableRow
from matching.services.live.by_hand.free_places import (
    by_stand,
    places_for_meeting,
    places_for_person,
    read_day_to_place,
)
from matching.ui import session
from matching.ui.moments import Picked

_WORDS = ("grid", "table", "free", "closed", "empty", "hand")


def timetable_data(view: GridView, picked: Picked) -> dict[str, Any]:
    """Everything that the component shows; what is free only while something is held."""
    words = {name: session.phrase(f"grid.word_{name}") for name in _WORDS}
    words |= {state.value: session.phrase(f"grid.is_{state.value}") for state in CellState}
    return {
        "hours": [f"{start:%H:%M}" for start in view.grid.starts],
        "now": view.now_slot,
        "rows": [_row(view, row) for row in view.rows],
        "picked": picked.meeting,
        "free": {stand: list(slots) for stand, slots in _free(view, picked).items()},
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


def _free(view: GridView, picked: Picked) -> dict[str, tuple[int, ...]]:
    """Where what is held could go; nowhere once it has begun."""
    if not picked.meeting and not picked.person:
        return {}
    live = read_day_to_place(session.shop(), session.fair())
    if live is None:
        return {}
    try:
        if picked.meeting:
            return by_stand(places_for_meeting(live, picked.meeting, view.floor.at))
        return by_stand(places_for_person(live, picked.person, view.floor.at))
    except FairError:  # it has begun or is gone: the act itself will say so
        return {}

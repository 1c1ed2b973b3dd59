"""The grid as its component reads it, and where what is held could go, or why nowhere."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from matching.domain.errors import FairError
from matching.phrases import say_count
from matching.services.floor.grid_view import Block, GridView, TableRow
from matching.services.floor.meeting_stage import MeetingStage
from matching.services.live.by_hand.free_places import (
    FreePlace,
    by_stand,
    places_about,
    places_for_meeting,
    places_for_person,
    read_day_to_place,
    rules_in_the_way,
)
from matching.ui import session
from matching.ui.moments import Picked
from matching.ui.parts.shell.plain import plain

_WORDS = ("grid", "table", "free", "closed", "empty", "hand", "earlier")
_STANDS = 3
_HOURS = 3
_AS_ELSEWHERE = {
    MeetingStage.LATE: "floor.is_awaited",
    MeetingStage.TOO_LATE: "floor.is_too_late",
}
_WHY = {"stand_full": "full", "person_busy": "busy", "gap": "gap", "walk": "gap", "most": "most"}
_WHY |= {"person_away": "away", "stand_closed": "closed", "pair_slots": "closed"}


def timetable_data(
    view: GridView, picked: Picked, places: Sequence[FreePlace], part: str
) -> dict[str, Any]:
    """Everything that the component shows, with the `places` for what is held.

    Parameters
    ----------
    part
        Names the stands that are looked at: another name begins at the top again.
    """
    words = {name: session.phrase(f"grid.word_{name}") for name in _WORDS}
    words |= {state.value: session.phrase(_word(state)) for state in MeetingStage}
    return {
        "part": part,
        "hours": [f"{start:%H:%M}" for start in view.grid.starts],
        "now": view.now_slot,
        "rows": [_row(view, row) for row in view.rows],
        "picked": picked.meeting,
        "free": {stand: list(slots) for stand, slots in by_stand(places).items()},
        "words": words,
    }


def _word(state: MeetingStage) -> str:
    return _AS_ELSEWHERE.get(state, f"grid.is_{state.value}")


def _row(view: GridView, row: TableRow) -> dict[str, Any]:
    table = f"{row.number}/{row.tables} · " if row.tables > 1 else ""
    return {
        "stand": row.stand.id,
        "sign": row.stand.stand,
        "name": f"{table}{row.stand.name}",
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


def places_to_go(view: GridView, picked: Picked) -> tuple[FreePlace, ...]:
    """Where what is held could go; nowhere once it has begun."""
    if not picked.meeting and not picked.person:
        return ()
    live = read_day_to_place(session.shop(), session.fair())
    if live is None:
        return ()
    try:
        if picked.meeting:
            return places_for_meeting(live, picked.meeting, view.floor.at)
        if picked.about[1]:
            return places_about(live, picked.person, picked.about[1], view.floor.at)
        return places_for_person(live, picked.person, view.floor.at)
    except FairError:  # it has begun or is gone: the act itself will say so
        return ()


def draw_where(view: GridView, picked: Picked, places: Sequence[FreePlace]) -> None:
    """Name the first places, which may be out of sight in the grid, or why there is none."""
    found = {stand: slots for stand, slots in by_stand(places).items() if slots}
    if found:
        st.markdown(session.phrase("grid.first_places", places=_first(view, found)))
    else:
        st.markdown(session.phrase("grid.no_place", why=_why(view, picked)))


def _first(view: GridView, found: dict[str, tuple[int, ...]]) -> str:
    soon = sorted(found.items(), key=lambda place: place[1])
    said = [
        f"**{plain(view.floor.entries.exhibitors[stand].stand)}** "
        + ", ".join(f"{view.grid.starts[slot]:%H:%M}" for slot in slots[:_HOURS])
        + (" …" if len(slots) > _HOURS else "")
        for stand, slots in soon[:_STANDS]
    ]
    return " · ".join(said) + (" · …" if len(soon) > _STANDS else "")


def _why(view: GridView, picked: Picked) -> str:
    live = read_day_to_place(session.shop(), session.fair())
    try:
        rules = live and rules_in_the_way(
            live,
            view.floor.at,
            meeting=picked.meeting,
            person=picked.person,
            offer=picked.about[1],
        )
    except FairError:
        return session.phrase("grid.none_begun")
    if not rules:
        return session.phrase("grid.none_late" if picked.meeting else "grid.none_left")
    codes = dict.fromkeys(_WHY.get(rule, "rule") for rule in rules)
    return ", ".join(session.phrase(f"grid.none_{code}") for code in codes)

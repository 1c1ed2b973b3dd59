"""Rows of the exhibitors table become stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from functools import partial
from itertools import pairwise

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.intake.cells.choices import split_list
from matching.intake.cells.identifiers import slug, whole_number
from matching.intake.cells.languages import read_languages
from matching.intake.cells.names import NOT_YET, read_people
from matching.intake.cells.readings import Reading
from matching.intake.cells.times.stretches import read_hours, read_stretches
from matching.intake.folding import fold, tidy
from matching.intake.headings import PRESENCE
from matching.intake.tables.columns import CellReader, read_columns
from matching.intake.tables.sheets import Gathered, RowCells, Sheet

_VITAL = frozenset({"id", "name", "tables"})


@dataclass(slots=True)
class Stands:
    """Exhibitors that passed; `lost` gives the line of each row that did not, by name or id.

    `unsaid` are those of which nothing says what they are.
    `numbered` gives the stands whose row bears an id: two lists may each have a stand 1.
    """

    seen: Gathered
    exhibitors: list[Exhibitor] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    unsaid: set[str] = field(default_factory=set)
    numbered: dict[str, list[str]] = field(default_factory=dict)


def gather_exhibitors(sheets: Iterable[Sheet], fair: Fair) -> Stands:
    """The exhibitors of some lists; without a name or a table a row is lost."""
    stands = Stands(Gathered())
    grid = SlotGrid.of(fair)
    hours = partial(read_hours, midday=fair.midday)
    for cells in (cells for sheet in sheets for cells in sheet.rows()):
        exhibitor = _exhibitor(cells, hours)
        if exhibitor is not None and _joined(stands, cells, exhibitor):
            stands.seen.flaws += cells.flaws
            continue
        if exhibitor is not None and stands.seen.admit(cells, exhibitor.id):
            _say_hours(cells, exhibitor, fair=fair, grid=grid)
            _say_place(cells, exhibitor, stands.exhibitors)
            stands.exhibitors.append(exhibitor)
            if not cells.raw("kind").strip():
                stands.unsaid.add(exhibitor.id)
            stands.numbered.setdefault(whole_number(cells.text("id")), []).append(exhibitor.id)
        else:
            for column in ("id", "name"):
                stands.lost.setdefault(fold(cells.raw(column)), cells.row.line)
        stands.seen.flaws += cells.flaws
    return stands


def _joined(stands: Stands, cells: RowCells, exhibitor: Exhibitor) -> bool:
    """Whether a row names one more recruiter of a stand that stands above, and nothing else new."""
    first = stands.seen.lines.get(exhibitor.id)
    if first is None or cells.raw("id").strip() or not exhibitor.recruiters:
        return False
    place = next(i for i, one in enumerate(stands.exhibitors) if one.id == exhibitor.id)
    before = stands.exhibitors[place]
    if before.stand and exhibitor.stand and before.stand != exhibitor.stand:
        return False
    recruiters = tuple(dict.fromkeys((*before.recruiters, *exhibitor.recruiters)))
    stands.exhibitors[place] = replace(before, recruiters=recruiters)
    cells.flaw("exhibitor_joined", "name", params={"first_line": cells.line_seen(first)})
    return True


def _exhibitor(cells: RowCells, hours: CellReader) -> Exhibitor | None:
    name = cells.text("name")
    if not name:
        cells.flaw("name_missing", "name", lost=True)
        return None
    values = {
        **read_columns(cells, Exhibitor, own=_OWN, without=("id", "name")),
        "id": cells.identity() or slug(name, prefix="e"),
        "name": name,
    }
    told = {key: value for key, value in values.items() if value is not None}
    known = _presence(cells, hours) | told
    return cells.born(Exhibitor, known, vital=_VITAL)


def _presence(cells: RowCells, hours: CellReader) -> dict[str, object]:
    """Opening hours from one cell: "9h30-12h / 14h-17h" opens, closes and has a break."""
    spans = cells.read(PRESENCE, hours)
    if not spans:
        return {}
    ends = ((before[1], after[0]) for before, after in pairwise(spans))
    between = tuple((end, start) for end, start in ends if end and start and end < start)
    found: dict[str, object] = {"opens": spans[0][0], "closes": spans[-1][1], "breaks": between}
    return {column: value for column, value in found.items() if value}


def _read_breaks(text: str) -> Reading[tuple[tuple[time, time], ...]]:
    return read_stretches(split_list(text))


def _read_stand(text: str) -> Reading[str]:
    """What a stand is called; a number that a program wrote with decimals is a whole one."""
    if fold(text) in NOT_YET:
        return Reading(None)
    return Reading(whole_number(tidy(text)))


_OWN: Mapping[str, CellReader] = {
    "languages": read_languages,
    "breaks": _read_breaks,
    "recruiters": read_people,
    "stand": _read_stand,
}


def _say_place(cells: RowCells, exhibitor: Exhibitor, before: Sequence[Exhibitor]) -> None:
    """That two stands are in one place of the map, which then shows no places."""
    place = (exhibitor.map_x, exhibitor.map_y)
    same = [other for other in before if (other.map_x, other.map_y) == place]
    if None not in place and same:
        cells.flaw("map_place_taken", "map_x", params={"stand": same[0].stand or same[0].name})


def _say_hours(cells: RowCells, exhibitor: Exhibitor, *, fair: Fair, grid: SlotGrid) -> None:
    hours = {"opens": f"{fair.opens:%H:%M}", "closes": f"{fair.closes:%H:%M}"}
    start = fair.moment(exhibitor.opens) if exhibitor.opens else None
    end = fair.moment(exhibitor.closes) if exhibitor.closes else None
    column = "opens" if exhibitor.opens else "closes"
    if not grid.within(start, end):
        cells.flaw("stand_never_open", cells.hour_column(column), params=hours)
        return
    for name in ("opens", "closes"):
        clock = getattr(exhibitor, name)
        if clock is not None and not fair.opens <= clock <= fair.closes:
            cells.flaw("hours_outside", cells.hour_column(name), params=hours)

"""Rows of the jobseekers table become profiles, with what is only for statistics kept apart."""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import FrenchLevel
from matching.domain.slots import SlotGrid
from matching.domain.statistics import Statistics
from matching.domain.terms import Condition
from matching.intake.cells.choices import read_choices, read_gender
from matching.intake.cells.consents import read_consent
from matching.intake.cells.contacts import read_email, read_email_beside, read_phone_or_email
from matching.intake.cells.diploma_fields import read_diploma_fields
from matching.intake.cells.languages import (
    ANY_LANGUAGE,
    read_avoided_beside,
    read_french_alone,
    read_french_aside,
    read_french_beside,
    read_interpreter,
    read_interpreter_beside,
    read_language,
    read_needs,
    read_signing_beside,
    read_tongue_alone,
)
from matching.intake.cells.licences import (
    licences_denied,
    read_licence_b,
    read_licences_and_vehicle,
    read_licences_held,
    vehicle_beside,
)
from matching.intake.cells.names import cut_name
from matching.intake.cells.no_skills import SkillsTold, sort_skills, united
from matching.intake.cells.readings import Reading
from matching.intake.cells.times.calendar_days import (
    read_age,
    read_age_told,
    read_available,
    read_birth_aside,
    read_birth_year,
)
from matching.intake.cells.times.hours_wanted import read_hours_wanted
from matching.intake.cells.times.stretches import read_arrival, read_presence
from matching.intake.folding import fold, shorten
from matching.intake.headings import FULL_NAME, LICENCE_AND_VEHICLE, PRESENCE
from matching.intake.tables.columns import (
    CellReader,
    column_kinds,
    read_columns,
    with_working_time,
)
from matching.intake.tables.name_order import NameOrder
from matching.intake.tables.sheets import Gathered, RowCells, RowPlace, Sheet

_VITAL = frozenset({"id", "first_name"})
_LONGEST_ID = 100
# Years of the fair since a birth beside an age that was told: before a birthday, in a list of the
# year before.
_YEARS_SINCE_TOLD = range(3)
# Where somebody of this name and contact was seen first.
_Namesakes: TypeAlias = dict[tuple[str, str], RowPlace]
# Columns that are read together; the language of an interpreter may stand under the needs.
_TOGETHER = ("id", "first_name", "last_name", "language", "interpreter", "needs")
# Columns written in a way of their own; any other is read as the type of its field says.
_OWN: Mapping[str, CellReader] = {
    "phone": read_phone_or_email,
    "email": read_email,
    "sheet_language": read_language,
    "available_from": read_available,
    "consent_contact": read_consent,
    "french_level": read_french_alone,
    "licences": read_licences_held,
    "hours_wanted": read_hours_wanted,
    "avoid": partial(read_choices, choices=Condition, section="conditions", negated=True),
}
_LICENCE_FIRST = partial(read_licences_and_vehicle, vehicle_first=False)
_VEHICLE_FIRST = partial(read_licences_and_vehicle, vehicle_first=True)
_OWN_FIGURES: Mapping[str, CellReader] = {
    "birth_year": read_birth_year,
    "age": read_age,
    "gender": read_gender,
}


@dataclass(slots=True)
class People:
    """Jobseekers that passed, each with their statistics, in the order of the files."""

    seen: Gathered
    jobseekers: list[Jobseeker]
    statistics: list[Statistics]


def gather_jobseekers(sheets: Iterable[Sheet], fair: Fair) -> People:
    """The people of some lists; a row without a first name or with a known id is lost."""
    people = People(Gathered(), [], [])
    namesakes: _Namesakes = {}
    for sheet in sheets:
        _gather(people, sheet, fair, namesakes)
    return people


def _gather(people: People, sheet: Sheet, fair: Fair, namesakes: _Namesakes) -> None:
    grid = SlotGrid.of(fair)
    order = NameOrder.of(sheet)
    own = _readers(sheet, fair)
    for cells in sheet.rows():
        person, told = _person(cells, order, own)
        if person is not None and _is_new(people.seen, cells, person):
            _say_namesake(cells, person, namesakes)
            _say_never_free(cells, person, fair=fair, grid=grid)
            people.jobseekers.append(person)
            people.statistics.append(_statistics(cells, person.id, told, fair))
        people.seen.flaws += cells.flaws
    people.seen.flaws += order.question(sheet)


def _readers(sheet: Sheet, fair: Fair) -> Mapping[str, CellReader]:
    """How the columns of this sheet are read: some by the day, some by what their heading asks."""
    licences = [sheet.table.headings[place] for place in sheet.places.get("licences", ())]
    asks_b = len(licences) == 1 and bool(re.search(r"\bpermis b\b", fold(licences[0])))
    return {
        **_OWN,
        PRESENCE: partial(read_presence, midday=fair.midday),
        "arrives": partial(read_arrival, midday=fair.midday),
        "licences": read_licence_b if asks_b else read_licences_held,
    }


def _is_new(seen: Gathered, cells: RowCells, person: Jobseeker) -> bool:
    twin = "duplicate_id" if cells.raw("id").strip() else "duplicate_person"
    return seen.admit(cells, person.id, twin=twin)


def _person(
    cells: RowCells, order: NameOrder, own: Mapping[str, CellReader]
) -> tuple[Jobseeker | None, SkillsTold]:
    """The person of a row, and what its skills tell of more than skills."""
    first_name, last_name = _names(cells, order)
    if not first_name:
        cells.flaw("first_name_missing", "first_name", lost=True)
        return None, SkillsTold()
    values: dict[str, Any] = {
        **read_columns(cells, Jobseeker, own=own, without=_TOGETHER),
        "id": cells.identity()[:_LONGEST_ID],
        "first_name": first_name,
        "last_name": last_name,
        **_tongues(cells),
    }
    values["hours_wanted"] = with_working_time(cells, values["hours_wanted"])
    told = sort_skills(values["skills"])
    fields = cells.beside("diploma_level", read_diploma_fields) or ()
    values["skills"] = tuple(dict.fromkeys((*told.skills, *fields)))
    _ask_levels(cells, told)
    values["french_level"] = _french(cells, values["french_level"])
    values["email"] = values["email"] or cells.beside("phone", read_email_beside)
    licences, vehicle = _mobility(cells)
    hours = _presence(cells, own[PRESENCE])
    beside = {**hours, "vehicle": vehicle}
    refused = cells.beside("needs", read_avoided_beside) or ()
    if refused:
        values["avoid"] = tuple(dict.fromkeys((*(values["avoid"] or ()), *refused)))
    values["licences"] = united(values["licences"], licences, _licences_told(cells, told))
    ours = told.values.keys() & column_kinds(Jobseeker).keys()
    said = [(column, told.values[column]) for column in ours]
    found = (*said, *beside.items(), *values.items())
    known = {key: value for key, value in found if value is not None}
    _say_no_skills(cells, told, known, ours)
    known["id"] = known["id"] or _identity(cells, known)
    return cells.born(Jobseeker, known, vital=_VITAL), told


def _names(cells: RowCells, order: NameOrder) -> tuple[str, str]:
    first, last = cells.text("first_name"), cells.text("last_name")
    whole = cells.text(FULL_NAME)
    if first or not whole:
        return _without_title(first), last.strip(" ,;")
    name = cut_name(whole, family_is_first=order.family_is_first)
    if not name.sure and name.last and not order.said:
        order.samples.append((cells.row.line, whole, name))
    if not name.last and not name.sure:
        cells.flaw("first_name_unsaid", FULL_NAME, params={"kept": name.first})
    return name.first, name.last


def _without_title(first: str) -> str:
    name = cut_name(first, family_is_first=False)
    whole = f"{name.first} {name.last}".strip()
    return whole if whole and "," not in first else first.strip(" ,;")


def _say_no_skills(
    cells: RowCells, told: SkillsTold, known: Mapping[str, Any], columns: Collection[str]
) -> None:
    """Say of each item that is about one of these columns whether it is what is known of it."""
    for column in (one for one in told.moved if one in columns):
        value, held = told.values[column], known.get(column)
        is_among = column == "licences" and value and {*value} <= {*(held or ())}
        code = "skill_moved" if value == held or is_among else "skill_contradicted"
        cells.flaw(code, "skills", params={"about": column})
    for column in (one for one in told.against if one in columns):
        cells.flaw("skill_contradicted", "skills", params={"about": column})


def _ask_levels(cells: RowCells, told: SkillsTold) -> None:
    """Ask of what each level is, knowing the whole cell: one answer writes it anew."""
    cell = {"levels": "; ".join(told.asked), "others": "; ".join(told.others)}
    for item in told.asked:
        cells.flaw("skill_asked", "skills", params={"item": shorten(item), **cell})


def _mobility(cells: RowCells) -> tuple[tuple[str, ...] | None, bool | None]:
    """What one cell says of licences and of a vehicle."""
    if LICENCE_AND_VEHICLE not in cells.sheet.places:
        return None, cells.beside("licences", _vehicle_told)
    first = re.search("vehic|voiture|permis", fold(cells.heading(LICENCE_AND_VEHICLE)))
    reader = _LICENCE_FIRST if first and first[0] == "permis" else _VEHICLE_FIRST
    return cells.read(LICENCE_AND_VEHICLE, reader) or (None, None)


def _licences_told(cells: RowCells, told: SkillsTold) -> tuple[str, ...] | None:
    """Licences among the skills, without those that their own column says are not held."""
    listed: tuple[str, ...] | None = told.values.get("licences")
    if not listed:
        return listed
    denied = licences_denied(cells.raw("licences"))
    return tuple(one for one in listed if one not in denied) or None


def _vehicle_told(text: str) -> Reading[bool]:
    return Reading(vehicle_beside(text))


def _presence(cells: RowCells, read_hours: CellReader) -> dict[str, object]:
    """When a person comes and goes, from one cell: "12h-14h"."""
    arrives, leaves = cells.read(PRESENCE, read_hours) or (None, None)
    if not leaves and (span := cells.beside("arrives", read_hours)):
        leaves = span[1]  # "14h-15h" under the hour of arrival
    found = {"arrives": arrives, "leaves": leaves}
    return {name: clock for name, clock in found.items() if clock is not None}


def _tongues(cells: RowCells) -> dict[str, object]:
    language = cells.read("language", read_tongue_alone) or ""
    needs, in_needs = cells.read("needs", read_needs) or (None, "")
    in_column = cells.read("interpreter", read_interpreter) or ""
    in_words = cells.beside("french_level", read_signing_beside) or cells.beside(
        "language", read_interpreter_beside
    )
    interpreter = in_column or in_needs or in_words or ""
    if interpreter == ANY_LANGUAGE:
        # "oui" is enough when the person's own language is known.
        interpreter = "" if language == "fr" else language
        if not interpreter:
            cells.flaw("interpreter_language", "needs" if in_needs else "interpreter")
    return {
        "language": language,
        "interpreter": interpreter,
        "needs": needs,
    }


def _french(cells: RowCells, told: FrenchLevel | None) -> FrenchLevel | None:
    """The level of French: its own column's, else the one beside French among the languages."""
    beside = cells.beside("language", read_french_beside)
    if told is not None and beside not in {None, told}:
        cells.flaw("french_level_kept", "language", params={"kept": told.label})
    heard = beside if told is None else told
    return cells.beside("diploma_level", read_french_aside) if heard is None else heard


def _identity(cells: RowCells, known: Mapping[str, object]) -> str:
    """An id that the same person gets in any file, in any order of rows."""
    year = RowCells(cells.sheet, cells.row).read("birth_year", read_birth_year)
    names = (fold(str(known.get(part, ""))) for part in ("first_name", "last_name"))
    parts = (*names, known.get("phone", ""), known.get("email", ""), year or "")
    key = "\x1f".join(str(part) for part in parts)
    digest = hashlib.blake2b(key.encode(), digest_size=5).digest()
    return "p-" + base64.b32encode(digest).decode().lower()


def _say_namesake(cells: RowCells, person: Jobseeker, seen: _Namesakes) -> None:
    name = fold(person.full_name)
    means = [one for one in (person.phone, person.email) if one]
    firsts = [seen.setdefault((name, one), cells.place) for one in means]
    if first := next((first for first in firsts if first != cells.place), None):
        params = {"first_line": cells.line_seen(first)}
        cells.flaw("person_maybe_twice", "first_name", params=params)


def _say_never_free(cells: RowCells, person: Jobseeker, *, fair: Fair, grid: SlotGrid) -> None:
    start = fair.moment(person.arrives) if person.arrives else None
    end = fair.moment(person.leaves) if person.leaves else None
    if not grid.within(start, end):
        column = "arrives" if person.arrives and person.arrives >= fair.opens else "leaves"
        hours = {"opens": f"{fair.opens:%H:%M}", "closes": f"{fair.closes:%H:%M}"}
        cells.flaw("free_never", cells.hour_column(column), params=hours)


def _statistics(cells: RowCells, person: str, told: SkillsTold, fair: Fair) -> Statistics:
    values = {
        **read_columns(cells, Statistics, own=_OWN_FIGURES, without=("person",)),
        "person": person,
    }
    if values["birth_year"] is None:
        values["birth_year"] = cells.beside(FULL_NAME, read_birth_aside)
    if values["age"] is None:
        values["age"] = cells.beside("birth_year", read_age_told)
    beside, year = dict(told.values), values["birth_year"]
    age = None if year is None else beside.pop("age", None)  # for whoever told no year
    known = {
        name: value
        for name in values
        if (value := beside.get(name) if values[name] is None else values[name]) is not None
    }
    said = {**known, "age": age} if _agree(year, age, fair) else known
    _say_no_skills(cells, told, said, values.keys())
    return cells.born(Statistics, known, vital=frozenset()) or Statistics(person)


def _agree(year: object, age: object, fair: Fair) -> bool:
    """Whether a year of birth and an age can both be true of one person."""
    if not isinstance(year, int) or not isinstance(age, int):
        return False
    return fair.date.year - year - age in _YEARS_SINCE_TOLD

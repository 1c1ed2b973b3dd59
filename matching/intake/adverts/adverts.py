"""Adverts out of an export of France Travail (JSON or CSV), or out of a pasted text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.intake.adverts.advert_facts import facts_of, towns_in
from matching.intake.adverts.advert_text import Proposal, proposals_of, whole_years
from matching.intake.cells.contacts import without_contacts
from matching.intake.cells.levels import read_diploma
from matching.intake.cells.licences import read_licences
from matching.intake.cells.records import read_records
from matching.intake.folding import fold, shorten, tidy
from matching.intake.tables.json_lists import is_json, read_records_of
from matching.intake.tables.layout import read_any_tables

MOST_ADVERTS = 500
_MOST_SIGNS = 20_000
# Fields of the API "Offres d'emploi" of France Travail → columns that close nothing.
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "id": "id",
        "intitule": "title",
        "description": "description",
        "romeCode": "rome",
        "lieuTravail.libelle": "commune",
        "salaire.libelle": "pay",
        "nombrePostes": "places",
    }
)
_EMPLOYER = ("entreprise.nom", "Entreprise", "entreprise")
_KNOWN = frozenset({"intitule", "description", "romeCode"})
_DEPARTMENT = re.compile(r"^(?:\d{2,3}|2[AB]) - (?=\S)")
_SPAN = re.compile(r"(\d+) (ans?|mois)")
_TEXTS = ("dureeTravailLibelle", "dureeTravailLibelleConverti", "typeContratLibelle")


@dataclass(frozen=True, slots=True)
class Advert:
    """A real offer: cells that close nothing, and what is proposed of all others.

    `employer` is as the advert names it: a person says which stand that is; `towns` may each be
    the commune of the work, the likeliest first, where no field tells it.
    """

    employer: str
    cells: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    towns: tuple[str, ...] = ()


def read_advert(text: str, day: date) -> Advert:
    """The advert in a pasted text: its first line is the title.

    Parameters
    ----------
    day
        The day of the fair, after which a start without a year lies.

    Raises
    ------
    FairError
        `advert_empty`.
    """
    lines = [tidy(line) for line in text[:_MOST_SIGNS].splitlines()]
    said = [line for line in lines if line]
    if not said:
        raise FairError("advert_empty")
    whole, kept = "\n".join(said), without_contacts("\n".join(said[1:]))
    cells = {"title": said[0], "description": kept, **facts_of(f"{said[0]}\n{kept}", day)}
    return Advert("", MappingProxyType(cells), proposals_of(whole), towns_in(whole))


def read_adverts(name: str, content: bytes) -> tuple[Advert, ...]:
    """The adverts of an export: JSON as the API answers it, or its fields as columns of a table.

    Raises
    ------
    FairError
        `adverts_unknown` when nothing in it is an offer; those of tables that cannot be read.
    """
    reads = _json_rows if is_json(name, content) else _table_rows
    rows = list(reads(name, content))
    found = tuple(_advert(row) for row in rows[:MOST_ADVERTS] if _KNOWN & row.keys())
    if not found:
        raise FairError("adverts_unknown", file=shorten(name))
    return found


def _json_rows(name: str, content: bytes) -> Iterator[Mapping[str, str]]:
    try:
        yield from read_records_of(name, content)
    except FairError:
        raise FairError("adverts_unknown", file=shorten(name)) from None


def _table_rows(name: str, content: bytes) -> Iterator[Mapping[str, str]]:
    for table in read_any_tables(name, content):
        for row in table.rows:
            yield {
                heading: cell
                for heading, cell in zip(table.headings, row.cells, strict=True)
                if cell.strip()
            }


def _advert(row: Mapping[str, str]) -> Advert:
    cells = {column: row[field] for field, column in _PLAIN.items() if row.get(field, "").strip()}
    if "commune" in cells:
        place = _DEPARTMENT.sub("", cells["commune"])
        cells["commune"] = place.title() if place.isupper() else place
    if "description" in cells:
        cells["description"] = without_contacts(cells["description"])
    cells.setdefault("title", row.get("appellationlibelle", ""))
    skills = read_records(row.get("competences", "")) or ()
    cells["skills_required"] = "; ".join(skill.label for skill in skills if skill.required)
    cells["skills_desired"] = "; ".join(skill.label for skill in skills if not skill.required)
    said = "\n".join(row[field] for field in _TEXTS if field in row)
    text = f"{cells['title']}\n{row.get('description', '')}\n{said}"
    employer = next((row[field] for field in _EMPLOYER if row.get(field)), "")
    kept = {column: cell for column, cell in cells.items() if cell.strip()}
    return Advert(tidy(employer), MappingProxyType(kept), _joined(_stated(row), proposals_of(text)))


def _stated(row: Mapping[str, str]) -> Iterator[Proposal]:
    """What the fields of an export demand (`exigence` E): proposed too, nothing closes unseen."""
    permits = read_records(row.get("permis", ""))
    said = (
        [row.get("permis", "")]
        if permits is None
        else [permit.label for permit in permits if permit.required]
    )
    for words in said:
        for licence in read_licences(words).value or ():
            yield Proposal("licences_required", licence, f"permis : {words}")
    for record in read_records(row.get("formations", "")) or ():
        level = read_diploma(record.label).value if record.required else None
        if level is not None:
            yield Proposal("diploma_min", str(int(level)), f"formations : {record.label}")
    span = _SPAN.search(fold(row.get("experienceLibelle", "")))
    if row.get("experienceExige") == "E" and span and (years := whole_years(span[1], span[2])):
        quote = f"experienceLibelle : {row['experienceLibelle']}"
        yield Proposal("experience_min", str(years), quote)


def _joined(stated: Iterator[Proposal], read: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """What fields state stands before what is read; of one value, or one number, once."""
    found: dict[tuple[str, str], Proposal] = {}
    alone: set[str] = set()
    for proposal in (*stated, *read):
        if proposal.column in alone:
            continue
        found.setdefault((proposal.column, proposal.cell), proposal)
        if proposal.column in {"diploma_min", "experience_min"}:
            alone.add(proposal.column)
    return tuple(found.values())

"""Rows of the offers table become offers, each with the exhibitor who brings it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from rapidfuzz import fuzz, process

from matching.domain.exhibitor import Exhibitor
from matching.domain.flaw import Flaw
from matching.domain.levels import DiplomaLevel
from matching.domain.offer import Offer
from matching.domain.terms import Contract, ExhibitorKind, Hours, OfferKind
from matching.intake.adverts.unsaid_demands import unsaid_demands
from matching.intake.cells.asked_for import sort_asked_for
from matching.intake.cells.choices import BY_DAY, NONE, read_choice, read_choices, read_texts
from matching.intake.cells.identifiers import digest, slug, whole_number
from matching.intake.cells.levels import read_diploma, read_french
from matching.intake.cells.licences import licences_demanded, read_licences
from matching.intake.cells.names import read_people
from matching.intake.cells.numbers import length_beside, read_minutes, read_whole, read_years
from matching.intake.cells.occupations import read_rome
from matching.intake.cells.readings import Reading, doubtful
from matching.intake.cells.records import read_records
from matching.intake.cells.times.calendar_days import read_available
from matching.intake.cells.times.clocks import read_clocks
from matching.intake.cells.words import is_wish, word_list
from matching.intake.exhibitors import Stands
from matching.intake.folding import fold, shorten, tidy
from matching.intake.headings import EXPERIENCE_WORDS
from matching.intake.kinds_meant import is_advice, is_cfa
from matching.intake.tables.columns import CellReader, read_columns, with_working_time
from matching.intake.tables.sheets import Gathered, RowCells, RowPlace, Sheet

T = TypeVar("T")
# The offers of a stand under one title, each with its row.
_Namesakes: TypeAlias = defaultdict[tuple[str, str], list[tuple[Offer, RowPlace]]]

# A crossed or groundless rule of entry cannot be left out: the offer would then be open to all.
_LEGAL_FORMS = frozenset({"et", "and", "sarl", "sas", "sasu", "sa", "eurl", "snc", "scop", "scic"})
_OR_EXPERIENCE = re.compile(
    r"\b(?:ou|or|sinon|a defaut)\b.*\b(?:experiences?|pratique|metier|ans?|annees?|years?"
    r"|autodidactes?|debutante?s?)\b|\bexperiences?\b.*\b(?:ou|or)\b"
)
_VITAL = frozenset({"id", "exhibitor", "title", "age_min", "age_max", "diploma_min", "diploma_max"})
_NEAR = 60.0
_AGES = ("age_min", "age_max")
_EXPERIENCE_DEMANDED = "E"
_OLDEST_APPRENTICE, _APPRENTICES = 29, "Code du travail, L6222-1"
_read_kind = partial(read_choice, choices=OfferKind, section="offer_kind")
_APART = frozenset(
    {"id", "exhibitor", "title", "description", "skills_required", "skills_desired", "kind"}
    | {"experience_min"}
)
_TAUGHT, _GROUP = frozenset({"formation", "for", "diplome"}), frozenset({"atelier", "ateliers"})
_WORKED = frozenset({"poste", "emploi", "offre", "metier"})
# What is no contract is written where one would stand: it says what is offered.
_KINDS_FOR_CONTRACTS = frozenset(
    {"accompagnement", "conseil", "aide", "permanence", "information", "soutien", "service"}
    | {"atelier", "ateliers", "atelier collectif", "initiation"}
)
# France Travail writes "34 - MONTPELLIER".
_DEPARTMENT = re.compile(r"^(?:\d{2,3}|2[AB]) - (?=\S)")


@dataclass(slots=True)
class Offers:
    """Offers that passed, in the order of the file."""

    seen: Gathered
    offers: list[Offer] = field(default_factory=list)


def gather_offers(sheets: Sequence[Sheet], stands: Stands, *, is_kind_sure: bool = False) -> Offers:
    """The offers of some lists; one without a title or a known exhibitor is lost.

    `is_kind_sure` where somebody has chosen what kind each is: a list may call advice a workshop.
    """
    found = Offers(Gathered())
    known = _Exhibitors.of(stands)
    namesakes: _Namesakes = defaultdict(list)
    titles = Counter(_title_key(cells) for sheet in sheets for cells in sheet.rows())
    for cells in (cells for sheet in sheets for cells in sheet.rows()):
        alone = titles[_title_key(cells)] == 1
        offer = _offer(cells, known, alone=alone, is_kind_sure=is_kind_sure)
        twin = "duplicate_id" if cells.raw("id").strip() else "duplicate_offer"
        if offer is not None and found.seen.admit(cells, offer.id, twin=twin):
            _say_twice(cells, offer, namesakes)
            found.offers.append(offer)
        found.seen.flaws += cells.flaws if offer is not None else _naming(cells)
    return found


def _naming(cells: RowCells) -> list[Flaw]:
    """What is said of a row that is lost, with the offer and the stand that it would have been."""
    title, stand = (shorten(tidy(cells.raw(column))) for column in ("title", "exhibitor"))
    names = {"entry": title, "of": stand} if title else {}
    return [
        replace(flaw, params=MappingProxyType({**flaw.params, **names})) if flaw.lost else flaw
        for flaw in cells.flaws
    ]


def _say_twice(cells: RowCells, offer: Offer, namesakes: _Namesakes) -> None:
    """Ask whether an offer is there twice: one stand, one title, no cell that says otherwise."""
    here = namesakes[offer.exhibitor, fold(offer.title)]
    first = next((place for other, place in here if _says_no_other(offer, other)), None)
    here.append((offer, cells.place))
    if first is not None:
        params = {"first_line": cells.line_seen(first)}
        cells.flaw("offer_maybe_twice", "title", params=params)


def _says_no_other(offer: Offer, other: Offer) -> bool:
    """Whether two offers differ in nothing that both say."""
    said = (
        (getattr(offer, one.name), getattr(other, one.name))
        for one in fields(Offer)
        if one.name not in {"id", "title"}
    )
    return all(mine == theirs for mine, theirs in said if _tells(mine) and _tells(theirs))


def _tells(value: object) -> bool:
    return value not in (None, "", ())


def _title_key(cells: RowCells) -> tuple[str, str]:
    return fold(cells.raw("exhibitor")), fold(cells.raw("title"))


@dataclass(frozen=True, slots=True)
class _Exhibitors:
    """Exhibitors by id and by folded id or name; what two of them bear names none."""

    ids: Mapping[str, str]
    kinds: Mapping[str, ExhibitorKind]
    cfas: frozenset[str]
    names: Mapping[str, str]
    alone: Mapping[str, str]
    spellings: Mapping[str, str]
    lost: Mapping[str, int]

    @classmethod
    def of(cls, stands: Stands) -> "_Exhibitors":
        bearers: dict[str, list[str]] = {}
        for exhibitor in stands.exhibitors:
            for word in {fold(exhibitor.id), fold(exhibitor.name)}:
                bearers.setdefault(word, []).append(exhibitor.id)
        for written, ids in stands.numbered.items():
            bearers[fold(written)] = list({*bearers.get(fold(written), ()), *ids})
        names = _named_once(bearers)
        alone: dict[str, list[str]] = {}
        for exhibitor in stands.exhibitors:
            alone.setdefault(_name_alone(exhibitor.name), []).append(exhibitor.id)
        ids = [one.id for one in stands.exhibitors if len(stands.numbered.get(one.id, ())) < 2]
        return cls(
            {**dict(zip(ids, ids, strict=True)), **_named_once(stands.numbered)},
            {exhibitor.id: exhibitor.kind for exhibitor in stands.exhibitors},
            frozenset(one.id for one in stands.exhibitors if is_cfa(one.name)),
            names,
            _named_once(alone),
            _spellings(stands.exhibitors, names),
            stands.lost,
        )

    def find(self, cells: RowCells) -> str:
        """The id of the exhibitor a row names; when unknown the row is lost."""
        written = whole_number(cells.text("exhibitor"))
        if not written:
            cells.flaw("exhibitor_missing", "exhibitor", lost=True)
            return ""
        named = self.names.get(fold(written)) or self.alone.get(_name_alone(written))
        if found := self.ids.get(written) or named:
            return found
        if line := self.lost.get(fold(written)):
            cells.flaw("exhibitor_lost", "exhibitor", lost=True, params={"first_line": line})
            return ""
        suggestion = self._nearest(fold(written))
        cells.flaw("exhibitor_unknown", "exhibitor", suggestion, lost=True)
        return ""

    def _nearest(self, name: str) -> str:
        """The stand that a name is near to; none where it begins the names of several."""
        if sum(known.startswith(f"{name} ") for known in self.spellings) > 1:
            return ""
        near = process.extractOne(
            name, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        return self.spellings[near[0]] if near else ""


def _named_once(bearers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The one stand that bears each word; words of two stands are left out."""
    return {word: ids[0] for word, ids in bearers.items() if word and len(ids) == 1}


def _name_alone(written: str) -> str:
    """A folded name without its legal form, "et" and "&" told alike: two stands never differ so."""
    words = fold(written).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or fold(written)


def _spellings(exhibitors: list[Exhibitor], names: Mapping[str, str]) -> dict[str, str]:
    written = {fold(exhibitor.id): exhibitor.id for exhibitor in exhibitors}
    written |= {fold(exhibitor.name): exhibitor.name for exhibitor in exhibitors}
    return {name: written[name] for name in sorted(names)}


def _offer(
    cells: RowCells, exhibitors: _Exhibitors, *, alone: bool, is_kind_sure: bool
) -> Offer | None:
    exhibitor, title = exhibitors.find(cells), cells.text("title")
    if not title:
        cells.flaw("title_missing", "title", lost=True)
    if cells.lost:
        return None
    values: dict[str, Any] = {
        **read_columns(cells, Offer, own=_OWN, without=_APART),
        "exhibitor": exhibitor,
        "title": title,
        "description": cells.passage("description"),
        "commune": _DEPARTMENT.sub("", cells.text("commune")),
        **_skills(cells),
        "experience_min": _experience(cells),
        "duration": cells.text("duration") or length_beside(cells.raw("contracts")),
        "kind": cells.read("kind", _read_kind) or _told_kind(cells),
    }
    _sort_what_is_asked(cells, values)
    values["hours"] = with_working_time(cells, values["hours"])
    if values["kind"] is None and _is_course(values, is_cfa=exhibitor in exhibitors.cfas):
        values["kind"] = OfferKind.TRAINING
    known = {column: value for column, value in values.items() if value is not None}
    if not is_kind_sure and is_advice(known, exhibitors.kinds.get(exhibitor)):
        known["kind"] = OfferKind.SUPPORT
        cells.flaw("offer_is_support", "kind")
    known["id"] = cells.identity() or _made_id(known, alone=alone)
    if known.get("kind") is OfferKind.WORKSHOP and not cells.raw("minutes").strip():
        cells.flaw("workshop_length", "minutes", params={"title": shorten(title)})
    _ask_what_text_demands(cells, known)
    return cells.born(Offer, known, vital=_VITAL)


def _ask_what_text_demands(cells: RowCells, known: Mapping[str, Any]) -> None:
    """Say what the description demands and no column says: a person confirms it, or nobody."""
    none = [column for column in known if fold(cells.raw(column)) in NONE]
    for demand in unsaid_demands(str(known["description"]), known, none=none):
        params = {"demands": demand.column, "words": demand.cell, "quote": demand.quote}
        cells.flaw("demand_unsaid", "description", params=params)


def _is_course(values: Mapping[str, Any], *, is_cfa: bool) -> bool:
    """Whether the contract makes a course of an offer of which nobody said what it is."""
    contracts = values.get("contracts") or ()
    return contracts == (Contract.TRAINING,) or (is_cfa and contracts == (Contract.APPRENTICESHIP,))


def _made_id(known: Mapping[str, object], *, alone: bool) -> str:
    # Two offers of one title differ by what else they say, never by their place in the file.
    name = slug(f"{known['exhibitor']} {known['title']}", prefix="o")
    return name if alone else f"{name}-{digest(repr(sorted(known.items())))}"


def _skills(cells: RowCells) -> dict[str, object]:
    records = read_records(cells.raw("skills_required"))
    if records is None:
        return {
            "skills_required": cells.texts("skills_required"),
            "skills_desired": cells.texts("skills_desired"),
        }
    return {
        "skills_required": tuple(one.label for one in records if one.required),
        "skills_desired": (
            *cells.texts("skills_desired"),
            *(one.label for one in records if not one.required),
        ),
    }


def _sort_what_is_asked(cells: RowCells, values: dict[str, Any]) -> None:
    """Licences, levels, ages and years that stand among the skills; their own columns come first.

    That apprentices are under thirty is law: it needs no other ground.
    """
    found = sort_asked_for(values["skills_required"])
    for doubt in found.doubts:
        cells.flaw(doubt.code, "skills_required", params=doubt.params)
    values["skills_required"] = tuple(found.skills)
    for column, value in found.values.items():
        if values.get(column) is None and not _is_dropped(cells, column):
            values[column] = value
    apprentices = Contract.APPRENTICESHIP in (values.get("contracts") or ())
    is_said = values.get("entry_ground")
    if apprentices and found.values.get("age_max") == _OLDEST_APPRENTICE and not is_said:
        values["entry_ground"] = _APPRENTICES
        cells.flaw("age_ground_known", "skills_required", params={"ground": _APPRENTICES})


def _is_dropped(cells: RowCells, column: str) -> bool:
    """Whether somebody wrote that an offer has no limit, whatever its other cells say."""
    return column in _AGES and fold(cells.raw(column)) in NONE


def _read_age(text: str, column: str) -> Reading[int]:
    """An age, or that there is no limit."""
    return Reading(None) if fold(text) in NONE else read_whole(text, column)


def _experience(cells: RowCells) -> int | None:
    """The years that are demanded: France Travail says in a second column how many its E means."""
    if cells.raw("experience_min").strip() == _EXPERIENCE_DEMANDED and (
        cells.raw(EXPERIENCE_WORDS).strip()
    ):
        return cells.read(EXPERIENCE_WORDS, _OWN["experience_min"])
    return cells.read("experience_min", _OWN["experience_min"])


def _told_kind(cells: RowCells) -> OfferKind | None:
    """What is offered, as the contract, the title or its heading says: "Nom de la formation"."""
    kinds, contract = word_list("offer_kind"), fold(cells.raw("contracts"))
    if contract in _KINDS_FOR_CONTRACTS and (kind := kinds.find(contract)):
        return OfferKind(kind[0])
    if _GROUP & {*fold(cells.text("title")).split()[:1]}:
        return OfferKind.WORKSHOP
    heading = {*fold(cells.heading("title")).split()}
    return OfferKind.TRAINING if heading & _TAUGHT and not heading & _WORKED else None


def _demanded(reader: Callable[[str], Reading[T]], text: str) -> Reading[T]:
    """What a cell demands; a wish of the recruiter ("B souhaité") closes nothing, and is said."""
    return doubtful("demand_is_wish") if is_wish(text) else reader(text)


def _diploma_demanded(text: str) -> Reading[DiplomaLevel]:
    """The lowest diploma; where experience stands in for it ("CAP ou 2 ans") it closes nothing."""
    reading = _demanded(read_diploma, text)
    closes = bool(reading.value)  # no diploma closes no offer
    return doubtful("demand_either") if closes and _OR_EXPERIENCE.search(fold(text)) else reading


def _read_diploma_required(text: str) -> Reading[DiplomaLevel]:
    """The lowest diploma; of records only those that are required, of several the lowest."""
    records = read_records(text)
    if records is None:
        return _diploma_demanded(text)
    read = [read_diploma(one.label) for one in records if one.required]
    levels = [one.value for one in read if one.value is not None]
    return Reading(min(levels, default=None), tuple(doubt for one in read for doubt in one.doubts))


def _read_licences_required(text: str) -> Reading[tuple[str, ...]]:
    """Licences that the offer cannot do without: a wish of the recruiter is none of them."""
    records = read_records(text)
    if records is None:
        return _demanded(licences_demanded, text)
    return read_licences("; ".join(one.label for one in records if one.required))


# Columns written in a way of their own; any other is read as the type of its field says.
_OWN: Mapping[str, CellReader] = {
    "rome": read_rome,
    "led_by": read_people,
    "diploma_min": _read_diploma_required,
    "licences_required": _read_licences_required,
    "french_level_min": partial(_demanded, read_french),
    "titles_required": partial(_demanded, read_texts),
    "experience_min": partial(_demanded, read_years),
    "hours": partial(read_choices, choices=Hours, section="hours", passed_over=BY_DAY),
    "contracts": partial(
        read_choices,
        choices=Contract,
        section="contracts",
        passed_over=_KINDS_FOR_CONTRACTS,
    ),
    **{column: partial(_read_age, column=column) for column in _AGES},
    "starts_on": read_available,
    "minutes": partial(read_minutes, column="minutes"),
    "session_starts": read_clocks,
}

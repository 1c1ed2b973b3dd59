"""Rows of the offers table become offers, each with the exhibitor who brings it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.intake.cells.calendar_days import read_day
from matching.intake.cells.choices import read_choice, read_choices, read_licences, read_yes_no
from matching.intake.cells.identifiers import digest, slug
from matching.intake.cells.levels import read_diploma, read_french
from matching.intake.cells.numbers import read_minutes, read_whole
from matching.intake.cells.occupations import read_rome
from matching.intake.cells.readings import Reading
from matching.intake.exhibitors import Stands
from matching.intake.folding import fold
from matching.intake.tables.sheets import Gathered, RowCells, Sheet

# A crossed or groundless rule of entry cannot be left out: the offer would then be open to all.
_VITAL = frozenset({"id", "exhibitor", "title", "age_min", "age_max", "diploma_min", "diploma_max"})
_NEAR = 60.0


@dataclass(slots=True)
class Offers:
    """Offers that passed, in the order of the file."""

    seen: Gathered
    offers: list[Offer] = field(default_factory=list)


def gather_offers(sheet: Sheet, stands: Stands) -> Offers:
    """The offers of a sheet; one without a title or a known exhibitor is lost."""
    found = Offers(Gathered())
    known = _Exhibitors.of(stands)
    titles = Counter(_title_key(cells) for cells in sheet.rows())
    for cells in sheet.rows():
        alone = titles[_title_key(cells)] == 1
        offer = _offer(cells, known, alone=alone)
        if offer is not None and found.seen.admit(cells, offer.id):
            found.offers.append(offer)
        found.seen.flaws += cells.flaws
    return found


def _title_key(cells: RowCells) -> tuple[str, str]:
    return fold(cells.raw("exhibitor")), fold(cells.raw("title"))


@dataclass(frozen=True, slots=True)
class _Exhibitors:
    """Exhibitors by id and by folded id or name; a name that two of them bear names none."""

    ids: frozenset[str]
    names: Mapping[str, str]
    spellings: Mapping[str, str]
    lost: Mapping[str, int]

    @classmethod
    def of(cls, stands: Stands) -> "_Exhibitors":
        bearers: dict[str, set[str]] = {}
        for exhibitor in stands.exhibitors:
            for word in (exhibitor.id, exhibitor.name):
                bearers.setdefault(fold(word), set()).add(exhibitor.id)
        names = {name: min(ids) for name, ids in bearers.items() if name and len(ids) == 1}
        return cls(
            frozenset(exhibitor.id for exhibitor in stands.exhibitors),
            names,
            _spellings(stands.exhibitors, names),
            stands.lost,
        )

    def find(self, cells: RowCells) -> str:
        """The id of the exhibitor a row names; when unknown the row is lost."""
        written = cells.text("exhibitor")
        if not written:
            cells.flaw("exhibitor_missing", "exhibitor", lost=True)
            return ""
        if written in self.ids:
            return written
        if found := self.names.get(fold(written)):
            return found
        if line := self.lost.get(fold(written)):
            cells.flaw("exhibitor_lost", "exhibitor", lost=True, params={"first_line": line})
            return ""
        near = process.extractOne(
            fold(written), self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        suggestion = self.spellings[near[0]] if near else ""
        cells.flaw("exhibitor_unknown", "exhibitor", suggestion, lost=True)
        return ""


def _spellings(exhibitors: list[Exhibitor], names: Mapping[str, str]) -> dict[str, str]:
    written = {fold(exhibitor.id): exhibitor.id for exhibitor in exhibitors}
    written |= {fold(exhibitor.name): exhibitor.name for exhibitor in exhibitors}
    return {name: written[name] for name in sorted(names)}


def _offer(cells: RowCells, exhibitors: _Exhibitors, *, alone: bool) -> Offer | None:
    exhibitor, title = exhibitors.find(cells), cells.text("title")
    if not title:
        cells.flaw("title_missing", "title", lost=True)
    if cells.lost:
        return None
    values = {
        "exhibitor": exhibitor,
        "title": title,
        **_nature(cells),
        **_terms(cells),
        **_entry(cells),
        **_session(cells),
    }
    known = {column: value for column, value in values.items() if value is not None}
    known["id"] = cells.text("id") or _made_id(known, alone=alone)
    return cells.born(Offer, known, vital=_VITAL)


def _made_id(known: Mapping[str, object], *, alone: bool) -> str:
    # Two offers of one title differ by what else they say, never by their place in the file.
    name = slug(f"{known['exhibitor']} {known['title']}", prefix="o")
    return name if alone else f"{name}-{digest(repr(sorted(known.items())))}"


def _nature(cells: RowCells) -> dict[str, object]:
    return {
        "kind": cells.read("kind", _read_kind),
        "rome": cells.read("rome", read_rome),
        "description": cells.passage("description"),
        "skills_required": cells.texts("skills_required"),
        "skills_desired": cells.texts("skills_desired"),
        "skills_taught": cells.texts("skills_taught"),
        "digital_sector": cells.read("digital_sector", read_yes_no),
    }


def _terms(cells: RowCells) -> dict[str, object]:
    return {
        "contracts": cells.read(
            "contracts", lambda text: read_choices(text, Contract, "contracts")
        ),
        "hours": cells.read("hours", lambda text: read_choices(text, Hours, "hours")),
        "commune": cells.text("commune"),
        "remote": cells.read("remote", lambda text: read_yes_no(text, "remote")),
        "conditions": cells.read(
            "conditions", lambda text: read_choices(text, Condition, "conditions")
        ),
        "pay": cells.text("pay"),
        "free": cells.read("free", lambda text: read_yes_no(text, "free")),
    }


def _entry(cells: RowCells) -> dict[str, object]:
    return {
        "french_level_min": cells.read("french_level_min", read_french),
        "diploma_min": cells.read("diploma_min", read_diploma),
        "diploma_max": cells.read("diploma_max", read_diploma),
        "age_min": cells.read("age_min", lambda text: read_whole(text, "age_min")),
        "age_max": cells.read("age_max", lambda text: read_whole(text, "age_max")),
        "entry_ground": cells.text("entry_ground"),
        "licences_required": cells.read("licences_required", read_licences),
    }


def _session(cells: RowCells) -> dict[str, object]:
    return {
        "places": cells.read("places", lambda text: read_whole(text, "places")),
        "minutes": cells.read("minutes", lambda text: read_minutes(text, "minutes")),
        "starts_on": cells.read("starts_on", read_day),
        "duration": cells.text("duration"),
    }


def _read_kind(text: str) -> Reading[OfferKind]:
    return read_choice(text, OfferKind, "offer_kind")

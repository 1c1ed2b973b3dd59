"""ROME 4.0 from the official CSV archive of France Travail, any version."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from matching.domain.errors import Invalid
from matching.scoring.vocabulary.archives.official_list import (
    Occupation,
    OfficialList,
    OfficialSkill,
    SkillKind,
    official_list,
)
from matching.scoring.vocabulary.archives.reading import Archive, ArchiveTable, read_table

_FILE = re.compile(
    r"(?:unix_)?(?P<table>[a-z]+(?:_[a-z]+)*?)"
    r"(?:_v(?P<version>\d+(?:[._]\d+)?))?(?:_(?P<encoding>utf-?8|iso[_-]?8859[_-]?15?))?\.csv",
    re.IGNORECASE,
)
_VERSION = re.compile(r"ROME\s+(\d+)(?:\.\d+)?\s+version\s+(\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"version\s*:\s*(\d+)", re.IGNORECASE)
_COMPETENCES = "5"  # number of the block of a sheet that lists its skills

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "referentiel_code_rome": ("code_rome", "libelle_rome"),
    "referentiel_appellation": ("libelle_appellation_long", "code_rome"),
}
_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "arborescence_competences": ("code_ogr_competence", "code_ogr_macro_competence"),
    "coherence_item": ("code_rome", "code_ogr", "coeur_metier"),
    "liens_rome_referentiels": ("code_rome", "code_compo_bloc", "code_ogr"),
    "referentiel_competence": ("code_ogr", "libelle_competence"),
    "referentiel_savoir": ("code_ogr_savoir", "libelle_savoir"),
    "rubrique_mobilite": ("code_rome", "code_rome_cible"),
    "texte": ("code_rome", "libelle_type_texte", "libelle_texte"),
}
_Links = Mapping[str, Iterable[str]]


def is_rome(archive: Archive) -> bool:
    """Whether any file of the archive bears the name of a table of ROME that Parvis reads."""
    return bool(_sets(archive))


def read_rome(archive: Archive) -> OfficialList:
    """The trades, their names, definitions, neighbours and skills.

    Links to a trade or skill that the archive does not hold are left out.

    Raises
    ------
    Invalid
        `archive_lacks` when a table that every version has is not there, and what
        `read_table` refuses.
    """
    files = _best_set(archive)
    lacking = [_named(table, files) for table in _REQUIRED if table not in files.tables]
    if lacking:
        raise Invalid(archive.name, "archive_lacks", value=", ".join(lacking))
    tables = _Tables(archive, files.tables)
    skills = tuple(_skills(tables))
    occupations = tuple(_occupations(tables, {skill.code for skill in skills}))
    if not occupations:
        raise Invalid(files.tables["referentiel_code_rome"], "archive_empty")
    return official_list(
        "rome",
        occupations,
        skills,
        version=_version(archive, files),
        missing=[_named(table, files) for table in _OPTIONAL if table not in files.tables],
    )


@dataclass(frozen=True, slots=True)
class _Set:
    """The tables of one version in one encoding, since an archive may hold several."""

    version: str
    encoding: str
    tables: Mapping[str, str]

    @property
    def rank(self) -> tuple[int, int, tuple[int, ...], bool]:
        """Complete before partial, new before old, UTF-8 before the rest."""
        required = sum(table in self.tables for table in _REQUIRED)
        numbers = tuple(map(int, re.findall(r"\d+", self.version)))
        return required, len(self.tables), numbers, "utf" in self.encoding


@dataclass(frozen=True, slots=True)
class _Tables:
    archive: Archive
    files: Mapping[str, str]

    def pick(self, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
        """Some cells of every row of a table; no row when the table is not there."""
        found = self.table(table)
        return found.pick(*columns) if found else iter(())

    def table(self, table: str) -> ArchiveTable | None:
        """A table, or nothing when the archive does not hold it."""
        if table not in self.files:
            return None
        columns = {**_REQUIRED, **_OPTIONAL}[table]
        return read_table(self.archive, self.files[table], columns)


def _sets(archive: Archive) -> list[_Set]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for file in sorted(archive.files):
        path = PurePosixPath(file.replace("\\", "/"))
        match = _FILE.fullmatch(path.name)
        if match and (table := match["table"].lower()) in {**_REQUIRED, **_OPTIONAL}:
            where = (match["version"] or "", (match["encoding"] or "").lower(), str(path.parent))
            found.setdefault(where, {})[table] = file
    return [_Set(version, encoding, files) for (version, encoding, _), files in found.items()]


def _best_set(archive: Archive) -> _Set:
    return max(_sets(archive), key=lambda files: files.rank)


def _named(table: str, files: _Set) -> str:
    """The name that a missing table would bear beside those that are there."""
    beside = PurePosixPath(min(files.tables.values())).name
    match = _FILE.fullmatch(beside)
    return beside.replace(match["table"], table, 1) if match else f"{table}.csv"


def _version(archive: Archive, files: _Set) -> str:
    if files.version:
        return files.version
    for file in sorted(archive.files):
        if PurePosixPath(file).name.lower() == "version.txt":
            text = archive.text(file)
            if match := _VERSION.search(text):
                return match[1] + match[2]
            if match := _NUMBER.search(text):
                return match[1]
    return ""


def _occupations(tables: _Tables, skills: set[str]) -> Iterator[Occupation]:
    columns = ("code_rome", "libelle_rome", "code_rome_parent", "transition_num")
    sheets = {row[0]: row for row in tables.pick("referentiel_code_rome", *columns) if all(row[:2])}
    labels = _labels(tables)
    texts = _texts(tables)
    near = _moves(tables)
    core = _core(tables)
    items = _items(tables)
    for code, label, parent, digital in sheets.values():
        heart = [name for name in core.get(code, ()) if name in skills]
        others = (name for name in items.get(code, ()) if name in skills)
        yield Occupation(
            code=code,
            label=label,
            labels=_others(labels.get(code, ()), label),
            text=" ".join(texts.get(code, ())),
            parent=parent or code,
            near=_once((to for to in near.get(code, ()) if to in sheets), but={code}),
            digital=digital == "O",
            core=_once(heart),
            skills=_once(others, but=set(heart)),
        )


def _once(names: Iterable[str], but: Iterable[str] = ()) -> tuple[str, ...]:
    dropped = frozenset(but)
    return tuple(name for name in dict.fromkeys(names) if name and name not in dropped)


def _others(labels: Iterable[str], label: str) -> tuple[str, ...]:
    """Every name but the title, which is itself one of them; two may be written alike."""
    others = [name for name in labels if name]
    if label in others:
        others.remove(label)
    return tuple(others)


def _labels(tables: _Tables) -> _Links:
    found: dict[str, list[str]] = defaultdict(list)
    for code, label in tables.pick(
        "referentiel_appellation", "code_rome", "libelle_appellation_long"
    ):
        found[code].append(label)
    return {code: sorted(labels) for code, labels in found.items()}


def _texts(tables: _Tables) -> _Links:
    columns = ("code_rome", "position_phrase", "libelle_texte", "libelle_type_texte")
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, place, text, about in tables.pick("texte", *columns):
        if about == "definition":
            found[code].append((_number(place), text.replace("''", "'")))
    return {code: [text for _, text in sorted(texts)] for code, texts in found.items()}


def _moves(tables: _Tables) -> _Links:
    columns = ("code_rome", "code_rome_cible", "numero_ordre")
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, to, place in tables.pick("rubrique_mobilite", *columns):
        found[code].append((_number(place), to))
    return {code: [to for _, to in sorted(moves)] for code, moves in found.items()}


def _core(tables: _Tables) -> _Links:
    found: dict[str, list[str]] = defaultdict(list)
    for code, skill, heart in tables.pick(
        "coherence_item", "code_rome", "code_ogr", "coeur_metier"
    ):
        if heart:
            found[code].append(skill)
    return {code: sorted(skills) for code, skills in found.items()}


def _items(tables: _Tables) -> _Links:
    found: dict[str, list[str]] = defaultdict(list)
    columns = ("code_rome", "code_ogr", "code_compo_bloc")
    for code, skill, block in tables.pick("liens_rome_referentiels", *columns):
        if block == _COMPETENCES:
            found[code].append(skill)
    for code, skill in tables.pick("coherence_item", "code_rome", "code_ogr"):
        found[code].append(skill)
    return {code: sorted(skills) for code, skills in found.items()}


def _skills(tables: _Tables) -> Iterator[OfficialSkill]:
    seen: set[str] = set()
    for skill in (*_competences(tables), *_knowledge(tables)):
        if skill.code and skill.label and skill.code not in seen:
            seen.add(skill.code)
            yield skill


def _competences(tables: _Tables) -> Iterator[OfficialSkill]:
    tree = tables.pick("arborescence_competences", *_OPTIONAL["arborescence_competences"])
    parents = {skill: parent for skill, parent in tree}  # noqa: C416 - rows are tuples
    columns = ("code_ogr", "libelle_competence", "nature", "cat_comp", "code_ogr_macro_comp")
    for code, label, nature, kind, parent in tables.pick("referentiel_competence", *columns):
        above = parent or parents.get(code, "")
        yield OfficialSkill(code, label, parent=above, kind=_kind(nature, kind))


def _knowledge(tables: _Tables) -> Iterator[OfficialSkill]:
    columns = ("code_ogr_savoir", "libelle_savoir", "categorie_savoir")
    for code, label, about in tables.pick("referentiel_savoir", *columns):
        certified = about.startswith("Certification")
        yield OfficialSkill(code, label, kind="certificate" if certified else "knowledge")


def _kind(nature: str, category: str) -> SkillKind:
    if "tre professionnel" in category:
        return "attitude"
    return "wide" if nature.lower().startswith("macro") else "know_how"


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 99

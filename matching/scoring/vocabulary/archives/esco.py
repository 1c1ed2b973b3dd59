"""ESCO in French from the CSV files of the European Commission, or a copy of their columns."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from matching.domain.errors import Invalid
from matching.scoring.vocabulary.archives.official_list import (
    Occupation,
    OfficialList,
    OfficialSkill,
    SkillKind,
    official_list,
)
from matching.scoring.vocabulary.archives.reading import Archive, heads_of, read_table, tidy

_LABELLED = ("concepturi", "preferredlabel")
_BROADER = ("concepturi", "broaderuri")
_TAKES = ("occupationuri", "skilluri")
_LANGUAGE = re.compile(r"[_-]([a-z]{2})\.csv$", re.IGNORECASE)
_VERSION = re.compile(r"v\.?\s?(\d+(?:\.\d+)+)", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"[\n|]")
_KINDS: Mapping[str, SkillKind] = {"knowledge": "knowledge", "skill/competence": "know_how"}
_CONCEPTS = {"Occupation": "occupation", "KnowledgeSkillCompetence": "skill"}
_URI = re.compile(r"/esco/(occupation|skill)/")
_NAMES = {  # what each part of the official archive is called
    "occupation": "occupations_fr.csv",
    "skill": "skills_fr.csv",
    "broader": "broaderRelationsSkillPillar_fr.csv",
    "takes": "occupationSkillRelations_fr.csv",
}


def is_esco(archive: Archive) -> bool:
    """Whether any table of the archive names ESCO concepts."""
    return any(set(_LABELLED) <= heads_of(archive, file) for file in _tables(archive))


def read_esco(archive: Archive) -> OfficialList:
    """The trades and skills with their names, wider skills and links when they are given.

    Raises
    ------
    Invalid
        `archive_language` when no table is in French, `archive_lacks` when neither trades nor
        skills are there, and what `read_table` refuses.
    """
    found = _Concepts()
    for file in _in_french(archive):
        _read(archive, file, found)
    if not found.occupations and not found.skills:
        lacking = f"{_NAMES['occupation']}, {_NAMES['skill']}"
        raise Invalid(archive.name, "archive_lacks", value=lacking)
    parts = {
        "occupation": found.occupations,
        "skill": found.skills,
        "broader": found.broader,
        "takes": found.takes,
    }
    return official_list(
        "esco",
        tuple(_occupations(found)),
        tuple(_skills(found)),
        version=_version(archive, found),
        missing=[_NAMES[part] for part, there in parts.items() if not there],
    )


@dataclass(frozen=True, slots=True)
class _Concept:
    label: str
    labels: tuple[str, ...]
    kind: str
    group: str
    text: str


@dataclass(slots=True)
class _Concepts:
    """What the tables say so far, by URI; the first table that names a concept is believed."""

    occupations: dict[str, _Concept] = field(default_factory=dict)
    skills: dict[str, _Concept] = field(default_factory=dict)
    broader: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    takes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    changed: str = ""


def _tables(archive: Archive) -> list[str]:
    """Its CSV files, those of trades and skills before collections that repeat some of them."""
    tables = [file for file in archive.files if file.lower().endswith(".csv")]
    first = ("occupations", "skills")
    return sorted(tables, key=lambda file: (not _base(file).startswith(first), file))


def _base(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).name.lower()


def _in_french(archive: Archive) -> list[str]:
    languages = {file: _LANGUAGE.search(_base(file)) for file in _tables(archive)}
    french = [file for file, named in languages.items() if named is None or named[1] == "fr"]
    if not french:
        raise Invalid(archive.name, "archive_language")
    return french


def _read(archive: Archive, file: str, found: _Concepts) -> None:
    heads = heads_of(archive, file)
    if heads.issuperset(_LABELLED):
        _read_concepts(archive, file, found)
    elif heads.issuperset(_BROADER):
        for concept, wider in read_table(archive, file, _BROADER).pick(*_BROADER):
            found.broader[concept].add(wider)
    elif heads.issuperset(_TAKES):
        table = read_table(archive, file, _TAKES)
        for occupation, skill, link in table.pick(*_TAKES, "relationtype"):
            found.takes[occupation][skill] = link
    elif _base(file) in {name.lower() for name in _NAMES.values()}:
        read_table(archive, file, _LABELLED)  # a table of this name must have these columns


def _read_concepts(archive: Archive, file: str, found: _Concepts) -> None:
    table = read_table(archive, file, _LABELLED)
    columns = ("concepttype", *_LABELLED, "skilltype", "iscogroup", "description", "modifieddate")
    place = table.columns.get("altlabels")
    for row, (concept, uri, label, kind, group, text, day) in zip(
        table.rows, table.pick(*columns), strict=True
    ):
        named = _URI.search(uri)
        which = _CONCEPTS.get(concept) or (named[1] if named and not concept else "")
        if not which or not uri or not label:
            continue
        others = _labels("" if place is None else row[place], label)
        known = found.occupations if which == "occupation" else found.skills
        known.setdefault(uri, _Concept(label, others, kind, group, text))
        found.changed = max(found.changed, day[:10])


def _labels(cell: str, label: str) -> tuple[str, ...]:
    found = dict.fromkeys(tidy(part) for part in _ALTERNATIVES.split(cell))
    return tuple(name for name in found if name and name != label)


def _occupations(found: _Concepts) -> Iterator[Occupation]:
    for uri, concept in found.occupations.items():
        links = sorted((skill, link) for skill, link in found.takes.get(uri, {}).items())
        known = [(skill, link) for skill, link in links if skill in found.skills]
        yield Occupation(
            code=uri,
            label=concept.label,
            labels=concept.labels,
            text=concept.text,
            parent=concept.group or min(found.broader.get(uri, ()), default=""),
            core=tuple(skill for skill, link in known if link == "essential"),
            skills=tuple(skill for skill, link in known if link != "essential"),
        )


def _skills(found: _Concepts) -> Iterator[OfficialSkill]:
    for uri, concept in found.skills.items():
        wider = found.broader.get(uri, set())
        # A wider skill is nearer than a group of skills: prefer it as the parent.
        parent = min(wider & found.skills.keys() or wider, default="")
        kind = _KINDS.get(concept.kind, "")
        yield OfficialSkill(uri, concept.label, concept.labels, parent, kind)


def _version(archive: Archive, found: _Concepts) -> str:
    for name in (archive.name, *sorted(archive.files)):
        if match := _VERSION.search(name):
            return match[1]
    return found.changed

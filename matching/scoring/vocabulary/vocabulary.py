"""The vocabulary: trades, skills, phrases that must be asked about, phrases that say nothing."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from matching.domain.errors import Invalid
from matching.scoring.text.wording import key
from matching.scoring.vocabulary.archives.official_list import OfficialList
from matching.scoring.vocabulary.communes import FILE as COMMUNES
from matching.scoring.vocabulary.communes import Communes
from matching.scoring.vocabulary.entries import OfficialEntries, Skill, Trade
from matching.scoring.vocabulary.kin import Kin
from matching.scoring.vocabulary.nearness import Nearness
from matching.scoring.vocabulary.own_files import (
    FORMAT,
    THEMES,
    WORD_VECTORS,
    read_files,
    version_of,
    version_with,
)
from matching.scoring.vocabulary.themes import Themes, read_themes
from matching.scoring.vocabulary.word_vectors import WordVectors

__all__ = ["ListName", "Skill", "Trade", "Vocabulary"]

_Entry = TypeVar("_Entry", Trade, Skill)


@dataclass(frozen=True, slots=True)
class ListName:
    """Which official list is in use: what its licence asks us to show, and what it was."""

    source: str
    version: str
    attribution: str
    digest: str


@dataclass(frozen=True)
class Vocabulary:
    """What words mean here; built from one folder of files and never changed.

    Attributes
    ----------
    ambiguous
        Phrase (as looked up) to the trades it may mean: never guessed, always asked.
    spoken
        Bare verbs and words of other languages (as looked up) to the ids they may mean, when
        nothing else is said: "conduire", "tandif".
    foreign
        Names of trades in other languages, in Latin letters (as looked up), to the ids they mean,
        wherever they stand: "limpeza", "povar".
    stop_phrases
        Phrases (as looked up) that name no trade and no skill.
    communes
        Where the communes lie, by what people write of them.
    word_vectors
        What words mean, as directions.
    themes
        What support services give, and the words that ask for it.
    lists
        The official lists that stand beside our own entries.
    version
        Changes with any byte of the files, with the lists and with the format.
    """

    trades: Mapping[str, Trade]
    skills: Mapping[str, Skill]
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop_phrases: frozenset[str] = frozenset()
    communes: Communes = field(default_factory=Communes)
    word_vectors: WordVectors = field(default_factory=WordVectors)
    themes: Themes = field(default_factory=Themes)
    lists: tuple[ListName, ...] = ()
    version: str = FORMAT

    def __post_init__(self) -> None:
        for trade in self.trades.values():
            _refuse_unknown(trade.id, "near", trade.near, self.trades)
            _refuse_unknown(trade.id, "skills", trade.skills, self.skills)
        for phrase, trades in self.ambiguous.items():
            _refuse_unknown(phrase, "ambiguous", trades, self.trades)

    @classmethod
    def read(cls, folder: Path | Traversable) -> "Vocabulary":
        """The vocabulary of a folder.

        Raises
        ------
        Invalid
            When a file but `word_vectors.csv` is missing, one is malformed, or an entry names an
            unknown trade or skill.
        """
        raw = read_files(folder)
        trades, skills = _toml(raw, "trades.toml"), _toml(raw, "skills.toml")
        return cls(
            trades=_by_id("trades.toml", map(_trade, trades.get("trade", ()))),
            skills=_by_id("skills.toml", map(_skill, skills.get("skill", ()))),
            ambiguous=MappingProxyType(_ambiguous(trades.get("ambiguous", ()))),
            spoken=MappingProxyType(_spoken(trades.get("spoken", ()))),
            foreign=MappingProxyType(_spoken(trades.get("foreign", ()))),
            stop_phrases=_stop_phrases(raw["stop_phrases.txt"].decode("utf-8-sig")),
            communes=Communes(raw[COMMUNES].decode("utf-8-sig")),
            word_vectors=_word_vectors(raw),
            themes=read_themes(raw[THEMES].decode("utf-8-sig")),
            version=version_of(raw),
        )

    def with_lists(self, *lists: OfficialList) -> "Vocabulary":
        """A vocabulary with official lists beside our own entries, which stay as they are.

        Trades come from ROME when it is given: two codings of one trade would be two trades.

        Raises
        ------
        Invalid
            `vocabulary_twice` when two lists have one source.
        """
        found = sorted(lists, key=lambda official: official.source)
        names = tuple(ListName(o.source, o.version, o.attribution, o.digest) for o in found)
        sources = [name.source for name in (*self.lists, *names)]
        if len(set(sources)) < len(sources):
            raise Invalid("lists", "vocabulary_twice", value=max(sources, key=sources.count))
        kept = {"", max(sources, default="")}  # ROME before ESCO
        entries = [OfficialEntries(official) for official in found]
        trades = chain(self.trades.values(), *(listed.trades() for listed in entries))
        skills = chain(self.skills.values(), *(listed.skills() for listed in entries))
        return replace(
            self,
            trades=MappingProxyType({trade.id: trade for trade in trades if trade.source in kept}),
            skills=MappingProxyType({skill.id: skill for skill in skills}),
            lists=(*self.lists, *names),
            version=version_with(self.version, names),
        )

    @cached_property
    def by_rome(self) -> Mapping[str, tuple[str, ...]]:
        """Trades of each code: ours in the order of their ids, then the official one."""
        found: dict[str, list[str]] = {}
        for trade in sorted(self.trades.values(), key=lambda trade: (trade.source, trade.id)):
            found.setdefault(trade.rome, []).append(trade.id)
        return {rome: tuple(ids) for rome, ids in found.items()}

    @cached_property
    def searched_trades(self) -> tuple[str, ...]:
        """Ids of the trades that misspelt words may mean, sorted: ours and the official ones."""
        return tuple(sorted(self.trades))

    @cached_property
    def searched_skills(self) -> tuple[str, ...]:
        """Ids of the skills that misspelt words may mean, sorted; others are only looked up.

        Ours, and those of ESCO when it is given, else those of ROME that a trade takes.
        """
        if "esco" in self.sources:
            return tuple(sorted(s.id for s in self.skills.values() if s.source in {"", "esco"}))
        taken = {name for trade in self.trades.values() for name in trade.skills}
        return tuple(sorted(s.id for s in self.skills.values() if not s.source or s.id in taken))

    @cached_property
    def sources(self) -> frozenset[str]:
        """Which official lists are in use: `rome`, `esco`."""
        return frozenset(name.source for name in self.lists)

    def nearness(self, trades: tuple[str, ...], rome: str) -> Mapping[str, str]:
        """Trade id to how it stands to an offer's trades and code: same, near, family, domain."""
        return self._nearness.steps(trades, rome)

    def trades_of(self, skill: str) -> tuple[str, ...]:
        """Our trades at whose heart a skill is, in the order of ids."""
        return self._by_core.get(skill, ())

    @cached_property
    def _by_core(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for trade in sorted(self.trades.values(), key=lambda trade: trade.id):
            for skill in trade.core if not trade.source else ():
                found.setdefault(skill, []).append(trade.id)
        return {skill: tuple(trades) for skill, trades in found.items()}

    def groups_of(self, skill: str) -> tuple[str, ...]:
        """Groups in which knowing a skill counts for half, its own first.

        The others are those of the same meaning in another list; see `Kin`.
        """
        return self._kin.groups(skill)

    def is_said_by_people(self, skill: str) -> bool:
        """Whether people say a skill in words of ours: it is ours, or akin to one that is.

        Half of the official competences of adverts are akin to none: nobody who leaves them unsaid
        can be told to lack them.
        """
        known = self.skills.get(skill)
        if known is None or not known.source:
            return True
        return not self._said_groups.isdisjoint(self.groups_of(skill))

    @cached_property
    def _said_groups(self) -> frozenset[str]:
        ours = [name for name, skill in self.skills.items() if not skill.source]
        return frozenset(group for name in ours for group in (name, *self.groups_of(name)))

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self.trades, self.skills)

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self.trades)


def _toml(raw: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(raw[name].decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as fault:
        raise Invalid(name, "vocabulary_syntax", detail=str(fault)) from None


def _word_vectors(raw: Mapping[str, bytes]) -> WordVectors:
    table = raw.get(WORD_VECTORS)
    return WordVectors() if table is None else WordVectors(table.decode("utf-8-sig"))


def _given(entry: Mapping[str, Any], name: str) -> Any:
    if name not in entry:
        raise Invalid(name, "vocabulary_lacks", owner=entry.get("id", ""))
    return entry[name]


def _trade(entry: Mapping[str, Any]) -> Trade:
    skills = entry.get("skills", {})
    return Trade(
        id=_given(entry, "id"),
        rome=_given(entry, "rome"),
        labels=MappingProxyType(dict(_given(entry, "label"))),
        family=entry.get("family", ""),
        digital=entry.get("digital", False),
        near=tuple(entry.get("near", ())),
        aliases=tuple(entry.get("aliases", ())),
        core=tuple(skills.get("core", ())),
        required=tuple(skills.get("required", ())),
        desired=tuple(skills.get("desired", ())),
    )


def _skill(entry: Mapping[str, Any]) -> Skill:
    return Skill(
        id=_given(entry, "id"),
        labels=MappingProxyType(dict(_given(entry, "label"))),
        parent=entry.get("parent", ""),
        crcn=entry.get("crcn", ""),
        aliases=tuple(entry.get("aliases", ())),
    )


def _by_id(file: str, entries: Iterable[_Entry]) -> Mapping[str, _Entry]:
    found: dict[str, _Entry] = {}
    for entry in entries:
        if entry.id in found:
            raise Invalid(file, "vocabulary_twice", value=entry.id)
        found[entry.id] = entry
    return MappingProxyType(found)


def _ambiguous(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {key(_given(entry, "phrase")): tuple(_given(entry, "trades")) for entry in entries}


def _spoken(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {
        key(phrase): tuple(_given(entry, "trades"))
        for entry in entries
        for phrase in _given(entry, "phrases")
    }


def _stop_phrases(text: str) -> frozenset[str]:
    lines = (line.strip() for line in text.splitlines())
    return frozenset(key(line) for line in lines if line and not line.startswith("#"))


def _refuse_unknown(owner: str, name: str, ids: Iterable[str], known: Mapping[str, object]) -> None:
    for unknown in ids:
        if unknown not in known:
            raise Invalid(name, "vocabulary_unknown", value=unknown, owner=owner)

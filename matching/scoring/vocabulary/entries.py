"""Trades and skills of the vocabulary, whichever list they come from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matching.scoring.vocabulary.archives.official_list import (
    Occupation,
    OfficialList,
    OfficialSkill,
)


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade people name, with its ROME code, its neighbours and the skills it takes.

    Attributes
    ----------
    rome
        Its ROME code, the nearest sheet for a trade of ours; the URI of a trade of ESCO.
    family
        Ours: a name of about two dozen. ROME: the code of the parent sheet. ESCO: its group.
    near
        Ids of trades that people move to; in an official list the usual moves first.
    source
        "" when the entry is ours, else "rome" or "esco".
    whole
        Definition and skills of an official trade, for the index of words.
    """

    id: str
    rome: str
    labels: Mapping[str, str]
    family: str = ""
    digital: bool = False
    near: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    desired: tuple[str, ...] = ()
    source: str = ""
    whole: str = ""

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill of the trade, the most telling first, each once."""
        return tuple(dict.fromkeys((*self.core, *self.required, *self.desired)))


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill people name; skills of the same `parent` are worth half of one another.

    Attributes
    ----------
    source
        "" when the entry is ours, else "rome" or "esco".
    code
        Its code in its list: our id, an OGR number of ROME, a URI of ESCO.
    """

    id: str
    labels: Mapping[str, str]
    parent: str = ""
    crcn: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        if not self.code:
            object.__setattr__(self, "code", self.id)

    @property
    def group(self) -> str:
        """The parent, or the skill itself when it stands at the top."""
        return self.parent or self.id


class InFrench(Mapping[str, str]):
    """A French label alone: a fifth of the memory of a dictionary, for tens of thousands."""

    __slots__ = ("_label",)

    def __init__(self, label: str) -> None:
        self._label = label

    def __getitem__(self, language: str) -> str:
        if language != "fr":
            raise KeyError(language)
        return self._label

    def __iter__(self) -> Iterator[str]:
        return iter(("fr",))

    def __len__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return f"InFrench({self._label!r})"


class OfficialEntries:
    """The entries of an official list; each id is one string, however often it is named."""

    def __init__(self, found: OfficialList) -> None:
        self._found = found
        self._ids: dict[str, str] = {}

    def trades(self) -> Iterator[Trade]:
        """The trades of the list as entries of the vocabulary."""
        # A sheet lists every diploma that leads to it: nobody is asked for them all.
        names = {
            skill.code: skill.label for skill in self._found.skills if skill.kind != "certificate"
        }
        for occupation in self._found.occupations:
            yield self._trade(occupation, names)

    def skills(self) -> Iterator[Skill]:
        """The skills of the list as entries of the vocabulary."""
        for skill in self._found.skills:
            yield self._skill(skill)

    def _trade(self, occupation: Occupation, names: Mapping[str, str]) -> Trade:
        core = [code for code in occupation.core if code in names]
        others = [code for code in occupation.skills if code in names]
        return Trade(
            id=self._id(occupation.code),
            rome=occupation.code,
            labels=InFrench(occupation.label),
            family=occupation.parent,
            digital=occupation.digital,
            near=self._all(occupation.near),
            aliases=occupation.labels,
            core=self._all(core),
            desired=self._all(others),
            source=self._found.source,
            whole=" ".join((occupation.text, *(names[code] for code in (*core, *others)))).strip(),
        )

    def _skill(self, skill: OfficialSkill) -> Skill:
        return Skill(
            id=self._id(skill.code),
            labels=InFrench(skill.label),
            parent=self._id(skill.parent) if skill.parent else "",
            aliases=skill.labels,
            source=self._found.source,
            code=skill.code,
        )

    def _id(self, code: str) -> str:
        if code not in self._ids:
            self._ids[code] = f"{self._found.source}:{code}"
        return self._ids[code]

    def _all(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._id, codes))

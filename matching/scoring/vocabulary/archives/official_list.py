"""An official list of trades and skills, read once and kept as compressed JSON."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Literal, Self

from matching.domain.errors import Invalid

_FORMAT = "parvis-official-list/1"
_MOST_BYTES = 200_000_000

Source = Literal["rome", "esco"]
SkillKind = Literal["", "wide", "know_how", "knowledge", "attitude", "certificate"]


@dataclass(frozen=True, slots=True)
class Occupation:
    """A trade of an official list, in the list's own codes.

    Attributes
    ----------
    labels
        Every further name as written, both genders together when the list does so.
    near
        Trades that people move to, the usual moves first.
    core, skills
        Skills at the heart of the trade, and its other skills.
    """

    code: str
    label: str
    labels: tuple[str, ...] = ()
    text: str = ""
    parent: str = ""
    near: tuple[str, ...] = ()
    digital: bool = False
    core: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialSkill:
    """A skill of an official list; `parent` is the code of the wider skill it belongs to."""

    code: str
    label: str
    labels: tuple[str, ...] = ()
    parent: str = ""
    kind: SkillKind = ""


@dataclass(frozen=True, slots=True)
class OfficialList:
    """One version of an official list.

    Attributes
    ----------
    version
        As the publisher numbers it ("460"), or the date of its last change, or the first letters
        of the digest when the archive says neither.
    attribution
        The sentence that its licence asks us to show.
    digest
        Changes with any code, label or link; not with the encoding or the packing.
    missing
        Files of the official archive that were not there, though Parvis works without.
    """

    source: Source
    version: str
    attribution: str
    digest: str
    occupations: tuple[Occupation, ...]
    skills: tuple[OfficialSkill, ...]
    missing: tuple[str, ...] = ()

    @property
    def trade_labels(self) -> int:
        """How many names of trades the list holds."""
        return _count_labels(self.occupations)

    @property
    def skill_labels(self) -> int:
        """How many names of skills the list holds."""
        return _count_labels(self.skills)

    def to_bytes(self) -> bytes:
        """The list as compressed JSON, the same bytes for the same list."""
        head = (_FORMAT, self.source, self.version, self.attribution, self.digest, self.missing)
        content = _content(self.occupations, self.skills)
        return zlib.compress(_json(head) + b"\n" + content, 6)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """The list that `to_bytes` wrote.

        Raises
        ------
        Invalid
            `archive_kept` when the bytes are damaged or of another format.
        """
        try:
            head, _, content = _unpacked(kept).partition(b"\n")
            written, source, version, attribution, digest, missing = json.loads(head)
            sound = written == _FORMAT and source in _ATTRIBUTIONS and digest == _digest(content)
            if not sound:
                raise Invalid("official_list", "archive_kept")
            found = _from_rows(content)
        except (zlib.error, ValueError, TypeError):
            raise Invalid("official_list", "archive_kept") from None
        return cls(source, version, attribution, digest, *found, tuple(missing))


def official_list(
    source: Source,
    occupations: Sequence[Occupation],
    skills: Sequence[OfficialSkill],
    *,
    version: str = "",
    missing: Sequence[str] = (),
) -> OfficialList:
    """A list in the order of its codes, with its digest and the sentence of its licence."""
    trades = tuple(sorted(occupations, key=lambda entry: entry.code))
    known = tuple(sorted(skills, key=lambda entry: entry.code))
    digest = _digest(_content(trades, known))
    numbered = version or digest[:8]
    attribution = _ATTRIBUTIONS[source].format(version=numbered)
    return OfficialList(source, numbered, attribution, digest, trades, known, tuple(missing))


_ATTRIBUTIONS = {
    "rome": "France Travail, ROME 4.0 version {version}, Licence Ouverte 2.0",
    "esco": "Commission européenne, ESCO version {version}, CC BY 4.0",
}


def _count_labels(entries: Sequence[Occupation] | Sequence[OfficialSkill]) -> int:
    return sum(1 + len(entry.labels) for entry in entries)


def _content(occupations: Sequence[Occupation], skills: Sequence[OfficialSkill]) -> bytes:
    """One entry a line: trades, an empty line, skills."""
    parts = ((_json(astuple(entry)) for entry in entries) for entries in (occupations, skills))
    return b"\n\n".join(b"\n".join(lines) for lines in parts)


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _unpacked(kept: bytes) -> bytes:
    stream = zlib.decompressobj()
    content = stream.decompress(kept, _MOST_BYTES)
    if not stream.eof:
        raise ValueError("cut short, or too large to be one of ours")
    return content


def _from_rows(content: bytes) -> tuple[tuple[Occupation, ...], tuple[OfficialSkill, ...]]:
    occupations, _, skills = content.decode().partition("\n\n")
    codes: dict[str, str] = {}  # one string for each, since most are named fifty times
    return (
        tuple(Occupation(*_cells(line, codes)) for line in _lines(occupations)),
        tuple(OfficialSkill(*_cells(line, codes)) for line in _lines(skills)),
    )


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if line)


def _cells(line: str, known: dict[str, str]) -> Iterator[Any]:
    for cell in json.loads(line):
        if isinstance(cell, list):
            yield tuple(known.setdefault(text, text) for text in cell)
        else:
            yield known.setdefault(cell, cell) if isinstance(cell, str) else cell

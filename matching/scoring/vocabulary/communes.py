"""Where the communes of France lie, found by what people write of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Any

from matching.domain.errors import Invalid
from matching.domain.fair import Fair
from matching.scoring.text.wording import fold
from matching.scoring.vocabulary.travel import great_circle_km

__all__ = ["Commune", "Communes", "Point", "commune_key", "where"]

Point = tuple[float, float]

FILE = "communes.csv"
_HEADING = "name,insee,latitude,longitude"
_NUMBER = r"-?\d{1,3}(?:\.\d+)?"
_ROW = rf"[^,\n]+,\d[\dAB]\d{{3}},{_NUMBER},{_NUMBER}(?:,[\d ]*(?:,\d{{1,2}})?)?"
_FLAWED = re.compile(rf"^(?!{_ROW}$).*\S.*$", re.MULTILINE)
_NOT_LETTERS = re.compile(r"[^a-z0-9\n]+")
_SAINT = re.compile(r"\b(?:st|ste|sts|stes)\b")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_NUMBER_FIRST = re.compile(r"^(?:\d{1,5} )+")
_DISTRICT = re.compile(r"(?: (?:\d{1,5}(?:er|e|eme|nd)?|arrondissement|arr|cedex))+$")
_SMALL = re.compile(r"\b(?:l|le|la|les|d|de|du|des|en|a|au|aux|s|sur|sous)\b")
_POSTCODE = re.compile(r"(?<!\d)(\d{2})\s?(\d{3})(?!\d)")
_DEPARTMENT = re.compile(r"(?<![\da-z])(\d{2}|2[ab]|97[1-8])(?![\da-z])")
_PIECES = re.compile(r"[,;/()\n]|\s[-\u2013\u2014]\s")
_AFTER = re.compile(r".*\b(?:de|d|a|au|aux|du)\b (?P<name>.+)")
_BESIDE_KM, _FAR_KM = 40.0, 50.0  # what people shorten lies beside the fair, not across France
_ONE_PLACE_KM = 8.0  # communes this near to one another count as one place
_LARGE = 14  # powers of two, 16 000 people: nobody means a village by the name of a town
_LARGER = 3  # powers of two more than the next: the town that is meant


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: its code (INSEE's, or a postcode that several share) and its town hall.

    `point` is latitude and longitude in degrees; `size` the power of two in its population.
    """

    code: str
    name: str
    point: Point
    postcodes: tuple[str, ...] = ()
    size: int = 0

    @property
    def department(self) -> str:
        """Code of its département: two signs, three overseas."""
        return self.code[:3] if self.code.startswith("97") else self.code[:2]


class Communes:
    """Communes by name, looked up when the first is asked for.

    Parameters
    ----------
    table
        Lines `name,insee,latitude,longitude[,postcodes[,size]]` under their heading.

    Raises
    ------
    Invalid
        `vocabulary_row` with the first line that is none of these.
    """

    def __init__(self, table: str = _HEADING) -> None:
        heading, _, self._rows = table.partition("\n")
        flawed = _FLAWED.search(self._rows)
        if not heading.startswith(_HEADING) or flawed:
            line = self._rows.count("\n", 0, flawed.start()) + 2 if flawed else 1
            raise Invalid(FILE, "vocabulary_row", line=line)
        self._asked: dict[tuple[str, Point | None], Commune | None] = {}
        self._fairs: dict[str, Point | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        """The table alone: looking names up again takes less than reading them back."""
        return {"_rows": self._rows, "_asked": {}, "_fairs": {}}

    def __iter__(self) -> Iterator[Commune]:
        return iter(self._all)

    def find(self, text: str, *, near: Point | None = None) -> Commune | None:
        """The commune that a text names; `None` when it names none, or one of several.

        A postcode or a département in the text decides between communes of one name, else that
        which is nearest to `near`, the fair's own.
        """
        asked = text, near
        if asked not in self._asked:
            self._asked[asked] = self._find(text, near) if text.strip() else None
        return self._asked[asked]

    def of_fair(self, place: str) -> Point | None:
        """Where a fair is, by the place that its organiser writes: "Salle des fêtes, Gonesse".

        Of communes of one name it is the one that is far larger than the others.
        """
        if place not in self._fairs:
            found = self._at_postcode(place) or self._of_place(place)
            self._fairs[place] = found.point if found else None
        return self._fairs[place]

    def _find(self, text: str, near: Point | None) -> Commune | None:
        found = self._at_postcode(text)
        if found:
            return found
        named = _in(self._named(text), _hints(text))
        if near and (not named or _is_unlikely(named, near)):
            shortened = [c for c in self._begun_by(text) if _km(c, near) < _BESIDE_KM]
            if shortened or not named:
                return _meant(shortened, near)
        if near and named:
            return min(named, key=lambda commune: (_km(commune, near), commune.code))
        return _one_place(named)

    def _at_postcode(self, text: str) -> Commune | None:
        """The commune of a postcode that the text names too; else the middle of its communes."""
        for left, right in _POSTCODE.findall(text):
            here = self._by_postcode.get(left + right, [])
            named = {commune.code for commune in self._named(text)}
            words = f" {_loose(commune_key(text))} "
            said = [commune for commune in here if commune.code in named]
            said = said or [c for c in here if f" {_loose(commune_key(c.name))} " in words]
            if said:
                return max(said, key=lambda commune: (len(commune.name), commune.code))
            if here and left not in {commune.department for commune in self._named(text)}:
                return _middle(left + right, here)
        return None

    def _of_place(self, place: str) -> Commune | None:
        hints, found = _hints(place), None
        for piece in reversed(_PIECES.split(place)):
            after = _AFTER.fullmatch(commune_key(piece))
            named = self._by_name.get(commune_key(piece), [])
            named = named or self._by_name.get(after["name"] if after else "", [])
            first, *others = [*_by_size(_in(named, hints)), None]
            if first and not (others[0] and not _is_larger(first, others[0])):
                found = first if found is None or _is_larger(first, found) else found
        return found

    def _named(self, text: str) -> list[Commune]:
        """Communes that a text names as a whole, else those that its pieces name."""
        whole = self._exact(text)
        if whole:
            return whole
        found = _by_size(town for piece in _PIECES.split(text) for town in self._exact(piece))
        named = [commune for commune in found if not _is_larger(found[0], commune)]
        return list({commune.code: commune for commune in named}.values())

    def _exact(self, text: str) -> list[Commune]:
        said = commune_key(text)
        return list(self._by_name.get(said) or self._by_loose_name.get(_loose(said), []))

    def _begun_by(self, text: str) -> list[Commune]:
        """Communes whose name goes on where the text ends: "Vitry" for Vitry-sur-Seine."""
        said = _loose(commune_key(text))
        return list(self._by_beginning.get(said, [])) if said else []

    @cached_property
    def _all(self) -> tuple[Commune, ...]:
        return tuple(_commune(row) for row in self._rows.splitlines() if row.strip())

    @cached_property
    def _by_name(self) -> "_Lazily":
        rows = [row for row in self._rows.splitlines() if row.strip()]
        return _Lazily(zip(_keys(rows), rows, strict=True))

    @cached_property
    def _by_loose_name(self) -> Mapping[str, list[Commune]]:
        return _grouped((_loose(name), c) for name, found in self._by_name.items() for c in found)

    @cached_property
    def _by_beginning(self) -> Mapping[str, list[Commune]]:
        return _grouped(
            (" ".join(words[:count]), commune)
            for name, found in self._by_loose_name.items()
            for words in [name.split()]
            for count in range(1, len(words))
            for commune in found
        )

    @cached_property
    def _by_postcode(self) -> Mapping[str, list[Commune]]:
        return _grouped((postcode, c) for c in self._all for postcode in c.postcodes)


def where(text: str, fair: Fair | None, communes: Communes) -> tuple[str, Point | None]:
    """The commune of a text as compared, and where it lies: `None` when that is not known."""
    near = communes.of_fair(fair.place) if fair else None
    found = communes.find(text, near=near)
    return (found.code, found.point) if found else (commune_key(text), None)


def commune_key(name: str) -> str:
    """A commune's name as compared: folded, Saint written in full, no district number."""
    words = " ".join(_NOT_LETTERS.sub(" ", fold(name)).split())
    plain = _SAINT.sub(lambda found: _SAINTS[found[0]], words)
    return _NUMBER_FIRST.sub("", _DISTRICT.sub("", plain)) or plain


class _Lazily(Mapping[str, list[Commune]]):
    """Communes by name, each read from its row when it is asked for: a fair asks for few."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows: dict[str, list[str]] = {}
        self._read: dict[str, list[Commune]] = {}
        for name, row in rows:
            self._rows.setdefault(name, []).append(row)

    def __getitem__(self, name: str) -> list[Commune]:
        if name not in self._read:
            self._read[name] = [_commune(row) for row in self._rows[name]]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _keys(rows: Iterable[str]) -> list[str]:
    """`commune_key` of the names of many rows: all at once takes a tenth of the time."""
    names = _NOT_LETTERS.sub(" ", fold("\n".join(row.partition(",")[0] for row in rows)))
    plain = _SAINT.sub(lambda found: _SAINTS[found[0]], names)
    return [name.strip() for name in plain.split("\n")]


def _loose(said: str) -> str:
    """A name as compared, without its small words: "vitry/seine" for Vitry-sur-Seine."""
    return " ".join(_SMALL.sub(" ", said).split()) or said


def _commune(row: str) -> Commune:
    name, code, latitude, longitude, postcodes, size, *_ = (*row.split(","), "", "")
    point = float(latitude), float(longitude)
    return Commune(code, name, point, tuple(postcodes.split()), int(size or 0))


def _grouped(pairs: Iterable[tuple[str, Commune]]) -> dict[str, list[Commune]]:
    found: dict[str, list[Commune]] = {}
    for name, commune in pairs:
        found.setdefault(name, []).append(commune)
    return found


def _hints(text: str) -> set[str]:
    """What may be a département in a text: "(93)", "34 -", the beginning of a postcode."""
    folded = fold(text)
    codes = {left + right for left, right in _POSTCODE.findall(folded)}
    said = {code.upper() for code in _DEPARTMENT.findall(folded)}
    return said | {code[:3] if code.startswith("97") else code[:2] for code in codes}


def _in(communes: list[Commune], departments: set[str]) -> list[Commune]:
    """Those in one of some départements; all where none is: the number was a district's."""
    there = [commune for commune in communes if commune.department in departments]
    return there or communes


def _km(commune: Commune, point: Point) -> float:
    return great_circle_km(commune.point, point)


def _is_unlikely(named: list[Commune], near: Point) -> bool:
    """Whether a fair's people hardly mean these: villages, all far away."""
    return all(commune.size < _LARGE and _km(commune, near) > _FAR_KM for commune in named)


def _meant(shortened: list[Commune], near: Point) -> Commune | None:
    """The one of some communes beside a fair that is both its nearest and one of the largest."""
    nearest = min(shortened, key=lambda commune: (_km(commune, near), commune.code), default=None)
    if nearest and all(commune.size <= nearest.size for commune in shortened):
        return nearest
    return None


def _by_size(communes: Iterable[Commune]) -> list[Commune]:
    return sorted(communes, key=lambda commune: (-commune.size, commune.code))


def _is_larger(first: Commune, second: Commune) -> bool:
    return first.size >= second.size + _LARGER


def _one_place(communes: list[Commune]) -> Commune | None:
    """The only commune, or the first of some that lie together; `None` for several places."""
    first = min(communes, key=lambda commune: commune.code, default=None)
    if first and all(_km(commune, first.point) < _ONE_PLACE_KM for commune in communes):
        return first
    return None


def _middle(postcode: str, communes: list[Commune]) -> Commune:
    point = (fmean(c.point[0] for c in communes), fmean(c.point[1] for c in communes))
    return communes[0] if len(communes) == 1 else Commune(postcode, postcode, point)

"""The numbers that a score is made of, read from a file that gives the reason of each."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from matching.domain.errors import Invalid

_NAMES = {
    "shares": (
        "skills",
        "trade",
        "sector",
        "contract",
        "remote",
        "distance",
        "hours",
        "wish",
        "need",
        "title",
        "experience",
    ),
    "wish": ("starred", "wanted"),
    "need": ("required", "desired", "core"),
    "need_met": (
        "asked",
        "licence",
        "school_hours",
        "digital",
        "digital_first",
        "french",
        "french_further",
        "french_reached",
        "digital_basics",
        "near_level",
        "project",
        "diploma",
        "diploma_later",
        "limits",
        "search",
        "public_young",
        "public_young_later",
        "public_handicap",
        "open_to_all",
        "elsewhere",
    ),
    "credit": ("same_parent", "experience", "held", "welcome", "unread", "telling"),
    "trade": (
        "same",
        "parent",
        "near",
        "near_beginner",
        "family",
        "domain",
        "vague",
        "beginner",
        "setting",
        "unsaid",
        "softly",
    ),
    "contract": ("step", "least"),
    "distance": ("edge",),
    "hours": ("partly", "amount", "night"),
    "gap": ("already_known",),
    "cap": (
        "without_skills",
        "without_skills_and_trade",
        "another_trade",
        "unread_trade",
        "unread_with_skills",
        "neighbour_unlike",
        "other_hours",
    ),
    "title": ("not_said", "named"),
    "floor": ("meeting", "nearest"),
    "band": ("very_close", "close"),
}
_AT_MOST_ONE = frozenset(_NAMES) - {"shares", "need"}
_HEADER = """\
# Every number that a score is made of, with its reason. Changing one changes the score's version.
# The shares of the criteria that can be judged are brought to a sum of 1 for each pair.
"""
WeightGroup = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight by group and name; `reasons` says why, under `group.name`.

    `version` changes with the numbers only, not with their wording.
    """

    shares: WeightGroup
    wish: WeightGroup
    need: WeightGroup
    need_met: WeightGroup
    credit: WeightGroup
    trade: WeightGroup
    contract: WeightGroup
    distance: WeightGroup
    hours: WeightGroup
    gap: WeightGroup
    cap: WeightGroup
    title: WeightGroup
    floor: WeightGroup
    band: WeightGroup
    reasons: Mapping[str, str]
    version: str

    @classmethod
    def read(cls, file: Path | Traversable) -> "Weights":
        """The weights of a file; see `from_toml`."""
        return cls.from_toml(file.read_bytes().decode("utf-8-sig"))

    @classmethod
    def from_toml(cls, text: str) -> "Weights":
        """The weights of a text.

        Raises
        ------
        Invalid
            When a weight is missing, unknown, out of range, or has no reason, or bands cross.
        """
        raw = _parsed(text)
        _refuse_names("weights.toml", raw, _NAMES)
        return cls._made({group: _entries(group, raw[group]) for group in _NAMES})

    @classmethod
    def from_kept(cls, text: str) -> "Weights":
        """The weights of a text that an earlier version wrote: what it did not know is as shipped.

        Raises
        ------
        Invalid
            When a weight is out of range or the text is none of ours.
        """
        raw = _parsed(text)
        entries = default_weights().entries()
        for group, named in entries.items():
            for name in named:
                named[name] = raw.get(group, {}).get(name, named[name])
        return cls._made(entries)

    def changed(self, group: str, name: str, value: float, reason: str = "") -> "Weights":
        """These weights with one number changed, and its reason when another is given.

        Raises
        ------
        Invalid
            When there is no such weight, or the number is out of range.
        """
        if group not in _NAMES or name not in _NAMES[group]:
            raise Invalid(group, "weight_names", value=name)
        entries = self.entries()
        entries[group][name] = {
            "value": value,
            "reason": reason.strip() or self.reasons[f"{group}.{name}"],
        }
        return self._made(entries)

    def turned(self, values: Mapping[str, float]) -> "Weights":
        """These weights with several numbers (by `group.name`) changed at once.

        Raises
        ------
        Invalid
            As `changed`; bounds that depend on one another are looked at once all are changed.
        """
        entries = self.entries()
        for code, value in values.items():
            group, _, name = code.partition(".")
            if name not in entries.get(group, {}):
                raise Invalid(group, "weight_names", value=name)
            entries[group][name]["value"] = value
        return self._made(entries)

    def to_toml(self) -> str:
        """The weights as a text that `from_toml` reads back, in the order of the shipped file."""
        parts = [_HEADER]
        for group, entries in self.entries().items():
            for name, entry in entries.items():
                value, reason = f"{entry['value']!r}", _quoted(entry["reason"])
                parts.append(f"[{group}.{name}]\nvalue = {value}\nreason = {reason}\n")
        return "\n".join(parts)

    def groups(self) -> dict[str, dict[str, float]]:
        """Every number by group and name."""
        return {group: dict(getattr(self, group)) for group in _NAMES}

    def entries(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Every number with its reason, by group and name."""
        return {
            group: {
                name: {"value": value, "reason": self.reasons[f"{group}.{name}"]}
                for name, value in values.items()
            }
            for group, values in self.groups().items()
        }

    @classmethod
    def _made(cls, entries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> "Weights":
        groups = {group: _group(group, entries[group]) for group in _NAMES}
        close, very_close = groups["band"]["close"], groups["band"]["very_close"]
        if close > very_close:
            raise Invalid("band.close", "crossed", least=close, most=very_close)
        reasons = {
            f"{group}.{name}": str(entries[group][name]["reason"])
            for group, names in _NAMES.items()
            for name in names
        }
        return cls(**groups, reasons=MappingProxyType(reasons), version=_digest(groups))

    def __reduce__(self) -> tuple[object, tuple[str]]:
        # Read-only groups cannot be pickled: to another process they travel as their text.
        return Weights.from_toml, (self.to_toml(),)


@cache
def default_weights() -> Weights:
    """The weights that Parvis comes with."""
    return Weights.read(files("matching.scoring.profiles") / "weights.toml")


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Invalid("weights.toml", "vocabulary_syntax", detail=str(fault)) from None


def _entries(group: str, raw: Any) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(raw, Mapping):
        raise Invalid(group, "weight_names", value=group)
    _refuse_names(group, raw, _NAMES[group])
    for name, entry in raw.items():
        if not isinstance(entry, Mapping):
            raise Invalid(f"{group}.{name}", "weight_reason")
    return raw


def _refuse_names(owner: str, given: Mapping[str, Any], known: Mapping[str, Any] | Any) -> None:
    if wrong := sorted(set(given) ^ set(known)):
        raise Invalid(owner, "weight_names", value=", ".join(wrong))


def _quoted(text: str) -> str:
    # A string of JSON is one of TOML, but for the delete sign, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _group(group: str, entries: Mapping[str, Mapping[str, Any]]) -> WeightGroup:
    return MappingProxyType({name: _weight(group, name, entries[name]) for name in _NAMES[group]})


def _weight(group: str, name: str, entry: Mapping[str, Any]) -> float:
    value = entry.get("value")
    most = 1.0 if group in _AT_MOST_ONE else 1000.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise Invalid(f"{group}.{name}", "range", value=value, least=0, most=most)
    if not str(entry.get("reason", "")).strip():
        raise Invalid(f"{group}.{name}", "weight_reason")
    return float(value)


def _digest(groups: Mapping[str, WeightGroup]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for group, values in sorted(groups.items()):
        for name, value in sorted(values.items()):
            digest.update(f"{group}.{name}={value!r}\n".encode())
    return digest.hexdigest()

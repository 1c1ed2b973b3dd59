"""The numbers that a score is made of, read from a file that gives the reason of each."""

import hashlib
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
    "shares": ("skills", "trade", "sector", "contract", "remote", "distance", "hours"),
    "need": ("required", "desired", "core"),
    "credit": ("same_parent", "experience"),
    "trade": ("same", "near", "family", "domain", "vague"),
    "contract": ("step", "least"),
    "distance": ("edge",),
    "hours": ("partly",),
    "gap": ("already_known",),
    "cap": ("without_skills", "without_skills_and_trade"),
    "band": ("very_close", "close"),
}
_AT_MOST_ONE = frozenset(_NAMES) - {"shares", "need"}
Group = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight by group and name; `reasons` says why, under `group.name`.

    `version` changes with the numbers only, not with their wording.
    """

    shares: Group
    need: Group
    credit: Group
    trade: Group
    contract: Group
    distance: Group
    hours: Group
    gap: Group
    cap: Group
    band: Group
    reasons: Mapping[str, str]
    version: str

    @classmethod
    def read(cls, file: Path | Traversable) -> "Weights":
        """The weights of a file.

        Raises
        ------
        Invalid
            When a weight is missing, unknown, out of range, or has no reason.
        """
        try:
            raw = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
        except tomllib.TOMLDecodeError as fault:
            raise Invalid("weights.toml", "vocabulary_syntax", detail=str(fault)) from None
        groups = {name: _group(name, raw.get(name, {})) for name in _NAMES}
        reasons = {
            f"{group}.{name}": raw[group][name]["reason"]
            for group, names in _NAMES.items()
            for name in names
        }
        return cls(**groups, reasons=MappingProxyType(reasons), version=_digest(groups))


@cache
def default_weights() -> Weights:
    """The weights that Parvis comes with."""
    return Weights.read(files("matching.scoring") / "weights.toml")


def _group(group: str, entries: Mapping[str, Any]) -> Group:
    if set(entries) != set(_NAMES[group]):
        wrong = sorted(set(entries) ^ set(_NAMES[group]))
        raise Invalid(group, "weight_names", value=", ".join(wrong))
    return MappingProxyType({name: _weight(group, name, entries[name]) for name in _NAMES[group]})


def _weight(group: str, name: str, entry: Mapping[str, Any]) -> float:
    value = entry.get("value")
    most = 1.0 if group in _AT_MOST_ONE else 1000.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise Invalid(f"{group}.{name}", "range", value=value, least=0, most=most)
    if not str(entry.get("reason", "")).strip():
        raise Invalid(f"{group}.{name}", "weight_reason")
    return float(value)


def _digest(groups: Mapping[str, Group]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for group, values in sorted(groups.items()):
        for name, value in sorted(values.items()):
            digest.update(f"{group}.{name}={value!r}\n".encode())
    return digest.hexdigest()

"""What a cell was read as, with what must be said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, Never, TypeVar

from matching.intake.folding import tidy

T_co = TypeVar("T_co", covariant=True)

# What people type to say "nothing to write here".
_BLANKS = frozenset(
    {"-", "--", "---", "\u2013", "\u2014", "/", "//", ".", "..", "...", "…", "?", "??", "_"}
)
_BLANK_WORDS = frozenset(
    {"n/a", "na", "nc", "n.c.", "néant", "neant", "nan", "nat", "<na>", "null", "ras"}
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to say about a cell; `suggestion` is the whole cell as it should be written."""

    code: str
    suggestion: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """A value, or `None` when the cell cannot be read, with the doubts that remain."""

    value: T_co | None
    doubts: tuple[Doubt, ...] = ()


def doubtful(code: str, suggestion: str = "", /, **params: object) -> Reading[Never]:
    """A cell that gives no value, and why."""
    return Reading(None, (Doubt(code, suggestion, params),))


def is_blank(text: str) -> bool:
    """Whether a tidied cell says nothing."""
    return not text or text in _BLANKS


def is_empty(cell: str) -> bool:
    """Whether a cell as it stands in a file says nothing."""
    # A letter or a figure at the start is enough to know, and most cells begin with one.
    return not cell[:1].isalnum() and is_blank(tidy(cell))


def says_nothing(text: str) -> bool:
    """Whether a tidied cell of a typed column says nothing: also "n/a" and its kin."""
    return is_blank(text) or text.casefold() in _BLANK_WORDS

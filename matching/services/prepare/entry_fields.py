"""The fields of a person, a stand or an offer as a form asks them: words to type or to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from matching.domain.edit import EditKind
from matching.domain.entries import Entries
from matching.domain.levels import FrenchLevel
from matching.intake.entries.typed_entry import values_of
from matching.intake.headings import columns
from matching.services.files.mending.value_questions import (
    NONE,
    answer_words,
    choices_of_column,
    takes_many,
)
from matching.services.prepare.entry_now import EntryNow
from matching.services.shop.shop import Shop
from matching.store import fairs

FIRST: Mapping[EditKind, tuple[str, ...]] = MappingProxyType(
    {
        EditKind.JOBSEEKERS: (
            *("first_name", "last_name", "phone", "email", "wishes", "skills", "experience"),
            *("arrives", "leaves", "french_level", "licences", "consent_contact"),
        ),
        EditKind.EXHIBITORS: (
            *("name", "kind", "stand", "zone", "tables", "opens", "closes", "breaks"),
            "recruiters",
        ),
        EditKind.OFFERS: (
            *("exhibitor", "title", "kind", "contracts", "hours", "commune", "skills_required"),
            *("licences_required", "titles_required", "description"),
        ),
    }
)
"""What is asked first; the rest stands behind one touch."""
_YES_NO = ("oui", "non")
_LONG = frozenset({"description"})


@dataclass(frozen=True, slots=True)
class EntryField:
    """One column of a form.

    `value` is what its cell says now, `chosen` the same as words of `choices`. `is_many` where
    several may be chosen, `is_long` where a text of several lines stands.
    """

    column: str
    value: str
    choices: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    is_many: bool = False
    is_long: bool = False

    def typed(self, said: object) -> str | None:
        """The cell that somebody typed or chose; None when they left it as it was."""
        if not self.choices:
            text = str(said or "")
            return None if text == self.value else text
        words = tuple(said) if isinstance(said, (list, tuple)) else (str(said),) if said else ()
        return None if words == self.chosen else answer_words(words)


def fields_to_add(kind: EditKind, stands: tuple[str, ...]) -> tuple[EntryField, ...]:
    """The empty form of one more entry; an offer asks which of these stands brings it."""
    return tuple(
        EntryField(column, "", stands) if column == "exhibitor" else _field(column, kind, "", None)
        for column in columns(kind.value)
        if column != "id"
    )


def fields_of(now: EntryNow) -> tuple[EntryField, ...]:
    """The form of an entry as it stands; nobody changes its id, nor whose offer it is."""
    values = values_of(now.record, now.figures)
    return tuple(
        _field(column, now.kind, now.cells.get(column, ""), values.get(column))
        for column in columns(now.kind.value)
        if column not in {"id", "exhibitor"}
    )


def stands_to_choose(shop: Shop, fair: str) -> Mapping[str, str]:
    """The names of the stands by their id, in the order of their names."""
    with shop.store.reading() as reader:
        entries: Entries = fairs.read_entries(reader, fair)
    stands = sorted(entries.exhibitors.values(), key=lambda stand: (stand.name, stand.id))
    return {stand.id: stand.name for stand in stands}


def _field(column: str, kind: EditKind, cell: str, value: object) -> EntryField:
    choices = _YES_NO if column == "consent_contact" else choices_of_column(column, kind.value)
    if not choices:
        return EntryField(column, cell, is_long=column in _LONG)
    chosen = _chosen(column, value)
    # What stands there now can be chosen again, also where the list is shorter.
    known = (*choices, *(word for word in chosen if word not in choices))
    return EntryField(column, cell, known, chosen, is_many=takes_many(column))


def _chosen(column: str, value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, tuple):
        nobody = (NONE,) if column == "licences" else ()
        return tuple(_word(item) for item in value) or nobody
    return (_word(value),)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, FrenchLevel):
        return value.label
    if isinstance(value, StrEnum):
        return value.value
    return str(int(value)) if isinstance(value, IntEnum) else str(value)

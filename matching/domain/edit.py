"""What staff enter, change or take out by hand: a line of the log, and it holds over the files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class EditKind(StrEnum):
    """What was edited: the frame of the fair, or an entry of one of its tables."""

    FAIR = "fair"
    JOBSEEKERS = "jobseekers"
    EXHIBITORS = "exhibitors"
    OFFERS = "offers"


class EditAct(StrEnum):
    """What was done with it."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    YIELD = "yield"


@dataclass(frozen=True, slots=True)
class Edit:
    """One act by hand; `document` holds what was written, as the store keeps it.

    Of a fair it is the whole frame. Of an entry it is `fields`, those that were written (of one
    taken out: all it had), and `before`, what they were then. Where a hand yields to a file, its
    `columns` are those that the file says from then on.
    """

    kind: EditKind
    entry: str
    act: EditAct
    document: Mapping[str, object]
    at: datetime
    station: str = ""


@dataclass(frozen=True, slots=True)
class EntryIds:
    """Ids of people, stands and offers, each kind by itself.

    Lists that number their rows give a person, a stand and an offer one id.
    """

    people: frozenset[str] = frozenset()
    stands: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()

    def of_kind(self, kind: EditKind) -> frozenset[str]:
        """The ids of one table."""
        return {
            EditKind.JOBSEEKERS: self.people,
            EditKind.EXHIBITORS: self.stands,
            EditKind.OFFERS: self.offers,
        }[kind]

    def __le__(self, other: "EntryIds") -> bool:
        """Whether all of each kind are among those of another."""
        return (
            self.people <= other.people
            and self.stands <= other.stands
            and self.offers <= other.offers
        )


NO_ENTRIES = EntryIds()


@dataclass(frozen=True, slots=True)
class TakenOut(EntryIds):
    """What staff have taken out of a fair."""

    @classmethod
    def of(cls, entries: Iterable[tuple[EditKind, str]]) -> "TakenOut":
        """What these are, by kind."""
        found: dict[EditKind, set[str]] = {kind: set() for kind in EditKind}
        for kind, entry in entries:
            found[kind].add(entry)
        return cls(
            frozenset(found[EditKind.JOBSEEKERS]),
            frozenset(found[EditKind.EXHIBITORS]),
            frozenset(found[EditKind.OFFERS]),
        )

    def __bool__(self) -> bool:
        return bool(self.people or self.stands or self.offers)

    def has_offer(self, stand: str, offer: str) -> bool:
        """Whether an offer is taken out, by itself or with its stand."""
        return stand in self.stands or offer in self.offers

    def names(self, person: str, stand: str, offer: str) -> bool:
        """Whether a meeting of these three has somebody, or something, that is taken out."""
        return person in self.people or self.has_offer(stand, offer)


NOTHING_OUT = TakenOut()
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ByHand:
    """What holds of one entry after everything that was done with it by hand.

    `fields` are those written by hand, `before` what each was when it was first written; both as
    documents. `act` is `ADD` for an entry that no file needs to bring; of one taken out `fields`
    are all it had.
    """

    act: EditAct
    fields: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    before: Mapping[str, object] = field(default_factory=lambda: _NOTHING)


def by_hand(edits: Iterable[Edit]) -> dict[tuple[EditKind, str], ByHand]:
    """What holds of each entry that was edited, by its kind and id; the last word counts."""
    found: dict[tuple[EditKind, str], ByHand] = {}
    for edit in edits:
        if edit.kind is not EditKind.FAIR:
            key = edit.kind, edit.entry
            found[key] = _after(found.get(key), edit)
    return {key: hand for key, hand in found.items() if _holds(hand)}


def _holds(hand: ByHand) -> bool:
    return hand.act is not EditAct.CHANGE or bool(hand.fields)


def _after(held: ByHand | None, edit: Edit) -> ByHand:
    if edit.act is EditAct.YIELD:
        return _yielding(held or ByHand(EditAct.CHANGE), edit)
    fields, before = (_part(edit, name) for name in ("fields", "before"))
    if held is None or edit.act is not EditAct.CHANGE:
        return ByHand(edit.act, fields, before)
    return replace(held, fields={**held.fields, **fields}, before={**before, **held.before})


def _yielding(held: ByHand, edit: Edit) -> ByHand:
    columns = edit.document.get("columns", ())
    gone = frozenset(columns) if isinstance(columns, list | tuple) else frozenset()
    kept = (
        {name: value for name, value in part.items() if name not in gone}
        for part in (held.fields, held.before)
    )
    fields, before = kept
    return replace(held, fields=fields, before=before)


def _part(edit: Edit, name: str) -> Mapping[str, object]:
    part = edit.document.get(name, _NOTHING)
    return part if isinstance(part, Mapping) else _NOTHING

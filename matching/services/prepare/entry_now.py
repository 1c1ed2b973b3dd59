"""People, stands and offers found by a few letters, and one of them as it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matching.domain.day.happening import Attendance
from matching.domain.edit import EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.spelling import fold
from matching.domain.statistics import Statistics
from matching.intake.entries.typed_entry import EntryRecord, cells_of
from matching.services.plan.labels import stand_label
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.edits import held_by_hand

_MOST_NEAR = 8
_NEAR = 75.0
_UNKNOWN: Mapping[EditKind, str] = {
    EditKind.JOBSEEKERS: "person_unknown",
    EditKind.EXHIBITORS: "stand_unknown",
    EditKind.OFFERS: "offer_unknown",
}


@dataclass(frozen=True, slots=True)
class EntryFound:
    """An entry by its id, and how it is called; `is_removed` when staff took it out."""

    entry: str
    label: str
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class EntryNow:
    """One entry as it stands; `cells` is what each column would say in a file.

    `has_come` is of a person alone.
    """

    fair: Fair
    kind: EditKind
    record: EntryRecord
    figures: Statistics | None
    cells: Mapping[str, str]
    label: str
    has_come: bool = False


def find_entries(shop: Shop, fair: str, kind: EditKind, text: str) -> tuple[EntryFound, ...]:
    """Entries whose name or number looks like the text, the nearest first; without one all.

    Those that were taken out are found too: they can be brought back.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        held = held_by_hand(reader, fair)
    here = entries_of(entries, kind)
    labels = {entry: _label(entries, kind, entry) for entry in here}
    gone = {
        entry: _name_written(hand.fields)
        for (of, entry), hand in held.items()
        if of is kind and hand.act is EditAct.REMOVE
    }
    found = {**labels, **gone}
    return tuple(EntryFound(entry, found[entry], entry in gone) for entry in _nearest(text, found))


def entry_now(shop: Shop, fair: str, kind: EditKind, entry: str) -> EntryNow:
    """One entry as it stands.

    Raises
    ------
    FairError
        `person_unknown`, `stand_unknown` or `offer_unknown`.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        came = Attendance.of(happenings.read_happenings(reader, fair)).came
    record = entries_of(entries, kind).get(entry)
    if record is None:
        raise FairError(_UNKNOWN[kind], fair=fair, person=entry, stand=entry, offer=entry)
    figures = entries.statistics.get(entry, Statistics(entry)) if _is_person(kind) else None
    cells, label = cells_of(record, figures), _label(entries, kind, entry)
    has_come = _is_person(kind) and entry in came
    return EntryNow(entries.fair, kind, record, figures, cells, label, has_come)


def is_removed(shop: Shop, fair: str, kind: EditKind, entry: str) -> bool:
    """Whether staff have taken an entry out, and not brought it back since."""
    with shop.store.reading() as reader:
        hand = held_by_hand(reader, fair).get((kind, entry))
    return hand is not None and hand.act is EditAct.REMOVE


def entries_of(entries: Entries, kind: EditKind) -> Mapping[str, EntryRecord]:
    """The entries of one table, by id."""
    if kind is EditKind.JOBSEEKERS:
        return entries.jobseekers
    return entries.exhibitors if kind is EditKind.EXHIBITORS else entries.offers


def _is_person(kind: EditKind) -> bool:
    return kind is EditKind.JOBSEEKERS


def _label(entries: Entries, kind: EditKind, entry: str) -> str:
    # By its table: lists that number their rows give a person and an offer one id.
    if _is_person(kind):
        number = entries.call_numbers.get(entry, "—")
        return f"{entries.jobseekers[entry].full_name} · n° {number}"
    if kind is EditKind.EXHIBITORS:
        return stand_label(entries, entry)
    offer = entries.offers[entry]
    return f"{offer.title} · {stand_label(entries, offer.exhibitor)}"


def _name_written(document: Mapping[str, object]) -> str:
    names = (document.get(name) for name in ("first_name", "last_name", "name", "title"))
    return " ".join(str(name) for name in names if name)


def _nearest(text: str, labels: Mapping[str, str]) -> list[str]:
    """Labels that hold every word typed, then those spelt nearly so; all without a text."""
    folded = {entry: fold(label) for entry, label in labels.items()}
    words = fold(text).split()
    holding = sorted(
        (entry for entry, label in folded.items() if all(word in label for word in words)),
        key=lambda entry: (folded[entry], entry),
    )
    if len(holding) >= _MOST_NEAR or not words:
        return holding
    near = process.extract(
        " ".join(words), folded, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_MOST_NEAR
    )
    likely = [entry for _, _, entry in near if entry not in holding]
    return [*holding, *likely][:_MOST_NEAR]

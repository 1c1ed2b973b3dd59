"""What taking files in will change, before it is applied."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.folder import Received, read_tables
from matching.intake.mapping import NOTHING_SAID, MappingAnswers
from matching.services.files.again.same_entries import same_entries_in
from matching.services.files.again.same_people import FilePair, recognised_in
from matching.services.files.by_hand import (
    Contradiction,
    Lists,
    drafts_name_who_goes,
    lists_of,
    must_stay,
    never_listed,
    over_files,
)
from matching.services.files.kept_tables import read_tables_of
from matching.services.files.mending.needs_mending import is_no_entry
from matching.services.files.mending.title_and_code import CODE as AGAINST
from matching.services.files.mending.title_and_code import with_title_flaws
from matching.services.files.read_again import read_again
from matching.services.files.remembered import open_known
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import duplicates

EntryRecord = Jobseeker | Exhibitor | Offer


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that is new, gone or changed; `columns` are what changes in it."""

    kind: str
    name: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """Somebody of the new list who may be somebody of the old: asked before anything is applied.

    `pair` are the new and the old id.
    """

    pair: FilePair
    name: str
    before: str
    call_number: int | None


@dataclass(frozen=True, slots=True)
class PreviewAnswers:
    """What somebody said of what a preview asks.

    `apart` are pairs of new and old ids that are two people, `together` those that are one; of
    `yielded` the file's values count from now on. `in_place` are rows that were there before, of
    which cells were written anew: nobody is asked who they are.
    """

    apart: frozenset[FilePair] = frozenset()
    together: frozenset[FilePair] = frozenset()
    yielded: frozenset[Contradiction] = frozenset()
    in_place: bool = False


NOT_ASKED = PreviewAnswers()
SAME_ROWS = PreviewAnswers(in_place=True)


@dataclass(frozen=True, slots=True)
class Preview:
    """What will change; `conflicts` are cells mended by hand of which the file now says more.

    Of `contradictions`, what staff have entered by hand stays. `staying` are in no file any more,
    and are kept: a plan names them, or they came. Of the files, `refused` rows will not be taken;
    `remarks` are offers whose title and code disagree.
    """

    new: tuple[EntryChange, ...]
    gone: tuple[EntryChange, ...]
    changed: tuple[EntryChange, ...]
    conflicts: tuple[Flaw, ...]
    maybe_same: tuple[MaybeSame, ...]
    contradictions: tuple[Contradiction, ...] = ()
    staying: tuple[EntryChange, ...] = ()
    refused: int = 0
    drafts_go: bool = False
    remarks: tuple[Flaw, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes at all."""
        told = (self.conflicts, self.maybe_same, self.contradictions, self.refused)
        return not (self.new or self.gone or self.changed or any(told))


def preview_files(
    shop: Shop, files: Mapping[str, bytes], *, fair: Fair, said: MappingAnswers = NOTHING_SAID
) -> Preview:
    """What taking these files into a fair that is there would change; nothing is kept.

    Raises
    ------
    FairError
        Those of `receive_files`.
    """
    opened = open_known(shop, files, kinds=said.kinds)
    read = read_again(shop, opened, said, fair=fair, is_whole=False)
    received = read.received
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, received.fair.id)
        known = fairs.known_jobseekers(reader, received.fair.id)
        found = recognised_in(reader, received)
        brought = lists_of(received, found.carried, same_entries_in(reader, received))
        over = over_files(reader, received.fair.id, brought)
        stay = must_stay(reader, received.fair.id)
        drafts_go = drafts_name_who_goes(reader, received.fair.id, over.lists, stay)
        unlisted = never_listed(reader, received.fair.id)
        joined = duplicates.joined(reader, received.fair.id)
    # As the rows are written: of somebody who has two files each is compared with its own.
    people = {key: known[key] for key in (*entries.jobseekers, *joined) if key in known}
    kinds = (
        _compared("jobseekers", (people, entries.statistics), over.lists, (stay.people, unlisted)),
        _compared("exhibitors", (entries.exhibitors, {}), over.lists, (stay.stands, ())),
        _compared("offers", (entries.offers, {}), over.lists, (stay.offers, ())),
    )
    new, gone, changed, staying = (
        tuple(change for kind in kinds for change in kind[place]) for place in range(4)
    )
    if staying:
        listed = _names_today(shop, received.fair)
        staying = tuple(one for one in staying if (one.kind, one.name) in listed)
    names = {person.id: person for person in received.jobseekers}
    maybe = tuple(
        MaybeSame(
            (fresh, old),
            names[fresh].full_name,
            known[old].full_name,
            entries.call_numbers.get(old),
        )
        for fresh, old in (*found.doubtful, *found.possible)
    )
    outdated = tuple(flaw for flaw in received.flaws if flaw.code == "mend_outdated")
    came = {table.file for table in read.fresh}
    refused = len({(flaw.file, flaw.line) for flaw in received.flaws if _is_refused(flaw, came)})
    told = with_title_flaws(shop, received).flaws
    remarks = tuple(flaw for flaw in told if flaw.code == AGAINST and flaw.file in came)
    return Preview(
        new,
        gone,
        changed,
        outdated,
        maybe,
        over.contradictions,
        staying,
        refused,
        drafts_go,
        remarks,
    )


def names_of(
    people: Iterable[Jobseeker], stands: Iterable[Exhibitor], offers: Iterable[Offer]
) -> set[tuple[str, str]]:
    """People, stands and offers by their table and name: ids change hands when lists come again."""
    kinds = (("jobseekers", people), ("exhibitors", stands), ("offers", offers))
    return {(kind, _name(record)) for kind, records in kinds for record in records}


def names_listed(received: Received) -> set[tuple[str, str]]:
    """Whom and what lists name."""
    return names_of(received.jobseekers, received.exhibitors, received.offers)


def _names_today(shop: Shop, fair: Fair) -> set[tuple[str, str]]:
    """Whom and what the fair's lists name today: whoever is in none of them leaves none."""
    with shop.store.reading() as reader:
        tables = tuple(read_tables_of(reader, fair.id).values())
    return names_listed(read_tables(fair, tables)) if tables else set()


def _is_refused(flaw: Flaw, files: Collection[str]) -> bool:
    return flaw.lost and bool(flaw.line) and flaw.file in files and not is_no_entry(flaw)


def _compared(
    kind: str,
    held: tuple[Mapping[str, EntryRecord], Mapping[str, Statistics]],
    lists: Lists,
    kept: tuple[Collection[str], Collection[str]],
) -> tuple[list[EntryChange], list[EntryChange], list[EntryChange], list[EntryChange]]:
    (before, figures), after = held, lists.of(kind)
    new = [EntryChange(kind, _name(after[key])) for key in after if key not in before]
    stay, unlisted = kept
    lost = [key for key in before if key not in after]
    gone = [EntryChange(kind, _name(before[key])) for key in lost if key not in stay]
    staying = [
        EntryChange(kind, _name(before[key])) for key in lost if key in stay and key not in unlisted
    ]
    changed = [
        EntryChange(kind, _name(after[key]), columns)
        for key in after
        if key in before
        and (
            columns := (
                *_different(before[key], after[key]),
                *_different(figures.get(key), lists.statistics.get(key)),
            )
        )
    ]
    return new, gone, changed, staying


def _different(
    before: EntryRecord | Statistics | None, after: EntryRecord | Statistics | None
) -> tuple[str, ...]:
    """The fields of a record that come to say something else."""
    if before is None or after is None:
        return ()
    return tuple(
        field.name
        for field in fields(after)
        if field.name not in {"id", "person"}
        and getattr(before, field.name) != getattr(after, field.name)
    )


def _name(record: EntryRecord) -> str:
    if isinstance(record, Jobseeker):
        return record.full_name
    return record.name if isinstance(record, Exhibitor) else record.title

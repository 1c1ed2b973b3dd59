"""Take in a fair's folder or uploaded files; the same again changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.fair import Fair, fair_id
from matching.domain.flaw import Flaw
from matching.intake.folder import Received
from matching.intake.map_file import must_name_these
from matching.intake.mapping import (
    NOTHING_SAID,
    FileMapping,
    MappingAnswers,
    mapping_of,
)
from matching.intake.opening import Opened, folder_files, missing_tables
from matching.intake.tables.tables import Table
from matching.services.files.again.same_entries import same_entries_in
from matching.services.files.again.same_people import recognised_in
from matching.services.files.by_hand import (
    Lists,
    answer_as_listed,
    drafts_name_who_goes,
    give_way,
    lists_of,
    must_stay,
    never_listed,
    over_files,
)
from matching.services.files.hours_told import keep_hours_told
from matching.services.files.kept_tables import table_to_keep
from matching.services.files.left_lists import NOTHING_LEFT, LeftLists
from matching.services.files.mending.needs_mending import is_no_entry, needs_mending
from matching.services.files.mending.settled import open_flaws
from matching.services.files.mending.title_and_code import with_title_flaws
from matching.services.files.on_paper import with_paper_flaws
from matching.services.files.preview import NOT_ASKED, PreviewAnswers
from matching.services.files.read_again import FilesRead, read_again
from matching.services.files.receive_follow_ups import part_follow_ups, receive_follow_ups
from matching.services.files.remembered import open_known, remember
from matching.services.shop.shop import Shop
from matching.store import edits, fairs, import_report
from matching.store.day import plans
from matching.store.entries import share_places, stands_and_offers, taken_out
from matching.store.people import badges


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a fair holds after files were received, and what is to mend in them.

    `mappings` tells for the files received just now what each column was read as, `drafts` how
    many plans were let go that nobody had been told, because hours changed or who they name is in
    no list any more. `unlisted` names the people whom its lists had and have no more, `apart` who
    was taken for another person than the one before although something speaks for one, with that
    one's name. `left` names the stands and offers that are in its lists no more.
    """

    fair: str
    jobseekers: int
    exhibitors: int
    offers: int
    flaws: tuple[Flaw, ...]
    changed: bool
    mappings: tuple[FileMapping, ...] = ()
    drafts: int = 0
    unlisted: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    left: LeftLists = NOTHING_LEFT

    def left_out(self, kind: str) -> int:
        """How many rows of the files received just now gave no entry, of one table."""
        files = {mapping.file for mapping in self.mappings if mapping.kind == kind}
        lost = (flaw for flaw in self.flaws if flaw.lost and not is_no_entry(flaw))
        return len({(flaw.file, flaw.line) for flaw in lost if flaw.file in files and flaw.line})


@dataclass(frozen=True, slots=True)
class FairFrame:
    """What an organiser types when there is no `fair.toml`."""

    title: str
    day: date
    place: str
    opens: time
    closes: time

    def fair(self) -> Fair:
        """The fair so described; its id is made from title and day."""
        return Fair(
            id=fair_id(self.title, self.day),
            title=self.title,
            date=self.day,
            place=self.place,
            opens=self.opens,
            closes=self.closes,
        )


class FilesNotRead(FairError):
    """Files came that would give nothing: each is named with why, and nothing was changed."""

    def __init__(self, unread: Sequence[FairError]) -> None:
        super().__init__("files_not_read", count=len(unread))
        self.refusals = tuple(unread)


class FlawsRefused(FairError):
    """Strict import met something to mend: nothing was changed."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("strict_flaws", count=len(flaws))
        self.flaws = tuple(flaws)


def receive_folder(
    shop: Shop, folder: Path, *, strict: bool = False, said: MappingAnswers = NOTHING_SAID
) -> Receipt:
    """Take in a fair's folder; the same folder twice changes nothing.

    Parameters
    ----------
    said
        What a person said of its files, columns and values: every name must be there.
    """
    files, after = part_follow_ups(folder_files(folder))
    opened = open_known(shop, files, kinds=said.kinds)
    must_name_these(said, opened.tables)
    _must_be_known(opened)
    receipt = _take(shop, read_again(shop, opened, said), strict=strict)
    return _with_follow_ups(shop, receipt, after)


def _must_be_known(opened: Opened) -> None:
    """Refuse a folder that lacks a table while files lie there of which nobody knows the kind.

    Raises
    ------
    FairError
        `tables_unknown`, with those files.
    """
    if opened.unknown and missing_tables(opened.tables) and not opened.refusals:
        raise FairError("tables_unknown", files=", ".join(opened.unknown))


def _must_give_something(opened: Opened, files: Mapping[str, bytes]) -> None:
    """Refuse what nobody could tell apart from files that were taken in."""
    if not files:
        raise FairError("no_files")
    if opened.unread:
        raise FilesNotRead(opened.unread)
    if not (opened.tables or opened.fair or opened.refusals):
        raise FairError("nothing_to_read")


def _with_follow_ups(shop: Shop, receipt: Receipt, files: Mapping[str, bytes]) -> Receipt:
    """The receipt after what came along of people's news, whose flaws it tells too."""
    said = [
        flaw
        for name, content in sorted(files.items())
        for flaw in receive_follow_ups(shop, receipt.fair, name, content).flaws
    ]
    return replace(receipt, flaws=(*receipt.flaws, *said))


def receive_files(
    shop: Shop,
    files: Mapping[str, bytes],
    *,
    frame: FairFrame | Fair | None = None,
    said: MappingAnswers = NOTHING_SAID,
    answered: PreviewAnswers = NOT_ASKED,
) -> Receipt:
    """Take in uploaded files by name; `frame` is the fair when `fair.toml` is not there.

    Tables of a fair that is there already stay when they do not come anew; cells mended by hand
    are mended again.

    Parameters
    ----------
    answered
        What somebody said of what the preview asks (`preview_files`).

    Raises
    ------
    FairError
        `files_not_read` when one of them would give nothing; `nothing_to_read`, `no_files`.
    """
    files, after = part_follow_ups(files)
    framed = any(name.casefold().endswith(".toml") for name in files)
    fair = None if framed else frame.fair() if isinstance(frame, FairFrame) else frame
    opened = open_known(shop, files, kinds=said.kinds)
    if not after:
        _must_give_something(opened, files)
    read = read_again(shop, opened, said, fair=fair, is_whole=False)
    return _with_follow_ups(shop, _take(shop, read, answered=answered), after)


def _take(
    shop: Shop, read: FilesRead, *, strict: bool = False, answered: PreviewAnswers = NOT_ASKED
) -> Receipt:
    receipt = enter_received(
        shop, read.received, strict=strict, forms=read.fresh, answered=answered
    )
    return replace(receipt, mappings=tuple(mapping_of(table) for table in read.fresh))


def read_report(shop: Shop, fair: str) -> Receipt:
    """What the fair holds now and the flaws of its last import."""
    with shop.store.reading() as reader:
        return _receipt(reader, fair, changed=False)


def enter_received(
    shop: Shop,
    received: Received,
    *,
    strict: bool = False,
    forms: Sequence[Table] = (),
    answered: PreviewAnswers = NOT_ASKED,
    along: Callable[[Connection], None] | None = None,
) -> Receipt:
    """Enter what was read; `forms` are tables of which somebody has said something.

    `along` is written in the same transaction, where anything has changed.
    """
    harm = [flaw for flaw in received.flaws if needs_mending(flaw)]
    if strict and harm:
        raise FlawsRefused(harm)
    received = with_title_flaws(shop, received)
    with shop.store.writing() as writer:
        remember(writer, forms)
        same = fairs.digest_of(writer, received.fair.id) == received.digest
        changed = not same or bool(answered.yielded)
        entered = None
        if changed:
            entered = _enter(shop, writer, received, answered)
            if along is not None:
                along(writer)
        else:  # the same people from other files, or with other things to mend
            _keep_report(writer, received)
        receipt = _receipt(writer, received.fair.id, changed=changed)
    if entered is None:
        return receipt
    return replace(
        receipt,
        drafts=entered.drafts,
        unlisted=entered.unlisted,
        apart=entered.apart,
        left=entered.left,
    )


@dataclass(frozen=True, slots=True)
class _Entered:
    """Lists that were entered, what went with them, and who was taken for somebody else."""

    lists: Lists
    drafts: int
    unlisted: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    left: LeftLists


def _enter(
    shop: Shop, writer: Connection, received: Received, answered: PreviewAnswers
) -> _Entered:
    fair, now = received.fair, shop.clock()
    known = any(one.id == fair.id for one in fairs.list_fairs(writer))
    offers = fairs.read_entries(writer, fair.id).offers if known else {}
    drafts = 0
    if known:
        fair, drafts = keep_hours_told(writer, fairs.read_fair(writer, fair.id), fair)
    fairs.write_fair(writer, fair, digest=received.digest, at=now)
    give_way(shop, writer, fair.id, answered.yielded)
    entered = _enter_lists(writer, received, answered)
    answer_as_listed(shop, writer, entered.lists, fair.id, answered.yielded)
    _keep_report(writer, received)
    entries, carried = fairs.read_entries(writer, fair.id), badges.live_codes(writer, fair.id)
    share_places(writer, offers, entries, at=now, new_nonce=shop.new_nonce)
    for person in entries.jobseekers:
        if person not in carried:
            badges.issue(writer, fair.id, person, code=new_code(shop.random_bytes), at=now)
    return replace(entered, drafts=entered.drafts + drafts)


def _keep_report(writer: Connection, received: Received) -> None:
    tables = [table_to_keep(table) for table in received.tables]
    flaws = with_paper_flaws(received)
    import_report.replace_report(writer, received.fair.id, tables=tables, flaws=flaws)


def _enter_lists(writer: Connection, received: Received, answered: PreviewAnswers) -> _Entered:
    fair = received.fair.id
    before = fairs.known_jobseekers(writer, fair)
    others = taken_out(writer, fair) | never_listed(writer, fair)
    found = recognised_in(
        writer,
        received,
        apart=answered.apart,
        together=answered.together,
        in_place=answered.in_place,
    )
    entries = same_entries_in(writer, received, in_place=answered.in_place)
    brought = lists_of(received, found.carried, entries)
    lists, stay = over_files(writer, fair, brought).lists, must_stay(writer, fair)
    goes = drafts_name_who_goes(writer, fair, lists, stay)
    drafts = plans.drop_drafts(writer, fair) if goes else 0
    left = LeftLists.of(stands_and_offers(writer, fair), lists, stay, edits.taken_out(writer, fair))
    fairs.replace_jobseekers(
        writer,
        fair,
        jobseekers=list(lists.jobseekers.values()),
        statistics=lists.statistics.values(),
        # The list may name one file of a person and not the other.
        keep=stay.people,
    )
    fairs.replace_offers(writer, fair, lists.exhibitors.values(), lists.offers.values(), keep=stay)
    names = {person.id: person.full_name for person in received.jobseekers}
    lost = before.keys() - lists.jobseekers.keys() - others
    return _Entered(
        lists,
        drafts,
        tuple(sorted(before[key].full_name for key in lost)),
        tuple((names[new], before[old].full_name) for new, old in found.possible),
        left,
    )


def _receipt(reader: Connection, fair: str, *, changed: bool) -> Receipt:
    entries: Entries = fairs.read_entries(reader, fair)
    return Receipt(
        fair=fair,
        jobseekers=len(entries.jobseekers),
        exhibitors=len(entries.exhibitors),
        offers=len(entries.offers),
        flaws=open_flaws(reader, fair),
        changed=changed,
    )

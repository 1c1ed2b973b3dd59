"""Look at files before they are taken in: what each is, and what its columns are read as."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.intake.mapping import (
    NOTHING_SAID,
    FileMapping,
    MappingAnswers,
    mapping_of,
    table_with,
)
from matching.intake.opening import Opened, missing_tables
from matching.services.files.remembered import open_known, with_memory
from matching.services.shop.shop import Shop
from matching.store import import_report


@dataclass(frozen=True, slots=True)
class FairList:
    """A list that a fair has: its kind, its file, how many of its rows are entries."""

    kind: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Look:
    """What files are before anything is taken in.

    `mappings` has one entry for each table, in the order people, stands, offers. `unknown` are
    the files whose kind nobody knows yet. `refusals` are all reasons why the files cannot be
    taken in as they are, a missing table too; `unread` says why a file gives nothing.
    `fair` is that of `fair.toml`, if it came along. `rivals` are files that seem to be lists of
    one kind; `here` are the lists that the fair has already.
    """

    mappings: tuple[FileMapping, ...]
    unknown: tuple[str, ...]
    refusals: tuple[FairError, ...]
    fair: Fair | None
    unread: tuple[FairError, ...] = ()
    rivals: tuple[str, ...] = ()
    here: tuple[FairList, ...] = ()

    def places(self, kind: str) -> tuple[FairList, ...]:
        """The lists of one kind that the fair has, whose place a file may take."""
        return tuple(kept for kept in self.here if kept.kind == kind)


def look_at_files(
    shop: Shop, files: Mapping[str, bytes], *, said: MappingAnswers = NOTHING_SAID, fair: str = ""
) -> Look:
    """What files given by name are; nothing is kept.

    Parameters
    ----------
    said
        What a person has said of them so far.
    fair
        The fair they are for, if it is there: of its tables those that do not come anew stay.
    """
    return look_at_opened(shop, open_known(shop, files, kinds=said.kinds), said=said, fair=fair)


def lists_of_fair(shop: Shop, fair: str) -> tuple[FairList, ...]:
    """The lists that a fair was made from, kind by kind as they came."""
    with shop.store.reading() as reader:
        kept = import_report.read_received_tables(reader, fair)
        flaws = import_report.read_flaws(reader, fair)
    lost = {(flaw.file, flaw.line) for flaw in flaws if flaw.lost and flaw.line}
    return tuple(
        FairList(
            one.kind,
            one.file,
            sum((one.file, line) not in lost for line, _ in one.document["rows"]),
        )
        for one in kept
    )


def look_at_opened(
    shop: Shop, opened: Opened, *, said: MappingAnswers = NOTHING_SAID, fair: str = ""
) -> Look:
    """The same for files that were opened already, with `said.kinds`."""
    with shop.store.reading() as reader:
        tables = with_memory(reader, opened.tables)
    here = lists_of_fair(shop, fair) if fair else ()
    # Of a kind that several lists seem to be it is asked which: it is not missing.
    rivals = {one.params["kind"] for one in opened.refusals if one.code == "table_twice"}
    kinds = {one.kind for one in here} | rivals
    mappings = tuple(mapping_of(table_with(table, said)) for table in tables)
    lacking = missing_tables(opened.tables, is_whole=False) if opened.tables else ()
    missing = [flaw for flaw in lacking if flaw.params["kind"] not in kinds]
    return Look(
        mappings,
        opened.unknown,
        (*opened.refusals, *missing),
        opened.fair,
        opened.unread,
        opened.rivals,
        here,
    )

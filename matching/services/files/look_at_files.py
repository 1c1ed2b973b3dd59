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
from matching.intake.opening import Opened, missing_tables, open_files
from matching.services.files.remembered import with_memory
from matching.services.shop.shop import Shop
from matching.store.fairs import read_received_tables


@dataclass(frozen=True, slots=True)
class Look:
    """What files are before anything is taken in.

    `mappings` has one entry for each table, in the order people, stands, offers. `unknown` are
    the files whose kind nobody knows yet. `refusals` are all reasons why the files cannot be
    taken in as they are, a missing table too; `unread` says why a file gives nothing.
    `fair` is that of `fair.toml`, if it came along.
    """

    mappings: tuple[FileMapping, ...]
    unknown: tuple[str, ...]
    refusals: tuple[FairError, ...]
    fair: Fair | None
    unread: tuple[FairError, ...] = ()


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
    return look_at_opened(shop, open_files(files, kinds=said.kinds), said=said, fair=fair)


def look_at_opened(
    shop: Shop, opened: Opened, *, said: MappingAnswers = NOTHING_SAID, fair: str = ""
) -> Look:
    """The same for files that were opened already, with `said.kinds`."""
    with shop.store.reading() as reader:
        tables = with_memory(reader, opened.tables)
        here = {kept.kind for kept in read_received_tables(reader, fair)} if fair else set()
    mappings = tuple(mapping_of(table_with(table, said)) for table in tables)
    missing = [flaw for flaw in missing_tables(opened.tables) if flaw.params["kind"] not in here]
    return Look(mappings, opened.unknown, (*opened.refusals, *missing), opened.fair, opened.unread)

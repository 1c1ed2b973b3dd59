"""Files of a fair read with all that is known: what was said before, what was mended by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.domain.fair import Fair
from matching.intake.folder import Received, read_tables
from matching.intake.mapping import MappingAnswers, table_with
from matching.intake.opening import Opened, must_be_usable
from matching.intake.replay import replayed
from matching.intake.tables.tables import Table
from matching.services.files.kept_tables import read_tables_of
from matching.services.files.remembered import with_memory
from matching.services.shop.shop import Shop


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What files gave; `fresh` are the tables that came, before anything of them was left out."""

    received: Received
    fresh: tuple[Table, ...]


def read_again(
    shop: Shop,
    opened: Opened,
    said: MappingAnswers,
    *,
    fair: Fair | None = None,
    is_whole: bool = True,
) -> FilesRead:
    """The fair in opened files; nothing is kept.

    Parameters
    ----------
    fair
        Stands in for a missing `fair.toml`.
    is_whole
        Whether a table that did not come is refused; else the fair's own stays.

    Raises
    ------
    FairError
        Those of `read_opened`.
    """
    fair = opened.fair or fair
    with shop.store.reading() as reader:
        before = _by_kind(read_tables_of(reader, fair.id)) if fair else {}
        known = with_memory(reader, opened.tables)
    fresh = tuple(table_with(table, said) for table in known)
    come = {table.kind for table in fresh}
    stay = tuple(table for kind, table in before.items() if not is_whole and kind not in come)
    again = tuple(
        replayed(table, before[table.kind]) if table.kind in before else table for table in fresh
    )
    frame = must_be_usable(opened, fair, (*again, *stay))
    return FilesRead(read_tables(frame, (*again, *stay), flaws=opened.flaws), fresh)


def _by_kind(tables: Mapping[str, Table]) -> dict[str, Table]:
    return {table.kind: table for table in tables.values()}

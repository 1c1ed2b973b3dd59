"""The log of what staff enter, change or take out by hand."""

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from matching.domain.edit import ByHand, Edit, EditAct, EditKind, TakenOut, by_hand
from matching.store import schema

_TABLE = schema.edits


def append_edit(writer: Connection, fair: str, edit: Edit) -> None:
    """Write one more line of the log."""
    row = {
        "fair": fair,
        "kind": edit.kind.value,
        "entry": edit.entry,
        "act": edit.act.value,
        "document": dict(edit.document),
        "edited_at": edit.at,
        "station": edit.station,
    }
    writer.execute(insert(_TABLE).values(row))


def read_edits(reader: Connection, fair: str) -> tuple[Edit, ...]:
    """Every act by hand of a fair, the first first."""
    query = select(_TABLE).where(_TABLE.c.fair == fair).order_by(_TABLE.c.number)
    return tuple(
        Edit(
            EditKind(row.kind),
            row.entry,
            EditAct(row.act),
            row.document,
            row.edited_at,
            row.station,
        )
        for row in reader.execute(query)
    )


def held_by_hand(reader: Connection, fair: str) -> dict[tuple[EditKind, str], ByHand]:
    """What holds of each entry that was edited by hand, by its kind and id."""
    return by_hand(read_edits(reader, fair))


def entries_out(
    reader: Connection, fair: str, *, kinds: Collection[EditKind] = tuple(EditKind)
) -> frozenset[tuple[EditKind, str]]:
    """What staff have taken out and not brought back since, by kind and id.

    Most fairs have none, and then their log is not read.
    """
    some = select(_TABLE.c.number).where(
        _TABLE.c.fair == fair, _TABLE.c.kind.in_(kinds), _TABLE.c.act == EditAct.REMOVE.value
    )
    if reader.execute(some.limit(1)).first() is None:
        return frozenset()
    held = held_by_hand(reader, fair)
    return frozenset(
        key for key, hand in held.items() if key[0] in kinds and hand.act is EditAct.REMOVE
    )


def taken_out(reader: Connection, fair: str) -> TakenOut:
    """What staff have taken out and not brought back since, each kind by itself."""
    return TakenOut.of(entries_out(reader, fair))


def people_out(reader: Connection, fair: str) -> frozenset[str]:
    """The people among them."""
    found = entries_out(reader, fair, kinds=(EditKind.JOBSEEKERS,))
    return frozenset(person for _, person in found)


def fairs_with_removals(reader: Connection) -> frozenset[str]:
    """The fairs of which something was ever taken out by hand."""
    query = select(_TABLE.c.fair).where(_TABLE.c.act == EditAct.REMOVE.value).distinct()
    return frozenset(reader.scalars(query))

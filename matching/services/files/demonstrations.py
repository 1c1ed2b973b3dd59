"""Which fairs are demonstrations: the examples, as long as nobody put lists of their own in."""

from collections.abc import Iterable

from sqlalchemy import Connection

from matching.domain.edit import EditKind
from matching.store import fairs
from matching.store.edits import read_edits
from matching.store.entries import walk_ins
from matching.store.settings import keep_setting, read_setting

SETTING = "demonstration"
"""Its name begins so; what it holds is the digest of the lists that the example came with."""


def note_demonstration(writer: Connection, fair: str) -> None:
    """Remember that what a fair holds now is an example, with people nobody is."""
    keep_setting(writer, f"{SETTING}.{fair}", fairs.digest_of(writer, fair) or "")


def is_demonstration(reader: Connection, fair: str) -> bool:
    """Whether the lists of a fair are still those of the example that it was opened from.

    Lists that anybody takes in later make it a fair like any other: real people are never taken
    for invented ones.
    """
    noted = read_setting(reader, f"{SETTING}.{fair}")
    return bool(noted) and noted == fairs.digest_of(reader, fair)


def invented(reader: Connection, fair: str, people: Iterable[str]) -> frozenset[str]:
    """Those of these people whom the lists of a demonstration brought, and nobody wrote anew.

    Who came to the door of it, or was entered or changed by hand, may be somebody.
    """
    if not is_demonstration(reader, fair):
        return frozenset()
    edits = read_edits(reader, fair)
    by_hand = {edit.entry for edit in edits if edit.kind is EditKind.JOBSEEKERS}
    return frozenset(people) - walk_ins(reader, fair) - by_hand

"""Files that Parvis wrote outside its store, and which of them still hold somebody."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from matching.services.shop.shop import Shop
from matching.store.people import erasure
from matching.store.people.erasure import Copy
from matching.store.sealing.sealed_file import connect, errors

BACKUP = "backup"
SHEETS = "sheets"
PERSON_FILE = "person_file"
EXPORT = "export"


def note_written(shop: Shop, kind: str, path: Path, *, fair: str = "", person: str = "") -> None:
    """Remember where a file with people in it was written: of a person, of a fair, or of all."""
    with shop.store.writing() as writer:
        copy = Copy(kind, str(path.absolute()), shop.clock(), fair, person)
        erasure.note_copy(writer, copy)


def still_holding(shop: Shop, fair: str, files: Collection[str]) -> tuple[Copy, ...]:
    """Copies that are still where they were written and hold one of these files of people.

    Of papers nobody can look into the pages: every one of the fair's is named, but for the own file
    of somebody else.
    """
    with shop.store.reading() as reader:
        copies = erasure.read_copies(reader)
    there = {copy.path: copy for copy in copies if Path(copy.path).exists()}
    return tuple(
        copy
        for copy in there.values()
        if copy.fair in ("", fair) and (not copy.person or copy.person in files)
        if copy.kind != BACKUP or _holds(Path(copy.path), fair, files)
    )


def _holds(backup: Path, fair: str, files: Collection[str]) -> bool:
    """Whether a backup has a row of somebody; one that cannot be read may have."""
    marks = ",".join("?" * len(files))
    asked = f"SELECT 1 FROM jobseekers WHERE fair = ? AND id IN ({marks}) LIMIT 1"  # noqa: S608 - only question marks are put in
    try:
        with closing(connect(backup, is_read_only=True)) as opened:
            return opened.execute(asked, (fair, *files)).fetchone() is not None
    except errors():
        return True

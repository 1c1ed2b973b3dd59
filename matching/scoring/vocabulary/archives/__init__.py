"""The official lists of trades and skills, read from the archives that publishers offer."""

from pathlib import Path

from matching.domain.errors import Invalid
from matching.scoring.vocabulary.archives.esco import is_esco, read_esco
from matching.scoring.vocabulary.archives.official_list import (
    Occupation,
    OfficialList,
    OfficialSkill,
)
from matching.scoring.vocabulary.archives.reading import open_archive
from matching.scoring.vocabulary.archives.rome import is_rome, read_rome

__all__ = ["Occupation", "OfficialList", "OfficialSkill", "read_archive"]


def read_archive(path: Path) -> OfficialList:
    """The official list of an archive: ROME 4.0 or ESCO in French, known by its content.

    Parameters
    ----------
    path
        The zip as published, a folder with its files, or one CSV file of ESCO.

    Raises
    ------
    Invalid
        With a code that begins with `invalid_archive_`; `params["field"]` names the file.
    """
    archive = open_archive(path)
    if is_rome(archive):
        return read_rome(archive)
    if is_esco(archive):
        return read_esco(archive)
    raise Invalid(archive.name, "archive_unknown")

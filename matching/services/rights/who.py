"""Whom an id tells of, whichever of their files bears it."""

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.store import fairs
from matching.store.people import duplicates, erasure
from matching.store.people.erasure import Identity


def who_is(reader: Connection, fair: str, person: str) -> Identity:
    """A person with all their files, the one that others were joined to first.

    Raises
    ------
    FairError
        `fair_unknown`, `person_unknown`.
    """
    fairs.read_fair(reader, fair)
    root = duplicates.joined(reader, fair).get(person, person)
    if root not in fairs.known_jobseekers(reader, fair):
        raise FairError("person_unknown", person=person, fair=fair)
    return erasure.identity_of(reader, fair, duplicates.files_of(reader, fair, root))

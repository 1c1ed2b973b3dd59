"""What is typed or touched at a screen, read by the rules of the files."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process

from matching.domain.errors import FairError, Invalid
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.intake.headings import columns
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.tables.sheets import Sheet
from matching.intake.tables.tables import FileRow, Table

_LONGEST = {"first_name": 60, "last_name": 60}
_LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class ReadFields:
    """A profile as it was understood, and what was not."""

    person: Jobseeker
    figures: Statistics
    flaws: tuple[Flaw, ...]


def read_fields(fair: Fair, fields: Mapping[str, str]) -> ReadFields:
    """A profile from columns of the list by name.

    Raises
    ------
    FairError
        `field_unknown` for a column that does not exist, `invalid_empty` without a first name;
        `invalid_name` for a text longer than anybody types.
    """
    for name, text in fields.items():
        if name not in columns("jobseekers"):
            near = process.extractOne(name, columns("jobseekers"))
            raise FairError("field_unknown", field=name, suggestion=near[0])
        most = _LONGEST.get(name, _LONGEST_TEXT)
        if len(text) > most:
            raise Invalid(name, "name", most=most)
    row = FileRow(2, tuple(fields.values()))
    # Somebody typed it on purpose: it is a person, however little it says.
    table = Table("jobseekers", "", tuple(fields), (row,), taken=frozenset({row.line}))
    people = gather_jobseekers([Sheet.of(table)], fair)
    if not people.jobseekers:
        raise FairError("invalid_empty", field="first_name")
    return ReadFields(people.jobseekers[0], people.statistics[0], tuple(people.seen.flaws))

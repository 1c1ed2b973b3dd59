from dataclasses import replace

import pytest
from babel import Locale
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.intake.cells.languages import (
    read_interpreter,
    read_languages,
    read_mother_tongue,
)
from matching.intake.entries.typed_entry import (
    cells_of,
    changed_entry,
    kind_of_record,
    read_typed_entry,
    values_of,
)
from matching.intake.exhibitors import Stands, gather_exhibitors
from matching.intake.folder import read_folder
from matching.intake.headings import columns
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.offers import gather_offers
from matching.intake.tables.sheets import Gathered, Sheet
from matching.intake.tables.tables import FileRow, Table
from matching.intake.written import written
from matching.services.files.examples import example_folder
from tests.fairs import morning_fair, small_entries

STAND = Exhibitor("agence", "Agence web", tables=2)
WHOLE = {
    "jobseekers": {"id": "p1", "first_name": "Amina", "last_name": "Díaz", "arrives": "9h15"},
    "exhibitors": {"id": "agence", "name": "Agence web", "tables": "2", "opens": "9h"},
    "offers": {"id": "o1", "exhibitor": "agence", "title": "Développeur", "hours": "matin"},
}
WORDS = st.sampled_from(
    ["oui", "non", "9h30", "midi", "17h", "B", "Cat. B", "aucun", "CDI; CDD", "temps partiel",
     "B1", "bon", "3", "0,5", "12/03/2027", "bac", "charges lourdes", "ar", "=1+1", "-", "x y z",
     "06 39 98 11 00", "a@b.fr", "35", "", "stage", "nuit; week-end"]
)  # fmt: skip


def file_of(kind, cells):
    """A file of one row, as a person would write it."""
    table = Table(kind, "liste.csv", tuple(cells), (FileRow(2, tuple(cells.values())),))
    return Sheet.of(replace(table, taken=frozenset({2})))


def read_file(kind, cells):
    sheet, fair = file_of(kind, cells), morning_fair()
    if kind == "jobseekers":
        people = gather_jobseekers([sheet], fair)
        figures = people.statistics[0] if people.statistics else None
        return next(iter(people.jobseekers), None), figures, people.seen.flaws
    if kind == "exhibitors":
        stands = gather_exhibitors([sheet], fair)
        return next(iter(stands.exhibitors), None), None, stands.seen.flaws
    offers = gather_offers([sheet], Stands(Gathered(), [STAND]))
    return next(iter(offers.offers), None), None, offers.seen.flaws


@st.composite
def edits(draw):
    kind = draw(st.sampled_from(sorted(WHOLE)))
    free = sorted({*columns(kind)} - {"id", "exhibitor"})
    return kind, draw(st.sampled_from(free)), draw(WORDS)


@given(edits())
def test_an_edit_writes_what_the_same_cell_in_the_file_would_have_written(edit):
    kind, column, cell = edit
    before, figures, _ = read_file(kind, WHOLE[kind])
    there, numbers, flaws = read_file(kind, {**WHOLE[kind], column: cell})
    changed = changed_entry(before, figures, {column: cell}, fair=morning_fair(), stands=[STAND])
    if there is None:
        assert changed.lost
        return
    assert values_of(before, figures) | dict(changed.fields) == values_of(there, numbers)
    assert {flaw.code for flaw in changed.flaws} == {flaw.code for flaw in flaws}


@given(edits())
def test_what_a_file_would_lose_is_named_as_lost(edit):
    kind, column, cell = edit
    before, figures, _ = read_file(kind, WHOLE[kind])
    assume(cell.strip() and cell != "-")
    changed = changed_entry(before, figures, {column: cell}, fair=morning_fair(), stands=[STAND])
    if column in changed.fields or changed.lost:
        return
    same = read_typed_entry(kind, {**cells_of(before, figures), column: cell}, fair=morning_fair(),
                            stands=[STAND])  # fmt: skip
    assert same.values[column] == values_of(before, figures)[column]


def test_every_entry_of_the_example_reads_back_from_its_cells():
    read = read_folder(example_folder("mosson"))
    figures = {figure.person: figure for figure in read.statistics}
    for record in (*read.jobseekers, *read.exhibitors, *read.offers):
        cells = cells_of(record, figures.get(record.id))
        kind = kind_of_record(record)
        told = {name: cell for name, cell in cells.items() if name in columns(kind)}
        again = read_typed_entry(kind, told, fair=read.fair, stands=read.exhibitors)
        assert again.record == record
        assert again.figures == figures.get(record.id)


@pytest.mark.parametrize(
    ("record", "typed", "code"),
    [
        (small_entries().jobseekers["amina"], {"first_name": " "}, "first_name_missing"),
        (small_entries().jobseekers["chloe"], {"arrives": "10h"}, "invalid_hours"),
        (small_entries().jobseekers["amina"], {"consent_contact": "bof"}, "consent_unread"),
        (STAND, {"tables": "0"}, "invalid_range"),
        (Offer("o1", "agence", "Vente"), {"age_min": "18"}, "invalid_age_without_ground"),
    ],
)  # fmt: skip
def test_an_edit_that_would_lose_something_says_what(record, typed, code):
    changed = changed_entry(record, None, typed, fair=morning_fair(), stands=[STAND])
    assert [flaw.code for flaw in changed.lost] == [code]


def test_every_language_is_written_by_its_name_and_read_back():
    codes = [code for code in Locale("fr").languages if "_" not in code]
    for code in (*codes, "ber", "crp", "fsl", "prs"):
        name = written((code, "fr"), "languages")
        assert read_languages(name).value == tuple(dict.fromkeys((code, "fr")))
        assert read_mother_tongue(written(code, "language")).value == code
        assert read_interpreter(written(code, "interpreter")).value == code
    assert [written(code, "language") for code in ("ff", "uk", "vi")] == [
        *("peul", "ukrainien", "vietnamien")
    ]

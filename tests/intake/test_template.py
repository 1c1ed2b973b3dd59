"""The workbook to fill: in step with the columns, and read back word for word."""

from dataclasses import fields
from io import BytesIO

import pytest
from hypothesis import given
from openpyxl import load_workbook

from matching.domain.jobseeker import Jobseeker
from matching.intake.folder import read_files, read_tables
from matching.intake.headings import KINDS, canonical, columns
from matching.intake.opening import open_files
from matching.intake.template import EXAMPLES, RECORDS, drop_down, example_row, headings, template
from matching.intake.written import written
from matching.services.shop.profile_fields import read_fields
from tests.examples import examples
from tests.strategies import FAIR, PEOPLE


@pytest.mark.parametrize("kind", KINDS)
def test_every_declared_column_has_its_heading_and_no_other(kind):
    assert [canonical(kind, heading) for heading in headings(kind)] == list(columns(kind))
    declared = {one.name for record in RECORDS[kind] for one in fields(record)} - {"person"}
    assert set(columns(kind)) == declared


@pytest.mark.parametrize("kind", KINDS)
def test_example_row_fills_what_may_be_filled(kind):
    empty = [
        column for column, cell in zip(columns(kind), example_row(kind), strict=True) if not cell
    ]
    of_workshops = {"session_starts", "led_by", "room", "group_min", "sessions_max"}
    of_other_offers = {"skills_taught", "publics", "themes"} | of_workshops
    asked_by_few = {"age_max", "titles_required", "experience_min", "diploma_ground"}
    left = {"offers": of_other_offers | asked_by_few, "exhibitors": {"map_x", "map_y"}}
    assert set(empty) == left.get(kind, set())


def test_example_row_that_somebody_left_becomes_nobody():
    book = load_workbook(BytesIO(template()))
    rows = {"Visiteurs": {"Prénom": "Ana"}, "Exposants": {"Nom": "Mairie"},
            "Offres": {"Exposant": "Mairie", "Intitulé": "Accueil"}}  # fmt: skip
    for name, cells in rows.items():
        places = {cell.value: cell.column for cell in book[name][1]}
        for heading, cell in cells.items():
            book[name].cell(3, places[heading], cell)
    content = BytesIO()
    book.save(content)
    received = read_files({"rempli.xlsx": content.getvalue()}, fair=FAIR)
    assert [person.first_name for person in received.jobseekers] == ["Ana"]
    assert [stand.name for stand in received.exhibitors] == ["Mairie"]
    assert [offer.title for offer in received.offers] == ["Accueil"]
    assert [flaw.code for flaw in received.flaws].count("row_example") == len(KINDS)


def test_the_importer_gives_back_exactly_the_example_row():
    opened = open_files({"modele.xlsx": template()}, kinds={})
    received = read_tables(FAIR, [table.taking(2) for table in opened.tables])
    assert received.flaws == ()
    (person,) = received.jobseekers
    assert _fields(person) == _fields(EXAMPLES["jobseekers"][0])
    assert received.statistics == EXAMPLES["jobseekers"][1:]
    assert received.exhibitors == EXAMPLES["exhibitors"]
    assert received.offers == EXAMPLES["offers"]


def _fields(record):
    return {one.name: getattr(record, one.name) for one in fields(record)}


def test_a_sheet_a_table_with_drop_downs_that_take_other_words_too():
    book = load_workbook(BytesIO(template()))
    assert book.sheetnames == ["Visiteurs", "Exposants", "Offres"]
    for sheet, kind in zip(book.worksheets, KINDS, strict=True):
        offered = [column for column in columns(kind) if drop_down(kind, column)]
        rules = sheet.data_validations.dataValidation
        assert len(rules) == len(offered)
        assert not any(rule.showErrorMessage for rule in rules)
        assert sheet.max_row == 2


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_of_a_drop_down_is_understood(kind):
    offered = {column: drop_down(kind, column) for column in columns(kind)}
    book = load_workbook(BytesIO(template()))
    sheet = book[book.sheetnames[KINDS.index(kind)]]
    for line in range(max(map(len, offered.values()))):
        row = dict(zip(columns(kind), example_row(kind), strict=True)) | {"id": f"exemple-{line}"}
        words = {
            column: words[line % len(words)]
            for column, words in offered.items()
            if words and not column.startswith("diploma_m")
        }
        sheet.append(list((row | words).values()))
    buffer = BytesIO()
    book.save(buffer)
    opened = open_files({"modele.xlsx": buffer.getvalue()}, kinds={})
    flaws = read_tables(FAIR, [table.taking(2) for table in opened.tables]).flaws
    about_rows = {"person_maybe_twice", "licence_not_held", "exhibitor_joined"}
    assert [flaw for flaw in flaws if flaw.code not in about_rows] == []


@examples(200)
@given(PEOPLE)
def test_what_is_written_of_a_person_reads_back_as_the_same(person):
    names = [one.name for one in fields(Jobseeker) if one.name != "id"]
    read = read_fields(FAIR, {name: written(getattr(person, name), name) for name in names})
    for name in names:
        assert _unordered(getattr(read.person, name)) == _unordered(getattr(person, name)), name


def _unordered(value):
    return sorted(value) if isinstance(value, tuple) else value

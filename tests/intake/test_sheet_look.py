"""A sheet whose extent is not said plainly is never laid out whole."""

import pytest

from matching.intake.tables.books.sheet_look import look

ANA = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"/></row>'


def extent(more=b""):
    return look(ANA + more + b"</sheetData>").extent


def test_extent_is_the_last_line_and_the_number_of_columns():
    assert extent() == (3, 3)
    assert extent(b'<x:row r="90"><x:c r="AA90"/></x:row>') == (90, 27)
    assert extent(b'<row r="7"/>') == (7, 3)


@pytest.mark.parametrize(
    "forged",
    [
        b'<row r="100000000000"><c r="A100000000000"/></row>',
        b'<row r="100000000000"><c/></row>',
        b'<row r="4"><c r="a4294967295"/></row>',
        b'<row r="4"><c r="A&#52;294967295"/></row>',
        b'<row r="4"><c r="A4" r="A4294967295"/></row>',
        b'<row r="4"><c s=">" r="A4294967295"/></row>',
        b'<row r="4"><c r = "A4294967295"/></row>',
        b'<a-b:row r="4294967295"/>',
        b'<a-b:row><a-b:c r="A99999999"/></a-b:row>',
        b"<row><c/></row>",
    ],
)
def test_a_place_that_is_not_said_plainly_leaves_the_extent_unknown(forged):
    assert extent(forged) is None


def test_a_sheet_in_another_encoding_says_no_extent():
    assert look(ANA.decode().encode("utf-16")).extent is None

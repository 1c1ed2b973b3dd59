"""Small files of a fair, built by the tests."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, time
from io import BytesIO, StringIO

from openpyxl import Workbook

from matching.domain.fair import Fair
from matching.intake.folder import Received, read_files, read_tables
from matching.intake.tables.layout import read_table

FAIR = Fair(
    "essai-2023",
    "Forum d'essai",
    date(2023, 6, 30),
    time(9, 30),
    time(17),
    breaks=((time(12, 30), time(13, 30)),),
)
FAIR_TOML = """format = "parvis-fair/1"
id = "essai-2023"
title = "Forum d'essai"
date = 2023-06-30
opens = 09:30:00
closes = 17:00:00
breaks = [["12:30", "13:30"]]
"""
JOBSEEKERS = "id;first_name\nj1;Ana\n"
EXHIBITORS = "id;name\nmairie;Mairie\ncfa;CFA du Parc\n"
OFFERS = "id;exhibitor;title\no1;mairie;Agent d'accueil\n"


def received(
    *, jobseekers: object = JOBSEEKERS, exhibitors: object = EXHIBITORS, offers: object = OFFERS
) -> Received:
    """A fair read from three tables, each a text, bytes, or a list of rows for a workbook."""
    contents = {"jobseekers": jobseekers, "exhibitors": exhibitors, "offers": offers}
    tables = [
        read_table(
            kind, f"{kind}{'.xlsx' if isinstance(content, list) else '.csv'}", _bytes(content)
        )
        for kind, content in contents.items()
    ]
    return read_tables(FAIR, [table for table, _ in tables])


def files(**contents: object) -> Mapping[str, bytes]:
    """The four files of a fair by name, some of them replaced."""
    given = {
        "fair.toml": FAIR_TOML,
        "jobseekers.csv": JOBSEEKERS,
        "exhibitors.csv": EXHIBITORS,
        "offers.csv": OFFERS,
    }
    given |= {name.replace("_", "."): content for name, content in contents.items()}
    return {name: _bytes(content) for name, content in given.items() if content is not None}


def read(**contents: object) -> Received:
    return read_files(files(**contents))


def one_cell(kind: str, heading: str, cell: str) -> Received:
    """A fair in which one row holds one more cell."""
    start = {
        "jobseekers": ("id;first_name", "j1;Ana"),
        "exhibitors": ("id;name", "mairie;Mairie"),
        "offers": ("id;exhibitor;title", "o1;mairie;Agent d'accueil"),
    }[kind]
    quoted = '"' + cell.replace('"', '""') + '"'
    return received(**{kind: f"{start[0]};{heading}\n{start[1]};{quoted}\n"})


def codes(report: Received) -> list[str]:
    return [flaw.code for flaw in report.flaws]


def workbook(rows: Sequence[Sequence[object]], *, sheets: Sequence[str] = ("Feuil1",)) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = sheets[0]
    for row in rows:
        sheet.append(list(row))
    for name in sheets[1:]:
        book.create_sheet(name)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def tabs(**rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with a tab for each name."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in lines:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _bytes(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else workbook(content)


def csv_of(table):
    """The cells of a table that was read, as a CSV file."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows([table.headings, *(row.cells for row in table.rows)])
    return text.getvalue().encode("utf-8-sig")

"""Ten thousand rows, as CSV and as a workbook: five seconds of CPU, beside openpyxl alone."""

import csv
import time
from io import BytesIO, StringIO
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from matching.intake.folder import read_files
from tests.intake.sheets import EXHIBITORS, FAIR_TOML, OFFERS

ROWS = 10_000
MOST_SECONDS = 5.0
HEADINGS = [
    *("Nom", "Prénom", "Tél", "Email", "Métier recherché", "Niveau de français", "Permis"),
    *("Contrat", "Arrivée", "Commune", "Date de naissance", "Consentement"),
]


def people():
    random = Random(2026)
    for place in range(ROWS):
        yield [
            f"Nom{place}", f"Prénom{place}", f"06{39980000 + place:08d}", f"a{place}@exemple.fr",
            random.choice(["cuisine", "vente", "agent d'accueil", "bâtiment"]),
            random.choice(["A1", "B1", "B2"]), random.choice(["B", "non", ""]),
            random.choice(["CDI", "CDD;CDI"]), random.choice(["9h", "14h30", ""]),
            random.choice(["Lyon", "Massy"]), "12/03/1990", random.choice(["oui", "non"]),
        ]  # fmt: skip


def as_csv():
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([HEADINGS, *people()])
    return text.getvalue().encode()


def as_workbook():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Feuil1")
    for row in [HEADINGS, *people()]:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def openpyxl_alone(content):
    started = time.process_time()
    sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) == ROWS + 1
    return time.process_time() - started


@pytest.mark.benchmark
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_ten_thousand_rows_are_read_in_five_seconds(suffix):
    content = as_csv() if suffix == "csv" else as_workbook()
    files = {"fair.toml": FAIR_TOML, "exhibitors.csv": EXHIBITORS, "offers.csv": OFFERS}
    given = {name: text.encode() for name, text in files.items()}
    started = time.process_time()
    received = read_files({**given, f"jobseekers.{suffix}": content})
    spent = time.process_time() - started
    assert len(received.jobseekers) == ROWS
    peer = openpyxl_alone(as_workbook())
    print(  # noqa: T201 - the numbers are what a benchmark is run for
        f"{suffix}: {spent:.2f} s of CPU; openpyxl reading the cells alone {peer:.2f} s"
    )
    assert spent <= MOST_SECONDS

"""What a text wants, can, needs and refuses, several in one sentence."""

import csv
from pathlib import Path

import pytest

from tests.scoring.vocabularies import real_reader

READER = real_reader()
PHRASES = list(
    csv.DictReader(
        Path(__file__).with_name("statements.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)
INTENTS = ("wants", "can", "needs", "refuses")


def told(statement):
    """All that a statement says, as written in `statements.tsv`."""
    for intent in INTENTS:
        for said in getattr(statement, intent):
            for code in said.codes:
                yield f"{intent} {said.about} {code}"
    for study in statement.studies:
        level = study.level or "-"
        yield f"studies {level}"
        for said in study.field:
            yield f"studies {level} *"
            yield from (f"studies {level} {code}" for code in said.codes)


def intents(told):
    return {line.split()[0] for line in told}


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["phrase"])
def test_a_phrase_says_what_its_writer_means(row):
    expected = set(filter(None, row["said"].split(";")))
    found = set(told(READER.statement(row["phrase"])))
    assert expected <= found
    assert intents(found) == intents(expected)

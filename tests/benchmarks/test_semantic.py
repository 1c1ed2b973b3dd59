"""Skills by meaning: what the optional encoder adds on synonyms of ESCO skills."""

import csv
import time
from random import Random

import pytest

from matching.scoring import Reader, Vocabulary
from matching.scoring.reading.semantic import Senses, find_encoder
from matching.scoring.vocabulary.archives import read_archive
from matching.services.shop.shipped import shipped

ASKED = 400
HELD_OUT = 2026  # seed of the queries asked


@pytest.fixture(scope="module")
def reader(real_data, tmp_path_factory):
    """ESCO skills by their preferred labels alone, so that every synonym is unseen."""
    with (real_data / "esco_fr" / "skills_fr.csv").open(encoding="utf-8") as file:
        rows = [(row["conceptUri"], row["preferredLabel"], "") for row in csv.DictReader(file)]
    path = tmp_path_factory.mktemp("esco") / "skills_fr.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("conceptUri", "preferredLabel", "altLabels"), *rows])
    vocabulary = Vocabulary.read(shipped("data/reference"))
    return Reader(vocabulary.with_lists(read_archive(path)))


@pytest.fixture(scope="module")
def asked(real_data):
    with (real_data / "eval" / "esco_skill_altlabels.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Random(HELD_OUT).sample(rows, ASKED)


def accuracy(reader, asked):
    first = among = 0
    for row in asked:
        codes = [one.code for one in reader.understand(row["query"], kind="skill").candidates]
        first += codes[:1] == [row["uri"]]
        among += row["uri"] in codes[:5]
    return first / len(asked), among / len(asked)


def test_meaning_finds_more_synonyms_than_letters(reader, asked, measured):
    encoder = find_encoder().encoder
    if encoder is None:
        pytest.skip(f"parvis[semantic] is not usable here: {find_encoder().reason}")
    began = time.process_time()
    senses = Senses.make(encoder, reader.lexicon("skill").phrases)
    measured("encode the skills, once", "CPU s", time.process_time() - began)
    measured("encoded skills", "MB kept", len(senses.to_bytes()) / 1e6)
    by_meaning = reader.with_senses(senses, encoder)
    letters = accuracy(reader, asked)
    began = time.process_time()
    meaning = accuracy(by_meaning, asked)
    measured("a skill phrase by meaning", "CPU ms", (time.process_time() - began) / ASKED * 1e3)
    for name, found in (("letters and words", letters), ("meaning too", meaning)):
        measured(
            f"ESCO skill synonyms, {name}", "acc@1 / acc@5", f"{found[0]:.3f} / {found[1]:.3f}"
        )
    assert meaning[0] >= 0.64
    assert meaning[1] >= 0.81
    assert meaning > letters

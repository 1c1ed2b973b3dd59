"""The coverage of skills on real adverts: their coded skills must find their ROME sheet back."""

import json
from statistics import mean
from types import SimpleNamespace

import pytest

from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.scoring import Scorer, Vocabulary, default_weights
from matching.scoring.profiles.coverage import coverage
from matching.scoring.profiles.profiles import KnownSkill
from matching.scoring.profiles.rarity import Rarity
from matching.scoring.vocabulary.archives import read_archive
from tests.scoring.vocabularies import REFERENCE

EXIGENCE = {"E": "required", "S": "desired"}


@pytest.fixture(scope="module")
def vocabulary(real_data):
    own = Vocabulary.read(REFERENCE)
    return own.with_lists(read_archive(real_data / "rome" / "RefRomeCsv_v460.zip"))


@pytest.fixture(scope="module")
def adverts(real_data):
    lines = (real_data / "eval" / "advert_skills_to_rome.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def sheets(vocabulary):
    """Each ROME sheet as someone who has every skill of it."""
    whole = {}
    for trade in vocabulary.trades.values():
        if trade.source == "rome":
            skills = {name: KnownSkill(1.0, name) for name in trade.skills}
            groups = {vocabulary.skills[name].group: KnownSkill(1.0, name) for name in skills}
            whole[trade.rome] = SimpleNamespace(skills=skills, groups=groups, core=set(trade.core))
    return whole


def ranked(advert, sheets, worth):
    """Codes from the best sheet to the worst; the order of codes breaks ties."""
    found = {rome: worth(advert, sheet) for rome, sheet in sheets.items()}
    return sorted(found, key=lambda rome: (-round(found[rome], 9), rome))


def accuracy(adverts, sheets, worth, first):
    hits = sum(one["rome"] in ranked(one, sheets, worth)[:first] for one in adverts)
    return hits / len(adverts)


def overlap(advert, sheet):
    return sum(f"rome:{skill['code']}" in sheet.skills for skill in advert["skills"])


def formula(vocabulary):
    """How much of an advert a sheet covers, by the product's own weights and coverage."""
    weights = default_weights()
    rarity = Rarity(vocabulary, weights)
    same_parent = weights.credit["same_parent"]

    def worth(advert, sheet):
        asked = {f"rome:{skill['code']}": EXIGENCE[skill["exigence"]] for skill in advert["skills"]}
        needs = [
            rarity.need(name, exigence=exigence, core=name in sheet.core)
            for name, exigence in asked.items()
        ]
        return coverage(needs, sheet, same_parent).share

    return worth


def test_the_coverage_finds_the_sheet_of_real_adverts(vocabulary, adverts, measured):
    known = sheets(vocabulary)
    figures = {}
    for name, worth in (("raw overlap", overlap), ("coverage", formula(vocabulary))):
        for first in (1, 5):
            figures[name, first] = accuracy(adverts, known, worth, first)
            measured(f"advert skills to ROME: {name}", f"acc@{first}", figures[name, first])
    measured("advert skills to ROME", "adverts", len(adverts))
    assert figures["coverage", 1] >= 0.57
    assert figures["coverage", 1] > figures["raw overlap", 1]
    assert figures["coverage", 5] > figures["raw overlap", 5]


def test_official_competences_tell_the_right_people_from_others(vocabulary, adverts, measured):
    """Somebody who has done each of our trades beside each advert, with its competences or not."""
    scorer, own = Scorer(vocabulary), Vocabulary.read(REFERENCE)
    trades = {trade.rome: trade for trade in own.trades.values()}
    people = {
        rome: scorer.read_person(
            Jobseeker(
                rome,
                "x",
                wishes=(trade.labels["fr"],),
                skills=core_of(trade, own),
                experience=(f"{trade.labels['fr']} 3 ans",),
            )
        )
        for rome, trade in trades.items()
    }
    contrast = {}
    for with_competences in (False, True):
        right, others = [], []
        for advert in (one for one in adverts if one["rome"] in trades):
            listed = tuple(skill["label"] for skill in advert["skills"] if with_competences)
            title = trades[advert["rome"]].labels["fr"]
            offer = scorer.read_offer(
                Offer("o", "e", title, rome=advert["rome"], skills_desired=listed)
            )
            for rome, person in people.items():
                value = scorer.score(person, offer).value
                (right if rome == advert["rome"] else others).append(value)
        contrast[with_competences] = mean(right) / mean(others)
        said = "with" if with_competences else "without"
        measured(
            f"scores, {said} official competences",
            "right people; others",
            f"{mean(right):.3f}; {mean(others):.3f}",
        )
    assert contrast[True] > contrast[False]


def core_of(trade, vocabulary):
    return tuple(vocabulary.skills[name].labels["fr"] for name in trade.core)

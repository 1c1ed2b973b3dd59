import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from matching.domain.levels import FrenchLevel
from matching.domain.terms import Contract
from matching.phrases import say
from matching.scoring import scores_json
from tests.scoring.pairs import FAIR, person, ready_offer, ready_person, stand
from tests.scoring.vocabularies import small_scorer

ROOT = Path(__file__).parents[2]


def document():
    scorer = small_scorer()
    people = [
        ready_person(id="p2", french_level=FrenchLevel.A2),
        person(id="p1", skills=("anglais", "html"), contracts=(Contract.CDD,)),
    ]
    offers = [ready_offer(id="o2"), ready_offer(id="o1", french_level_min=FrenchLevel.B1)]
    scores = scorer.score_all(
        [scorer.read_person(one, None, FAIR) for one in people],
        [scorer.read_offer(one, stand()) for one in offers],
    )
    return scores_json(
        scores,
        version=scorer.version,
        say=lambda code, params: say(code, "fr", **params),
    )


def test_the_document_has_the_agreed_shape():
    made = json.loads(json.dumps(document()))
    assert made["format"] == "parvis-scores/1"
    assert made["version"] == small_scorer().version
    assert [(one["person"], one["offer"]) for one in made["scores"]] == [
        ("p1", "o1"),
        ("p1", "o2"),
        ("p2", "o1"),
        ("p2", "o2"),
    ]
    for one in made["scores"]:
        assert one["value"] == pytest.approx(
            sum(reason["contribution"] for reason in one["reasons"]), abs=1e-9
        )
        assert one["stand"] == "s1"


def test_a_refusal_and_a_question_are_said_in_words():
    first, _, third, _ = document()["scores"]
    assert (first["verdict"], third["verdict"]) == ("ask", "closed")
    assert first["ask"][0]["params"] == {"wanted": ["cdd"], "offered": ["cdi"]}
    assert first["ask"][1]["field"] == "french_level"
    assert first["ask"][1]["text"] == "Quel est votre niveau de français\u202f? Ici, il faut B1."
    assert third["closed_by"][0]["text"].startswith("Il faut le niveau B1 en français.")


def test_a_reason_quotes_the_person_s_words():
    texts = [reason["text"] for reason in document()["scores"][3]["reasons"]]
    assert any("Vous avez dit\u00a0: «\u00a0dev web\u00a0»" in text for text in texts)


@pytest.mark.slow
def test_another_process_with_other_hashing_writes_the_same_bytes():
    program = (
        "import json; from tests.scoring.test_scores_json import document;"
        "print(json.dumps(document()))"
    )
    here = os.environ.get("PYTHONHASHSEED")
    written = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "2" if here == "1" else "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert written.strip() == json.dumps(document())

"""What is private may be written or swapped inside any text: nothing that counts moves."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.pairs import offer, person, score
from tests.scoring.vocabularies import real_reader

READER = real_reader()
PHRASES = [
    line
    for line in Path(__file__)
    .with_name("private_phrases.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
WORK = (
    "soudeur",
    "je cherche du ménage",
    "cuisinier, pas le soir",
    "plombier ou maçon",
    "vendeuse le samedi",
    "passer le permis, chauffeur livreur",
    "je veux plus faire de plonge, jardinier",
)
BESIDE = ("{work}, {private}", "{private}, {work}", "{work}. {private}", "{private} et {work}")
BESIDE += ("{work} mais {private}", "{work} ({private})", "{work} {private}")
BESIDE += ("{work}, {private}, {other}",)
private = st.sampled_from(PHRASES)
work = st.sampled_from(WORK)


def said(text):
    """All that is read in a text, quotes too, in no order."""
    statement = READER.statement(text)
    found = {
        (intent, each)
        for intent in ("wants", "can", "needs", "refuses")
        for each in getattr(statement, intent)
    }
    return found | {("studies", study) for study in statement.studies}


def test_the_list_is_long():
    assert len(set(PHRASES)) >= 300


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_private_phrase_says_nothing(phrase):
    for written in (phrase, phrase.upper()):
        assert said(written) == set()
        for kind in ("occupation", "skill"):
            assert READER.understand(written, kind=kind).candidates == ()


@pytest.mark.parametrize("form", BESIDE)
@given(work=work, other=work, phrase=private, swapped=private)
def test_a_private_phrase_inside_a_text_changes_nothing(form, work, other, phrase, swapped):
    alone = said(f"{work}, {other}" if "{other}" in form else work)
    for written in (phrase, swapped, phrase.lower()):
        assert said(form.format(work=work, private=written, other=other)) == alone


@given(work=work, phrase=private, form=st.sampled_from(BESIDE[:5]))
def test_no_score_verdict_or_reason_moves(work, phrase, form):
    edited = form.format(work=work, private=phrase)
    job = offer(title="Cuisinier", skills_required=("cuisine",))
    for where in ("wishes", "experience"):
        told, hidden = (person(**{where: (text,)}) for text in (work, edited))
        assert score(hidden, job) == score(told, job)
        assert score(replace(hidden, skills=(phrase,)), job) == score(told, job)

"""Every code that scoring can answer has its sentence, and its placeholders are provided."""

from string import Formatter

import pytest
from hypothesis import given

from matching.phrases import LANGUAGES, codes, say
from matching.scoring import BANDS
from matching.scoring.criteria import GATES, WEIGHINGS
from tests.examples import examples
from tests.scoring.pairs import score
from tests.scoring.test_score import OFFERS, PEOPLE

DECLARED = {
    **{f"reason.{code}": params for one in WEIGHINGS for code, params in one.reasons.items()},
    **{f"bar.{code}": params for gate in GATES for code, params in gate.bars.items()},
    **{f"question.{code}": params for gate in GATES for code, params in gate.questions.items()},
    **{f"criterion.{one.name}": () for one in WEIGHINGS},
    **{f"band.{name}": () for name in BANDS},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "params"), sorted(DECLARED.items()))
def test_a_code_has_a_sentence_whose_placeholders_are_provided(code, params, language):
    sentence = say(code, language, **dict.fromkeys(params, "x"))
    assert sentence
    assert "%" not in sentence
    assert not [name for _, name, _, _ in Formatter().parse(sentence) if name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_for_a_code_that_no_longer_exists(language):
    ours = ("reason.", "bar.", "question.", "criterion.", "band.")
    assert {code for code in codes(language) if code.startswith(ours)} == set(DECLARED)


@examples(200)
@given(someone=PEOPLE, something=OFFERS)
def test_every_answer_is_declared_with_its_params_and_can_be_said(someone, something):
    found = score(someone, something)
    answers = [
        *((f"reason.{one.code}", one.params) for one in found.reasons),
        *((f"bar.{one.code}", one.params) for one in found.closed_by),
        *((f"question.{one.code}", one.params) for one in found.ask),
    ]
    for code, params in answers:
        assert set(params) <= set(DECLARED[code])
        assert say(code, "fr", **params)

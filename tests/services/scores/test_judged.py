"""What the store keeps of the judgements behind a plan: equal to judging afresh, or not used."""

import pytest

from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.judged import KeptJudged, read_judged
from matching.services.scores.opportunities import (
    frame_of,
    made_from,
    made_from_now,
    said_by_each,
)
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.scores.sentences import phrase
from matching.services.scores.set_weights import set_weights, weights_view
from matching.store import fairs
from matching.store.people.answers import keep_answers
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def entries_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def judged(shop):
    return read_judged(shop, entries_of(shop))


def afresh(shop):
    return live_basis(shop.store.address, entries_of(shop), scorer_of(shop, MOSSON))


def said(bar):
    """A bar as people read it: words that are kept lose nothing of what they are."""
    return bar.code, list(bar.params), phrase(f"bar.{bar.code}", bar.params, "fr")


def all_of(found):
    """Everything that planning and explaining ask of what was judged."""
    matrix, worth = found.matrix, worth_meeting(found, found.matrix)
    pairs = [(person, offered.offer) for person in matrix.people for offered in matrix.offers]
    return (
        matrix.people,
        matrix.offers,
        matrix.values.tolist(),
        matrix.verdicts.tolist(),
        worth.matrix.verdicts.tolist(),
        worth.most,
        found.floor,
        {pair: [said(bar) for bar in found.bars(*pair)] for pair in pairs},
        {person: (found.guesses(person), found.said_nothing(person)) for person in matrix.people},
    )


def test_what_the_plan_kept_is_what_is_judged_afresh_to_the_last_bit(shop):
    kept = judged(shop)
    assert isinstance(kept, KeptJudged)
    assert all_of(kept) == all_of(afresh(shop))


def test_whoever_has_said_something_since_is_judged_afresh_until_a_plan_keeps_it(shop):
    with shop.store.writing() as writer:
        keep_answers(writer, MOSSON, "p01", {"wishes": ["soudeur"]}, at=shop.clock())
    assert not isinstance(judged(shop), KeptJudged)
    draw_plan(shop, MOSSON, seconds=5)
    assert isinstance(judged(shop), KeptJudged)
    assert all_of(judged(shop)) == all_of(afresh(shop))


def test_other_weights_judge_afresh(shop):
    knob = next(knob for knob in weights_view(shop, MOSSON).knobs if knob.code == "shares.trade")
    set_weights(shop, MOSSON, {knob.code: knob.value + 1})
    assert not isinstance(judged(shop), KeptJudged)


def test_a_fair_of_too_many_pairs_keeps_nothing_and_is_judged_afresh(shop, monkeypatch):
    monkeypatch.setattr("matching.services.scores.kept_scores._MOST_PAIRS", 10)
    with shop.store.writing() as writer:
        keep_answers(writer, MOSSON, "p01", {"wishes": ["soudeur"]}, at=shop.clock())
    draw_plan(shop, MOSSON, seconds=5)
    assert not isinstance(judged(shop), KeptJudged)


def test_a_digest_is_made_anew_of_whoever_is_not_as_before_and_of_nobody_else(shop):
    before = made_from_now(entries_of(shop), "v1")
    with shop.store.writing() as writer:
        keep_answers(writer, MOSSON, "p01", {"radius_km": 3}, at=shop.clock())
    now = entries_of(shop)
    after = made_from_now(now, "v1")
    assert after == {
        person: made_from(frame_of(now, "v1"), said) for person, said in said_by_each(now)
    }
    assert [person for person in after if after[person] is not before[person]] == ["p01"]
    assert set(made_from_now(now, "v2").values()).isdisjoint(after.values())

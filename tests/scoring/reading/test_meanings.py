"""Words that may mean several trades: asked, and taken as the person has confirmed them."""

import pytest

from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.scoring.reading.meanings import (
    MOST_READINGS,
    NONE,
    as_written,
    confirmed_by,
    meant_by,
    unclear_words,
)
from tests.scoring.pairs import FAIR
from tests.scoring.vocabularies import shipped_scorer

UNCLEAR = ("conducteur", "je cherche un poste d'assistante", "agent", "agent polyvalent", "vente")


def someone(*wishes, meanings=(), experience=()):
    return Jobseeker(
        id="x", first_name="X", wishes=wishes, meanings=meanings, experience=experience
    )


def asked(person):
    return unclear_words(person, shipped_scorer().reader)


def label(trade):
    return shipped_scorer().vocabulary.trades[trade].labels["fr"]


@pytest.mark.parametrize("wish", UNCLEAR)
def test_words_for_several_trades_are_asked_with_at_most_three(wish):
    [unclear] = asked(someone(wish))
    assert unclear.words in wish
    assert 2 <= len(unclear.trades) <= MOST_READINGS


@pytest.mark.parametrize(
    "wish", ["cariste", "refaire mon CV", "n'importe quoi", "xqzt", "plus jamais la vente", ""]
)
def test_what_is_clear_a_need_a_refusal_or_nothing_is_not_asked(wish):
    assert asked(someone(*filter(None, [wish]))) == ()


@pytest.mark.parametrize("wish", UNCLEAR)
def test_each_reading_that_is_confirmed_is_the_trade_that_is_wished_and_is_asked_no_more(wish):
    [unclear] = asked(someone(wish))
    for trade in unclear.trades:
        person = someone(wish, meanings=(as_written(unclear.words, label(trade)),))
        read = shipped_scorer().read_person(person, None, FAIR)
        assert [(claim.id, claim.confidence) for claim in read.trades] == [(trade, 1.0)]
        assert read.trades[0].text in wish
        assert asked(person) == ()


@pytest.mark.parametrize("wish", UNCLEAR)
def test_none_of_them_leaves_no_trade_and_is_asked_no_more(wish):
    [unclear] = asked(someone(wish))
    person = someone(wish, meanings=(as_written(unclear.words, NONE),))
    assert shipped_scorer().read_person(person, None, FAIR).trades == ()
    assert asked(person) == ()


def test_a_past_in_unclear_words_is_asked_too_and_counts_as_confirmed():
    meant = as_written("conducteur", label("truck-driver"))
    person = someone(experience=("conducteur 4 ans",), meanings=(meant,))
    assert [one.words for one in asked(someone(experience=("conducteur 4 ans",)))] == ["conducteur"]
    read = shipped_scorer().read_person(person, None, FAIR)
    assert [claim.id for claim in read.held] == ["truck-driver"]


def test_a_name_that_no_vocabulary_holds_leaves_words_as_open_as_they_were():
    person = someone("conducteur", meanings=("conducteur = zorglub",))
    assert confirmed_by(person, shipped_scorer().reader) == {}
    assert asked(person) == asked(someone("conducteur"))


def test_what_is_kept_can_be_read_again():
    assert meant_by(as_written("Conductrice", "Cariste")) == ("conducteur", "Cariste")
    assert meant_by(as_written("agent", NONE)) == ("agent", "")


def test_what_was_confirmed_enters_the_score_and_what_was_not_meant_leaves_it():
    scorer = shipped_scorer()
    stock = scorer.read_offer(Offer(id="o", exhibitor="e", title="Cariste"))

    def worth(*meanings):
        person = scorer.read_person(someone("conducteur", meanings=meanings), None, FAIR)
        return scorer.score(person, stock).value

    meant = worth(as_written("conducteur", "Cariste"))
    other = worth(as_written("conducteur", label("bus-driver")))
    assert other < worth() < meant


def test_a_word_for_two_domains_is_taken_as_the_words_beside_it_say_and_is_no_reason_before():
    beside = shipped_scorer().read_person(someone("gardien, sécurité, ssiap"), None, FAIR)
    assert "cybersecurity-analyst" not in {claim.id for claim in beside.trades}
    assert {"security-guard", "fire-safety-agent"} <= {claim.id for claim in beside.trades}
    assert beside.wants_digital == ""
    alone = shipped_scorer().read_person(someone("sécurité"), None, FAIR)
    assert "cybersecurity-analyst" in {claim.id for claim in alone.trades}
    assert alone.wants_digital == ""
    [unclear] = asked(someone("sécurité"))
    assert unclear.words == "sécurité"
    field = shipped_scorer().read_person(someone("maçon, bâtiment"), None, FAIR)
    assert {"mason", "painter"} <= {claim.id for claim in field.trades}

"""An offer whose trade nobody could read is not known, never good, but for its very words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.terms import Contract, OfferKind
from matching.scoring.profiles.shared_words import alternatives, shared, words_of_wishes
from matching.scoring.profiles.weights import default_weights
from tests.scoring.pairs import offer, person, reason, score
from tests.scoring.vocabularies import shipped_scorer
from tests.strategies import PEOPLE

UNREAD = "Xylorimeur de brunissage"
MCO = "BTS MCO en alternance"


def scored(someone, something):
    return score(someone, something, scorer=shipped_scorer())


def of_wish(wish, title, **terms):
    return scored(person(wishes=(wish,)), offer(title=title, **terms))


@pytest.mark.parametrize("near", ["Pâtissier", "Vendeur en boulangerie"])
def test_unread_trade_comes_after_every_neighbour_of_the_trade_wanted(near):
    assert of_wish("boulanger", UNREAD).value < of_wish("boulanger", near).value


@given(someone=PEOPLE)
def test_unread_trade_is_never_worth_a_meeting_to_who_names_one(someone):
    found = scored(someone, offer(title=UNREAD, skills_required=(), skills_desired=()))
    if "trade_offer_unread" in [one.code for one in found.reasons]:
        assert found.value <= default_weights().cap["unread_trade"] + 1e-9


def test_unread_trade_says_that_it_is_not_known_whether_it_is_the_one_wanted():
    assert reason(of_wish("boulanger", UNREAD), "trade").code == "trade_offer_unread"
    assert reason(scored(person(wishes=()), offer(title=UNREAD)), "trade").code == (
        "trade_offer_unknown"
    )


def test_diploma_asked_for_by_its_letters_is_met_by_them():
    found = of_wish(
        "alternance BTS XQO",
        "BTS XQO en alternance",
        kind=OfferKind.TRAINING,
        contracts=(Contract.APPRENTICESHIP,),
    )
    assert (reason(found, "trade").code, reason(found, "trade").value) == ("trade_same", 1.0)
    assert found.value >= default_weights().band["very_close"]


@pytest.mark.parametrize(
    ("wish", "title", "meets"),
    [
        ("alternance BTS MCO", MCO, True),
        ("MCO", MCO, True),
        ("BTS MCO à Montpellier", "BTS MCO", True),
        ("BTS NDRC", MCO, False),
        ("un BTS", MCO, False),
        ("agent", "Agent de service hôtelier", False),
        ("tout sauf MCO", MCO, False),
        ("", MCO, False),
        ("formation en alternance", "Formation en alternance", False),
    ],
)
def test_words_of_a_wish_meet_a_title(wish, title, meets):
    assert bool(shared(words_of_wishes([wish]), alternatives(title))[0]) is meets


@given(st.text(max_size=60))
def test_any_telling_words_surely_meet_themselves(text):
    told = words_of_wishes([text])
    assert shared(told, alternatives(text))[1] is bool(told)


@pytest.mark.parametrize(
    ("wish", "title", "surely"),
    [
        ("serveur ou métier du verre", "Verrier / verrière", True),
        ("secrétaire, sinon bergère", "Berger transhumant", True),
        ("travailler avec les abeilles, miel", "Aide miellerie, abeilles", True),
        ("monteur antenne 4G, éventuellement vitrail", "Vitrailliste, restaurateur", True),
        ("couture cuir", "Découpeur de cuir", False),
        ("saison au golf", "Jardinier golf", False),
    ],
)
def test_an_alternative_of_a_wish_asks_for_a_title_of_its_words_or_roots(wish, title, surely):
    said, is_sure = shared(words_of_wishes([wish]), alternatives(title))
    assert said in wish
    assert said
    assert is_sure is surely


def test_what_is_named_after_a_refusal_is_not_wished_for():
    assert shared(words_of_wishes(["tonnelier, pas de verrerie"]), alternatives("Verrier")) == (
        "",
        False,
    )


@given(someone=PEOPLE)
def test_what_nobody_said_lifts_no_offer_whose_trade_nobody_could_read(someone):
    silent = scored(someone, offer(title=UNREAD, skills_required=(), skills_desired=()))
    welcome = offer(title=UNREAD, skills_desired=("brunir des xylorimes",))
    assert scored(someone, welcome).value <= silent.value + 1e-9


def test_what_somebody_can_do_speaks_less_for_an_unread_trade_than_for_their_own():
    known = {"skills": ("excel", "relation client"), "wishes": ("assistante comptable",)}
    asked = {"skills_required": ("excel", "relation client")}
    unread = scored(person(**known), offer(title=UNREAD, **asked))
    own = scored(person(**known), offer(title="Assistant comptable", **asked))
    weights = default_weights()
    assert unread.value < weights.band["very_close"] <= own.value
    assert unread.value >= weights.floor["meeting"]


def test_who_only_asks_for_help_has_asked_for_no_work_that_nobody_could_read():
    asks = person(wishes=("apprendre le smartphone et internet",), experience=("caissière 4 ans",))
    found = scored(asks, offer(title=UNREAD, skills_required=("relation client",)))
    assert reason(found, "trade").code == "trade_not_asked"
    assert found.value < default_weights().floor["meeting"]

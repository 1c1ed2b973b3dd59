"""What reasons say is true of both sides, whatever the number beside it."""

from dataclasses import replace

import pytest

from matching.domain.terms import Hours, OfferKind
from tests.scoring.pairs import offer, person, reason, score
from tests.scoring.vocabularies import shipped_scorer


def found(someone, something):
    return score(someone, something, scorer=shipped_scorer())


@pytest.mark.parametrize(
    ("wish", "held", "title"),
    [
        ("sécurité, vigile", "CQP APS", "Agent d'entretien"),
        ("couture", "20 ans atelier de couture", "Chauffeur-livreur"),
        ("chauffeur livreur", "10 ans de livraison", "Maçon"),
        ("cuisinier", "cuisinier 5 ans", "Auxiliaire petite enfance"),
    ],
)
def test_a_trade_held_is_not_quoted_as_useful_in_one_far_from_it(wish, held, title):
    told = reason(found(person(wishes=(wish,), experience=(held,)), offer(title=title)), "skills")
    assert "said" not in told.params


def test_what_somebody_tells_of_is_quoted_in_any_trade_that_takes_it():
    someone = person(wishes=("couture",), skills=("nettoyage",))
    told = reason(found(someone, offer(title="Agent d'entretien")), "skills")
    assert told.params["said"] == "nettoyage"


def test_no_title_is_near_to_what_was_done():
    driver = person(wishes=("chauffeur livreur",), experience=("10 ans de livraison",))
    job = offer(title="Conducteur PL", licences_required=("C",), skills_required=("FIMO",))
    told = reason(found(driver, job), "skills")
    assert "FIMO" not in str(told.params.get("missing_words", ""))


def test_a_lorry_comes_before_windows_for_who_delivers_and_holds_the_licence():
    driver = person(
        wishes=("chauffeur livreur",), experience=("10 ans de livraison",), licences=("B", "C")
    )
    lorry = offer(title="Conducteur PL", licences_required=("C",), titles_required=("FIMO",))
    assert found(driver, lorry).value > found(driver, offer(title="Laveur de vitres")).value


@pytest.mark.parametrize(
    ("description", "few"),
    [
        ("CDI 30h/semaine, du mardi au dimanche matin", False),
        ("35 heures par semaine", False),
        ("24 h hebdomadaires", False),
        ("Contrat de 10h par semaine", True),
        ("", True),
    ],
)
def test_work_of_many_hours_a_week_is_no_work_beside_studies(description, few):
    job = offer(title="Vendeur", hours=(Hours.WEEKEND,), description=description)
    told = found(person(wishes=("vendeuse",)), job)
    assert (reason(told, "hours").code == "hours_side_job") == few


def test_a_vague_word_is_maybe_the_trade_only_where_it_may_mean_it():
    seller = person(wishes=("je veux continuer dans la vente",), skills=("vendeuse 3 ans",))
    hairdressing = offer(title="CAP Coiffure", kind=OfferKind.TRAINING)
    clothes = offer(title="Vendeur prêt-à-porter")
    assert reason(found(seller, hairdressing), "trade").code != "trade_maybe"
    assert reason(found(seller, clothes), "trade").code == "trade_maybe"
    assert reason(found(seller, clothes), "skills").code == "skills_held"


def test_what_another_trade_only_takes_as_well_is_not_what_is_needed():
    nanny = person(experience=("garde d'enfants 20 ans",))
    cook = offer(title="Commis de cuisine", skills_desired=("cuisiner",))
    told = reason(score(nanny, cook, scorer=shipped_scorer()), "skills")
    assert (told.code, told.params["said"], told.params["shared_words"]) == (
        "skills_of_held",
        "garde d'enfants",
        "cuisiner",
    )
    said = replace(nanny, skills=("cuisiner",))
    assert reason(score(said, cook, scorer=shipped_scorer()), "skills").code == "skills_all"

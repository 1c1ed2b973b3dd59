"""What an offer holds out is told as the table says it."""

import pytest

from matching.domain.terms import Contract
from matching.phrases import SPOKEN, say
from matching.services.scores.matches import offers_of_person
from matching.services.scores.sentences import terms_held_out
from tests.fairs import shop_on
from tests.scoring.pairs import offer

HELD_OUT = {
    "contracts": (Contract.CDI, Contract.CDD),
    "duration": "6 mois",
    "pay": " 12 € de l'heure ",
}


@pytest.mark.parametrize(
    ("held_out", "told"),
    [
        (HELD_OUT, ("CDI", "CDD", "6 mois", "12 € de l'heure")),
        ({"pay": "SMIC"}, ("SMIC",)),
        ({}, ()),
        ({**HELD_OUT, "confirmed": False}, ()),
    ],
)
def test_terms_are_told_as_they_are_written_and_not_of_what_is_not_sure(held_out, told):
    assert terms_held_out(offer(**held_out), "fr") == told


@pytest.mark.parametrize("language", SPOKEN)
def test_terms_stand_in_every_language(language):
    told = terms_held_out(offer(**HELD_OUT), language)
    assert [*told[:2]] == [say(f"contract.{one}", language) for one in HELD_OUT["contracts"]]


def test_staff_read_the_terms_of_every_offer_beside_a_person(example, tmp_path):
    with shop_on(example.announced, tmp_path) as shop:
        found = offers_of_person(shop, "mosson-2023", min(example.plan.entries.jobseekers))
        told = {one.offer: found.match(one, language="fr").terms for one in found.scores}
    offers = example.plan.entries.offers
    assert told == {name: terms_held_out(offers[name], "fr") for name in offers}
    assert any("SMIC" in terms for terms in told.values())

"""Offers that a file could not give: each is named, has a way on, and is told no more once held."""

import pytest

from matching.domain.edit import EditKind
from matching.phrases import say
from matching.services.files.mending.age_limits import (
    DROPPED,
    GROUNDS,
    asks_for_ground,
    ground_mends,
)
from matching.services.files.mending.mend import mend
from matching.services.files.receive_files import read_report, receive_files
from matching.services.prepare.blind_plan import blind_spots
from matching.services.prepare.edit_entries import add_entry
from matching.services.shop.refusals import flaw_sentence
from matching.store import fairs
from tests.fairs import shop_in

from .test_columns_said import dropped

YOUNG = "Exposant;Intitulé;Compétences exigées\nMairie;Conseil jeunes;16-25 ans\nMairie;Accueil;\n"

LIMITED = (
    "Exposant;Intitulé;âge minimum;âge maximum\nMairie;Conseil jeunes;16;25\nMairie;Accueil;;\n"
)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def offers(shop):
    with shop.store.reading() as reader:
        found = fairs.read_entries(reader, "essai").offers.values()
    return {offer.title: offer for offer in found}


def age_flaw(shop):
    (flaw,) = filter(asks_for_ground, read_report(shop, "essai").flaws)
    return flaw


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_age_limit_without_ground_names_its_offer_in_the_readers_words(shop, language):
    receive_files(shop, dropped(**{"offres.csv": YOUNG}))
    said = flaw_sentence(age_flaw(shop), language)
    assert "Conseil jeunes" in said
    assert "entry_ground" not in said
    assert say("field.entry_ground", language) in said


@pytest.mark.parametrize("code", GROUNDS)
def test_a_ground_that_is_chosen_keeps_the_offer_with_its_limit(shop, code):
    receive_files(shop, dropped(**{"offres.csv": YOUNG}))
    mend(shop, "essai", ground_mends(age_flaw(shop), code))
    held = offers(shop)["Conseil jeunes"]
    assert (held.age_min, held.age_max, held.entry_ground) == (16, 25, GROUNDS[code])


def test_a_ground_in_own_words_comes_first(shop):
    receive_files(shop, dropped(**{"offres.csv": YOUNG}))
    mend(shop, "essai", ground_mends(age_flaw(shop), DROPPED, "règlement du FSE+"))
    assert offers(shop)["Conseil jeunes"].entry_ground == "règlement du FSE+"


@pytest.mark.parametrize("table", [YOUNG, LIMITED])
def test_a_limit_that_is_dropped_keeps_the_offer_for_everybody(shop, table):
    receive_files(shop, dropped(**{"offres.csv": table}))
    mend(shop, "essai", ground_mends(age_flaw(shop), DROPPED))
    held = offers(shop)["Conseil jeunes"]
    assert (held.age_min, held.age_max) == (None, None)
    assert not any(asks_for_ground(flaw) for flaw in read_report(shop, "essai").flaws)


def test_nothing_chosen_mends_nothing(shop):
    receive_files(shop, dropped(**{"offres.csv": YOUNG}))
    assert ground_mends(age_flaw(shop), "") == ()


def test_a_flaw_goes_once_staff_have_entered_stand_and_offer(shop):
    table = "Exposant;Intitulé\nMairie;Accueil\nMenuiserie Noé;Menuisier poseur\n"
    receive_files(shop, dropped(**{"offres.csv": table}))

    def told():
        flaws = (*read_report(shop, "essai").flaws, *blind_spots(shop, "essai"))
        return [flaw for flaw in flaws if flaw.code == "exhibitor_unknown"]

    assert len(told()) == 2
    add_entry(shop, "essai", EditKind.EXHIBITORS, {"name": "Menuiserie Noé"}, nonce="a")
    assert len(told()) == 2
    offer = {"exhibitor": "Menuiserie Noé", "title": "Menuisier poseur"}
    add_entry(shop, "essai", EditKind.OFFERS, offer, nonce="b")
    assert told() == []

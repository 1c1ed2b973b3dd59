import json

import pytest

from matching.domain.errors import FairError
from matching.domain.offer import Offer
from matching.scoring.profiles.titles import known_titles, titles_demanded
from matching.services.prepare.entry_fields import stands_to_choose
from matching.services.prepare.real_offers import (
    FIELDS,
    confirm_offer,
    forbidden_in,
    offers_of_file,
    offers_of_text,
)
from matching.store import fairs

MOSSON = "mosson-2023"
ADVERT = """Aide-soignant de nuit (H/F)
Diplôme d'État d'aide-soignant exigé. Permis B exigé. Travail le week-end.
2 ans d'expérience minimum. Bac souhaité."""
CLOSING = ("licences_required", "diploma_min", "experience_min", "hours", "titles_required")


def offer_of(shop, edited):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).offers[edited.entry]


def confirmed(shop, offer, proposals, title="Poste"):
    stand = next(iter(stands_to_choose(shop, MOSSON)))
    texts = {"title": title}
    edited = confirm_offer(shop, MOSSON, offer, proposals, stand=stand, texts=texts, nonce=title)
    return offer_of(shop, edited)


def test_nothing_unconfirmed_closes_anything(shop):
    (offer,) = offers_of_text(shop, MOSSON, ADVERT)
    assert {one.column for one in offer.proposals} >= set(CLOSING) - {"diploma_min"}
    kept = confirmed(shop, offer, [])
    assert [getattr(kept, column) or None for column in CLOSING] == [None] * len(CLOSING)


def test_what_is_confirmed_is_kept_as_the_same_cells_of_a_file(shop):
    (offer,) = offers_of_text(shop, MOSSON, ADVERT)
    kept = confirmed(shop, offer, offer.proposals)
    assert (kept.licences_required, kept.experience_min) == (("B",), 2)
    assert [hours.value for hours in kept.hours] == ["night", "weekend"]
    assert titles_demanded(Offer("o", "s", "t", titles_required=kept.titles_required)) == (
        "aide-soignant",
    )


@pytest.mark.parametrize("title", sorted(known_titles()))
def test_the_label_of_every_title_demands_that_title(title):
    label = known_titles()[title].labels["fr"]
    assert title in titles_demanded(Offer("o", "s", "t", titles_required=(label,)))


def test_the_stand_is_the_one_that_is_named_like_the_employer_or_is_asked(shop):
    stand, name = next(iter(stands_to_choose(shop, MOSSON).items()))
    adverts = [{"intitule": "A", "entreprise": {"nom": name}}, {"intitule": "B"}]
    known, unknown = offers_of_file(shop, MOSSON, "o.json", json.dumps(adverts).encode())
    assert (known.stand, unknown.stand) == (stand, "")
    with pytest.raises(FairError, match="stand_not_chosen"):
        confirm_offer(shop, MOSSON, unknown, [], stand="", texts={"title": "B"}, nonce="n1")


def test_an_advert_comes_with_a_new_stand_and_without_numbers_and_addresses(shop):
    advert = (
        "Vendeuse\nJeune femme dynamique, 25 ans.\nContact : Nadia 06 39 98 00 99, nadia@exemple.fr"
    )
    (offer,) = offers_of_text(shop, MOSSON, advert)
    text = offer.cells["description"]
    assert "…" in text
    assert not any(one in text for one in ("06 39", "nadia@exemple.fr"))
    words = forbidden_in(text)
    assert any("femme" in one for one in words)
    assert any("25 ans" in one for one in words)
    assert forbidden_in("Garde d'enfants, 2 ans d'expérience, aide aux personnes âgées") == ()
    left = {"title": "Vendeuse ou vendeur", "description": "Vente de pain."}
    given = {"stand": "", "new_stand": "Boulangerie Nadia", "texts": left, "nonce": "n7"}
    edited = confirm_offer(shop, MOSSON, offer, [], **given)
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    kept = entries.offers[edited.entry]
    assert (kept.title, kept.description) == ("Vendeuse ou vendeur", "Vente de pain.")
    assert entries.exhibitors[kept.exhibitor].name == "Boulangerie Nadia"


@pytest.mark.parametrize(
    "number",
    [
        "+33 (0)6 39 98 00 99",
        "0033 6 39 98 00 99",
        "0033639980099",
        "06.39.98.00.99",
        "06\u00a039\u00a098\u00a000\u00a099",
    ],
)
def test_no_number_stays_in_a_pasted_advert_however_it_is_written(shop, number):
    (offer,) = offers_of_text(shop, MOSSON, f"Vendeuse\nAppelez {number} le 01/12/2026 à 10h.")
    assert offer.cells["description"] == "Appelez … le 01/12/2026 à 10h."


def test_offer_that_is_refused_leaves_no_stand_behind_and_can_be_tried_again(shop):
    (offer,) = offers_of_text(shop, MOSSON, "Vendeuse\nVente de pain.")
    given = {"stand": "", "new_stand": "Boulangerie Nadia", "nonce": "n8"}
    before = stands_to_choose(shop, MOSSON)
    with pytest.raises(FairError, match="entry_refused"):
        confirm_offer(shop, MOSSON, offer, [], texts={"title": " "}, **given)
    assert stands_to_choose(shop, MOSSON) == before
    edited = confirm_offer(shop, MOSSON, offer, [], texts={"title": "Vendeuse"}, **given)
    stand = offer_of(shop, edited).exhibitor
    assert stands_to_choose(shop, MOSSON) == {**before, stand: "Boulangerie Nadia"}


def test_town_posts_start_and_pay_are_filled_in_and_kept_as_somebody_leaves_them(shop):
    advert = "Lingère\nLieu : 34970 LATTES\n3 postes. Début : 4 janvier 2027. SMIC + repas"
    (offer,) = offers_of_text(shop, MOSSON, advert)
    assert {name: offer.cells[name] for name in FIELDS} == {
        "commune": "Lattes", "places": "3", "starts_on": "04/01/2027", "pay": "SMIC + repas",
    }  # fmt: skip
    stand = next(iter(stands_to_choose(shop, MOSSON)))
    left = {"title": "Lingère", "commune": "Lattes", "places": "2", "starts_on": "", "pay": ""}
    edited = confirm_offer(shop, MOSSON, offer, [], stand=stand, texts=left, nonce="n9")
    kept = offer_of(shop, edited)
    assert (kept.commune, kept.places, kept.starts_on, kept.pay) == ("Lattes", 2, None, "")


@pytest.mark.parametrize("line", ["Poste à Xylorimbourg", "Rendez-vous à Accueil"])
def test_a_name_that_is_no_commune_fills_nothing(shop, line):
    (offer,) = offers_of_text(shop, MOSSON, f"Lingère\n{line}")
    assert "commune" not in offer.cells

"""The last place of a course, taken by two recruiters at one instant."""

import threading
from dataclasses import replace
from random import Random

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.places import count_places
from matching.services.files.examples import open_example
from matching.services.live.places import PlaceAct, act_on_place, lines_of_person, places_view
from matching.services.shop.shop import Shop
from tests.databases import BOTH, empty_store
from tests.fairs import moment, morning_fair, small_entries

MEAUX, COURSE = "meaux-2021", "promo"
KIND = HappeningKind


@pytest.fixture(params=BOTH)
def shop(request, tmp_path):
    with empty_store(request.param, tmp_path) as store:
        opened = Shop(store, lambda: moment(10), Random(1).randbytes)
        open_example(opened, "meaux")
        yield opened


def accept(shop, person, nonce=""):
    act = PlaceAct("accept", COURSE, person, reason="Vu ensemble")
    return act_on_place(shop, MEAUX, act, nonce=nonce or person, language="fr")


def stock(shop):
    return next(s.places for s in places_view(shop, MEAUX).stocks if s.places.offer == COURSE)


def test_two_takings_of_the_last_place_are_one_place_and_one_person_waiting(shop):
    for number in range(1, 12):
        accept(shop, f"m{number:02d}")
    gate, answers = threading.Barrier(2), {}

    def take(person):
        gate.wait()
        answers[person] = accept(shop, person).status

    both = [threading.Thread(target=take, args=(person,)) for person in ("m12", "m13")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers.values()) == ["accepted", "waiting"]
    held = stock(shop)
    assert (held.left, len(held.accepted), len(held.waiting)) == (0, 12, 1)
    assert answers[held.waiting[0]] == "waiting"


def test_a_person_reads_where_they_stand_and_where_else_to_go(shop):
    assert lines_of_person(shop, MEAUX, "m01", "fr") == ()
    for number in range(1, 14):
        accept(shop, f"m{number:02d}")
    assert lines_of_person(shop, MEAUX, "m01", "fr")[0].startswith("Abel (n° 1) a une place")
    waits, instead = lines_of_person(shop, MEAUX, "m13", "fr")
    assert "en liste d'attente, numéro 1" in waits
    assert instead.startswith("Une autre offre vous est ouverte")


def taken(number, person, kind=KIND.PLACE_TAKEN):
    about = {"person": person, "data": {"offer": "form"}}
    return Happening(kind, moment(9, number), f"n{number}", **about)


def two_places():
    entries = small_entries()
    offers = {**entries.offers, "form": replace(entries.offers["form"], places=2)}
    return replace(entries, fair=morning_fair(), offers=offers)


def test_an_act_taken_back_counts_for_nothing_and_whoever_is_gone_from_the_list_holds_nothing():
    facts = [taken(1, "amina"), taken(2, "nobody"), taken(3, "bilal")]
    undone = Happening(KIND.UNDONE, moment(9, 9), "u", person="amina", about="n1")
    assert count_places(two_places(), facts)["form"].accepted == ("amina", "bilal")
    assert count_places(two_places(), [*facts, undone])["form"].accepted == ("bilal",)


def test_coming_back_means_the_end_of_the_queue():
    third = next(iter(sorted({*two_places().jobseekers} - {"amina", "bilal"})))
    facts = [
        taken(1, "amina"),
        taken(2, "bilal"),
        taken(3, third),
        taken(4, "amina", KIND.PLACE_GIVEN_BACK),
        taken(5, "amina"),
    ]
    held = count_places(two_places(), facts)["form"]
    assert (held.accepted, held.waiting, held.rank("amina")) == (("bilal", third), ("amina",), 1)

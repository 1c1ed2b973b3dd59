"""A course that is not sure to open is named nowhere without saying so, and promised nowhere."""

import re
from dataclasses import replace

import pytest

from matching.services.floor.explain_meeting import explain_best
from matching.services.floor.stand_day import stand_day
from matching.services.live.places import lines_of_person
from matching.services.plan.print_sheets import print_sheet
from matching.services.rights.choices import ordinary_list
from matching.services.rights.leaving.data_inclusion import data_inclusion_files
from matching.services.rights.leaving.stand_calendar import calendar_of_stand
from matching.services.scores.matches import (
    candidates_of_stand,
    offers_of_person,
    refused_of_person,
)
from matching.store import fairs
from matching.store.entries import write_stand_or_offer
from tests.badges.papers import page_texts
from tests.fairs import shop_on

MEAUX, UNSURE, NAME = "meaux-2021", "smart", "Zeppelin"
UNMARKED = re.compile(rf"{NAME}(?!\s*\(ouverture pas sûre\))")
PLACES = re.compile(r"\b32 places\b|Il reste 32")


@pytest.fixture
def shop(whole, tmp_path):
    """Meaux announced, its course that is not sure under a name of one word."""
    with shop_on(whole("meaux").file.read_bytes(), tmp_path) as opened:
        with opened.store.writing() as writer:
            offer = fairs.read_entries(writer, MEAUX).offers[UNSURE]
            write_stand_or_offer(writer, MEAUX, replace(offer, title=NAME))
        yield opened


@pytest.fixture
def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MEAUX)


def said_to_people(shop, entries):
    """What each person reads or hears of offers, and staff of them."""
    for person in entries.jobseekers:
        known = offers_of_person(shop, MEAUX, person)
        for score in known.scores:
            yield str(known.match(score, language="fr"))
        yield from refused_of_person(shop, MEAUX, person, "fr")
        yield from lines_of_person(shop, MEAUX, person, "fr", is_own=True)
        for _, _, told in explain_best(shop, MEAUX, person=person, language="fr"):
            yield from told.lines


def told_at_stands(shop, entries):
    """What stands and the world read of offers."""
    stand = entries.offers[UNSURE].exhibitor
    found = candidates_of_stand(shop, MEAUX, stand)
    yield from (found.candidate(*one, language="fr").offer for one in found.ranked)
    yield from (offer for one in ordinary_list(shop, MEAUX) for offer in one.offers)
    calendar = calendar_of_stand(shop, MEAUX, stand, "fr").decode().replace("\r\n ", "")
    yield calendar.replace("\\,", ",")
    yield from (content.decode() for content in data_inclusion_files(shop, MEAUX).values())
    assert stand_day(shop, MEAUX, stand).whole()


@pytest.mark.parametrize("of", [said_to_people, told_at_stands])
def test_every_sentence_that_names_it_says_that_its_opening_is_not_sure(shop, entries, of):
    lines = list(of(shop, entries))
    assert [line for line in lines if UNMARKED.search(line)] == []
    assert any(NAME in line for line in lines)
    assert not any(PLACES.search(line) for line in lines)


@pytest.mark.parametrize("sheet", ["schedules", "stands"])
def test_paper_names_it_with_the_mark_and_counts_no_place_of_it(shop, sheet):
    pages = page_texts(print_sheet(shop, MEAUX, sheet))
    named = [page for page in pages if NAME in page]
    assert named
    assert [page for page in named if UNMARKED.search(page)] == []
    assert not any(PLACES.search(page) for page in pages)

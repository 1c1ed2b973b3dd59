"""Cards carry codes that were just made: a card printed again ends the one before."""

import re

import pymupdf
import pytest

from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.services.access.access_cards import access_cards, only_fair, renew_each, renew_stands
from matching.services.access.enter import enter, open_screens
from matching.services.access.give_access import (
    first_access,
    give_access,
    give_stands_access,
    read_accesses,
)
from matching.services.access.hall_address import keep_address, likely_address, read_address
from matching.services.files.examples import open_example
from tests.fairs import shop_in

MOSSON = "mosson-2023"
HALL = "https://192.168.1.20:8501"


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    first_access(opened, name="Organisatrice")
    yield opened
    opened.store.close()


@pytest.mark.slow
def test_cards_printed_again_end_the_codes_and_the_screens_of_the_ones_before(shop):
    before = {given.access.number: given for given in give_stands_access(shop, MOSSON)}
    door = give_access(shop, name="Porte", role=Role.DOOR)
    number, old = next(iter(before.items()))
    enter(shop, old.code, address="10.0.0.9")
    after = renew_stands(shop, MOSSON)
    assert {given.access.number for given in after} == set(before)
    assert len(read_accesses(shop)) == len(before) + 2
    assert not [screen for screen in open_screens(shop) if screen.visitor.access.number == number]
    with pytest.raises(FairError, match="code_wrong"):
        enter(shop, old.code, address="10.0.0.9")
    pdf = access_cards(shop, after, address=f"{HALL}/enter?x=1")
    pages = pymupdf.open(stream=pdf)
    told = " ".join(page.get_text() for page in pages).replace("\u200b", "")
    assert sorted(re.findall(r"\b\d{2,}-\d{3}-\d{3}\b", told)) == sorted(
        given.code for given in after
    )
    assert told.count(HALL) == len(after)
    assert door.code not in told
    new = next(given for given in after if given.access.number == number)
    assert enter(shop, new.code, address="10.0.0.9").visitor.access == new.access


@pytest.mark.slow
def test_stands_without_an_access_get_one_with_their_card(shop):
    given = renew_stands(shop, only_fair(shop))
    assert len(given) == 22
    assert all(access.access.role is Role.RECRUITER for access in given)


def test_a_number_that_nobody_has_changes_no_code(shop):
    door = give_access(shop, name="Porte", role=Role.DOOR)
    with pytest.raises(FairError, match="access_unknown"):
        renew_each(shop, [door.access.number, 99])
    assert enter(shop, door.code, address="10.0.0.9").visitor.access == door.access


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" HTTPS://Parvis.Example.org/enter?x#y ", "https://parvis.example.org"),
        ("http://10.0.0.5:8501/", "http://10.0.0.5:8501"),
        ("https://[fd00::1]:8501", "https://[fd00::1]:8501"),
    ],
)
def test_an_address_is_read_without_what_stands_behind_its_port(typed, read):
    assert read_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "192.168.1.20", "http://localhost:8501", "http://127.0.0.1", "https://", "ftp://a.fr",
     "http://a:99999", "http://:80", "https://nom:secret@a.fr", "http://[zz"],
)  # fmt: skip
def test_an_address_that_no_phone_can_open_is_refused(typed):
    with pytest.raises(FairError, match="address_shape"):
        read_address(typed)


def test_the_address_kept_last_is_proposed_before_the_one_that_was_seen(shop):
    assert likely_address(shop, "http://localhost:8501/accesses") == ""
    assert likely_address(shop, f"{HALL}/accesses") == HALL
    keep_address(shop, "https://parvis.example.org")
    assert likely_address(shop, HALL) == "https://parvis.example.org"

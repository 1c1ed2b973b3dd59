"""Somebody without a badge is looked up and signed in where the finger is."""

import re

import pytest
from playwright.sync_api import expect

from badges.code import new_code
from matching.domain.access import Role
from matching.domain.jobseeker import Jobseeker
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.shop.shop import open_shop
from matching.store import fairs
from matching.store.people import badges
from tests.browser.conftest import screen_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOSSON = "mosson-2023"
PEOPLE = {"quentin": "Quentin", "queenie": "Queenie"}


@pytest.fixture
def codes(served):
    """Two people listed since, with their badges; how many came is for the page to say."""
    shop = open_shop(served[2])
    with shop.store.writing() as writer:
        for person, name in PEOPLE.items():
            fairs.add_jobseeker(writer, MOSSON, Jobseeker(person, name), walk_in=True)
            badges.issue(writer, MOSSON, person, code=new_code(), at=shop.clock())
        found = badges.live_codes(writer, MOSSON, people=PEOPLE)
    given = give_access(shop, name="Porte", role=Role.DOOR, fair=MOSSON)
    cookie = open_station(shop, given.access.number, station="Table 3").cookie
    shop.store.close()
    return found, cookie


def came(page):
    return int(page.locator(".counts div", has_text="Déjà venues").locator("dd").inner_text())


def test_the_answer_to_a_name_is_where_it_was_asked_and_the_only_one(served, codes):
    known, cookie = codes
    with screen_of(served, cookie) as page:
        page.goto(served[0])
        page.get_by_role("radio", name="Code ou douchette").or_(
            page.get_by_role("button", name="Code ou douchette")
        ).first.click()
        page.get_by_label("Code du badge").fill(known["queenie"])
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=re.compile("^Queenie")).wait_for()
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        before = came(page)
        page.get_by_label("Nom, prénom").fill("quentin")
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("Quentin")).click()
        page.get_by_role("heading", name=re.compile("^Quentin")).wait_for()
        expect(page.get_by_role("heading", name=re.compile("^Queenie"))).to_have_count(0)
        expect(page.get_by_role("button", name=re.compile("Quentin"))).to_have_count(0)
        assert came(page) == before + 1
        page.get_by_label("Nom, prénom").fill("queenie")
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("Queenie")).click()
        page.get_by_role("heading", name=re.compile("^Queenie")).wait_for()
        expect(page.get_by_role("heading", name=re.compile("^Quentin"))).to_have_count(0)
        assert came(page) == before + 1

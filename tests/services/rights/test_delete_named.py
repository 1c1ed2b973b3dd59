"""A fair is deleted in the app by its title, never under the feet of people who are here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.errors import FairError
from matching.services.door.welcome import check_in
from matching.services.files.examples import open_example
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.rights.delete_fair import delete_named_fair, going_fair
from matching.services.rights.rehearsal import clear_rehearsal
from matching.store import fairs
from matching.store.people import badges
from tests.fairs import all_come

MOSSON = "mosson-2023"


def frame(shop):
    with shop.store.reading() as reader:
        return fairs.read_fair(reader, MOSSON)


def known(shop):
    with shop.store.reading() as reader:
        return {fair.id for fair in fairs.list_fairs(reader)}


def on_the_day(shop):
    at = frame(shop).moment(frame(shop).opens) + timedelta(hours=1)
    return replace(shop, clock=lambda: at)


def before_the_day(shop):
    at = frame(shop).moment(frame(shop).opens) - timedelta(days=3)
    return replace(shop, clock=lambda: at)


@pytest.mark.parametrize("typed", ["", "Forum", "mosson-2023", "Le Numérique s'invite"])
def test_another_title_deletes_nothing(planned, typed):
    with pytest.raises(FairError, match="fair_title_other"):
        delete_named_fair(planned, MOSSON, typed)
    assert MOSSON in known(planned)


def test_the_title_deletes_that_fair_and_no_other_whatever_its_capitals_and_accents(planned):
    other = open_example(planned, "meaux").fair
    delete_named_fair(planned, MOSSON, f"  {frame(planned).title.upper()} ".replace("É", "E"))
    assert known(planned) == {other}


def test_what_goes_is_counted_as_people_count_it(planned):
    going = going_fair(planned, MOSSON)
    assert (going.people, going.stands, going.offers) == (30, 22, 55)


def test_nobody_deletes_a_fair_while_people_are_here_and_anybody_may_once_they_left(planned):
    shop = on_the_day(planned)
    all_come(shop, MOSSON)
    with shop.store.reading() as reader:
        people = sorted(fairs.read_entries(reader, MOSSON).jobseekers)
    with pytest.raises(FairError, match="fair_has_people"):
        delete_named_fair(shop, MOSSON, frame(shop).title)
    for person in people:
        follow_day(shop, MOSSON, StaffReport("left", person=person), nonce=f"left-{person}")
    delete_named_fair(shop, MOSSON, frame(shop).title)
    assert MOSSON not in known(shop)


def test_a_rehearsal_may_go_alone_and_keeps_nobody_from_deleting(planned):
    shop = before_the_day(planned)
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    check_in(shop, MOSSON, code, nonce="tried")
    going = going_fair(shop, MOSSON)
    assert (going.here, going.rehearsed.facts > 0) == (0, True)
    clear_rehearsal(shop, MOSSON)
    assert going_fair(shop, MOSSON).rehearsed.facts == 0
    assert MOSSON in known(shop)
    delete_named_fair(shop, MOSSON, frame(shop).title)
    assert MOSSON not in known(shop)

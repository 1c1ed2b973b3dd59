"""A fair held again: its stands and offers, the places that are left, whoever is on its list."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.domain.errors import FairError
from matching.services.files.examples import open_example
from matching.services.live.places import PlaceAct, act_on_place
from matching.services.prepare.series.repeat_fair import repeat_fair
from matching.store import fairs
from tests.fairs import shop_in

MASSY, DAY = "massy-2022", date(2022, 10, 20)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "massy")
    yield opened
    opened.store.close()


def entries_of(shop, fair):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, fair)


def test_a_fair_held_again_has_its_stands_the_places_left_and_its_list(shop):
    before = entries_of(shop, MASSY)
    course = next(o for o in before.offers.values() if o.duration == "9 mois" and o.places)
    person = min(before.jobseekers)
    act = PlaceAct("accept", course.id, person, reason="Vu ensemble")
    act_on_place(shop, MASSY, act, nonce="n1", language="fr")
    made = repeat_fair(shop, MASSY, DAY)
    again = entries_of(shop, made.fair.id)
    assert (made.fair.id, again.fair.date) == ("massy-2022-2022-10-20", DAY)
    assert again.exhibitors.keys() == before.exhibitors.keys()
    assert again.jobseekers.keys() == before.jobseekers.keys()
    assert made.jobseekers == len(before.jobseekers)
    assert again.offers[course.id] == course
    assert again.left[course.id] == entries_of(shop, MASSY).left[course.id] == course.places - 1
    begun = {o.title for o in before.offers.values() if o.starts_on and o.starts_on < DAY}
    assert set(made.begun) == begun != set()
    assert {o.title for o in again.offers.values()} == {
        o.title for o in before.offers.values()
    } - begun
    workshop = next(o for o in before.offers.values() if o.room)
    assert again.offers[workshop.id] == workshop


def test_a_series_of_days_has_one_day_at_the_end_of_its_id_and_each_day_once(shop):
    first = repeat_fair(shop, MASSY, DAY).fair.id
    second = repeat_fair(shop, first, date(2022, 10, 21)).fair.id
    assert second == "massy-2022-2022-10-21"
    with pytest.raises(FairError) as told:
        repeat_fair(shop, second, DAY)
    assert told.value.code == "fair_exists"


def test_the_command_says_what_it_made_and_refuses_what_is_no_day(shop):
    def run(day):
        words = ["again", MASSY, "--on", day, "--store", str(shop.store.address), "--json"]
        result = CliRunner().invoke(app, words)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    code, made = run("20/10/2022")
    assert (code, made["fair"], made["date"]) == (0, "massy-2022-2022-10-20", "2022-10-20")
    assert made["begun"]
    code, refused = run("demain peut-être")
    assert (code, refused["error"]["code"]) == (1, "invalid_moment")

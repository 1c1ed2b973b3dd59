"""Who meets whom among equals: no id and no order of rows decides it."""

from random import Random

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.services.files.receive_files import receive_files
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.scores.matches import offers_of_person
from matching.services.scores.sentences import rank
from matching.store.day import happenings
from matching.store.day.plans import announced_plan
from tests.fairs import shop_in

TOML = """format = "parvis-fair/1"
id = "alike"
title = "Tous pareils"
date = 2027-03-04
timezone = "Europe/Paris"
opens = 09:00:00
closes = 09:45:00
slot_minutes = 15
most_meetings = 2
least_meetings = 1
"""
NAMES = ("Ana", "Bao", "Cléo", "Dov", "Eva", "Farid", "Gil", "Hana")
# Too few tables for all, and four jobs that suit everybody alike.
STANDS = tuple((f"Magasin {name}", f"B{5 - number}") for number, name in enumerate("WXYZ", 1))


def table(heads, rows):
    return "\n".join(";".join(row) for row in (heads, *rows)).encode()


class Numbered:
    """The fair as files, ids and rows in an order of chance; names of people and stands by id.

    Each list that `counts_by_itself` begins at 1: a person, a stand and an offer share an id.
    """

    def __init__(self, seed, *, counts_by_itself=False):
        chance = Random(seed)
        apart = chance.sample(range(40), 40)

        def numbered(rows):
            ids = chance.sample(range(1, len(rows) + 1), len(rows)) if counts_by_itself else apart
            return [(str(ids.pop()), *row) for row in rows]

        people = numbered([(name, "n'importe quel travail") for name in NAMES])
        stands = numbered([(name, place, "employer") for name, place in STANDS])
        offers = numbered(
            [(stand, "job", "Agent d'entretien, débutant accepté", "3") for stand, *_ in stands]
        )
        for rows in (people, stands, offers):
            chance.shuffle(rows)
        self.people = {row[0]: row[1] for row in people}
        self.stands = {row[0]: row[1] for row in stands}
        self.files = {
            "fair.toml": TOML.encode(),
            "jobseekers.csv": table(("id", "first_name", "wishes"), people),
            "exhibitors.csv": table(("id", "name", "stand", "kind"), stands),
            "offers.csv": table(("id", "exhibitor", "kind", "title", "places"), offers),
        }


def meetings(shop, fair, *, seed=0):
    drawn = draw_plan(shop, "alike", seconds=30, seed=seed)
    return drawn.entries, {
        (fair.people[one.person], fair.stands[one.stand], one.slot)
        for one in drawn.version.meetings
    }


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """For three ways to number the same fair: who meets whom when, and what Ana is shown."""
    found = []
    for fair in (Numbered(1), Numbered(2), Numbered(3, counts_by_itself=True)):
        shop = shop_in(tmp_path_factory.mktemp("alike"))
        receive_files(shop, fair.files)
        entries, met = meetings(shop, fair)
        ana = next(person for person, name in fair.people.items() if name == "Ana")
        shown = offers_of_person(shop, "alike", ana).scores
        order = [
            fair.stands[one.stand] for one in sorted(shown, key=lambda one: rank(one, entries))
        ]
        found.append((met, order, {round(one.value, 9) for one in shown}))
    another = meetings(shop, fair, seed=5)[1]
    shop.store.close()
    return found, another


def test_a_plan_among_equals_is_the_same_whatever_ids_and_rows_are(lived):
    met = [met for met, *_ in lived[0]]
    assert met == [met[0]] * 3 != [set()] * 3


def test_offers_that_suit_alike_are_listed_as_stands_stand_in_the_hall(lived):
    by_place = [name for name, _ in sorted(STANDS, key=lambda stand: stand[1])]
    for _, order, values in lived[0]:
        assert len(values) == 1
        assert order == by_place


def test_another_seed_is_another_lot(lived):
    found, another = lived
    assert another != found[0][0]


def sign_in(shop, person):
    with shop.store.writing() as writer:
        came = Happening(HappeningKind.ARRIVED, shop.clock(), f"came {person}", person=person)
        happenings.append(writer, "alike", came, recorded_at=shop.clock())


def met_after(folder, fair, lost):
    """Who meets whom once some people have left and some stands have closed, in that order."""
    shop = shop_in(folder)
    receive_files(shop, fair.files)
    draw_plan(shop, "alike", seconds=30, seed=0)
    announce(shop, "alike")
    person = {name: person for person, name in fair.people.items()}
    stand = {name: stand for stand, name in fair.stands.items()}
    for name in NAMES:
        sign_in(shop, person[name])
    for name in lost:
        report = (
            StaffReport("left", person=person[name])
            if name in person
            else StaffReport("stand-closed", stand=stand[name])
        )
        follow_day(shop, "alike", report, nonce=name)
    with shop.store.reading() as reader:
        again = announced_plan(reader, "alike").meetings
    shop.store.close()
    return {(fair.people[one.person], fair.stands[one.stand], one.slot) for one in again}


@pytest.mark.slow
@pytest.mark.parametrize("lost", [("Ana",), ("Farid",), ("Magasin W", "Bao", "Dov")])
def test_a_plan_drawn_again_among_equals_is_the_same_whatever_ids_and_rows_are(lost, tmp_path):
    fairs = (*map(Numbered, (1, 2, 3, 4)), Numbered(5, counts_by_itself=True))
    found = []
    for number, fair in enumerate(fairs):
        (folder := tmp_path / str(number)).mkdir()
        found.append(met_after(folder, fair, lost))
    assert found == [found[0]] * len(fairs)
    assert set(lost).isdisjoint({name for met in found[0] for name in met[:2]})

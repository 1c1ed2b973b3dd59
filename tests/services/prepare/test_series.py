"""A fair of several days: its days, one stock of places, people known from one to the next."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.domain.edit import EditKind
from matching.domain.errors import FairError, Invalid
from matching.intake.fair_file import read_fair, read_fair_file, write_fair
from matching.services.door.walk_in import walk_in
from matching.services.files.examples import example_folder, open_example
from matching.services.files.receive_files import receive_folder
from matching.services.interview.known_before import join_sure, known_before, say_known
from matching.services.live.notices.pending import read_place_news
from matching.services.live.places import PlaceAct, act_on_place, places_view
from matching.services.prepare.carry_over import join_and_carry_over, missing_here
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.make_fair import change_fair, typed_of
from matching.services.prepare.series.repeat_fair import hold_other_days, repeat_fair
from matching.services.rights.forget import forget
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people.duplicates import DuplicateVerdict
from tests.fairs import morning_fair, shop_in

FRAME = """format = "parvis-fair/1"
id = "semaine-2030"
title = "La semaine"
date = 2030-03-01
opens = 09:00:00
closes = 12:00:00
"""
MEAUX, COURSE, DAY = "meaux-2021", "daeu", date(2021, 4, 22)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("date_end = 2030-03-03", [2, 3]),
        ('date_end = 2030-03-12\nweekdays = ["mardi", "Friday"]', [5, 8, 12]),
        ("dates = [2030-03-09, 2030-03-01, 2030-03-04]", [4, 9]),
        ('dates = ["02/03/2030"]\ndate_end = 2030-03-03', [2, 3]),
        ("date_end = 2030-03-01", []),
    ],
)
def test_a_fair_says_on_which_other_days_it_is_held(said, days):
    fair, flaws = read_fair_file(f"{FRAME}{said}\n".encode())
    assert (fair.dates, flaws) == (tuple(date(2030, 3, day) for day in days), ())
    assert read_fair(write_fair(fair)) == fair


@pytest.mark.parametrize(
    "said",
    ["date_end = 2030-02-01", 'date_end = 2030-03-09\nweekdays = ["noel"]', "dates = [1]"],
)
def test_days_that_are_none_are_refused_with_their_line(said):
    with pytest.raises(FairError) as told:
        read_fair(f"{FRAME}{said}\n".encode())
    assert told.value.params["line"] > 0


def test_a_key_for_days_that_nobody_knows_is_said_with_the_one_to_write():
    (flaw,) = read_fair_file(f"{FRAME}last_day = 2030-03-03\n".encode())[1]
    assert (flaw.code, flaw.suggestion) == ("key_of_days", "date_end")


def test_more_days_than_a_series_may_have_are_refused():
    with pytest.raises(Invalid):
        morning_fair(dates=tuple(date(2030, 1, 1).replace(year=2030 + n) for n in range(101)))


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ({}, {}, False),
        ({"organiser": "MEIF"}, {"organiser": "meif"}, True),
        ({"organiser": "MEIF"}, {"organiser": "FACE"}, False),
        ({"organiser": "MEIF"}, {}, False),
        ({}, {"series": "one-2030"}, True),
        ({"organiser": "MEIF"}, {"organiser": "FACE", "series": "one-2030"}, False),
    ],
)
def test_days_are_of_one_organiser_as_far_as_that_is_said_and_never_of_two(mine, theirs, same):
    one, other = morning_fair(id="one-2030", **mine), morning_fair(id="two-2030", **theirs)
    assert one.is_of_one_organiser_with(other) is same
    assert other.is_of_one_organiser_with(one) is same


@pytest.fixture
def shop(tmp_path):
    """A fair and a later day of its series, made while one person was on its list."""
    opened, folder = shop_in(tmp_path), tmp_path / "meaux"
    shutil.copytree(example_folder("meaux"), folder)
    people = (folder / "jobseekers.csv").read_text("utf-8").splitlines()
    (folder / "jobseekers.csv").write_text(f"{people[0]}\n{people[-1]}\n", "utf-8")
    receive_folder(opened, folder)
    repeat_fair(opened, MEAUX, DAY)
    open_example(opened, "meaux")
    yield opened
    opened.store.close()


@pytest.fixture
def again(shop):
    return "meaux-2021-2021-04-22"


def place(shop, fair, act, person):
    wanted = PlaceAct(act, COURSE, person, reason="Vu ensemble")
    return act_on_place(shop, fair, wanted, nonce=f"{fair}{act}{person}", language="fr")


def stock(shop, fair):
    return next(s.places for s in places_view(shop, fair).stocks if s.places.offer == COURSE)


def came(shop, fair, first_name, **fields):
    return walk_in(shop, fair, first_name=first_name, fields=fields, nonce=f"{first_name}{fields}")


def person_of(shop, fair, person):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, fair).jobseekers[person]


def test_every_other_day_is_made_once(shop):
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, MEAUX)
    with shop.store.writing() as writer:
        days = (date(2021, 4, 23), date(2021, 4, 24))
        fairs.write_fair(writer, replace(frame, dates=days), digest="", at=shop.clock())
    assert [made.fair.date for made in hold_other_days(shop, MEAUX)] == [*days]
    assert hold_other_days(shop, MEAUX) == ()


def test_a_course_has_one_stock_of_places_and_one_waiting_list_on_all_days(shop, again):
    for number in range(1, 8):
        place(shop, MEAUX, "accept", f"m{number:02d}")
    first = came(shop, again, "Zoé", last_name="Martin").person
    second = came(shop, again, "Yann", last_name="Durand").person
    assert place(shop, again, "accept", first).status == "accepted"
    assert place(shop, again, "accept", second).status == "waiting"
    assert [stock(shop, fair).left for fair in (MEAUX, again)] == [0, 0]
    back = place(shop, MEAUX, "give-back", "m01")
    assert back.moved_up == (f"{again}/{second}",)
    assert any("Yann (n° 3, 22/04/2021)" in line for line in back.lines)
    assert second in stock(shop, again).accepted


def test_another_organiser_has_places_of_its_own(shop, again):
    with shop.store.writing() as writer:
        for fair, organiser in ((MEAUX, "La Cité"), (again, "Une autre ville")):
            frame = replace(fairs.read_fair(writer, fair), organiser=organiser)
            fairs.write_fair(writer, frame, digest="", at=shop.clock())
    place(shop, MEAUX, "accept", "m01")
    assert (stock(shop, MEAUX).left, stock(shop, again).left) == (7, 8)
    person = came(shop, again, "Abel", last_name=person_of(shop, MEAUX, "m01").last_name).person
    assert known_before(shop, again) == []
    with pytest.raises(FairError) as told:
        say_known(shop, again, person, (MEAUX, "m01"), DuplicateVerdict.ONE)
    assert told.value.code == "not_one_organiser"


def test_the_same_name_is_asked_and_a_person_joined_holds_one_place(shop, again):
    before = person_of(shop, MEAUX, "m01")
    place(shop, MEAUX, "accept", "m01")
    person = came(shop, again, before.first_name, last_name=before.last_name).person
    (asked,) = known_before(shop, again)
    assert (asked.state, asked.person, asked.key) == ("ask", person, (MEAUX, "m01"))
    missing = missing_here(shop, again, person, asked.key)
    _, filled = join_and_carry_over(shop, again, person, asked.key, nonce="j1")
    assert filled == tuple(sorted(missing))
    assert person_of(shop, again, person).wishes == before.wishes
    assert known_before(shop, again)[0].state == "joined"
    assert known_before(shop, MEAUX)[0].key == (again, person)
    assert stock(shop, again).accepted == (person,)
    assert place(shop, again, "accept", person).places.left == 7
    say_known(shop, again, person, asked.key, DuplicateVerdict.TWO)
    assert known_before(shop, again) == []
    assert stock(shop, again).left == 6


def test_the_same_name_and_contact_are_joined_and_two_of_them_are_asked(shop, again):
    for fair, first in ((MEAUX, "n1"), (again, "n2")):
        walk_in(
            shop,
            fair,
            first_name="Awa",
            fields={"last_name": "Ndiaye", "phone": "0639981055"},
            nonce=first,
        )
    assert [known.state for known in known_before(shop, again)] == ["joined"]
    assert join_sure(shop, again) == []
    for nonce in ("n3", "n4"):
        walk_in(
            shop,
            MEAUX,
            first_name="Ali",
            fields={"last_name": "Ba", "email": "ali@example.org"},
            nonce=nonce,
        )
    came(shop, again, "Ali", last_name="Ba", email="ali@example.org")
    assert {known.state for known in known_before(shop, again) if known.name == "Ali Ba"} == {"ask"}


def test_a_person_who_is_forgotten_before_the_day_is_known_nowhere_and_gives_the_place_back(
    shop, again
):
    shop = replace(shop, clock=lambda: datetime(2021, 4, 8, 8, tzinfo=UTC))
    before = person_of(shop, MEAUX, "m01")
    place(shop, MEAUX, "accept", "m01")
    person = came(shop, again, before.first_name, last_name=before.last_name).person
    say_known(shop, again, person, (MEAUX, "m01"), DuplicateVerdict.ONE)
    found = forget(shop, MEAUX, "m01")
    assert found.rows["acquaintances"] == 1
    assert known_before(shop, again) == []
    assert stock(shop, again).left == 8


def test_the_form_of_a_fair_keeps_its_days_and_says_its_organiser(shop, again):
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, again)
    changed = change_fair(shop, again, {**typed_of(frame), "organiser": "La Cité"})
    assert changed == replace(frame, organiser="La Cité")


def test_the_commands_import_days_and_know_people(tmp_path):
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    folder = tmp_path / "semaine"
    folder.mkdir()
    (folder / "fair.toml").write_text(f"{FRAME}date_end = 2030-03-02\n", "utf-8")
    (folder / "jobseekers.csv").write_text("id,first_name,last_name\na,Ana,Sol\n", "utf-8")
    (folder / "exhibitors.csv").write_text("id,name\ns,Stand\n", "utf-8")
    (folder / "offers.csv").write_text("id,exhibitor,title\no,s,Emploi\n", "utf-8")

    def run(*words):
        result = CliRunner().invoke(app, [*words, "--store", url, "--json"])
        return result.exit_code, json.loads(result.stdout or result.stderr)

    second = "semaine-2030-2030-03-02"
    assert run("import", str(folder))[1]["days"] == [second]
    assert "days" not in run("import", str(folder))[1]
    words = ("--first-name", "Ana", "--field", "last_name=Sol", "--at", "2030-03-02T09:10:00")
    person = run("walk-in", second, *words)[1]["person"]
    assert run("known", second)[1]["known"][0]["state"] == "ask"
    other = ("--person", person, "--other", "semaine-2030/a")
    assert run("known", second, "apart", *other)[1]["act"] == "apart"
    assert run("known", second)[1]["known"] == []
    assert run("known", second, "join", *other)[1]["known"][0]["state"] == "joined"
    assert run("known", second, "marry", *other)[1]["error"]["code"] == "known_act_unknown"
    assert run("known", second, "join")[1]["error"]["code"] == "target_missing"


def raise_to(shop, fair, places, nonce):
    typed = {"places": str(places)}
    return change_entry(shop, fair, EditKind.OFFERS, COURSE, typed, nonce=nonce)


def waiting_on_both(shop, again):
    """Eight of the first day with a place, two more of it waiting, then one of the later day."""
    for number in range(1, 11):
        place(shop, MEAUX, "accept", f"m{number:02d}")
    later = came(shop, again, "Zoé", last_name="Martin").person
    assert place(shop, again, "accept", later).status == "waiting"
    return later


@pytest.mark.parametrize("raised_on", ["first", "later"])
def test_a_place_more_on_any_day_reaches_whoever_waits_first_on_any_day_and_is_said(
    shop, again, raised_on
):
    later = waiting_on_both(shop, again)
    here, there = (MEAUX, again) if raised_on == "first" else (again, MEAUX)
    first = stock(shop, MEAUX).waiting[0]
    edited = raise_to(shop, here, 9, "r1")
    assert [stock(shop, fair).places for fair in (MEAUX, again)] == [9, 9]
    assert first in stock(shop, MEAUX).accepted
    assert len(edited.places.up) == 1
    (line,) = edited.places.lines("fr")
    assert person_of(shop, MEAUX, first).first_name in line
    raise_to(shop, there, 11, "r2")
    assert later in stock(shop, again).accepted
    assert [stock(shop, fair).left for fair in (MEAUX, again)] == [0, 0]
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, MEAUX)
        facts = happenings.read_happenings(reader, MEAUX)
        news = read_place_news(reader, frame, facts)
    assert COURSE in news[first].got


def test_a_place_less_takes_the_last_one_back_on_every_day_and_is_said(shop, again):
    waiting_on_both(shop, again)
    last = stock(shop, MEAUX).accepted[-1]
    edited = raise_to(shop, again, 7, "l1")
    assert [stock(shop, fair).places for fair in (MEAUX, again)] == [7, 7]
    assert last in stock(shop, MEAUX).waiting
    assert [len(moved) for moved in (edited.places.up, edited.places.down)] == [0, 1]
    assert "avait une place et attend maintenant" in edited.places.lines("fr")[0]


def test_a_place_more_of_another_organiser_reaches_nobody_here(shop, again):
    with shop.store.writing() as writer:
        for fair, organiser in ((MEAUX, "La Cité"), (again, "Une autre ville")):
            frame = replace(fairs.read_fair(writer, fair), organiser=organiser)
            fairs.write_fair(writer, frame, digest="", at=shop.clock())
    for number in range(1, 11):
        place(shop, MEAUX, "accept", f"m{number:02d}")
    raise_to(shop, again, 30, "r")
    assert (stock(shop, MEAUX).places, len(stock(shop, MEAUX).waiting)) == (8, 2)


def test_days_that_become_those_of_another_organiser_know_nobody_of_each_other_any_more(
    shop, again
):
    before = person_of(shop, MEAUX, "m01")
    place(shop, MEAUX, "accept", "m01")
    person = came(shop, again, before.first_name, last_name=before.last_name).person
    say_known(shop, again, person, (MEAUX, "m01"), DuplicateVerdict.ONE)
    assert stock(shop, again).accepted == (person,)
    with shop.store.writing() as writer:
        for fair, organiser in ((MEAUX, "La Cité"), (again, "Une autre ville")):
            frame = replace(fairs.read_fair(writer, fair), organiser=organiser)
            fairs.write_fair(writer, frame, digest="", at=shop.clock())
    assert known_before(shop, again) == known_before(shop, MEAUX) == []
    assert (stock(shop, again).accepted, stock(shop, again).left) == ((), 8)
    assert stock(shop, MEAUX).accepted == ("m01",)
    with pytest.raises(FairError, match="not_one_organiser"):
        join_and_carry_over(shop, again, person, (MEAUX, "m01"), nonce="j")
    with shop.store.reading() as reader:
        assert "m01" not in str(place_news_of(reader, again))


def place_news_of(reader, fair):
    frame = fairs.read_fair(reader, fair)
    return read_place_news(reader, frame, happenings.read_happenings(reader, fair))

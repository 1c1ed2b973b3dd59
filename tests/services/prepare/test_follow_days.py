"""What changes on a day goes on to the later days of its series; what is written there stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.domain.edit import EditKind
from matching.services.door.day_counts import day_counts
from matching.services.door.find_people import find_people
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.interview.known_before import known_before
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.prepare.edit_entries import add_entry, change_entry
from matching.services.prepare.remove_entries import remove_entry
from matching.services.prepare.series.follow_days import follow_days
from matching.services.prepare.series.repeat_fair import repeat_fair
from matching.services.rights.choices import set_matching
from matching.services.rights.forget import forget, would_forget
from matching.store import fairs
from matching.store.day import plans
from tests.fairs import shop_in

MEAUX = "meaux-2021"
STANDS, OFFERS, PEOPLE = EditKind.EXHIBITORS, EditKind.OFFERS, EditKind.JOBSEEKERS


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "meaux")
    yield opened
    opened.store.close()


@pytest.fixture
def days(shop):
    """Two later days of the series."""
    return [repeat_fair(shop, MEAUX, date(2021, 4, day)).fair.id for day in (22, 23)]


def entries_of(shop, fair):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, fair)


def change(shop, fair, kind, entry, **cells):
    return change_entry(shop, fair, kind, entry, cells, nonce=f"{fair}{entry}{cells}")


def test_everybody_on_a_list_is_listed_on_each_day_with_what_holds_for_all_of_them(shop, days):
    here = entries_of(shop, MEAUX)
    for day in days:
        there = entries_of(shop, day)
        assert there.jobseekers.keys() == here.jobseekers.keys()
        assert there.statistics == here.statistics
        assert {each.consent_contact for each in there.jobseekers.values()} == {None}
        assert {each.wishes for each in there.jobseekers.values()} == {
            each.wishes for each in here.jobseekers.values()
        }
        assert find_people(shop, day, "Abel")[0].person == "m01"
        assert known_before(shop, day) == []


def test_nothing_follows_twice(shop, days):
    assert days
    assert follow_days(shop, MEAUX) == ()


def test_whoever_is_registered_on_any_day_is_listed_on_those_that_come_after(shop, days):
    second, third = days
    typed = {"first_name": "Zoé", "last_name": "Martin", "wishes": "fibre optique"}
    person = add_entry(shop, second, PEOPLE, typed, nonce="z1").entry
    (told,) = follow_days(shop, second)
    assert (told.day.id, told.people) == (third, ("Zoé Martin",))
    assert person in entries_of(shop, third).jobseekers
    assert person not in entries_of(shop, MEAUX).jobseekers


def test_a_changed_stand_follows_and_what_was_written_on_a_day_stays_and_is_told(shop, days):
    second, third = days
    change(shop, second, STANDS, "cite", stand="Z9")
    change(shop, MEAUX, STANDS, "cite", stand="B7", zone="cour")
    told = {one.day.id: one for one in follow_days(shop, MEAUX)}
    found = {day: entries_of(shop, day).exhibitors["cite"] for day in days}
    assert {day: (stand.stand, stand.zone) for day, stand in found.items()} == {
        second: ("Z9", "cour"),
        third: ("B7", "cour"),
    }
    assert told[second].kept == ((found[second].name, ("stand",)),)
    assert told[third].kept == ()
    assert "garde ce qui est écrit ce jour-là" in told[second].lines("fr")[-1]
    again = follow_days(shop, MEAUX)
    assert [(one.entries, len(one.kept)) for one in again] == [((), 1)]


def test_a_stand_that_is_taken_out_goes_and_one_edited_on_a_day_stays_there(shop, days):
    second, third = days
    change(shop, second, STANDS, "cable", stand="Q1")
    remove_entry(shop, MEAUX, STANDS, "cable", nonce="r1")
    follow_days(shop, MEAUX)
    kept = entries_of(shop, second)
    assert ("cable" in kept.exhibitors, "raccord" in kept.offers) == (True, True)
    gone = entries_of(shop, third)
    assert "cable" not in gone.exhibitors
    assert "raccord" not in gone.offers


def test_what_was_taken_out_on_a_day_is_not_brought_back(shop, days):
    remove_entry(shop, days[0], OFFERS, "pao", nonce="r1")
    change(shop, MEAUX, OFFERS, "pao", title="PAO en alternance")
    follow_days(shop, MEAUX)
    assert "pao" not in entries_of(shop, days[0]).offers
    assert entries_of(shop, days[1]).offers["pao"].title == "PAO en alternance"


def test_what_is_new_follows_where_something_of_another_kind_has_its_id(shop, days):
    person = next(iter(entries_of(shop, MEAUX).jobseekers))
    remove_entry(shop, days[0], STANDS, "cable", nonce="r1")
    added = [
        add_entry(shop, MEAUX, OFFERS, cells, nonce=f"a{at}").entry
        for at, cells in enumerate(
            {"id": name, "exhibitor": "cite", "title": name} for name in (person, "cable")
        )
    ]
    assert added == [person, "cable"]
    follow_days(shop, MEAUX)
    assert [entries_of(shop, day).offers.keys() >= {*added} for day in days] == [True, True]


def counts_of(shop, day):
    """How many people the report of a day and its door expect."""
    registered = report(shop, day).section("reach").value("registered")
    assert day_counts(shop, day).expected == registered
    return registered


def test_an_objection_and_forgetting_hold_on_every_day(shop, days):
    set_matching(shop, MEAUX, "m02", agrees=False)
    assert all("m02" in entries_of(shop, day).objectors for day in (MEAUX, *days))
    reached = would_forget(shop, days[0], "m01").fairs
    assert {day.fair for day in reached} == {MEAUX, *days} - {days[0]}
    assert all(day.rows > 0 for day in reached)
    assert [day.date for day in reached] == sorted(day.date for day in reached)
    before = {day: counts_of(shop, day) for day in (MEAUX, *days)}
    assert forget(shop, days[0], "m01").fairs == reached
    assert {day: counts_of(shop, day) for day in (MEAUX, *days)} == before
    assert all("m01" not in entries_of(shop, day).jobseekers for day in (MEAUX, *days))
    follow_days(shop, MEAUX)
    assert "m01" not in entries_of(shop, days[1]).jobseekers


def test_forgetting_names_the_fair_that_is_on_with_the_meetings_to_come(shop, days):
    draw_plan(shop, days[0], seconds=5)
    announce(shop, days[0])
    with shop.store.reading() as reader:
        meetings = plans.announced_plan(reader, days[0]).meetings
        frame = fairs.read_fair(reader, days[0])
    person = min(meeting.person for meeting in meetings)
    mine = sum(meeting.person == person for meeting in meetings)
    today = replace(shop, clock=lambda: frame.moment(frame.opens) - timedelta(minutes=1))
    on, later = would_forget(today, MEAUX, person).fairs
    assert (on.fair, on.meetings, on.is_urgent) == (days[0], mine, True)
    assert (later.fair, later.meetings, later.is_urgent) == (days[1], 0, False)
    assert f"{mine} rendez-vous" in on.told("fr")
    evening = replace(shop, clock=lambda: frame.moment(frame.closes) + timedelta(hours=1))
    assert not would_forget(evening, MEAUX, person).fairs[0].is_urgent

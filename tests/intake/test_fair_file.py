from datetime import date, time

import pytest

from matching.domain.day.day_rules import DayRules
from matching.domain.errors import FairError
from matching.domain.programme.place_rules import PlaceRules
from matching.intake.fair_file import read_fair, read_fair_file, write_fair

from .sheets import FAIR, FAIR_TOML


def refusal_of(text: str | bytes) -> FairError:
    with pytest.raises(FairError) as refusal:
        read_fair(text.encode() if isinstance(text, str) else text)
    return refusal.value


def test_fair_file_gives_the_fair():
    assert read_fair(FAIR_TOML.encode()) == FAIR


def test_every_setting_of_the_file_is_read():
    extra = 'place = "Massy"\nslot_minutes = 20\ngap_slots = 1\nmost_meetings = 4\nrooms = 9\n'
    fair = read_fair((FAIR_TOML + extra + 'least_meetings = "1"\ntimezone = "UTC"\n').encode())
    assert (fair.place, fair.slot_minutes, fair.gap_slots, fair.rooms) == ("Massy", 20, 1, 9)
    assert (fair.most_meetings, fair.least_meetings, fair.timezone) == (4, 1, "UTC")


def test_times_dates_and_breaks_may_be_written_as_texts():
    text = """format = "parvis-fair/1"
id = "essai"
title = "Essai"
date = "30/06/2023"
opens = "9h30"
closes = "17:00"
breaks = ["12:30-13:30", [15:00:00, "15h15"]]
"""
    fair = read_fair(text.encode("utf-8-sig"))
    assert (fair.date, fair.opens, fair.closes) == (date(2023, 6, 30), time(9, 30), time(17))
    assert fair.breaks == ((time(12, 30), time(13, 30)), (time(15), time(15, 15)))


def test_promise_follows_a_smaller_most():
    assert read_fair((FAIR_TOML + "most_meetings = 1\n").encode()).least_meetings == 1


def test_unknown_key_is_said_with_its_line_and_the_nearest_key():
    _, flaws = read_fair_file((FAIR_TOML + "slot_minute = 20\n").encode())
    assert [
        (flaw.file, flaw.line, flaw.column, flaw.value, flaw.code, flaw.suggestion)
        for flaw in flaws
    ] == [("fair.toml", 8, "slot_minute", "20", "key_unknown", "slot_minutes")]


def test_mistake_of_writing_is_refused_with_its_line():
    refusal = refusal_of(FAIR_TOML.replace("date = 2023-06-30", "date = 30/06/2023"))
    assert (refusal.code, refusal.params["line"], refusal.params["value"]) == (
        "fair_unreadable",
        4,
        "date = 30/06/2023",
    )


@pytest.mark.parametrize("content", [b'title = "\xe9"', b"a = " + b"[" * 5000, b'title = "'])
def test_file_that_is_no_toml_is_refused(content):
    assert refusal_of(content).code == "fair_unreadable"


@pytest.mark.parametrize("text", ["", 'format = "parvis-fair/2"\n', "format = 1\n"])
def test_other_formats_are_refused(text):
    refusal = refusal_of(text)
    assert (refusal.code, refusal.params["expected"]) == ("fair_format", "parvis-fair/1")


@pytest.mark.parametrize("key", ["id", "title", "date", "opens", "closes"])
def test_key_that_must_be_there_is_named(key):
    lines = [line for line in FAIR_TOML.splitlines() if not line.startswith(f"{key} =")]
    refusal = refusal_of("\n".join(lines))
    assert (refusal.code, refusal.params["field"]) == ("fair_key_missing", key)


@pytest.mark.parametrize(
    ("old", "new", "code", "field", "line"),
    [
        ("2023-06-30", '"31/02/2023"', "fair_value", "date", 4),
        ("09:30:00", '"tôt"', "fair_value", "opens", 5),
        ("09:30:00", "9", "fair_value", "opens", 5),
        ("09:30:00", "18:00:00", "fair_hours", "closes", 6),
        ('"12:30"', '"08:00"', "fair_hours", "breaks", 7),
        ('"12:30"', '"midi trente"', "fair_value", "breaks", 7),
        ('"essai-2023"', '"Essai 2023"', "fair_id", "id", 2),
        ('"Forum d\'essai"', '" "', "fair_empty", "title", 3),
        ("breaks", 'timezone = "Paris"\nbreaks', "fair_timezone", "timezone", 7),
        ("breaks", "slot_minutes = 3\nbreaks", "fair_range", "slot_minutes", 7),
        ("breaks", "slot_minutes = 240\nbreaks", "fair_no_slot", "slot_minutes", 7),
        ("breaks", "rooms = true\nbreaks", "fair_value", "rooms", 7),
        ("breaks", "least_meetings = 9\nbreaks", "fair_range", "least_meetings", 7),
    ],
)
def test_setting_that_cannot_be_is_refused_with_its_line(old, new, code, field, line):
    refusal = refusal_of(FAIR_TOML.replace(old, new))
    assert (refusal.code, refusal.params["field"], refusal.params["line"]) == (code, field, line)


def test_walks_between_zones_are_read():
    text = FAIR_TOML + 'walks = [["Hall", "Parvis", 5], ["Cour", "Hall", "3"]]\n'
    assert read_fair(text.encode()).walks == (("Cour", "Hall", 3), ("Hall", "Parvis", 5))


@pytest.mark.parametrize("walks", ['[["Hall", 5]]', '["Hall"]', '[["Hall", "Parvis", "cinq"]]'])
def test_a_walk_that_is_not_two_zones_and_minutes_is_refused_whole(walks):
    with pytest.raises(FairError, match="fair_value"):
        read_fair(f"{FAIR_TOML}walks = {walks}\n".encode())


DAY_RULES = """
exits_by_scan = true
[day_rules]
no_show_minutes = 7
overrun_minutes = 5
decides = "rule"
"""


def test_rules_of_the_day_are_read_and_written_back():
    fair = read_fair(f"{FAIR_TOML}{DAY_RULES}".encode())
    assert (fair.day_rules, fair.exits_by_scan) == (DayRules(7, 5, "rule"), True)
    assert read_fair(write_fair(fair)) == fair


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("7", "-1", "fair_range"),
        ('"rule"', '"chance"', "fair_choice"),
        ("5", '"cinq"', "fair_value"),
    ],
)
def test_rules_of_the_day_that_cannot_be_are_refused(old, new, code):
    text = f"{FAIR_TOML}{DAY_RULES.replace(old, new)}"
    with pytest.raises(FairError) as told:
        read_fair(text.encode())
    assert told.value.code == code


PLACE_RULES = """
refusals_on_sheets = false
[place_rules]
order = ["sent_by", "asked"]
sent_by = ["Mission Locale"]
ground = "Règle du dispositif"
interviews_per_100_places = 159
"""


def test_how_places_are_given_is_read_and_written_back():
    fair = read_fair(f"{FAIR_TOML}{PLACE_RULES}".encode())
    rules = PlaceRules(("sent_by", "asked"), ("Mission Locale",), "Règle du dispositif", 159)
    assert (fair.place_rules, fair.refusals_on_sheets) == (rules, False)
    assert read_fair(write_fair(fair)) == fair


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('ground = "Règle du dispositif"', "", "fair_empty"),
        ('"sent_by", "asked"', '"age"', "fair_choice"),
        ('["Mission Locale"]', '"Mission Locale"', "fair_value"),
        ("159", '"beaucoup"', "fair_value"),
        ("= false", '= "oui"', "fair_value"),
    ],
)
def test_rules_for_places_that_cannot_be_are_refused(old, new, code):
    with pytest.raises(FairError) as told:
        read_fair(f"{FAIR_TOML}{PLACE_RULES}".replace(old, new).encode())
    assert told.value.code == code


def test_a_key_of_a_table_that_says_nothing_is_told():
    text = f"{FAIR_TOML}{PLACE_RULES}".replace("order =", "ordre =")
    flaws = read_fair_file(text.replace('sent_by = ["Mission Locale"]', "").encode())[1]
    assert [(flaw.column, flaw.suggestion) for flaw in flaws] == [("ordre", "order")]

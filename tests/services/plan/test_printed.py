"""A second sheet says which one it takes the place of, and is printed knowingly."""

from dataclasses import replace
from datetime import timedelta

import pymupdf

from matching.services.plan.paper.printed import printed_so_far
from matching.services.plan.print_sheets import (
    personal_badge,
    personal_schedule,
    print_sheet,
)
from matching.services.rights.delete_fair import delete_fair
from matching.store.day import printings
from matching.store.people.blanks import blank_badges

MOSSON = "mosson-2023"


def later(shop, *, minutes):
    """The same store, so many minutes later."""
    now = shop.clock() + timedelta(minutes=minutes)
    return replace(shop, clock=lambda: now)


def text(pdf):
    return " ".join(pymupdf.open(stream=pdf)[0].get_text().split())


def test_a_second_schedule_names_the_hour_of_the_one_it_replaces(planned):
    first = text(personal_schedule(planned, MOSSON, "p01"))
    before = printed_so_far(planned, MOSSON, "schedules")
    half_past = later(planned, minutes=30)
    second, others = (text(personal_schedule(half_past, MOSSON, who)) for who in ("p01", "p02"))
    tomorrow = text(personal_schedule(later(planned, minutes=1440), MOSSON, "p01"))
    assert before.count == 1
    assert "Remplace" not in first
    assert f"Remplace la feuille de {before.last:%-H h %M}." in second
    assert "Remplace" not in others
    assert "Remplace la feuille du " in tomorrow


def test_what_was_printed_is_told_for_one_person_and_for_all(planned):
    assert printed_so_far(planned, MOSSON, "badges") is None
    personal_badge(planned, MOSSON, "p01")
    assert printed_so_far(planned, MOSSON, "badges").count == 1
    assert printed_so_far(planned, MOSSON, "badges", number=9_999) is None
    print_sheet(planned, MOSSON, "badges")
    assert printed_so_far(planned, MOSSON, "badges").count == 30


def test_lists_that_belong_to_nobody_are_not_noted(planned):
    print_sheet(planned, MOSSON, "door")
    assert printed_so_far(planned, MOSSON, "door") is None


def test_printings_go_with_their_fair(planned):
    personal_badge(planned, MOSSON, "p01")
    delete_fair(planned, MOSSON)
    with planned.store.reading() as reader:
        assert printings.last_printings(reader, MOSSON, "badges") == {}


def test_blank_badges_go_with_their_fair(planned):
    print_sheet(planned, MOSSON, "blanks", blanks=3)
    with planned.store.reading() as reader:
        assert len(blank_badges(reader, MOSSON)) == 3
    delete_fair(planned, MOSSON)
    with planned.store.reading() as reader:
        assert blank_badges(reader, MOSSON) == {}

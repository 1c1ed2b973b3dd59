"""When a stand is there, in the words that people write: read where it can mean one thing alone."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.intake.cells.times.stretches import read_hours
from matching.services.files.mending.to_mend import ToMend

from .sheets import FAIR, one_cell, received

DAY = [
    "toute la journée", "Toute la journée.", "en continu", "journée continue", "non-stop",
    "Horaires du forum", "présents toute la journée", "du début à la fin",
]  # fmt: skip
MORNING = ["le matin seulement", "matin uniquement", "Présent le matin", "demi-journée matin"]


def hours(text):
    return read_hours(text, FAIR.midday).value


@pytest.mark.parametrize("text", DAY)
def test_the_whole_day_sets_no_hours(text):
    assert hours(text) == ()


@pytest.mark.parametrize("text", MORNING)
def test_a_half_day_alone_ends_where_midday_begins(text):
    assert hours(text) == ((None, time(12, 30)),)


QUARTERS = st.integers(8 * 4, 18 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
ENDS = st.lists(QUARTERS, min_size=2, max_size=2, unique=True).map(sorted)
CLOCKS = st.sampled_from(["%Hh%M", "%H:%M", "%H h %M", "%Hh%M"])
WAYS = [
    "{0} / {1}", "{0}/{1}", "{0}-{1}", "de {0} à {1}", "{0} à {1} uniquement", "{0}-{1} en continu",
    "Journée complète {0}-{1}", "présents de {0} à {1}", "arrivée {0}, départ {1}",
]  # fmt: skip
PAUSES = ["sauf {0}-{1}", "hors {0}-{1}", "fermé de {0} à {1}", "pause {0}-{1}", "absent {0}-{1}"]


@given(ends=ENDS, way=st.sampled_from(WAYS), clock=CLOCKS)
def test_every_way_of_writing_two_ends_says_the_same(ends, way, clock):
    assert hours(way.format(*(end.strftime(clock) for end in ends))) == (tuple(ends),)


@given(
    ends=st.lists(QUARTERS, min_size=4, max_size=4, unique=True).map(sorted),
    way=st.sampled_from(PAUSES),
    clock=CLOCKS,
)
def test_hours_that_are_left_out_part_the_day(ends, way, clock):
    opens, leaves, comes, closes = ends
    away = way.format(leaves.strftime(clock), comes.strftime(clock))
    whole = f"{opens.strftime(clock)}-{closes.strftime(clock)}"
    assert hours(f"{whole} {away}") == ((opens, leaves), (comes, closes))
    assert hours(f"toute la journée, {away}") == ((None, leaves), (comes, None))
    assert hours(away) == ((None, leaves), (comes, None))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10 h 00 / 15 h 00", ((time(10), time(15)),)),
        ("9h/12h - 14h/17h", ((time(9), time(12)), (time(14), time(17)))),
        ("sauf 12-13h", ((None, time(12)), (time(13), None))),
        ("toute la journée sauf midi", ((None, time(12, 30)), (time(13, 30), None))),
        ("10h à la fermeture", ((time(10), None),)),
        ("ouverture - 12h", ((None, time(12)),)),
        ("arrive à 10h", ((time(10), None),)),
        ("départ à 15h", ((None, time(15)),)),
    ],
)
def test_hours_of_a_stand_as_they_are_written(text, read):
    assert hours(text) == read


@pytest.mark.parametrize(
    "text",
    ["AM", "demi-journée", "10h", "à confirmer", "idem", "9h30 17h", "sauf 9h-18h et 12h",
     "2 jours"],
)  # fmt: skip
def test_hours_that_may_mean_several_things_are_asked(text):
    (question,) = ToMend.of(one_cell("exhibitors", "Horaires", text).flaws).values
    assert (question.column, question.value, question.count) == ("presence", text, 1)


def test_stands_that_write_the_same_unclear_hours_are_one_question():
    stands = "id;name;Horaires\n1;Mairie;demi-journée\n2;CFA;Demi-journée\n3;Poste;10h/15h\n"
    offers = "id;exhibitor;title\n1;1;Accueil\n"
    report = received(exhibitors=stands, offers=offers)
    (question,) = ToMend.of(report.flaws).values
    assert (question.value, question.count) == ("demi-journée", 2)
    (read,) = (stand for stand in report.exhibitors if stand.name == "Poste")
    assert (read.opens, read.closes) == (time(10), time(15))


@pytest.mark.parametrize("text", ["morning only", "pas l'après-midi", "sauf l'après-midi"])
def test_a_stand_of_the_morning_alone_closes_at_the_pause(text):
    stand = one_cell("exhibitors", "Horaires", text).exhibitors[0]
    assert (stand.opens, stand.closes) == (None, time(12, 30))

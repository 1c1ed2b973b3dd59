import pytest

from matching.domain.day.companions import Companions
from matching.domain.errors import FairError
from matching.services.door.companions import note_companion, take_back_companion
from matching.services.door.day_counts import day_counts
from matching.services.evening.report import report
from tests.fairs import companions

MOSSON = "mosson-2023"


def count(shop, kind, nonce, language="", station="s1"):
    note_companion(shop, MOSSON, kind, nonce=nonce, language=language, station=station)


def test_they_are_counted_by_kind_and_language_and_have_no_file(shop):
    count(shop, "companion", "a")
    count(shop, "companion", "b")
    for nonce, language in (("c", "ar"), ("d", "uk"), ("e", "ar")):
        count(shop, "interpreter", nonce, language)
    found = companions(shop, MOSSON)
    assert found == Companions(2, {"ar": 2, "uk": 1})
    assert found.total == 5
    assert (day_counts(shop, MOSSON).expected, day_counts(shop, MOSSON).came) == (30, 0)


def test_the_same_act_twice_counts_once(shop):
    count(shop, "companion", "a")
    count(shop, "companion", "a")
    assert companions(shop, MOSSON).total == 1


def test_a_nonce_is_one_act(shop):
    count(shop, "companion", "a")
    with pytest.raises(FairError) as refusal:
        count(shop, "interpreter", "a", "ar")
    assert refusal.value.code == "nonce_used"


@pytest.mark.parametrize(
    ("kind", "language"),
    [("guest", ""), ("interpreter", ""), ("interpreter", "xx"), ("companion", "ar")],
)
def test_what_is_not_counted_is_refused(shop, kind, language):
    with pytest.raises(FairError) as refusal:
        count(shop, kind, "a", language)
    assert refusal.value.code == "companion_unknown"


def test_the_last_one_of_a_station_is_taken_back_there_and_leaves_a_trace(shop):
    count(shop, "companion", "a")
    count(shop, "interpreter", "b", "ar")
    count(shop, "companion", "c", station="s2")
    take_back_companion(shop, MOSSON, nonce="u", station="s1")
    take_back_companion(shop, MOSSON, nonce="u", station="s1")
    assert companions(shop, MOSSON) == Companions(2, {})
    take_back_companion(shop, MOSSON, nonce="v", station="s1")
    with pytest.raises(FairError) as refusal:
        take_back_companion(shop, MOSSON, nonce="w", station="s1")
    assert refusal.value.code == "nothing_to_undo"
    assert companions(shop, MOSSON).total == 1


def test_the_report_counts_them(shop):
    count(shop, "companion", "a")
    count(shop, "interpreter", "b", "ar")
    reach = report(shop, MOSSON).section("reach")
    assert (reach.value("companions"), reach.value("interpreters")) == (1, 1)
    assert reach.value("came") == 0

"""The plan of a hall: nothing on it overlaps, leaves its box, or is lost."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.hall.hall_map import MapStand, lay_out_hall, map_svg
from badges.measure import MM, width
from badges.pages.map_poster import MAP_HIGH, MAP_WIDE, MapPoster, map_poster
from badges.schedule import schedule_sheets
from matching.domain.exhibitor import natural
from tests.examples import examples

from .papers import opened, schedule, schedule_line
from .test_boxes import has_all, outside, over_each_other, texts

SIGNS = (8.0, 28.0)


def stands(count, zones="AB"):
    return [
        MapStand(f"s{number}", f"{zone}{number}", zone)
        for number in range(count)
        for zone in (zones[number % len(zones)],)
    ]


def placed(found):
    return [
        MapStand(stand.id, stand.sign, stand.zone, number % 6, number // 6)
        for number, stand in enumerate(found)
    ]


def zone_names(found):
    return {stand.zone: f"Zone {stand.zone}" for stand in found}


def overlap(one, other):
    across = min(one.x + one.wide, other.x + other.wide) - max(one.x, other.x)
    down = min(one.y + one.high, other.y + other.high) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


@examples(60)
@given(
    signs=st.lists(st.tuples(texts(20), texts(12)), min_size=1, max_size=30),
    spots=st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=30, unique=True),
    wide=st.sampled_from([70.0, 130.0, 186.0]),
)
def test_stands_of_any_hall_stay_inside_and_apart(signs, spots, wide):
    known = len(spots) >= len(signs)
    found = [
        MapStand(f"s{number}", sign, zone, *(spots[number] if known else ()))
        for number, (sign, zone) in enumerate(signs)
    ]
    drawn = lay_out_hall(found, wide, 160.0, zone_names(found), signs=SIGNS)
    if drawn is None:
        return
    frames = list(drawn.stands.values())
    assert {*drawn.stands} == {stand.id for stand in found}
    assert not [pair for pair in combinations(frames, 2) if overlap(*pair)]
    for frame in (*frames, *drawn.zones):
        assert frame.x >= -0.01
        assert frame.y >= -0.01
        assert frame.x + frame.wide <= drawn.wide + 0.01
        assert frame.y + frame.high <= drawn.high + 0.01
    ET.fromstring(map_svg(drawn, {"s0": "1"}))


@pytest.mark.parametrize("count", [1, 22, 60])
def test_zones_alone_make_a_plan_and_places_another(count):
    found = stands(count)
    by_zones = lay_out_hall(found, MAP_WIDE, MAP_HIGH, zone_names(found), signs=SIGNS)
    by_place = lay_out_hall(placed(found), MAP_WIDE, MAP_HIGH, zone_names(found), signs=SIGNS)
    assert (by_zones.is_placed, by_place.is_placed) == (False, True)
    first, second = (by_place.stands[f"s{number}"] for number in (0, min(1, count - 1)))
    assert (first.x < second.x) == (count > 1)
    assert len(by_zones.zones) == min(count, 2)


def test_two_stands_in_one_place_are_shown_by_their_zones():
    found = [MapStand("a", "A1", "A", 1, 1), MapStand("b", "A2", "A", 1, 1)]
    drawn = lay_out_hall(found, 180, 100, zone_names(found), signs=SIGNS)
    assert not drawn.is_placed


def test_signs_are_counted_as_people_count():
    assert sorted(["A10", "B1", "A2", "", "A"], key=natural) == ["", "A", "A2", "A10", "B1"]


def test_a_zone_of_words_with_hyphens_stays_left_of_its_stands():
    zone = "Zone Grande salle du rez-de-chaussée"
    drawn = lay_out_hall(stands(9), MAP_WIDE, MAP_HIGH, dict.fromkeys("AB", zone), signs=SIGNS)
    left = min(frame.x for frame in drawn.stands.values())
    rows = [row for named in drawn.zones for row in named.rows]
    assert "".join(drawn.zones[0].rows).replace(" ", "") == zone.replace(" ", "")
    assert max(width(row, bold=True) for row in rows) * drawn.zones[0].size / MM < left - 2


@pytest.mark.parametrize("wide", [132, 186, MAP_WIDE])
@pytest.mark.parametrize("word", ["Mezzanine", "principale", "Amphithéâtre", "Rez-de-chaussée"])
def test_no_word_of_a_zone_is_cut_beside_its_stands(wide, word):
    zone = f"Zone {word}"
    drawn = lay_out_hall(stands(8), wide, MAP_HIGH, dict.fromkeys("AB", zone), signs=SIGNS)
    rows = [row.strip() for row in drawn.zones[0].rows]
    assert zone in (" ".join(rows), " ".join(rows).replace("- ", "-"))


@examples(10)
@given(fair=texts(), names=st.lists(st.tuples(texts(6), texts(80)), min_size=1, max_size=20))
def test_the_poster_shows_every_letter_inside_its_margins(fair, names):
    found = [MapStand(str(number), sign, "A") for number, (sign, _) in enumerate(names)]
    drawn = lay_out_hall(found, MAP_WIDE, MAP_HIGH, zone_names(found), signs=SIGNS)
    pages = opened(map_poster(MapPoster(fair, drawn, "Le plan montre les zones.", names)))
    assert has_all(pages, fair, *(part for pair in names for part in pair))
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_schedule_with_room_shows_the_plan_and_one_without_none(language):
    found = stands(22)
    drawn = lay_out_hall(found, 186, 66, zone_names(found), signs=(10, 14))
    look = {"language": language, "hall": drawn, "stops": {"s3": "1", "s8": "2"}}
    (page,) = opened(schedule_sheets([schedule([schedule_line(9), schedule_line(11)], **look)]))
    assert outside(page) == []
    assert "B3" in page.get_text()
    many = [schedule_line(9 + number, 0) for number in range(9)]
    full = opened(schedule_sheets([schedule(many, **look)]))
    assert "B3" not in "".join(page.get_text() for page in full)

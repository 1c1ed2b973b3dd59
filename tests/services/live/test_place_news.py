"""A waiting list that moves, whatever moves it, is told to whoever it concerns, and once."""

from datetime import date

import pytest

from matching.domain.edit import EditKind
from matching.services.door.walk_in import walk_in
from matching.services.files.examples import open_example
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.notices.tell import note_told
from matching.services.live.notices.to_tell import to_tell, to_tell_lines
from matching.services.live.places import PlaceAct, act_on_place
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.remove_entries import remove_entry
from matching.services.prepare.series.repeat_fair import repeat_fair
from tests.fairs import shop_in

MEAUX, COURSE = "meaux-2021", "promo"


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "meaux")
    yield opened
    opened.store.close()


def act(shop, what, person, *, fair=MEAUX, nonce=""):
    asked = PlaceAct(what, COURSE, person, reason="Vu ensemble")
    return act_on_place(shop, fair, asked, nonce=nonce or f"{what} {person}", language="fr")


@pytest.fixture
def waiting(shop):
    """Twelve places are given, m13 and m14 wait."""
    for number in range(1, 15):
        act(shop, "accept", f"m{number:02d}")
    assert told(shop) == []
    return shop


def told(shop, fair=MEAUX):
    return [
        (row.person, row.pending.places.got, row.pending.places.lost)
        for row in to_tell(shop, fair).rows
    ]


def tick(shop, fair):
    view = to_tell(shop, fair)
    for row in view.rows:
        note_told(shop, fair, row.person, nonce=shop.new_nonce(), plan=view.plan,
                  until=view.until, places=row.pending.places)  # fmt: skip


def set_places(shop, number):
    fields = {"places": str(number)}
    change_entry(shop, MEAUX, EditKind.OFFERS, COURSE, fields, nonce=shop.new_nonce())


MOVES = {
    "given back": lambda shop: act(shop, "give-back", "m01"),
    "places raised": lambda shop: set_places(shop, 13),
    "person removed": lambda shop: remove_entry(
        shop, MEAUX, EditKind.JOBSEEKERS, "m01", nonce="out"
    ),
    "acceptance undone": lambda shop: follow_day(
        shop, MEAUX, StaffReport("undo", act="accept m01"), nonce="undone"
    ),
}


@pytest.mark.parametrize("how", MOVES)
def test_whatever_moves_the_list_is_told_until_it_is_ticked(waiting, how):
    MOVES[how](waiting)
    assert told(waiting) == [("m13", (COURSE,), ())]
    view = to_tell(waiting, MEAUX)
    (line,) = to_tell_lines(view, view.rows[0], "fr")
    assert line.startswith("Cette personne attendait et a maintenant une place")
    tick(waiting, MEAUX)
    assert told(waiting) == []


def test_whoever_had_a_place_and_waits_since_there_are_fewer_is_told_that(waiting):
    set_places(waiting, 11)
    assert told(waiting) == [("m12", (), (COURSE,))]
    set_places(waiting, 12)
    assert told(waiting) == []  # nobody was told, and all is as they know it


def test_a_place_that_came_after_the_list_was_shown_stays_to_be_told(waiting):
    shown = to_tell(waiting, MEAUX)
    set_places(waiting, 13)
    seen = to_tell(waiting, MEAUX).rows[0]
    set_places(waiting, 14)
    note_told(waiting, MEAUX, "m13", nonce="t", plan=shown.plan, until=shown.until,
              places=seen.pending.places)  # fmt: skip
    assert told(waiting) == [("m14", (COURSE,), ())]


def test_a_place_that_another_day_gives_back_is_told_on_both_days(waiting):
    again = repeat_fair(waiting, MEAUX, date(2021, 4, 22)).fair.id
    act(waiting, "give-back", "m02")
    late = walk_in(waiting, again, first_name="Zoé", fields={}, nonce="z").person
    act(waiting, "accept", late, fair=again)
    assert told(waiting) == [("m13", (COURSE,), ())]
    tick(waiting, MEAUX)
    act(waiting, "give-back", "m03")
    act(waiting, "give-back", "m04")
    assert told(waiting, again) == [(late, (COURSE,), ())]
    (there,) = to_tell(waiting, again).elsewhere
    assert [row.person for row in there.rows] == ["m14"]
    (here,) = to_tell(waiting, MEAUX).elsewhere
    assert [row.person for row in here.rows] == [late]
    tick(waiting, MEAUX)
    tick(waiting, again)
    assert [to_tell(waiting, fair).count for fair in (MEAUX, again)] == [0, 0]

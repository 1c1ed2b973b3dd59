"""A place of somebody who is forgotten: given back and told before the end, nobody's after it."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from matching.domain.day.happening import HappeningKind
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.live.notices.to_tell import to_tell
from matching.services.live.places import PlaceAct, act_on_place, places_view
from matching.services.prepare.series.repeat_fair import repeat_fair
from matching.services.rights.forget import forget, would_forget
from matching.store.day import happenings
from tests.fairs import shop_in

MEAUX, COURSE = "meaux-2021", "promo"


@pytest.fixture
def day(tmp_path):
    """A shop whose clock is on the day of the fair, before it closes."""
    opened = shop_in(tmp_path)
    open_example(opened, "meaux")
    frame = places_view(opened, MEAUX).entries.fair
    yield replace(opened, clock=lambda: frame.moment(frame.opens) + timedelta(minutes=30))
    opened.store.close()


@pytest.fixture
def after(day):
    """The same store the morning after."""
    return replace(day, clock=lambda: day.clock() + timedelta(days=1))


def act(shop, what, person, fair=MEAUX):
    asked = PlaceAct(what, COURSE, person, reason="Vu ensemble")
    return act_on_place(shop, fair, asked, nonce=shop.new_nonce(), language="fr")


def fill(shop):
    """Twelve places are given, m13 and m14 wait."""
    for number in range(1, 15):
        act(shop, "accept", f"m{number:02d}")


def stock(shop, fair=MEAUX):
    view = places_view(shop, fair)
    return next(each.places for each in view.stocks if each.places.offer == COURSE)


def figures(shop):
    return report(shop, MEAUX).section("place_stock").figures


def test_a_place_of_somebody_forgotten_before_the_end_goes_to_the_next_and_is_told(day):
    fill(day)
    assert would_forget(day, MEAUX, "m03").moved_up == ("m13",)
    assert to_tell(day, MEAUX).count == 0
    gone = forget(day, MEAUX, "m03")
    assert gone.moved_up == ("m13",)
    assert [row.person for row in to_tell(day, MEAUX).rows] == ["m13"]
    held = stock(day)
    assert ("m13" in held.accepted, held.waiting, held.nameless) == (True, ("m14",), frozenset())
    assert {figure.code: figure.value for figure in figures(day)[:3]} == {
        "taken": 12, "enrolled": 0, "waiting": 1,
    }  # fmt: skip


def test_whoever_waited_and_is_forgotten_before_the_end_moves_nobody(day):
    fill(day)
    assert forget(day, MEAUX, "m13").moved_up == ()
    assert stock(day).waiting == ("m14",)


def test_a_place_stays_taken_when_its_holder_is_forgotten_after_the_fair(day, after):
    fill(day)
    act(day, "enrol", "m01")
    before = figures(after)
    for person in ("m01", "m05", "m13"):
        assert would_forget(after, MEAUX, person).moved_up == ()
        assert forget(after, MEAUX, person).moved_up == ()
    held = stock(after)
    assert (len(held.accepted), held.left, held.waiting) == (12, 0, ("m14",))
    assert len(held.nameless) == 2
    assert figures(after) == before
    assert to_tell(after, MEAUX).count == 0


def test_nobody_who_was_forgotten_while_waiting_gets_a_place_later(day, after):
    fill(day)
    forget(after, MEAUX, "m13")
    assert act(after, "give-back", "m02").moved_up == ("m14",)


def test_what_is_kept_of_a_place_tells_of_nobody(day, after):
    fill(day)
    forget(after, MEAUX, "m03")
    with after.store.reading() as reader:
        facts = happenings.place_facts(reader, MEAUX)
    (kept,) = [fact for fact in facts if "nameless" in fact.data]
    assert kept.kind is HappeningKind.PLACE_TAKEN
    assert dict(kept.data) == {"offer": COURSE, "nameless": "yes"}
    assert (kept.station, kept.meeting, kept.stand) == ("", "", "")
    assert (kept.at.minute, kept.at.second) == (0, 0)
    assert kept.person.startswith("x-")


def test_a_place_held_by_nobody_counts_on_another_day_of_the_organiser(day, after):
    fill(day)
    forget(after, MEAUX, "m03")
    again = repeat_fair(after, MEAUX, after.clock().date() + timedelta(days=20)).fair.id
    held = stock(after, again)
    assert (held.left, len(held.nameless)) == (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_nothing_moves_whoever_is_forgotten_after_the_fair_in_any_order(day, after, seed):
    chance = Random(seed)
    people = [f"m{number:02d}" for number in range(1, 19)]
    chance.shuffle(people)
    for person in people:
        act(day, "accept", person)
    for person in chance.sample(people, 6):
        act(day, "give-back", person)
    for person in chance.sample(people, 4):
        if person in {*stock(day).accepted, *stock(day).waiting}:
            continue
        act(day, "accept", person)
    before, told = stock(after), figures(after)
    gone = set()
    for person in chance.sample(people, 8):
        gone.add(person)
        forget(after, MEAUX, person)
        held = stock(after)
        assert [one for one in held.accepted if one not in held.nameless] == [
            one for one in before.accepted if one not in gone
        ]
        assert held.waiting == tuple(one for one in before.waiting if one not in gone)
        assert figures(after) == told

"""How many interviews are held for places: the setting, its cost, and where it holds."""

from collections import Counter

import pytest

from matching.domain.errors import Invalid
from matching.services.files.examples import open_example
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import preview_edit
from matching.services.live.by_hand.free_places import places_for_person, read_day_to_place
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.prepare.interview_limits import change_interviews, limit_costs, limit_lines
from matching.store import fairs
from matching.store.day import plans
from tests.fairs import shop_in, shop_on

MEAUX = "meaux-2021"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Meaux with one interview for each place, its plan announced."""
    folder = tmp_path_factory.mktemp("limits")
    shop = shop_in(folder)
    open_example(shop, "meaux")
    change_interviews(shop, MEAUX, "100")
    draw_plan(shop, MEAUX, seconds=10)
    announce(shop, MEAUX)
    shop.store.close()
    return (folder / "fair.db").read_bytes()


@pytest.fixture
def shop(file, tmp_path):
    with shop_on(file, tmp_path) as opened:
        yield opened


@pytest.fixture
def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MEAUX)


@pytest.fixture
def planned(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MEAUX).meetings


def full(planned, entries):
    """Courses about which as many people are met as they have places."""
    counts = Counter(meeting.offer for meeting in planned)
    return {offer for offer, n in counts.items() if n == entries.offers[offer].places}


def test_no_offer_has_more_interviews_than_the_setting_allows(planned, entries):
    counts = Counter(meeting.offer for meeting in planned)
    rules = entries.fair.place_rules
    most = {offer.id: rules.most_interviews_of(offer) for offer in entries.offers.values()}
    assert {o: n for o, n in counts.items() if most[o] is not None and n > most[o]} == {}
    assert full(planned, entries)


def test_a_hand_is_told_before_it_adds_an_interview_more_and_needs_a_reason(shop, planned, entries):
    offer = min(full(planned, entries))
    stand = entries.offers[offer].exhibitor
    met = {meeting.person for meeting in planned if meeting.stand == stand}
    someone = min(entries.jobseekers.keys() - met)
    seen = [
        preview_edit(
            shop,
            MEAUX,
            HandEdit(HandEditKind.ADD, person=someone, stand=stand, offer=offer, slot=slot),
            at=entries.fair.moment(entries.fair.opens),
        )
        for slot in (20, 24)
    ]
    assert all("interviews" in one.tried.codes for one in seen)
    places = entries.offers[offer].places
    assert any(
        f"{places + 1} entretiens pour {places} places" in line for line in seen[0].lines("fr")
    )


def test_no_free_hour_is_offered_for_a_course_that_is_full(shop, planned, entries):
    crowded, at = full(planned, entries), entries.fair.moment(entries.fair.opens)
    day = read_day_to_place(shop, MEAUX)
    offered = {
        place.offer
        for person in entries.jobseekers
        for place in places_for_person(day, person, at)
        if place.slots
    }
    assert offered.isdisjoint(crowded)


def test_each_limit_says_how_many_people_it_keeps_out_and_the_strictest_keeps_out_most(shop):
    costs = limit_costs(shop, MEAUX)
    assert [cost.per_100_places for cost in costs] == [100, 150, 200]
    held = [cost.held_back for cost in costs]
    assert held == sorted(held, reverse=True)
    assert held[0] > 0
    lines = limit_lines(costs, "fr")
    assert lines[0].startswith("0\u00a0: aucune limite")
    assert lines[1].startswith(f"100 pour 100 places\u00a0: {held[0]} personnes")


@pytest.mark.parametrize("typed", ["beaucoup", "-3", "1001", "12,5"])
def test_a_limit_that_is_none_is_refused_and_the_old_one_stays(shop, typed):
    with pytest.raises(Invalid) as refused:
        change_interviews(shop, MEAUX, typed)
    assert refused.value.field == "interviews_per_100_places"
    with shop.store.reading() as reader:
        assert fairs.read_fair(reader, MEAUX).place_rules.interviews_per_100_places == 100


def test_an_empty_limit_is_no_limit_and_the_order_of_the_scheme_stays(shop, entries):
    after = change_interviews(shop, MEAUX, " ")
    assert after.place_rules.interviews_per_100_places == 0
    assert after.place_rules.order == entries.fair.place_rules.order

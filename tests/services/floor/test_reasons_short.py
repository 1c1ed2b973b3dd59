"""Why somebody has fewer meetings than promised: said alike by every screen that says it."""

import pytest

from matching.services.floor.explain_meeting import explain_meeting, reasons_short
from matching.services.plan.plan_view import plan_view
from tests.services.live.test_below_promise import at_five_past
from tests.services.live.test_notices import MOSSON, arrive, close, entries, opening

FULL = {"stand_full", "rooms"}


def codes_of(shop, person):
    """What `why-not` says of somebody and each stand."""
    return {
        stand: explain_meeting(
            shop, MOSSON, person=person, stand=stand, language="fr", at=at_five_past(shop)
        ).code
        for stand in entries(shop).exhibitors
    }


@pytest.mark.parametrize("share", [0, 2])
def test_no_screen_says_that_stands_are_full_where_another_reason_keeps_somebody_away(
    planned, share
):
    people = sorted(entries(planned).jobseekers)
    arrive(planned, people[::share] if share else people[:1], opening(planned))
    stands = sorted({one.stand for one in plan_view(planned, MOSSON).planned})
    for stand in stands[::2]:
        close(planned, stand, at_five_past(planned), nonce=stand)
    short = [who for who, code in plan_view(planned, MOSSON).unmet if code != "nothing_better"]
    reasons = reasons_short(planned, MOSSON, short, at=at_five_past(planned))
    assert short
    assert reasons.keys() == set(short)
    for person in short[::4]:
        codes = codes_of(planned, person).values()
        is_full = not FULL.isdisjoint(codes) and "free_place" not in codes
        assert is_full or reasons[person] != "no_place_left"

"""No plan of an example books anybody twice, or more at a table than it has room for."""

from collections import Counter
from pathlib import Path

import pytest

from matching.domain.terms import OfferKind
from matching.services.shop.known_plans import known_announced_plan
from matching.store.fairs import read_entries
from tests.fairs import shop_on

SCHEMES = ("mosson", "massy", "lepoles", "fabrique", "meaux")


@pytest.fixture(params=SCHEMES)
def planned(whole, tmp_path, request):
    """Everything entered for a fair, and its announced meetings."""
    of = whole(request.param)
    with (
        shop_on(Path(of.file).read_bytes(), tmp_path) as shop,
        shop.store.reading() as reader,
    ):
        plan = known_announced_plan(shop, reader, of.fair)
        yield read_entries(reader, of.fair), plan.meetings


def at_each_slot(meetings, name):
    return Counter(
        (getattr(one, name), slot)
        for one in meetings
        for slot in range(one.slot, one.slot + one.length)
    )


def test_nobody_is_in_two_meetings_and_no_stand_receives_more_than_its_tables(planned):
    entries, meetings = planned
    assert meetings
    assert max(at_each_slot(meetings, "person").values()) == 1
    assert len({(one.person, one.stand, one.offer) for one in meetings}) == len(meetings)
    at_tables = [one for one in meetings if entries.is_at_table(one)]
    for (stand, _), count in at_each_slot(at_tables, "stand").items():
        offers = {one.offer for one in at_tables if one.stand == stand}
        in_groups = any(entries.offers[offer].kind is OfferKind.WORKSHOP for offer in offers)
        assert in_groups or count <= entries.exhibitors[stand].tables

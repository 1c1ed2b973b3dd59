"""The plan in force is what the store holds, whoever changed it since it was read last."""

from itertools import combinations

from matching.services.door.join_files import join_files, part_files
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.plan.announce import announce
from matching.services.shop.shop import open_shop
from matching.store.day import plans

MOSSON = "mosson-2023"


def stored(shop):
    """What somebody reads who has read nothing before."""
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def two_who_never_clash(plan):
    met = {}
    for one in plan.meetings:
        met.setdefault(one.person, []).append(one)
    return next(
        (one, other)
        for one, other in combinations(sorted(met), 2)
        if {m.slot for m in met[one]}.isdisjoint(m.slot for m in met[other])
        and {m.stand for m in met[one]}.isdisjoint(m.stand for m in met[other])
    )


def test_plan_read_while_files_were_joined_is_not_that_of_the_parted(drawn, example):
    shop = drawn
    kept, other = two_who_never_clash(example.plan.version)
    join_files(shop, MOSSON, kept=kept, other=other)
    announce(shop, MOSSON)
    assert {one.person for one in read_live_fair(shop, MOSSON).plan.meetings}.isdisjoint({other})
    part_files(shop, MOSSON, kept, other)
    told = read_live_fair(shop, MOSSON).plan
    assert told.meetings == stored(shop).meetings
    assert {kept, other} <= {one.person for one in told.meetings}
    later = next(one for one in told.meetings if one.person == kept and one.slot > 4)
    at = shop.day_moment(read_live_fair(shop, MOSSON).entries.fair)
    follow_day(shop, MOSSON, StaffReport("no-show", meeting=later.id), nonce="n1", at=at)
    assert read_live_fair(shop, MOSSON).plan == stored(shop)


def test_plan_announced_by_another_process_is_seen_at_once(planned):
    shop = planned
    before = read_live_fair(shop, MOSSON).plan
    other = open_shop(shop.store.address)
    later = next(one for one in before.meetings if one.slot > 4)
    at = shop.day_moment(read_live_fair(shop, MOSSON).entries.fair)
    redrawn = follow_day(other, MOSSON, StaffReport("no-show", meeting=later.id), nonce="n1", at=at)
    other.store.close()
    assert redrawn.version.number == before.number + 1
    assert read_live_fair(shop, MOSSON).plan == redrawn.version

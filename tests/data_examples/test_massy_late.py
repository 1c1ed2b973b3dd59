"""A workshop that begins late: its group stays together, everything else moves around it."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from matching.domain.day.day_state import DayState
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.check import violations
from matching.planning.problem.rules import RuleCode
from matching.services.floor.floor_view import floor_view
from matching.services.floor.hall_view import hall_view
from matching.services.floor.last_acts import last_acts
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.notices.to_tell import to_tell
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.live.sessions.groups import join_session, late_session, sessions_view
from matching.services.live.sessions.later_groups import groups_to_come, hours_later
from matching.services.plan.print_sheets import personal_schedule
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.badges.papers import page_texts
from tests.fairs import all_come, shop_on

MASSY = "massy-2022"


@pytest.fixture
def shop(whole, tmp_path):
    """Massy a quarter of an hour after it opened, everybody here."""
    with shop_on(whole("massy").file.read_bytes(), tmp_path) as opened:
        with opened.store.reading() as reader:
            frame = fairs.read_fair(reader, MASSY)
        all_come(opened, MASSY)
        at = frame.moment(frame.opens) + timedelta(minutes=15)
        yield replace(opened, clock=lambda: at)


def read(shop):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MASSY)
        return entries, plans.announced_plan(reader, MASSY).meetings


def state(shop):
    with shop.store.reading() as reader:
        return DayState.of(happenings.read_happenings(reader, MASSY))


def groups(shop):
    """Who is in each group, by its workshop and hour."""
    entries, meetings = read(shop)
    starts, found = SlotGrid.of(entries.fair).starts, defaultdict(set)
    for meeting in meetings:
        if not entries.is_at_table(meeting):
            found[meeting.offer, f"{starts[meeting.slot]:%H:%M}"].add(meeting.person)
    return dict(found)


def hours(shop, offer, starts):
    entries, meetings = read(shop)
    found = groups_to_come(entries, meetings, state(shop), shop.clock())
    group = next(g for g in found if (g.offer.id, f"{g.starts_at:%H:%M}") == (offer, starts))
    return [f"{hour:%H:%M}" for hour in hours_later(entries, group, shop.clock())]


def late(shop, offer, starts, until, nonce="late"):
    return late_session(shop, MASSY, offer, starts=starts, until=until, nonce=nonce)


def broken(shop):
    live = read_live_fair(shop, MASSY)
    posed = pose_rest_of_day(live, shop.clock())
    found = violations(posed.problem, posed.inward(live.plan.meetings))
    # on the day a group that has become too small is held or not: whoever leads it decides
    return [one for one in found if one.rule is not RuleCode.GROUP_SMALL]


def leaves_before(shop, people, until, minutes):
    entries, _ = read(shop)
    ends = entries.fair.moment(until) + timedelta(minutes=minutes)
    gone = set()
    for person in people:
        leaves = entries.jobseekers[person].leaves
        if leaves is not None and entries.fair.moment(leaves) < ends:
            gone.add(person)
    return gone


def every_group(shop):
    """Groups that could begin later today."""
    return sorted(key for key in groups(shop) if hours(shop, *key))


@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("later", [0, 1, 3])
def test_a_group_that_begins_late_stays_together_and_no_rule_is_broken(shop, number, later):
    known = every_group(shop)
    offer, starts = known[number % len(known)]
    before = groups(shop)[offer, starts]
    choices = hours(shop, offer, starts)
    until = choices[min(later, len(choices) - 1)]
    redrawn = late(shop, offer, starts, until)
    after = groups(shop)
    entries, _ = read(shop)
    clock = next(t for t in (hour.time() for hour in SlotGrid.of(entries.fair).starts)
                 if f"{t:%H:%M}" == until)  # fmt: skip
    away = leaves_before(shop, before, clock, entries.offers[offer].minutes)
    assert after[offer, until] >= before - away
    assert (offer, starts) not in after or starts == until
    assert broken(shop) == []
    assert before - away <= {change.person for change in redrawn.changes}


def test_everybody_who_does_not_meet_a_late_group_or_share_its_hours_keeps_every_meeting(shop):
    offer, starts = every_group(shop)[0]
    _, before = read(shop)
    redrawn = late(shop, offer, starts, hours(shop, offer, starts)[0])
    _, after = read(shop)
    moved = {change.person for change in redrawn.changes}
    assert {m for m in before if m.person not in moved} == {
        m for m in after if m.person not in moved
    }
    grouped = {m.person for m in before if (m.offer) in {key[0] for key in groups(shop)}}
    assert moved <= grouped


def test_an_undo_puts_a_late_group_and_all_that_moved_with_it_back(shop):
    _, before = read(shop)
    offer, starts = every_group(shop)[0]
    late(shop, offer, starts, hours(shop, offer, starts)[2])
    assert read(shop)[1] != before
    (act,) = last_acts(floor_view(shop, MASSY))
    follow_day(shop, MASSY, StaffReport("undo", act=act.nonce), nonce="back")
    assert read(shop)[1] == before
    assert last_acts(floor_view(shop, MASSY)) == []


def test_an_undo_says_nothing_of_who_joined_a_group_before_and_is_in_it_still(shop):
    offer, starts = every_group(shop)[0]
    joined = set()
    for other, later in sorted(groups(shop).keys() - {(offer, starts)}):
        for person in sorted(read(shop)[0].jobseekers):
            with suppress(FairError):
                join_session(shop, MASSY, person, other, starts=later, nonce=f"{later}-{person}")
                joined.add(person)
    _, before = read(shop)
    late(shop, offer, starts, hours(shop, offer, starts)[1])
    undone = follow_day(shop, MASSY, StaffReport("undo", act="late"), nonce="back")
    after = read(shop)[1]
    assert joined
    assert [(one.slot, one.id) for one in after] == [(one.slot, one.id) for one in before]
    assert undone.not_back == ()


def test_later_plans_keep_the_group_at_its_new_hour_and_others_may_join_it(shop):
    offer, starts = every_group(shop)[0]
    until = hours(shop, offer, starts)[0]
    late(shop, offer, starts, until)
    now = groups(shop)[offer, until]
    redraw_plan(shop, MASSY)
    assert groups(shop)[offer, until] >= now
    view = sessions_view(shop, MASSY)
    group = next(g for g in view.groups if (g.session.offer.id, f"{g.session.starts_at:%H:%M}")
                 == (offer, until))  # fmt: skip
    inside = set().union(*groups(shop).values())
    assert group.left
    joined = set()
    for person in sorted(view.entries.jobseekers.keys() - inside):
        with suppress(FairError):
            join_session(shop, MASSY, person, offer, starts=until, nonce=f"in-{person}")
            joined.add(person)
    assert groups(shop)[offer, until] == now | joined
    assert joined


def test_whoever_leads_the_next_group_begins_it_later_too_and_one_undo_is_enough(shop):
    entries, _ = read(shop)
    led = defaultdict(list)
    for offer, starts in groups(shop):
        for name in entries.offers[offer].led_by:
            led[name].append((starts, offer))
    name, mine = max(led.items(), key=lambda one: len(one[1]))
    (starts, offer), *others = sorted(mine)
    assert others
    before = groups(shop)
    until = hours(shop, offer, starts)[-1]
    late(shop, offer, starts, until)
    ends = {}
    for workshop, begins in groups(shop):
        if name in entries.offers[workshop].led_by:
            hour, minute = map(int, begins.split(":"))
            ends[hour * 60 + minute] = entries.offers[workshop].minutes
    ordered = sorted(ends)
    assert all(a + ends[a] <= b for a, b in pairwise(ordered))
    follow_day(shop, MASSY, StaffReport("undo", act="late"), nonce="back")
    assert groups(shop) == before


def test_a_stand_that_comes_late_keeps_its_groups_together(shop):
    entries, _ = read(shop)
    first = min(every_group(shop), key=lambda key: key[1])
    stand = entries.offers[first[0]].exhibitor
    hour = entries.fair.moment(entries.fair.opens) + timedelta(minutes=50)
    before = groups(shop)
    struck = {key for key in before if key[1] < f"{hour:%H:%M}"
              and entries.offers[key[0]].exhibitor == stand}  # fmt: skip
    assert struck
    follow_day(shop, MASSY, StaffReport("stand-late", stand=stand, until=hour), nonce="late")
    after = groups(shop)
    for offer, starts in struck:
        mine = before[offer, starts]
        kept = max((len(mine & people) for (one, _), people in after.items() if one == offer))
        assert kept == len(mine)
    follow_day(shop, MASSY, StaffReport("undo", act="late"), nonce="back")
    assert groups(shop) == before


def test_hall_sheets_and_the_list_of_who_is_to_be_told_say_the_new_hour(shop):
    offer, starts = every_group(shop)[0]
    people, until = groups(shop)[offer, starts], hours(shop, offer, starts)[0]
    late(shop, offer, starts, until)
    told = {one.person for one in to_tell(shop, MASSY).rows}
    assert people <= told
    entries, _ = read(shop)
    at = next(hour for hour in SlotGrid.of(entries.fair).starts if f"{hour:%H:%M}" == until)
    shown = hall_view(shop, MASSY, at=at - timedelta(minutes=5))
    assert until in {f"{call.group.starts_at:%H:%M}" for call in shown.calls if call.group}
    person = min(people)
    sheet = " ".join(page_texts(personal_schedule(shop, MASSY, person)))
    hour, minute = until.split(":")
    assert f"{int(hour)} h {minute}" in sheet.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("until", ["09:30", "10:07", "23:00", "bientôt"])
def test_an_hour_at_which_a_group_cannot_begin_is_refused_with_those_at_which_it_can(shop, until):
    offer, starts = every_group(shop)[0]
    before = read(shop)
    with pytest.raises(FairError) as refused:
        late(shop, offer, starts, until)
    assert refused.value.code == "workshop_late_hour"
    assert hours(shop, offer, starts)[0] in refused.value.params["known"]
    assert read(shop) == before


def test_the_same_act_again_moves_nothing_more(shop):
    offer, starts = every_group(shop)[0]
    until = hours(shop, offer, starts)[0]
    late(shop, offer, starts, until)
    once = read(shop)
    late(shop, offer, starts, until)
    assert read(shop) == once

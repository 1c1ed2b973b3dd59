"""Arranged sessions: no leader or room at two places, no group too small, and all at best."""

from collections import Counter, defaultdict
from datetime import date, time
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.meeting import Meeting
from matching.domain.errors import Invalid
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Verdict
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import pose
from matching.planning.solve import solve
from tests.examples import examples

FAIR = Fair(
    id="fair-1",
    title="F",
    date=date(2030, 3, 1),
    opens=time(9),
    closes=time(10, 15),
    timezone="UTC",
    slot_minutes=15,
    breaks=((time(9, 30), time(9, 45)),),
    least_meetings=1,
)
SLOTS, PAUSE_BEFORE = 4, 2


def workshop(name, stand="s", minutes=15, places=3, **said):
    return Offer(name, stand, name, OfferKind.WORKSHOP, minutes=minutes, places=places, **said)


def people(count):
    return [Jobseeker(f"p{n}", "P") for n in range(count)]


def planned(offers, crowd, scores=None, exhibitors=None):
    stands = exhibitors or [Exhibitor("s", "S")]
    rows = [
        (person.id, offer.exhibitor, offer.id, worth, Verdict.OPEN)
        for person in crowd
        for offer in offers
        for worth in [(scores or {}).get((person.id, offer.id), 0.5)]
    ]
    posed = pose(FAIR, crowd, stands, offers, rows)
    result = solve(posed.problem, seconds=20)
    return posed.outward(result.meetings), result


def sessions(plan):
    found = defaultdict(set)
    for meeting in plan:
        found[meeting.offer, meeting.slot].add(meeting.person)
    return found


def test_group_below_its_smallest_size_is_not_held_and_its_people_go_elsewhere():
    offers = [workshop("a", group_min=3), workshop("b", stand="t")]
    plan, _ = planned(offers, people(2), exhibitors=[Exhibitor("s", "S"), Exhibitor("t", "T")])
    assert {meeting.offer for meeting in plan} == {"b"}
    assert {meeting.person for meeting in plan} == {"p0", "p1"}


def test_hours_that_are_said_are_the_only_ones():
    plan, _ = planned([workshop("a", session_starts=(time(9, 45),))], people(2))
    assert {meeting.slot for meeting in plan} == {2}


def test_an_hour_within_a_slot_is_that_slot():
    plan, _ = planned([workshop("a", session_starts=(time(9, 50),))], people(1))
    assert {meeting.slot for meeting in plan} == {2}


@pytest.mark.parametrize("hour", [time(8), time(9, 35), time(10, 15), time(9, 15)])
def test_an_hour_at_which_no_whole_session_fits_is_none(hour):
    assert planned([workshop("a", minutes=30, session_starts=(hour,))], people(2))[0] == ()


def test_as_many_sessions_as_are_said_and_no_more():
    plan, _ = planned([workshop("a", places=1, sessions_max=2)], people(4))
    assert len(sessions(plan)) == 2


def test_leader_named_in_two_ways_of_writing_is_one_person():
    said = {"session_starts": (time(9),), "room": "r"}
    offers = [
        workshop("a", led_by=("Zoé Nil",), **said),
        workshop("b", stand="t", led_by=("ZOE  NIL",), **{**said, "room": "q"}),
    ]
    plan, _ = planned(offers, people(2), exhibitors=[Exhibitor("s", "S"), Exhibitor("t", "T")])
    assert len(sessions(plan)) == 1


def test_recruiter_who_leads_a_session_elsewhere_leaves_the_table():
    stand = Exhibitor("t", "T", recruiters=("Ada",))
    arranged = workshop("a", minutes=30, led_by=("Ada",), room="r", session_starts=(time(9),))
    plan, _ = planned(
        [arranged, Offer("job", "t", "J")],
        people(3),
        exhibitors=[
            Exhibitor("s", "S"),
            stand,
        ],
    )
    led = [meeting for meeting in plan if meeting.offer == "a"]
    assert len(led) == 3
    assert {meeting.slot for meeting in plan if meeting.offer == "job"} <= {2, 3}


def test_session_with_a_room_and_a_leader_takes_no_table():
    arranged = workshop("a", minutes=30, led_by=("Ada",), room="r", session_starts=(time(9),))
    plan, _ = planned([arranged, Offer("job", "s", "J")], people(2))
    assert sorted(Counter(meeting.offer for meeting in plan).items()) == [("a", 2), ("job", 2)]


def test_fewest_people_cannot_pass_the_places():
    with pytest.raises(Invalid, match="group_min"):
        workshop("a", places=2, group_min=3)


said = st.fixed_dictionaries(
    {
        "minutes": st.sampled_from([15, 30]),
        "places": st.integers(1, 3),
        "group_min": st.sampled_from([None, 1, 2]),
        "sessions_max": st.sampled_from([None, 1]),
        "led_by": st.sampled_from([(), ("Ada",), ("Bob",)]),
        "room": st.sampled_from(["", "r"]),
        "session_starts": st.sampled_from([(), (time(9),), (time(9), time(9, 45))]),
    }
)


@pytest.mark.slow
@examples(25)
@given(st.lists(said, min_size=2, max_size=2), st.booleans(), st.randoms(use_true_random=False))
def test_sessions_are_at_their_best_and_tie_nobody_to_two_places(arranged, is_one, chance):
    exhibitors = [Exhibitor("s", "S", recruiters=("Ada",)), Exhibitor("t", "T")]
    offers = [
        workshop(f"w{n}", "s" if is_one else "st"[n], **{**words, "places": most})
        for n, words in enumerate(arranged)
        for most in [max(words["places"], words["group_min"] or 1)]
    ]
    crowd = people(3)
    scores = {(p.id, o.id): round(chance.random(), 2) for p in crowd for o in offers}
    plan, result = planned(offers, crowd, scores, exhibitors)
    assert faults(plan, offers, exhibitors) == []
    again, _ = planned(offers[::-1], crowd[::-1], scores, exhibitors[::-1])
    assert sorted(again) == sorted(plan)
    best = max(
        standing(every, crowd)
        for every in every_plan(crowd, offers, scores)
        if not faults(every, offers, exhibitors)
    )
    assert result.status == "optimal"
    assert standing(plan, crowd) == best


def standing(plan, crowd):
    met = {meeting.person for meeting in plan}
    return len(met & {person.id for person in crowd}), round(sum(m.score for m in plan), 6)


def every_plan(crowd, offers, scores):
    """Every way to send people to sessions, in the words of the fair."""
    pairs = [(person.id, offer) for person in crowd for offer in offers]
    for chosen in product(*([None, *hours(offer)] for _, offer in pairs)):
        yield [
            Meeting(slot, who, offer.exhibitor, offer.id, length(offer), scores[who, offer.id])
            for slot, (who, offer) in zip(chosen, pairs, strict=True)
            if slot is not None
        ]


def length(offer):
    return offer.minutes // 15


def hours(offer):
    whole = [s for s in range(SLOTS - length(offer) + 1) if s % PAUSE_BEFORE + length(offer) <= 2]
    told = {time(9): 0, time(9, 45): 2}
    return [
        s for s in whole if not offer.session_starts or s in map(told.get, offer.session_starts)
    ]


def faults(plan, offers, exhibitors):
    """What no plan of a fair may do, told without the planner's rules."""
    by_id, found, busy = {offer.id: offer for offer in offers}, [], Counter()
    for (offer, slot), who in sessions(plan).items():
        arranged = by_id[offer]
        if not (arranged.group_min or 1) <= len(who) <= arranged.places:
            found.append(("size", offer, slot))
        seats = {arranged.exhibitor} if not (arranged.led_by and arranged.room) else set()
        seats |= {e.id for e in exhibitors if set(e.recruiters) & set(arranged.led_by)}
        for at in range(slot, slot + length(arranged)):
            busy.update(("table", stand, at) for stand in seats)
            busy.update(("leader", name, at) for name in arranged.led_by)
            busy.update(("room", arranged.room, at) for _ in [0] if arranged.room)
            busy[offer, at] += 1
    found += [key for key, count in busy.items() if count > 1]
    held = Counter(offer for offer, _ in sessions(plan))
    found += [o.id for o in offers if o.sessions_max is not None and held[o.id] > o.sessions_max]
    for person in {meeting.person for meeting in plan}:
        mine = sorted(meeting for meeting in plan if meeting.person == person)
        found += [person for one, two in pairwise(mine) if one.slot + one.length > two.slot]
    return found

"""Nobody leads a workshop and meets people at a table at once, at any fair."""

from collections import Counter, defaultdict
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Verdict
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import pose
from matching.planning.fair.sessions import Session, hold_sessions
from matching.planning.solve import solve
from tests.examples import examples

STRETCHES = ((0, 6), (8, 13))
lengths = st.dictionaries(st.sampled_from("abc"), st.integers(1, 4), min_size=1)


def held(workshops, tables, *, receives=True):
    return hold_sessions(workshops, STRETCHES, tables=tables, receives=receives)


def test_one_of_two_tables_is_left_for_meetings():
    assert held({"a": 3}, 2) == (Session("a", 0, 3), Session("a", 3, 3), Session("a", 8, 3))


def test_the_only_table_is_there_every_other_while():
    assert held({"a": 2}, 1) == (Session("a", 0, 2), Session("a", 4, 2), Session("a", 8, 2))


def test_workshops_that_outnumber_the_tables_take_turns():
    found = held({"a": 2, "b": 3}, 2)
    assert [(one.offer, one.start) for one in found] == [("a", 0), ("b", 2), ("a", 8), ("b", 10)]


def test_whoever_only_leads_workshops_needs_no_table_for_meetings():
    assert [one.start for one in held({"a": 2}, 1, receives=False)] == [0, 2, 4, 8, 10]


def test_without_any_table_each_workshop_has_somebody_of_its_own():
    both = held({"a": 6, "b": 6}, 0)
    assert [(one.offer, one.start) for one in both] == [("a", 0), ("b", 0)]


@given(lengths, st.integers(1, 4), st.booleans())
def test_sessions_at_once_never_outnumber_the_tables(workshops, tables, receives):
    found = held(workshops, tables, receives=receives)
    busy = Counter(slot for session in found for slot in session.slots)
    assert max(busy.values(), default=0) <= tables
    if receives:
        inside = [slot for begin, end in STRETCHES for slot in range(begin, end)]
        assert any(busy[slot] < tables for slot in inside)
    for session in found:
        assert session.length == workshops[session.offer]
        assert any(begin <= session.start and session.slots[-1] < end for begin, end in STRETCHES)


@given(lengths, st.integers(1, 4))
def test_whatever_fits_the_day_is_held_where_tables_do(workshops, tables):
    names = {session.offer for session in held(workshops, tables + len(workshops))}
    assert names == set(workshops)


workshops = st.lists(
    st.tuples(st.sampled_from([15, 30, 45, 60]), st.integers(1, 4)), min_size=1, max_size=3
)


@examples(40)
@given(
    st.lists(st.tuples(st.integers(1, 3), workshops, st.booleans()), min_size=1, max_size=2),
    st.integers(1, 5),
    st.randoms(use_true_random=False),
)
def test_nobody_of_any_fair_is_at_two_places(stands, people, chance):
    fair = Fair(
        id="fair-1",
        title="F",
        date=date(2030, 3, 1),
        opens=time(9),
        closes=time(11, 30),
        timezone="UTC",
        slot_minutes=15,
        breaks=((time(10), time(10, 15)),),
    )
    exhibitors = [Exhibitor(f"s{n}", "S", tables=tables) for n, (tables, *_) in enumerate(stands)]
    offers = []
    for stand, (_, led, has_job) in zip(exhibitors, stands, strict=True):
        for n, (minutes, places) in enumerate(led):
            name, kind = f"{stand.id}w{n}", OfferKind.WORKSHOP
            offers.append(Offer(name, stand.id, "W", kind, minutes=minutes, places=places))
        if has_job:
            offers.append(Offer(f"{stand.id}j", stand.id, "J"))
    crowd = [Jobseeker(f"p{n}", "P") for n in range(people)]
    scores = [
        (person.id, offer.exhibitor, offer.id, round(chance.random(), 2), Verdict.OPEN)
        for person in crowd
        for offer in offers
    ]
    posed = pose(fair, crowd, exhibitors, offers, scores)
    plan = posed.outward(solve(posed.problem, seconds=5).meetings)
    assert_nobody_is_at_two_places(plan, exhibitors, offers)


def assert_nobody_is_at_two_places(plan, exhibitors, offers):
    led = {offer.id for offer in offers if offer.kind is OfferKind.WORKSHOP}
    at_tables, groups = Counter(), defaultdict(set)
    for meeting in plan:
        for slot in range(meeting.slot, meeting.slot + meeting.length):
            if meeting.offer in led:
                groups[meeting.stand, slot].add((meeting.offer, meeting.slot))
            else:
                at_tables[meeting.stand, slot] += 1
    tables = {exhibitor.id: exhibitor.tables for exhibitor in exhibitors}
    for place in {*at_tables, *groups}:
        assert at_tables[place] + len(groups[place]) <= tables[place[0]]

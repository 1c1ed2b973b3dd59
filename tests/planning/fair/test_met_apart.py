"""One meeting a stand is the rule; two about two of its offers where that is wished, no more."""

from collections import Counter
from dataclasses import replace
from datetime import date, time
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.meeting import Meeting
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Verdict
from matching.planning.fair.pose import pose
from matching.planning.problem.check import violations
from matching.planning.problem.result import Status
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope
from matching.planning.solve import solve

FAIR = Fair(
    id="quai-2031",
    title="Le quai",
    date=date(2031, 5, 2),
    opens=time(14),
    closes=time(14, 45),
    timezone="UTC",
    most_meetings=3,
    least_meetings=1,
)
SLOTS = 3
PEOPLE = tuple(Jobseeker(name, name) for name in ("zoe", "yan"))
NAMES = ("grue", "soudure", "bureau")


@st.composite
def fairs(draw):
    """Two stands, one with two offers or three; tables, marks and scores of every kind."""
    stands = tuple(
        Exhibitor(name, name, tables=draw(st.integers(1, 2))) for name in ("quai", "cap")
    )
    wished = st.sampled_from([None, False, True])
    offers = (
        *(Offer(name, "quai", name, met_apart=draw(wished)) for name in NAMES),
        Offer("cap", "cap", "cap", met_apart=draw(wished)),
    )
    values = st.sampled_from([0.2, 0.5, 0.9])
    verdicts = st.sampled_from([Verdict.OPEN, Verdict.OPEN, Verdict.CLOSED])
    scores = [
        (who.id, offer.exhibitor, offer.id, draw(values), draw(verdicts))
        for who, offer in product(PEOPLE, offers)
    ]
    return stands, offers, scores


def best_by_hand(stands, offers, scores):
    """Promises kept and score of the best day in the fair's own words, every day tried."""
    tables = {stand.id: stand.tables for stand in stands}
    marks = {offer.id: offer.met_apart for offer in offers}
    choices = [[], []]
    for number, who in enumerate(PEOPLE):
        mine = [row for row in scores if row[0] == who.id and row[4] is not Verdict.CLOSED]
        for day in product([None, *mine], repeat=SLOTS):
            met = [row for row in day if row is not None]
            about = Counter((row[1], row[2] if marks[row[2]] else "") for row in met)
            if max(about.values(), default=0) <= 1:
                choices[number].append(day)
    best = (0, 0.0)
    for days in product(*choices):
        taken = Counter(
            (row[1], slot) for day in days for slot, row in enumerate(day) if row is not None
        )
        if all(count <= tables[stand] for (stand, _), count in taken.items()):
            kept = sum(any(day) for day in days)
            worth = sum(row[3] for day in days for row in day if row is not None)
            best = max(best, (kept, round(worth, 6)))
    return best


def occasions(meetings, offers):
    """How often each two meet, an offer that is met apart for itself."""
    marks = {offer.id: offer.met_apart for offer in offers}
    return Counter((m.person, m.stand, m.offer if marks[m.offer] else "") for m in meetings)


@given(fairs())
def test_a_plan_is_the_best_of_those_that_meet_a_stand_as_often_as_is_wished(said):
    stands, offers, scores = said
    posed = pose(FAIR, PEOPLE, stands, offers, scores)
    found = solve(posed.problem, seconds=20)
    meetings = posed.outward(found.meetings)
    assert found.status is Status.OPTIMAL
    assert (
        found.goals.coverage[0] if found.goals.coverage else 0,
        round(found.goals.score, 6),
    ) == (best_by_hand(*said))
    assert set(occasions(meetings, offers).values()) <= {1}
    assert posed.inward(meetings) == tuple(
        sorted(found.meetings, key=lambda placed: meetings.index(posed.meeting(placed)))
    )


def test_two_jobs_of_one_stand_are_one_meeting_unless_one_of_them_is_met_apart():
    stand = Exhibitor("quai", "Quai", tables=1)
    jobs = (Offer("grue", "quai", "Grue"), Offer("bureau", "quai", "Bureau"))
    scores = [("zoe", "quai", name, 0.8, Verdict.OPEN) for name in ("grue", "bureau")]

    def met(offers):
        posed = pose(FAIR, PEOPLE[:1], [stand], offers, scores)
        return [meeting.offer for meeting in posed.outward(solve(posed.problem).meetings)]

    assert met(jobs) == ["bureau"]
    assert sorted(met((jobs[0], replace(jobs[1], met_apart=True)))) == ["bureau", "grue"]
    assert sorted(met([replace(job, met_apart=True) for job in jobs])) == ["bureau", "grue"]


@given(fairs(), st.booleans())
def test_a_second_meeting_given_by_hand_stays_and_the_first_may_still_be_chosen(said, is_told):
    stands, offers, _ = said
    plain = tuple(replace(offer, met_apart=None) for offer in offers)
    scores = [(who.id, o.exhibitor, o.id, 0.5, Verdict.OPEN) for who, o in product(PEOPLE, plain)]
    second = Meeting(1, "zoe", "quai", "soudure", score=0.5)
    told = (Meeting(0, "zoe", "quai", "bureau", score=0.5), second)
    posed = pose(
        FAIR, PEOPLE, stands, plain, scores,
        held=[second], beside=frozenset({("zoe", "quai", "soudure")}),
        announced=told if is_told else (),
    )  # fmt: skip
    found = solve(posed.problem, seconds=20)
    mine = [meeting for meeting in posed.outward(found.meetings) if meeting.person == "zoe"]
    assert violations(posed.problem, found.meetings) == ()
    assert second in mine
    assert sorted(meeting.stand for meeting in mine) == ["cap", "quai", "quai"]


@given(fairs())
def test_a_replan_keeps_both_meetings_of_one_stand_that_were_announced(said):
    stands, offers, _ = said
    scores = [(who.id, o.exhibitor, o.id, 0.5, Verdict.OPEN) for who, o in product(PEOPLE, offers)]
    told = (Meeting(1, "zoe", "quai", "bureau"), Meeting(2, "zoe", "quai", "soudure"))
    posed = pose(FAIR, PEOPLE, stands, offers, scores, announced=told, now=FAIR.moment(time(14)),
                 scope=ReplanScope())  # fmt: skip
    again = replan(posed.problem, announced=posed.inward(told), scope=ReplanScope())
    kept = {(meeting.slot, meeting.offer) for meeting in posed.outward(again.meetings)
            if meeting.person == "zoe"}  # fmt: skip
    assert {(1, "bureau"), (2, "soudure")} <= kept

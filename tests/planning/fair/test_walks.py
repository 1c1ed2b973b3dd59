"""Minutes on foot between zones of a hall are free slots between two meetings."""

from dataclasses import replace
from datetime import date, time

import pytest

from matching.domain.errors import Invalid
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Verdict
from matching.planning.fair.pose import pose
from matching.planning.solve import solve

FAIR = Fair(
    id="morning-2030",
    title="Un matin",
    date=date(2030, 3, 1),
    opens=time(9),
    closes=time(10),
    slot_minutes=15,
    walks=(("Hall", "Parvis", 20),),
)
STANDS = (Exhibitor("a", "A", zone="Hall"), Exhibitor("b", "B", zone="Parvis"))
OFFERS = (Offer("ja", "a", "Emploi"), Offer("jb", "b", "Emploi"))


def slots(fair, stands=STANDS):
    scores = [("ana", "a", "ja", 0.9, Verdict.OPEN), ("ana", "b", "jb", 0.8, Verdict.OPEN)]
    posed = pose(fair, (Jobseeker("ana", "Ana"),), stands, OFFERS, scores)
    return sorted(meeting.slot for meeting in posed.outward(solve(posed.problem).meetings))


def test_a_walk_of_twenty_minutes_leaves_two_slots_of_fifteen_free():
    first, second = slots(FAIR)
    assert second - first == 3


def test_meetings_in_one_zone_or_without_walks_follow_each_other():
    assert slots(replace(FAIR, walks=())) == [0, 1]
    assert slots(FAIR, (STANDS[0], replace(STANDS[1], zone="Hall"))) == [0, 1]


@pytest.mark.parametrize("walk", [("Hall", "Hall", 5), ("", "Hall", 5), ("Hall", "Cour", -1)])
def test_a_walk_that_cannot_be_is_refused(walk):
    with pytest.raises(Invalid):
        replace(FAIR, walks=(walk,))

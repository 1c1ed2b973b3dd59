"""A stand that receives again gives back the meetings that its closing took."""

from collections import Counter

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.services.live.follow_day import StaffReport, follow_day
from matching.store.day import happenings, plans

MOSSON = "mosson-2023"


def meetings(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def of_stand(found, stand):
    return {(meeting.person, meeting.slot) for meeting in found if meeting.stand == stand}


def everybody_comes(shop, people):
    with shop.store.writing() as writer:
        for person in sorted(people):
            came = Happening(HappeningKind.ARRIVED, shop.clock(), f"came {person}", person=person)
            happenings.append(writer, MOSSON, came, recorded_at=shop.clock())


@pytest.mark.parametrize("way", ["stand-reopened", "undo"])
def test_a_closing_taken_back_gives_its_meetings_back(planned, way):
    before = meetings(planned)
    everybody_comes(planned, {meeting.person for meeting in before})
    stand = Counter(meeting.stand for meeting in before).most_common(1)[0][0]
    follow_day(planned, MOSSON, StaffReport("stand-closed", stand=stand), nonce="shut")
    closed = meetings(planned)
    assert not of_stand(closed, stand)
    follow_day(planned, MOSSON, StaffReport(way, stand=stand), nonce="open")
    after = meetings(planned)
    assert of_stand(after, stand) >= of_stand(before, stand)
    awaited = {person for person, _ in of_stand(before, stand)}
    others = {meeting for meeting in closed if meeting.person not in awaited}
    assert others <= set(after)  # nobody else moves
    met = Counter(meeting.person for meeting in after)
    had = Counter(meeting.person for meeting in closed)
    assert all(met[person] >= had[person] for person in awaited)


def test_reopening_a_stand_that_nobody_closed_moves_no_meeting_of_it(planned):
    before = meetings(planned)
    stand = before[0].stand
    follow_day(planned, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    assert of_stand(meetings(planned), stand) >= of_stand(before, stand)

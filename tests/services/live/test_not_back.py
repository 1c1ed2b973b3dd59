"""What does not come back with an act that was taken back is told by that act, and once."""

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.services.live import redraw_plan as redrawing
from matching.services.live.redraw_plan import redraw_plan
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.fairs import all_come

MOSSON = "mosson-2023"


@pytest.fixture
def lost(planned, monkeypatch):
    """A meeting of an earlier plan that cannot be held any more: its stand is not of this fair."""
    all_come(planned, MOSSON)
    with planned.store.reading() as reader:
        told = plans.announced_plan(reader, MOSSON).meetings
    person = told[-1].person
    taken = Meeting(max(one.slot for one in told), person, "gone", "gone")
    monkeypatch.setattr(redrawing, "meetings_taken", lambda *_: (taken,))
    return taken


def not_back(shop, cause):
    with shop.store.reading() as reader:
        opens = fairs.read_fair(reader, MOSSON)
    return redraw_plan(shop, MOSSON, at=opens.moment(opens.opens), cause=cause).not_back


@pytest.mark.parametrize("cause", ["replan", "edit", "forgotten"])
def test_an_act_that_notes_nothing_does_not_tell_what_an_undo_before_it_lost(planned, lost, cause):
    assert not_back(planned, "undo") == (lost,)
    assert not_back(planned, cause) == ()


def test_what_its_person_has_missed_since_is_no_loss_of_the_act(planned, lost):
    absent = Happening(
        HappeningKind.REFUSED, planned.clock(), "r", person=lost.person, meeting=lost.id
    )
    with planned.store.writing() as writer:
        happenings.append(writer, MOSSON, absent, recorded_at=planned.clock())
    assert not_back(planned, "undo") == ()

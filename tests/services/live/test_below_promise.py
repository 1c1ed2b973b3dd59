"""Whoever an act leaves below what they were promised is named, with the right figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_answers import broken_lines
from matching.services.live.by_hand.try_edit import try_edit
from matching.services.live.change_answers import changes_lines, lines_to_tell
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.store.day import happenings
from tests.services.live.test_notices import MOSSON, announced, arrive, close, entries, opening

KIND = HappeningKind


def at_five_past(shop):
    return opening(shop) + timedelta(minutes=5)


def write(shop, kind, nonce, **said):
    with shop.store.writing() as writer:
        fact = Happening(kind, at_five_past(shop), nonce, **said)
        happenings.append(writer, MOSSON, fact, recorded_at=shop.clock())


def left(shop, person):
    return [one for one in sorted(announced(shop).meetings) if one.person == person]


@pytest.fixture
def closings(planned):
    """The fair with everybody here and every stand closed in turn, and what came of each."""
    arrive(planned, entries(planned).jobseekers, opening(planned))
    stands = sorted({one.stand for one in announced(planned).meetings})
    at = at_five_past(planned)
    return planned, [close(planned, stand, at, nonce=stand) for stand in stands]


def promise_of(shop, redrawn, person):
    """What is said of somebody's promise, as (have, promised); None when nothing is."""
    name = f"n° {redrawn.entries.call_numbers[person]} ("
    lines = (line.replace("\N{NO-BREAK SPACE}", " ") for line in lines_to_tell(shop, redrawn, "fr"))
    for line in lines:
        if name in line and "étaient promis" in line:
            have, promised = (word for word in line.split(" a maintenant ")[1].split(" : "))
            return int(have.split()[0]), int(promised.split()[0])
    return None


def losing(shop, closings, have):
    """A closing that took a meeting of somebody who has so many after it, and who that is."""
    for redrawn in closings:
        had = [one.person for one in redrawn.version.meetings]
        for change in redrawn.changes:
            if change.now is None and had.count(change.person) == have:
                return redrawn, change.person
    raise AssertionError(f"nobody has {have} meetings after a closing")


def wanting(redrawn, person, most):
    one = replace(redrawn.entries.jobseekers[person], most_meetings=most)
    people = {**redrawn.entries.jobseekers, person: one}
    return replace(redrawn, entries=replace(redrawn.entries, jobseekers=people))


def test_who_wants_one_meeting_is_promised_one(closings):
    shop, done = closings
    redrawn, person = losing(shop, done, 1)
    assert promise_of(shop, redrawn, person) == (1, 2)
    assert promise_of(shop, wanting(redrawn, person, 1), person) is None
    redrawn, person = losing(shop, done, 0)
    assert promise_of(shop, wanting(redrawn, person, 1), person) == (0, 1)


def test_a_meeting_that_was_missed_is_not_counted(closings):
    shop, done = closings
    redrawn, person = losing(shop, done, 1)
    (meeting,) = [one for one in redrawn.version.meetings if one.person == person]
    write(shop, KIND.NO_SHOW, "missed", person=person, stand=meeting.stand, meeting=meeting.id)
    assert promise_of(shop, redrawn, person) == (0, 2)


def test_what_another_station_notes_of_somebody_does_not_hide_them(closings):
    shop, done = closings
    redrawn, person = losing(shop, done, 1)
    write(shop, KIND.SCANNED_AGAIN, "elsewhere", person=person)
    assert promise_of(shop, redrawn, person) == (1, 2)


def test_whoever_refused_a_meeting_is_not_named_whatever_was_noted_since(planned):
    arrive(planned, entries(planned).jobseekers, opening(planned))
    meeting, redrawn = refusing_below_two(planned)
    other = max(entries(planned).jobseekers.keys() - {meeting.person})
    write(planned, KIND.SCANNED_AGAIN, "elsewhere", person=other)
    assert redrawn.about == {meeting.person}
    assert promise_of(planned, redrawn, meeting.person) is None


def refusing_below_two(shop):
    """Somebody refuses one meeting after the other until fewer than two are left of them."""
    person = min(entries(shop).jobseekers, key=lambda person: (len(left(shop, person)), person))
    for _ in entries(shop).exhibitors:
        meeting = left(shop, person)[-1]
        refused = StaffReport("refused", meeting=meeting.id)
        redrawn = follow_day(shop, MOSSON, refused, nonce=meeting.id, at=at_five_past(shop))
        lost = {change.person for change in redrawn.changes if change.now is None}
        if person in lost and len(left(shop, person)) < 2:
            return meeting, redrawn
    raise AssertionError(f"{person} gets another meeting for each that is refused")


@pytest.mark.parametrize(("most", "short"), [(1, []), (None, [1])])
def test_a_hand_leaves_below_the_promise_whoever_wants_more_than_what_is_left(planned, most, short):
    live = read_live_fair(planned, MOSSON)
    person = next(who for who in sorted(live.entries.jobseekers) if len(left(planned, who)) == 2)
    one = replace(live.entries.jobseekers[person], most_meetings=most)
    people = {**live.entries.jobseekers, person: one}
    wished = replace(live.judged, entries=replace(live.entries, jobseekers=people))
    cancel = HandEdit(HandEditKind.CANCEL, left(planned, person)[-1].id)
    tried = try_edit(replace(live, judged=wished), cancel, opening(planned))
    assert tried.short == tuple((person, count) for count in short)


def test_a_hand_names_the_promise_of_that_very_person(planned):
    live = read_live_fair(planned, MOSSON)
    person = next(who for who in sorted(live.entries.jobseekers) if len(left(planned, who)) == 2)
    cancel = HandEdit(HandEditKind.CANCEL, left(planned, person)[-1].id)
    tried = replace(try_edit(live, cancel, opening(planned)), short=((person, 0),))
    one = replace(live.entries.jobseekers[person], most_meetings=1)
    people = {**live.entries.jobseekers, person: one}
    wished = replace(live.judged, entries=replace(live.entries, jobseekers=people))
    (line,) = broken_lines(replace(live, judged=wished), tried, "fr")
    assert "n'aurait plus que 0 rendez-vous" in line
    assert line.endswith("1 sont promis.")


def test_no_facts_are_read_for_an_act_that_took_nobody_a_meeting(planned, monkeypatch):
    def reads(*_args, **_kwargs):
        raise AssertionError("the facts of the day are read")

    redrawn = Redrawn(entries(planned), announced(planned), (), "replan")
    monkeypatch.setattr(happenings, "read_happenings", reads)
    assert lines_to_tell(planned, redrawn, "fr") == changes_lines(redrawn, "fr")

"""Figures of a day count whoever was forgotten as before, at whatever minute they came and went."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.outcomes.day import report_sections
from matching.outcomes.nobody import Day, counted_of, with_nobody
from tests.examples import examples
from tests.fairs import moment, small_entries

PEOPLE = ("amina", "bilal")
MEETINGS = (
    Meeting(0, "amina", "agence", "dev", 1, 0.8),
    Meeting(2, "bilal", "ecole", "form", 1, 0.5),
)
COMES_AND_GOES = (HappeningKind.ARRIVED, HappeningKind.LEFT)
OF_A_MEETING = (HappeningKind.HELD, HappeningKind.NO_SHOW, HappeningKind.REFUSED)


@st.composite
def days(draw):
    """Facts in the order in which they were written, at hours of their own."""
    minutes = sorted(draw(st.lists(st.integers(0, 239), max_size=8)))
    facts = []
    for number, minute in enumerate(minutes):
        at, nonce = moment(9 + minute // 60, minute % 60), f"n{number}"
        kind = draw(st.sampled_from((*COMES_AND_GOES, *OF_A_MEETING)))
        if kind in COMES_AND_GOES:
            facts.append(Happening(kind, at, nonce, person=draw(st.sampled_from(PEOPLE))))
        else:
            met = draw(st.sampled_from(MEETINGS))
            facts.append(Happening(kind, at, nonce, met.person, met.stand, met.id))
    return Day(small_entries(), MEETINGS, tuple(facts))


def moments(day):
    return [fact.at for fact in counted_of(day, "bilal", new_id="x1").facts]


def test_of_what_somebody_did_besides_coming_the_hour_alone_is_kept():
    met = MEETINGS[1]
    kinds = (*OF_A_MEETING, HappeningKind.OUTCOME)
    facts = (Happening(kind, moment(9, 59), kind, met.person, met.stand, met.id) for kind in kinds)
    assert set(moments(Day(small_entries(), MEETINGS, tuple(facts)))) == {moment(9, 0)}


def test_no_meeting_of_others_tells_the_minute_at_which_somebody_came():
    came = Happening(HappeningKind.ARRIVED, moment(9, 29), "a", person="bilal")
    day = Day(small_entries(), (), (came,), earlier=MEETINGS[:1])
    assert moments(day) == [moment(9, 0)]


def figures(day, now):
    found = report_sections(day.entries, day.meetings, day.facts, now=now)
    return [(section.code, figure) for section in found for figure in section.figures]


def without(day, person):
    """The day of which somebody's rows are gone, and nobody's counts instead."""
    counted = counted_of(day, person, new_id="x1")
    entries = replace(
        day.entries,
        jobseekers={one: told for one, told in day.entries.jobseekers.items() if one != person},
        statistics={one: told for one, told in day.entries.statistics.items() if one != person},
    )
    meetings = tuple(meeting for meeting in day.meetings if meeting.person != person)
    facts = tuple(fact for fact in day.facts if fact.person != person)
    return with_nobody(Day(entries, meetings, facts), [counted])


@examples(200)
@given(days(), st.sampled_from(PEOPLE), st.none() | st.integers(0, 59))
def test_no_figure_moves_when_somebody_is_forgotten(day, person, minute):
    now = None if minute is None else moment(13, minute)
    assert figures(without(day, person), now) == figures(day, now)

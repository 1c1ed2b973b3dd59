"""What is closed to somebody stands on their schedule: below the meetings, once, with a way on."""

from dataclasses import replace

import pytest

from badges.personal.slips import SLIPS, slip_sheets
from badges.schedule import schedule_sheets
from matching.domain.score import Bar
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.plan.paper.desk import by_person
from matching.services.plan.paper.own_schedules import own_schedule
from matching.services.scores.nearest import Nearest
from matching.services.scores.openings import refused_lines
from tests.badges.papers import opened, page_texts

from .test_stars import desk as desk  # noqa: PLC0414 - a fixture


def sheets_of(desk):
    return [own_schedule(desk, person) for person in desk.entries.jobseekers.values()]


CLOSED = (Bar("french_too_low", {"least": "B2", "has": "A1"}),)


@pytest.fixture
def asked(desk):
    """The same fair, where two more offers are closed to everybody for their French."""
    offers = sorted(
        (offer for offer in desk.entries.offers.values() if offer.kind is OfferKind.JOB),
        key=lambda offer: offer.id,
    )[:3]
    closed = [
        replace(mine[0], offer=offer.id, stand=offer.exhibitor, closed_by=CLOSED)
        for mine in desk.scores_of.values()
        for offer in offers
    ]
    scores = desk.scores | {(score.person, score.offer): score for score in closed}
    return replace(desk, scores=scores, scores_of=by_person(scores.values()))


def test_the_two_nearest_refusals_stand_on_the_schedule_of_whoever_has_some(asked):
    told = 0
    for person, sheet in zip(asked.entries.jobseekers, sheets_of(asked), strict=True):
        scores = asked.scores_of.get(person, ())
        met = frozenset(meeting.offer for meeting in asked.meetings if meeting.person == person)
        nearest = Nearest(asked.entries, scores, asked.floor, met)
        lines = refused_lines(nearest, sheet.language, between="\n")
        assert sheet.refusals == lines[:2]
        told += len(sheet.refusals)
    assert told


def test_what_closes_an_offer_is_told_once(asked):
    for sheet in sheets_of(asked):
        why = say("nothing_better.why", sheet.language, title="\0", why="\0").partition("\0")[0]
        assert not (sheet.refusals and any(note.startswith(why) for note in sheet.notes))


def test_an_organiser_may_leave_them_out(asked):
    fair = replace(asked.entries.fair, refusals_on_sheets=False)
    silent = replace(asked, entries=replace(asked.entries, fair=fair))
    assert {sheet.refusals for sheet in sheets_of(silent)} == {()}


def test_they_come_after_the_meetings_and_before_what_to_do_when_lost(asked):
    sheet = next(sheet for sheet in sheets_of(asked) if sheet.refusals and sheet.lines)
    said = " ".join(sheet.refusals[0].split())
    lost = " ".join(say("sheet.lost", sheet.language).split())
    for pdf in (schedule_sheets([sheet]), *(slip_sheets([sheet], form) for form in SLIPS.values())):
        text = " ".join(page_texts(pdf)).replace("\u200b", "")
        places = [text.index(part) for part in (sheet.lines[-1].exhibitor, said, lost)]
        assert places == sorted(places)


def test_a_second_refusal_adds_no_page(asked):
    sheet = next(sheet for sheet in sheets_of(asked) if sheet.lines)
    long = tuple(f"« Offre {n} » : pas possible.\n" + "Il faut un diplôme. " * 60 for n in "ab")
    one, both = (
        opened(schedule_sheets([replace(sheet, refusals=told)])) for told in (long[:1], long)
    )
    assert len(both) == len(one)
    assert "Offre a" in "".join(page.get_text() for page in both)

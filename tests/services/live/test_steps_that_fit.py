"""A meeting ends with what its offer can lead to: on screen, on paper, keyed in and typed."""

import pytest

from matching.domain.day.happening import OUTCOMES
from matching.domain.day.next_steps import USUAL, steps_about
from matching.domain.errors import FairError
from matching.phrases import say
from matching.services.floor.stand_day import stand_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.paper.key_in import key_in, paper_rows
from matching.services.plan.paper.ticks import Tick
from matching.services.plan.print_sheets import print_sheet
from matching.services.shop.refusals import sentence_of
from matching.store import fairs
from matching.store.day import plans
from tests.badges.papers import page_texts

MOSSON = "mosson-2023"
ONLY = {"job": "hired", "training": "training"}
FREE = {*OUTCOMES} - {*ONLY.values()}


def day_of(shop):
    with shop.store.reading() as reader:
        meetings = sorted(plans.announced_plan(reader, MOSSON).meetings)
        return fairs.read_entries(reader, MOSSON), meetings


def may(entries, meeting):
    """What may come of a meeting, from the words of its offer's kind alone."""
    kind = entries.offers[meeting.offer].kind.value
    return FREE | ({ONLY[kind]} if kind in ONLY else set())


def test_what_a_meeting_may_end_with_is_what_is_offered_and_what_is_taken(planned):
    entries, meetings = day_of(planned)
    kinds = {}
    for meeting in meetings:
        kinds.setdefault(entries.offers[meeting.offer].kind, meeting)
    assert len(kinds) >= 2
    for number, meeting in enumerate(kinds.values()):
        day = stand_day(planned, MOSSON, meeting.stand)
        steps = day.steps_of(day.view.now(meeting))
        assert {step.result for step in steps} == may(entries, meeting)
        for result in OUTCOMES:
            told = {"result": result, "nonce": f"{number}{result}"}
            if result in may(entries, meeting):
                assert note_outcome(planned, MOSSON, meeting.id, **told).person == meeting.person
                continue
            with pytest.raises(FairError, match="outcome_not_here") as refused:
                note_outcome(planned, MOSSON, meeting.id, **told)
            said = sentence_of(refused.value, "fr")
            assert say(f"outcome.{result}", "fr") in said
            assert entries.offers[meeting.offer].title in said


def test_a_box_that_does_not_fit_is_refused_and_nothing_of_the_sheet_is_written(planned):
    entries, meetings = day_of(planned)
    job = next(one for one in meetings if entries.offers[one.offer].kind == "job")
    numbers = [row.call_number for row in paper_rows(planned, MOSSON, job.stand)]
    row = numbers.index(entries.call_numbers[job.person]) + 1
    with pytest.raises(FairError, match="row_not_here") as refused:
        key_in(planned, MOSSON, job.stand, [Tick(row, True, ("training",))], nonce="a")
    assert f"Ligne {row}" in sentence_of(refused.value, "fr")
    assert not any(each.is_settled for each in paper_rows(planned, MOSSON, job.stand))


def test_the_boxes_of_a_list_are_those_that_its_stand_can_lead_to(planned):
    entries, _ = day_of(planned)
    pages = page_texts(print_sheet(planned, MOSSON, "stands"))
    told = 0
    for stand in entries.exhibitors.values():
        kinds = {one.kind.value for one in entries.offers.values() if one.exhibitor == stand.id}
        if kinds != {"job"}:
            continue
        mine = [" ".join(page.split()) for page in pages if stand.name in page]
        assert mine
        assert all("7 Embauche" in page and "Place donnée" not in page for page in mine)
        told += 1
    assert told >= 2


def test_a_stand_without_offers_may_end_with_anything():
    assert steps_about(USUAL, ()) == USUAL


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("result", OUTCOMES)
def test_a_step_has_one_name_for_all_who_note_count_or_read_it(language, result):
    name = say(f"sheet.outcome_{result}", language).replace("RDV", "rendez-vous")
    others = (f"outcome.{result}", f"stand.step_{result}", f"mine.step_{result}")
    assert all(say(code, language).startswith(name) for code in others)

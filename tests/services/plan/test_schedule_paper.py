"""On what the schedules of a fair come out, and what they propose beside the plan."""

import pymupdf
import pytest

from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.phrases import say
from matching.services.plan.paper.schedule_paper import choose_schedule_format, schedule_format
from matching.services.plan.print_sheets import personal_schedule, print_sheet
from matching.services.prepare.edit_entries import change_entry
from matching.store import fairs
from matching.store.day import plans

MOSSON = "mosson-2023"
WHEN_FREE = " ".join(say("sheet.when_free", "fr").split())


def sides(pdf):
    """Width and height of the first page in whole millimetres."""
    page = pymupdf.open(stream=pdf)[0]
    return round(page.rect.width / 72 * 25.4), round(page.rect.height / 72 * 25.4)


@pytest.mark.parametrize(("chosen", "wide"), [("a4", 210), ("a5", 148), ("ticket", 80)])
def test_a_format_chosen_once_holds_at_the_desk_and_at_the_door(planned, chosen, wide):
    choose_schedule_format(planned, MOSSON, chosen)
    assert schedule_format(planned, MOSSON) == chosen
    assert sides(print_sheet(planned, MOSSON, "schedules"))[0] == wide
    assert sides(personal_schedule(planned, MOSSON, "p01"))[0] == wide


@pytest.mark.slow
def test_a_format_asked_for_once_is_not_kept_and_the_pack_is_of_sheets(planned):
    assert sides(print_sheet(planned, MOSSON, "schedules", schedule_format="ticket"))[0] == 80
    assert schedule_format(planned, MOSSON) == "a4"
    choose_schedule_format(planned, MOSSON, "ticket")
    pack = pymupdf.open(stream=print_sheet(planned, MOSSON, "pack"))
    assert {round(page.rect.width / 72 * 25.4) for page in pack} == {210}


def test_a_format_that_is_not_there_is_refused(planned):
    with pytest.raises(FairError, match="schedule_format_unknown"):
        choose_schedule_format(planned, MOSSON, "a3")
    with pytest.raises(FairError, match="schedule_format_unknown"):
        print_sheet(planned, MOSSON, "schedules", schedule_format="a3")
    with pytest.raises(FairError, match="first_label"):
        print_sheet(planned, MOSSON, "badges", labels="a6", first_label=5)


def told_to(shop, person):
    """The words of somebody's own schedule."""
    page = pymupdf.open(stream=personal_schedule(shop, MOSSON, person))[0]
    return " ".join(page.get_text().split())


def who_is_told_of_more(shop):
    """The first person whose schedule proposes a stand beside the plan."""
    with shop.store.reading() as reader:
        people = sorted(fairs.read_entries(reader, MOSSON).jobseekers)
    return next(person for person in people if WHEN_FREE in told_to(shop, person))


def test_a_schedule_names_one_or_two_offers_that_are_in_no_plan_of_its_reader(planned):
    who = who_is_told_of_more(planned)
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        met = {one.stand for one in plans.read_plan(reader, MOSSON).meetings if one.person == who}
    told = told_to(planned, who)
    label = WHEN_FREE
    assert told.count(label) == 1
    after = told.partition(label)[2]
    named = [stand for stand in entries.exhibitors.values() if stand.name in after]
    assert 1 <= len(named) <= 2
    assert {stand.id for stand in named} & met == set()


def test_a_schedule_proposes_no_stand_that_is_never_there_when_its_reader_is(planned):
    who = who_is_told_of_more(planned)

    def named():
        after = told_to(planned, who).partition(WHEN_FREE)[2]
        with planned.store.reading() as reader:
            stands = fairs.read_entries(reader, MOSSON).exhibitors.values()
        return {stand.id for stand in stands if stand.name in after}

    before = named()
    assert before
    typed = {"arrives": "14:00", "leaves": "16:00"}
    change_entry(planned, MOSSON, EditKind.JOBSEEKERS, who, typed, nonce="person")
    for stand in sorted(before):
        hours = {"closes": "12:00"}
        change_entry(planned, MOSSON, EditKind.EXHIBITORS, stand, hours, nonce=stand)
    assert before.isdisjoint(named())

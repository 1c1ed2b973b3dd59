"""The day goes on without the laptop: one PDF, made ahead and never older than the plan."""

from threading import Event

import pymupdf
import pytest
from sqlalchemy.exc import OperationalError

from matching.domain.errors import FairError
from matching.phrases import say
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.paper.pack import Packs
from matching.services.plan.paper.printed import printed_so_far
from matching.services.plan.print_sheets import print_sheet, print_sheets
from matching.services.rights.forget import forget
from matching.store import fairs

MOSSON = "mosson-2023"


def pages(pdf):
    return [" ".join(page.get_text().split()) for page in pymupdf.open(stream=pdf)]


@pytest.mark.slow
def test_a_pack_holds_door_hours_stands_people_and_forms_in_one_tagged_file(planned):
    pdf = print_sheet(planned, MOSSON, "pack")
    told = pages(pdf)
    starts = [
        next(number for number, page in enumerate(told) if say(code, "fr") in page)
        for code in ("sheet.door", "sheet.hours", "sheet.row", "sheet.my_meetings")
    ]
    assert starts == sorted(starts)
    # Each in its person's own language, between the lists and the forms.
    first_form = say("sheet.form_number", "fr", number=1)
    forms = next(number for number, page in enumerate(told) if first_form in page)
    with planned.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers.values()
    schedules = " ".join(told[starts[-1] : forms])
    assert {one.last_name for one in people if one.last_name not in schedules} == set()
    assert say("sheet.form_number", "fr", number=10) in told[-2]
    assert " ".join(say("privacy.8", "fr").split()) in told[-1]
    assert say("privacy.8", "tr") in " ".join(told[:forms])
    opened = pymupdf.open(stream=pdf)
    assert opened.get_xml_metadata().count(say("sheet.pack", "fr")) == 1
    assert "/StructTreeRoot" in opened.xref_object(opened.pdf_catalog())


def test_a_pack_before_any_plan_is_refused(shop):
    with pytest.raises(FairError, match="no_plan"):
        print_sheet(shop, MOSSON, "pack")


def told_plans(shop, fair, language):
    """A press that only says what it was asked for."""
    return f"{fair} {language}".encode()


def test_a_pack_lies_ready_until_the_plan_moves_and_is_then_made_anew(planned):
    packs = Packs(told_plans)
    assert packs.ready(planned, MOSSON, "fr") is None
    packs.keep_ready(planned, "fr")
    first = packs.ready(planned, MOSSON, "fr")
    assert (first.plan, first.pdf) == (1, b"mosson-2023 fr")
    assert packs.take(planned, MOSSON, "fr") is first.pdf
    announce(planned, MOSSON, number=draw_plan(planned, MOSSON, seconds=5).version.number)
    assert packs.ready(planned, MOSSON, "fr") is None
    packs.take(planned, MOSSON, "fr")
    assert packs.ready(planned, MOSSON, "fr").plan == 2


def test_a_pack_is_not_handed_out_once_somebody_in_it_was_forgotten(planned):
    packs = Packs(told_plans)
    packs.take(planned, MOSSON, "fr")
    with planned.store.reading() as reader:
        person = min(fairs.read_entries(reader, MOSSON).jobseekers)
    forget(planned, MOSSON, person)
    assert packs.ready(planned, MOSSON, "fr") is None


def test_packs_are_made_ahead_only_of_fairs_whose_plan_was_announced(drawn):
    packs = Packs(told_plans)
    packs.keep_ready(drawn, "fr")
    assert packs.ready(drawn, MOSSON, "fr") is None


def test_a_store_that_is_busy_is_looked_at_again_and_stops_nothing(planned):
    def press(*_):
        raise OperationalError("select", {}, Exception("database is locked"))

    assert Packs(press).keep_ready(planned, "fr") >= 0


def test_packs_are_kept_ready_until_that_is_halted(planned):
    halt = Event()

    def press(*asked):
        halt.set()
        return told_plans(*asked)

    packs = Packs(press)
    packs.follow(lambda: planned, "fr", halt, every=0)
    assert packs.ready(planned, MOSSON, "fr").pdf == b"mosson-2023 fr"


def test_whoever_prints_hears_how_far_it_is(planned):
    heard = []
    print_sheets(planned, MOSSON, only=("schedules", "door"), hear=lambda *told: heard.append(told))
    assert heard == [("schedules", 0, 0), ("schedules", 30, 30), ("door", 0, 0)]


def test_a_pack_made_ahead_is_not_printed_until_somebody_takes_it(planned):
    packs = Packs()
    packs.keep_ready(planned, "fr")
    assert packs.ready(planned, MOSSON, "fr") is not None
    assert printed_so_far(planned, MOSSON, "stands") is None
    packs.take(planned, MOSSON, "fr")
    assert printed_so_far(planned, MOSSON, "stands").count == 1

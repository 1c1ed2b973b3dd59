"""A job is printed once, over a jam and a dead laptop; again only when somebody asks."""

from dataclasses import replace
from datetime import timedelta

import pymupdf
import pytest

from matching.domain.day.print_job import JobState
from matching.domain.errors import FairError
from matching.services.plan.printing import queue
from matching.services.plan.printing.chosen_printers import (
    ChosenPrinters,
    choose_printers,
    chosen_printers,
)
from matching.services.plan.printing.spooler import Printer, system_spooler
from matching.services.rights.forget import forget
from matching.store.day import print_jobs
from tests.services.plan.spoolers import POWERSHELL, SUMATRA, cups, put_on_path

MOSSON = "mosson-2023"


@pytest.fixture
def spool(monkeypatch, tmp_path):
    return cups(monkeypatch, tmp_path)


def asked(shop, sheet="door", *, nonce="n1", **of):
    return queue.ask(shop, MOSSON, sheet, printer="Bureau", nonce=nonce, **of)


def states(shop):
    return {job.nonce: job.state for job in queue.jobs(shop, MOSSON)}


def later(shop, **wait):
    now = shop.clock() + timedelta(**wait)
    return replace(shop, clock=lambda: now)


def test_a_sheet_goes_to_the_printer_once_at_its_own_size(planned, spool):
    asked(planned, "schedules", person="p01")
    for _ in range(3):
        queue.work(planned, system_spooler())
    assert states(planned) == {"n1": JobState.PRINTED}
    assert spool.sent() == ["Bureau-1"]
    assert (spool.folder / "options").read_text() == "print-scaling=none\n"
    (job,) = queue.jobs(planned, MOSSON)
    page = pymupdf.open(stream=spool.pages("Bureau-1"))[0].get_text()
    assert planned_name(planned, "p01") in page
    assert job.ticket == "Bureau-1"


def planned_name(shop, person):
    from matching.store import fairs

    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).jobseeker(person).first_name


def test_a_jam_keeps_the_job_says_why_and_prints_it_once(planned, spool):
    spool.jam()
    asked(planned)
    queue.work(planned, system_spooler())
    queue.work(planned, system_spooler())
    (job,) = queue.jobs(planned, MOSSON)
    assert job.state is JobState.SENT
    assert "Paper jam" in job.words
    assert "media-jam-error" in job.words
    spool.clear()
    queue.work(planned, system_spooler())
    assert states(planned) == {"n1": JobState.PRINTED}
    assert spool.sent() == ["Bureau-1"]


def test_a_double_tap_is_one_job_and_a_later_wish_another(planned, spool):
    first = asked(planned, station="Accueil")
    assert asked(planned, station="Accueil") == first
    assert asked(later(planned, seconds=2), nonce="n2", station="Accueil") == first
    asked(later(planned, seconds=2), nonce="n3", station="Salle")
    asked(later(planned, seconds=9), nonce="n4", station="Accueil")
    assert set(states(planned)) == {"n1", "n3", "n4"}


def test_a_refusal_is_told_in_the_words_of_the_system_and_printed_on_demand(planned, spool):
    spool.refuse()
    asked(planned)
    queue.work(planned, system_spooler())
    (job,) = queue.jobs(planned, MOSSON)
    assert job.state is JobState.FAILED
    assert "not accepting jobs" in job.words
    (spool.folder / "refuses").unlink()
    queue.work(planned, system_spooler())
    assert spool.sent() == []
    queue.print_again(planned, MOSSON, "n1", new="n2")
    queue.work(planned, system_spooler())
    assert spool.sent() == ["Bureau-1"]


def test_a_laptop_that_died_while_sending_sends_nothing_twice(planned, spool):
    job = asked(planned)
    with planned.store.writing() as writer:
        print_jobs.move_job(writer, MOSSON, job, JobState.SENDING, at=planned.clock())
    queue.work(planned, system_spooler())
    assert states(planned) == {"n1": JobState.SENDING}
    queue.work(later(planned, minutes=11), system_spooler())
    assert states(planned) == {"n1": JobState.FAILED}
    assert spool.sent() == []


def test_two_processes_hand_a_job_over_once(planned, spool):
    job = asked(planned)
    with planned.store.writing() as writer:
        moves = [
            print_jobs.move_job(writer, MOSSON, job, JobState.SENDING, at=planned.clock())
            for _ in range(2)
        ]
    assert [move is not None for move in moves] == [True, False]


def test_a_job_that_is_taken_back_leaves_the_printer(planned, spool):
    spool.jam()
    asked(planned)
    queue.work(planned, system_spooler())
    queue.withdraw(planned, MOSSON, "n1", system_spooler())
    queue.work(planned, system_spooler())
    assert states(planned) == {"n1": JobState.WITHDRAWN}
    assert not list((spool.folder / "coming").iterdir())


def test_a_job_given_up_by_the_system_has_failed(planned, spool):
    spool.jam()
    asked(planned)
    queue.work(planned, system_spooler())
    system_spooler().withdraw("Bureau-1")
    queue.work(planned, system_spooler())
    (job,) = queue.jobs(planned, MOSSON)
    assert job.state is JobState.FAILED
    assert "canceled" in job.words


def test_the_job_of_a_person_goes_with_them(planned, spool):
    asked(planned, "badges", person="p01")
    forget(planned, MOSSON, "p01")
    assert states(planned) == {}


def test_what_nobody_can_print_is_refused_when_it_is_asked(planned, spool):
    for sheet, of, code in (
        ("door", {"person": "p01"}, "sheet_unknown"),
        ("letters", {}, "sheet_unknown"),
        ("badges", {"person": "nobody"}, "person_unknown"),
        ("badges", {"labels": "a1"}, "labels_unknown"),
    ):
        with pytest.raises(FairError) as refused:
            asked(planned, sheet, **of)
        assert refused.value.code == code
    assert states(planned) == {}


def test_sheets_and_badges_have_printers_of_their_own(planned, spool):
    assert system_spooler().printers() == (Printer("Bureau", is_usual=True), Printer("Badges_62"))
    choose_printers(planned, ChosenPrinters("Bureau", "Badges_62"), system_spooler())
    assert [chosen_printers(planned).of(sheet) for sheet in ("door", "badges", "blanks")] == [
        "Bureau",
        "Badges_62",
        "Badges_62",
    ]
    with pytest.raises(FairError) as refused:
        choose_printers(planned, ChosenPrinters("Grenier"), system_spooler())
    assert refused.value.code == "printer_unknown"


def test_windows_prints_through_a_viewer_found_on_path(planned, monkeypatch, tmp_path):
    spool = put_on_path(monkeypatch, tmp_path, powershell=POWERSHELL, SumatraPDF=SUMATRA)
    spooler = system_spooler("win32")
    assert [printer.name for printer in spooler.printers()] == ["Bureau à gauche", "PDF"]
    spool.jam()
    asked(planned, nonce="abcdef012345")
    queue.work(planned, spooler)
    queue.work(planned, spooler)
    (job,) = queue.jobs(planned, MOSSON)
    assert (job.state, job.words) == (JobState.SENT, "Error, PaperOut")
    assert spool.sent() == ["parvis-abcdef012345.pdf"]
    assert "noscale -silent" in (spool.folder / "asked").read_text()
    spool.clear()
    queue.work(planned, spooler)
    assert states(planned) == {"abcdef012345": JobState.PRINTED}


def test_windows_without_a_viewer_offers_no_printer(monkeypatch, tmp_path):
    put_on_path(monkeypatch, tmp_path, powershell=POWERSHELL)
    assert system_spooler("win32").printers() == ()


def test_a_system_without_printing_says_so_and_fails_the_job(planned, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_spooler() is None
    asked(planned)
    queue.work(planned, None)
    (job,) = queue.jobs(planned, MOSSON)
    assert job.state is JobState.FAILED
    assert "imprimante" in job.words

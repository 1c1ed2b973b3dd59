"""Printing a whole fair beside what else prints: tagged pages against untagged ones."""

import resource
import time
from dataclasses import replace

import pymupdf
import pytest

from badges.cards import ScheduleSheet
from badges.personal.slips import SLIPS, slip_sheets
from badges.sheets import badge_sheet, schedule_sheets
from tests.badges.papers import card, codes, schedule, schedule_line

COUNT = 200
MOST_MEGABYTES = 300


def people(count) -> list[ScheduleSheet]:
    meetings = [
        replace(schedule_line(9 + number, exhibitor=f"Entreprise {number}"), rank=number + 1)
        for number in range(6)
    ]
    return [
        schedule(meetings, first_name=f"Prénom {number}", call_number=number + 1, code=code)
        for number, code in enumerate(codes(count))
    ]


def processor_time(act):
    began = time.process_time()
    act()
    return time.process_time() - began


def by_pymupdf(sheets):
    """The same words on as many pages by PyMuPDF's own writer: no tags, no code, no pictogram."""
    document = pymupdf.open()
    for sheet in sheets:
        rows = "".join(
            f"<tr><td><b>{line.starts_at:%H:%M}</b></td><td><b>{line.exhibitor}</b><br>"
            f"{line.offer_title}<br>{'<br>'.join(line.reasons)}</td><td>{line.stand}</td></tr>"
            for line in sheet.lines
        )
        words = f"<h1>{sheet.first_name} {sheet.last_name}</h1><p>{sheet.fair_title}</p>"
        page = document.new_page()
        page.insert_htmlbox(pymupdf.Rect(34, 34, 560, 800), f"{words}<table>{rows}</table>")
    document.tobytes(garbage=3, deflate=True)


def by_fpdf2(sheets):
    fpdf = pytest.importorskip("fpdf")
    document = fpdf.FPDF()
    for sheet in sheets:
        document.add_page()
        document.set_font("Helvetica", size=20)
        document.multi_cell(0, text=f"{sheet.first_name} {sheet.last_name}")
        document.set_font("Helvetica", size=14)
        for line in sheet.lines:
            told = (f"{line.starts_at:%H:%M}", line.exhibitor, line.offer_title, *line.reasons)
            document.set_x(document.l_margin)
            document.multi_cell(0, text="\n".join(told))
    document.output()


def by_reportlab(sheets):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    document = canvas.Canvas("unused.pdf")
    for sheet in sheets:
        text = document.beginText(34, 800)
        text.setFont("Helvetica", 14)
        text.textLine(f"{sheet.first_name} {sheet.last_name}")
        for line in sheet.lines:
            for words in (line.exhibitor, line.offer_title, *line.reasons):
                text.textLine(words)
        document.drawText(text)
        document.showPage()
    document.getpdfdata()


@pytest.mark.parametrize("peer", [by_pymupdf, by_fpdf2, by_reportlab])
def test_tagged_schedules_cost_no_more_than_a_few_untagged_ones(peer, measured):
    sheets = people(COUNT)
    schedule_sheets(sheets[:1])
    theirs = processor_time(lambda: peer(sheets))
    ours = processor_time(lambda: schedule_sheets(sheets))
    measured("schedules", f"ms each, {peer.__name__}", f"{theirs / COUNT * 1000:.1f}")
    measured("schedules", "ms each, ours, tagged", f"{ours / COUNT * 1000:.1f}")
    if peer is by_pymupdf:
        assert ours < theirs


def test_badges_cost_less_than_schedules(measured):
    cards = [
        card(first_name=f"Prénom {number}", call_number=number + 1, code=code)
        for number, code in enumerate(codes(COUNT))
    ]
    badge_sheet(cards[:1], language="fr")
    schedules = processor_time(lambda: schedule_sheets(people(COUNT)))
    badges = processor_time(lambda: badge_sheet(cards, language="fr"))
    measured("badges", "ms each", f"{badges / COUNT * 1000:.1f}")
    assert badges < schedules


@pytest.mark.parametrize("form", sorted(SLIPS))
@pytest.mark.parametrize("large", [False, True])
def test_narrow_paper_and_large_print_cost_little_more_than_a_page(form, large, measured):
    sheets = [replace(sheet, large_print=large) for sheet in people(COUNT)]
    schedule_sheets(people(1))
    whole = processor_time(lambda: schedule_sheets(people(COUNT)))
    narrow = processor_time(lambda: slip_sheets(sheets, SLIPS[form]))
    measured("schedules", f"ms each, {form}, large {large}", f"{narrow / COUNT * 1000:.1f}")
    assert narrow < 2 * whole


def test_memory_does_not_grow_with_the_fair(measured):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    schedule_sheets(people(5 * COUNT))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    measured("schedules", f"MB more for {5 * COUNT}", f"{grown:.0f}")
    assert grown < MOST_MEGABYTES

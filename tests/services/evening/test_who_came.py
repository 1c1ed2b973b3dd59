"""Whoever is known to have been there has come, be it that a sheet of paper alone says so."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from random import Random

import pytest

from matching.phrases import say
from matching.services.door.day_counts import day_counts
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.evening.recalls import to_recall
from matching.services.evening.report import report
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.paper.key_in import key_in, lists_to_key_in, paper_rows
from matching.services.plan.paper.ticks import Tick
from matching.services.plan.print_sheets import print_sheet
from matching.services.rights.consent import set_consent
from matching.services.rights.leaving.with_consent import attendance_csv
from matching.services.rights.retention import to_call_now
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.badges.papers import page_texts

MOSSON = "mosson-2023"


def rows_of(shop):
    text = attendance_csv(shop, MOSSON, "fr").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def came_of(shop):
    """How many came as each of those tells it who counts or names them."""
    certificates = " ".join(page_texts(print_sheet(shop, MOSSON, "certificates")))
    rows = [row[say("export.came", "fr")] for row in rows_of(shop)]
    return {
        "report": report(shop, MOSSON).section("reach").value("came"),
        "attendance": sum(row != say("export.no", "fr") for row in rows),
        "certificates": certificates.count(say("sheet.certifies", "fr")),
        "door": day_counts(shop, MOSSON).came,
    }


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_as_many_have_certificates_and_rows_as_the_report_says_came(planned, seed):
    chance = Random(seed)
    stands = list(lists_to_key_in(planned, MOSSON).stands)
    for stand in chance.sample(stands, 4):
        rows = [row.row for row in paper_rows(planned, MOSSON, stand)]
        typed = chance.sample(rows, len(rows) // 2)
        ticks = [Tick(row, came=chance.random() < 0.7) for row in typed]
        key_in(planned, MOSSON, stand, ticks, nonce=f"{seed}.{stand}")
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
    for person in chance.sample(sorted(codes), seed * 5):
        check_in(planned, MOSSON, codes[person], nonce=person, at=fair.moment(fair.opens))
    told = came_of(planned)
    assert set(told.values()) == {told["report"]}
    assert told["report"] > seed * 5


@pytest.mark.parametrize(
    ("minutes", "pages"), [(-1, 1), (0, 0), (45, 0)], ids=("before", "at the end", "after")
)
def test_nobody_has_taken_part_who_came_once_the_fair_was_over(planned, minutes, pages):
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
    closes = fair.moment(fair.closes)
    at = closes + timedelta(minutes=minutes)
    came = check_in(planned, MOSSON, codes["p01"], nonce="came", at=at)
    assert came.status is CheckInStatus.ACCEPTED
    assert came.closed_at == (None if pages else closes)
    told = " ".join(page_texts(print_sheet(planned, MOSSON, "certificates")))
    assert told.count(say("sheet.certifies", "fr")) == pages
    assert report(planned, MOSSON).section("reach").value("came") == 1


def test_whoever_met_a_stand_that_stayed_on_has_taken_part(planned):
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
        met = plans.announced_plan(reader, MOSSON).meetings[0]
    closes = fair.moment(fair.closes)
    check_in(planned, MOSSON, codes[met.person], nonce="came", at=closes)
    follow_day(planned, MOSSON, StaffReport("held", meeting=met.id), nonce="held", at=closes)
    (page,) = page_texts(print_sheet(planned, MOSSON, "certificates"))
    assert say("sheet.certifies", "fr") in page


def test_whoever_nobody_saw_leave_is_present_until_the_day_is_over_and_not_on_the_next(planned):
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
    opens = fair.moment(fair.opens)
    present = []
    for at in (opens, opens + timedelta(days=1), opens + timedelta(days=30)):
        shop = replace(planned, clock=lambda at=at: at)
        if at == opens:
            check_in(shop, MOSSON, codes["p01"], nonce="came", at=at)
        present.append(report(shop, MOSSON).section("reach").value("present_now"))
    assert present == [1, 0, 0]


def test_whoever_comes_in_a_rehearsal_of_a_past_fair_is_present(planned):
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
    later = fair.moment(fair.opens) + timedelta(days=30)
    shop = replace(planned, clock=lambda: later)
    check_in(shop, MOSSON, codes["p01"], nonce="came", at=fair.moment(fair.opens))
    assert report(shop, MOSSON).section("reach").value("present_now") == 1


def test_no_hour_is_made_up_for_whom_paper_alone_has_seen(planned):
    stand = next(iter(lists_to_key_in(planned, MOSSON).stands))
    key_in(planned, MOSSON, stand, [Tick(1, came=True)], nonce="paper")
    (row,) = [row for row in rows_of(planned) if row[say("export.came", "fr")] != "non"]
    assert row[say("export.came", "fr")] == say("export.hour_not_noted", "fr")
    assert row[say("export.arrived", "fr")] == row[say("export.left", "fr")] == ""
    (page,) = page_texts(print_sheet(planned, MOSSON, "certificates"))
    assert "Vendredi 30 juin 2023" in page
    assert "à partir de" not in page


def test_nobody_is_called_who_is_to_be_forgotten_by_that_day(planned):
    with planned.store.reading() as reader:
        codes, fair = badges.live_codes(reader, MOSSON), fairs.read_fair(reader, MOSSON)
    came, away = sorted(codes)[:2]
    for person in (came, away):
        set_consent(planned, MOSSON, person, agrees=True)
    check_in(planned, MOSSON, codes[came], nonce="in", at=fair.moment(fair.opens))
    day = fair.date + timedelta(days=31)
    later = replace(planned, clock=lambda: fair.moment(fair.opens) + timedelta(days=31))
    assert {came, away} < {call.person for call in to_recall(later, MOSSON, "fr", day)}
    assert {call.person for call in to_call_now(later, MOSSON, "fr", day)} == {came}

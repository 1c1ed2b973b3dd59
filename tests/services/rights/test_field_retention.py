"""Fields of people who may be called again go before they do; no figure of the report moves."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from matching.services.evening.audit_fair import audit_fair
from matching.services.evening.recalls import note_recall, to_recall
from matching.services.evening.report import report, report_answer
from matching.services.rights.access_file import access_file
from matching.services.rights.consent import set_consent
from matching.services.rights.field_retention import (
    FIELDS,
    fields_due,
    forget_fields_due,
    retained_fields,
)
from matching.services.rights.forget import forget
from matching.services.rights.retention import due_now, retained
from matching.services.shop.retention_rules import set_retention
from matching.store import fairs, schema
from tests.fairs import file_after, shop_on
from tests.services.rights.test_forget import MARKS, MOSSON, files_of, live

# What the first person wrote of themselves; name, telephone and e-mail stay for the call.
WORDS = (b"fouilles", b"39 98 10 01")


@pytest.fixture(scope="module")
def after_the_day(example, tmp_path_factory):
    def lived(shop):
        live(shop)
        set_consent(shop, MOSSON, "p01", agrees=True)

    return file_after(example.announced, tmp_path_factory.mktemp("lived"), lived)


@pytest.fixture
def after(after_the_day, tmp_path):
    """The same fair some days later, of which the first person agreed to be called again."""
    with shop_on(after_the_day, tmp_path) as shop:
        yield lambda days: replace(shop, clock=lambda: shop.clock() + timedelta(days=days))


def of(found, person="p01"):
    return {due.field for due in found if due.person == person}


@pytest.mark.parametrize(("days", "fields"), [(91, set()), (92, set(FIELDS))])
def test_a_field_is_due_on_its_day_and_not_the_day_before(after, days, fields):
    assert of(fields_due(after(days), MOSSON)) == fields


@pytest.mark.parametrize("zone", ["America/Guadeloupe", "Europe/Paris", "Indian/Reunion"])
def test_the_day_is_that_of_the_place_where_the_fair_was_held(after, zone):
    shop = after(0)
    with shop.store.writing() as writer:
        fair = replace(fairs.read_fair(writer, MOSSON), timezone=zone)
        fairs.write_fair(writer, fair, digest=fairs.digest_of(writer, MOSSON), at=shop.clock())
    first = retained(shop, MOSSON)[0].on
    midnight = datetime.combine(first, time(0), ZoneInfo(zone))
    early, there = (
        replace(shop, clock=lambda at=midnight + timedelta(minutes=step): at.astimezone(UTC))
        for step in (-1, 1)
    )
    assert due_now(early, MOSSON) == ()
    assert {due.on for due in due_now(there, MOSSON)} == {first}


def test_what_was_said_goes_and_figures_and_calls_stay(after, tmp_path):
    shop = after(92)
    before, compared = report_answer(report(shop, MOSSON), "fr"), audit_fair(shop, MOSSON)
    assert all(mark in files_of(tmp_path) for mark in WORDS)
    called = to_recall(shop, MOSSON, "fr")
    assert of(forget_fields_due(shop, MOSSON)) == set(FIELDS)
    left = files_of(tmp_path)
    assert [mark for mark in WORDS if mark in left] == []
    assert MARKS[0] in left
    assert report_answer(report(shop, MOSSON), "fr") == before
    assert audit_fair(shop, MOSSON) == compared
    assert to_recall(shop, MOSSON, "fr") == called
    assert of(fields_due(shop, MOSSON)) == set()
    assert forget_fields_due(shop, MOSSON) == ()


def test_of_statistics_the_groups_stay(after):
    shop = after(92)
    forget_fields_due(shop, MOSSON)
    with shop.store.reading() as reader:
        figures = fairs.read_entries(reader, MOSSON).statistics["p01"]
    assert figures.birth_year in {2023 - least for least in (0, 18, 26, 30, 45, 55)}
    assert figures.status in {"", "demandeur d'emploi", "en emploi", "sans activité"}


def test_a_field_is_kept_as_long_as_is_said_and_is_listed_until_then(after):
    set_retention(after(0), words_months=6, received_months=24)
    assert of(fields_due(after(92), MOSSON)) == {"needs", "conditions", "statistics", "notes"}
    listed = {due.field: due.on.isoformat() for due in retained_fields(after(0), MOSSON)
              if due.person == "p01"}  # fmt: skip
    assert listed["words"] == "2023-12-30"
    assert "received" not in listed  # as long as the person


def test_whoever_answered_a_call_is_kept_from_that_day_on(after):
    shop = after(40)
    (before,) = [due.on for due in retained(shop, MOSSON) if due.person == "p01"]
    note_recall(shop, MOSSON, "p01", 1, None)
    assert [due.on for due in retained(shop, MOSSON) if due.person == "p01"] == [before]


def test_whoever_is_forgotten_later_leaves_nothing_of_it(after, tmp_path):
    shop = after(92)
    forget_fields_due(shop, MOSSON)
    before = report_answer(report(shop, MOSSON), "fr")
    forget(shop, MOSSON, "p01")
    assert report_answer(report(shop, MOSSON), "fr") == before
    left = files_of(tmp_path)
    assert [mark for mark in MARKS if mark in left] == []
    with shop.store.reading() as reader:
        assert not reader.execute(
            schema.forgotten_fields.select().where(schema.forgotten_fields.c.person == "p01")
        ).all()


def test_the_file_of_a_person_shows_that_fields_went(after):
    shop = after(92)
    forget_fields_due(shop, MOSSON)
    rows = access_file(shop, MOSSON, "p01")["rows"]["forgotten_fields"]
    assert {row["field"] for row in rows} == set(FIELDS)

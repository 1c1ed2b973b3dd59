"""Reports and comparisons written at two moments: nobody's group is told by the difference."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from matching.outcomes.releases import _counted
from matching.services.door.walk_in import walk_in
from matching.services.evening.audit_fair import audit_fair, whole_report
from matching.services.evening.published import CAME, COMPARED, _release, publish_anew
from matching.services.evening.report import notes_of, report
from matching.services.evening.report_files import report_file
from matching.services.rights.acts import rights_acts
from matching.services.rights.forget import forget
from matching.store.people.answers import keep_answers
from matching.store.people.releases import read_releases
from tests.fairs import file_after, shop_on
from tests.outcomes.test_releases import intervals

MOSSON = "mosson-2023"
GROUPS = ("qpv", "gender", "age", "diploma", "unemployed", "rsa", "rqth", "referrer")


BEFORE_END, EVENING = timedelta(hours=4), timedelta(hours=14)


def at(shop, later):
    return replace(shop, clock=lambda: shop.clock() + later)


def everybody_comes(shop, count=30):
    for number in range(count):
        came = walk_in(shop, MOSSON, first_name=f"Nour{number}", fields={}, nonce=f"w{number}")
        assert came.person


def groups_of(found):
    return {code: found.section(code).figures for code in GROUPS}


@pytest.fixture(scope="module")
def after_the_day(example, tmp_path_factory):
    def lived(shop):
        everybody_comes(shop, 12)
        evening = replace(shop, clock=lambda: shop.clock() + timedelta(hours=14))
        report_file(evening, MOSSON, "csv", "fr")

    return file_after(example.announced, tmp_path_factory.mktemp("published"), lived)


@pytest.fixture
def published(after_the_day, tmp_path):
    """A day on which twelve came, and its report written once."""
    with shop_on(after_the_day, tmp_path) as shop:
        yield replace(shop, clock=lambda: shop.clock() + timedelta(hours=14))


def test_one_who_comes_after_a_report_was_written_moves_no_group_of_the_next(published):
    before = report(published, MOSSON)
    walk_in(published, MOSSON, first_name="Zoé", fields={"diploma_level": "5"}, nonce="late")
    after = report(published, MOSSON)
    assert groups_of(after) == groups_of(before)
    assert after.section("reach").value("came") == before.section("reach").value("came") + 1
    assert after.as_of == published.clock()
    assert len(notes_of(after, "fr")) == 2
    assert "groups_as_of" in report_file(published, MOSSON, "csv", "fr").decode("utf-8-sig")


def test_every_share_of_a_file_stands_beside_what_it_is_a_share_of(published):
    walk_in(published, MOSSON, first_name="Zoé", fields={}, nonce="late")
    text = report_file(published, MOSSON, "csv", "fr").decode("utf-8-sig")
    told = [row for row in csv.DictReader(StringIO(text), delimiter=";") if row["Part (%)"]]
    for row in told:
        value, share, whole = (
            float(row[name].replace(",", "."))
            for name in ("Nombre", "Part (%)", "Part de (nombre)")
        )
        assert round(value / whole, 4) == share
    wholes = {row["Part de (nombre)"] for row in told if row["section"] in GROUPS}
    assert wholes == {"12"}
    assert report(published, MOSSON).section("reach").value("came") == 13


def test_groups_told_again_are_those_of_the_moment_they_were_told_first(published):
    first = published.clock()
    hour_later = replace(published, clock=lambda: first + timedelta(hours=1))
    report_file(hour_later, MOSSON, "csv", "fr")
    walk_in(hour_later, MOSSON, first_name="Zoé", fields={}, nonce="late")
    assert report(hour_later, MOSSON).as_of == first
    assert whole_report(hour_later, MOSSON).as_of == first


def test_groups_compared_beside_the_report_do_not_tell_who_did_not_come(published):
    """Of everybody expected and of those who came, no group differs by fewer than five."""
    found = whole_report(published, MOSSON, publishes=True)
    measures = [one for one in found.comparisons if one.measure == "meetings"]
    assert {one.characteristic for one in measures} == {"gender", "age", "qpv", "diploma"}
    for compared in measures:
        came = {
            figure.code: figure.value for figure in found.section(compared.characteristic).figures
        }
        sizes = {group.group: group.people for group in compared.groups if group.people}
        absent = [size - came[group] for group, size in sizes.items() if came[group] is not None]
        assert all(number == 0 or number >= 5 for number in absent)
    assert audit_fair(published, MOSSON).comparisons == found.comparisons


def test_a_report_nobody_was_given_may_be_taken_back_and_it_is_noted(published):
    walk_in(published, MOSSON, first_name="Zoé", fields={}, nonce="late")
    publish_anew(published, MOSSON, station="bureau")
    found = report(published, MOSSON)
    assert found.as_of is None
    assert sum(figure.value for figure in found.section("gender").figures if figure.value) == 13
    assert rights_acts(published, MOSSON)[-1].act == "published_anew"


@pytest.mark.slow
def test_what_is_only_looked_at_publishes_nothing(planned):
    everybody_comes(planned, 12)
    report(planned, MOSSON)
    audit_fair(planned, MOSSON)
    walk_in(planned, MOSSON, first_name="Zoé", fields={}, nonce="late")
    assert report(planned, MOSSON).as_of is None


def test_a_comparison_stands_still_for_a_walk_in_and_for_a_changed_answer(planned):
    evening = at(planned, EVENING)
    before = audit_fair(evening, MOSSON, publishes=True)
    walk_in(planned, MOSSON, first_name="Zoé", fields={}, nonce="late")
    with planned.store.writing() as writer:
        keep_answers(
            writer, MOSSON, "p01", {"licences": [], "wishes": ["soudeur"]}, at=planned.clock()
        )
    after = audit_fair(evening, MOSSON)
    assert after.comparisons == before.comparisons
    assert after.as_of == evening.clock()


def test_whoever_is_forgotten_is_no_change(published):
    audit = audit_fair(published, MOSSON, publishes=True)
    before = report(published, MOSSON)
    forget(published, MOSSON, "p01")
    assert report(published, MOSSON) == before
    assert audit_fair(published, MOSSON).comparisons == audit.comparisons


def test_nothing_of_groups_leaves_the_house_before_the_end(planned):
    everybody_comes(planned, 12)
    noon = at(planned, BEFORE_END)
    looked = audit_fair(noon, MOSSON)
    assert (looked.is_look_ahead, len(looked.comparisons) > 0) == (True, True)
    given_away = audit_fair(noon, MOSSON, publishes=True)
    assert (given_away.is_look_ahead, given_away.comparisons) == (True, ())
    for kind in ("csv", "xlsx", "pdf"):
        report_file(noon, MOSSON, kind, "fr")
    whole = whole_report(noon, MOSSON, publishes=True)
    assert whole.comparisons == ()
    assert {figure.value for code in GROUPS for figure in whole.section(code).figures} <= {None}
    with planned.store.reading() as reader:
        assert read_releases(reader, MOSSON) == {}


def test_the_evening_is_the_same_whatever_was_looked_at_or_asked_for_before_the_end(planned):
    everybody_comes(planned, 12)
    alone = whole_report(at(planned, EVENING), MOSSON)
    noon = at(planned, BEFORE_END)
    audit_fair(noon, MOSSON)
    whole_report(noon, MOSSON, publishes=True)
    assert whole_report(at(planned, EVENING), MOSSON) == alone


@pytest.mark.slow
def test_no_small_cell_of_what_is_given_away_in_one_day_can_be_worked_out(planned):
    """Linear programming over those who came and everybody compared, group by group."""
    everybody_comes(planned, 12)
    whole_report(at(planned, BEFORE_END), MOSSON, publishes=True)
    whole_report(at(planned, EVENING), MOSSON, publishes=True)
    with planned.store.reading() as reader:
        kept = read_releases(reader, MOSSON)
    told = {question: _counted(_release(*release)) for question, release in kept.items()}
    pairs = [
        (told[question.replace(COMPARED, CAME, 1)], told[question])
        for question in told
        if question.startswith(COMPARED)
    ]
    assert len(pairs) == 4
    for came, compared in pairs:
        for truth, least, most in intervals(came, compared):
            assert not 0 < truth < 5 or most - least >= 2 - 1e-6

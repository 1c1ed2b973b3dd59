"""Profiles that are as they were are not read again; those erased are not remembered."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete

from matching.store import fairs, schema
from matching.store.last_read import LastEach, let_go_of_kept
from matching.store.people.answers import keep_answers
from tests.databases import BOTH, empty_store
from tests.fairs import moment, small_entries
from tests.store.test_contract import enter

FAIR = "morning-2023"


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    with empty_store(request.param, tmp_path) as opened:
        enter(opened, small_entries())
        yield opened
        let_go_of_kept()


def people(store):
    with store.reading() as reader:
        return fairs.read_entries(reader, FAIR).jobseekers


def test_profiles_read_twice_are_the_same_values(store):
    first, second = people(store), people(store)
    assert first == small_entries().jobseekers
    assert all(second[person] is first[person] for person in first)


def test_profile_answered_anew_is_read_anew_and_no_other(store):
    before = people(store)
    with store.writing() as writer:
        keep_answers(writer, FAIR, "bilal", {"wishes": ["cuisinier"]}, at=moment(10))
    after = people(store)
    assert after["bilal"] == replace(before["bilal"], wishes=("cuisinier",))
    assert after["amina"] is before["amina"]


def test_profile_that_is_gone_is_forgotten_at_the_next_reading(store):
    before = people(store)
    table = schema.jobseekers
    with store.writing() as writer:
        writer.execute(delete(table).where(table.c.fair == FAIR, table.c.id == "chloe"))
    assert people(store).keys() == {"amina", "bilal"}
    enter(store, small_entries())
    after = people(store)
    assert after == before
    assert after["chloe"] is not before["chloe"]


def test_profiles_forgotten_are_read_from_the_store_again(store):
    before = people(store)
    let_go_of_kept()
    after = people(store)
    assert after == before
    assert all(after[person] is not before[person] for person in before)


def test_only_the_last_fairs_are_remembered():
    read, kept = [], LastEach()

    def reading(text):
        read.append(text)
        return json.loads(text)

    for number in range(40):
        assert kept.values(f"fair{number}", int, {"a": str(number)}, reading) == {"a": number}
    kept.values("fair39", int, {"a": "39"}, reading)
    kept.values("fair0", int, {"a": "0"}, reading)
    assert read[40:] == ["0"]

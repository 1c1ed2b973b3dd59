"""Facts of a day are made once in a process, and are always those that the store holds."""

import pytest
from sqlalchemy import delete, update

from matching.domain.day.happening import Happening, HappeningKind
from matching.store import schema
from matching.store.day import happenings
from matching.store.day.rehearsal import set_aside
from matching.store.last_read import let_go_of_kept
from matching.store.people.duplicates import DuplicateVerdict, Word, tell
from tests.databases import BOTH, empty_store
from tests.fairs import moment, small_entries
from tests.store.test_contract import enter

FAIR = "morning-2023"
FACTS = schema.happenings


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    with empty_store(request.param, tmp_path) as opened:
        enter(opened, small_entries())
        for number, person in enumerate(small_entries().jobseekers):
            came = Happening(HappeningKind.ARRIVED, moment(10, number), person, person=person)
            with opened.writing() as writer:
                happenings.append(writer, FAIR, came, recorded_at=moment(10, number))
        yield opened
        let_go_of_kept()


def read(store):
    with store.reading() as reader:
        return happenings.read_happenings(reader, FAIR)


def test_facts_read_twice_are_the_same_values_and_a_new_one_comes_behind(store):
    first = read(store)
    assert [fact.person for fact in first] == list(small_entries().jobseekers)
    left = Happening(HappeningKind.LEFT, moment(11), "left", person="amina", data={"a": "b"})
    with store.writing() as writer:
        happenings.append(writer, FAIR, left, recorded_at=moment(11))
    *before, last = read(store)
    assert all(now is then for now, then in zip(before, first, strict=True))
    assert last == left


def test_a_fact_that_another_program_writes_anew_or_takes_out_is_so_at_the_next_reading(store):
    read(store)
    with store.writing() as writer:
        writer.execute(update(FACTS).where(FACTS.c.nonce == "bilal").values(data={"said": "x"}))
        writer.execute(delete(FACTS).where(FACTS.c.nonce == "chloe"))
    assert {fact.nonce: dict(fact.data) for fact in read(store)} == {
        "amina": {},
        "bilal": {"said": "x"},
    }


def test_what_was_rehearsed_is_no_fact_and_counts_again_where_it_was_meant(store):
    facts = read(store)
    with store.writing() as writer:
        set_aside(writer, FAIR, before=moment(12))
    assert read(store) == ()
    with store.writing() as writer:
        set_aside(writer, FAIR, before=moment(9))
    assert read(store) == facts


def test_facts_of_a_joined_file_are_the_persons_and_their_own_again_when_parted(store):
    facts = read(store)
    for said, owner in ((DuplicateVerdict.ONE, "amina"), (DuplicateVerdict.OPEN, "bilal")):
        with store.writing() as writer:
            word = Word("bilal", "amina", said, 0)
            tell(writer, FAIR, word, at=moment(11), station="")
        assert [fact.person for fact in read(store)] == ["amina", owner, "chloe"]
    assert read(store) == facts

"""A list of names that was read once is read again when anything of it has changed."""

from contextlib import suppress
from dataclasses import replace

import pytest

from matching.domain.jobseeker import Jobseeker
from matching.store import fairs
from matching.store.database import Store
from matching.store.people import duplicates, names
from tests.databases import BOTH, empty_store
from tests.fairs import moment, small_entries
from tests.store.test_contract import enter

FAIR = "morning-2023"
ZOE = Jobseeker("zoe", "Zoé")


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    with empty_store(request.param, tmp_path) as opened:
        enter(opened, small_entries())
        yield opened


def listed(store):
    with store.reading() as reader:
        return names.read_names(reader, FAIR)


def called(store):
    return [person.name for person in listed(store)]


def say(store, said):
    with store.writing() as writer:
        word = duplicates.Word("bilal", "amina", said, 0)
        duplicates.tell(writer, FAIR, word, at=moment(9), station="s")


def put(store, **people):
    """The list received anew, some people in it otherwise than before."""
    known = {**small_entries().jobseekers, **people}
    with store.writing() as writer:
        fairs.replace_jobseekers(
            writer,
            FAIR,
            jobseekers=[person for person in known.values() if person],
            statistics=(),
            keep=(),
        )


def test_list_that_has_not_changed_is_the_same_tuple(store):
    assert listed(store) is listed(store)


def test_whoever_comes_leaves_or_is_renamed_is_seen_at_once(store):
    assert called(store) == ["Amina Díaz", "Bilal Ben Ali", "Chloé O'Neil"]
    with store.writing() as writer:
        fairs.add_jobseeker(writer, FAIR, ZOE, walk_in=True)
    assert called(store)[-1] == "Zoé"
    bilal = small_entries().jobseekers["bilal"]
    put(store, chloe=None, bilal=replace(bilal, first_name="Bilel"))
    assert called(store) == ["Amina Díaz", "Bilel Ben Ali", "Zoé"]


def test_files_joined_and_parted_are_seen_at_once(store):
    assert len(listed(store)) == 3
    say(store, duplicates.DuplicateVerdict.ONE)
    assert called(store) == ["Amina Díaz", "Chloé O'Neil"]
    say(store, duplicates.DuplicateVerdict.TWO)
    assert len(listed(store)) == 3


def test_change_that_was_taken_back_is_not_remembered(store):
    with suppress(ZeroDivisionError), store.writing() as writer:
        fairs.add_jobseeker(writer, FAIR, ZOE, walk_in=True)
        assert len(names.read_names(writer, FAIR)) == 4
        raise ZeroDivisionError
    assert len(listed(store)) == 3
    put(store, lea=Jobseeker("lea", "Léa"))
    assert called(store)[-1] == "Léa"


def test_change_made_through_another_connection_is_seen(tmp_path):
    with empty_store("sqlite", tmp_path) as store:
        enter(store, small_entries())
        assert len(listed(store)) == 3
        other = Store.open(f"sqlite:///{tmp_path / 'fair.db'}")
        with other.writing() as writer:
            fairs.add_jobseeker(writer, FAIR, ZOE, walk_in=True)
        other.close()
        assert called(store)[-1] == "Zoé"

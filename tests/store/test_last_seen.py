"""What is read whole of a fair is read once for each state of the store, and never late."""

import pytest
from sqlalchemy import create_engine, delete

from matching.domain.day.happening import Happening, HappeningKind
from matching.store import schema
from matching.store.day import happenings
from matching.store.fairs import read_entries
from matching.store.last_read import let_go_of_kept, state_seen
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


def entries_of(store):
    with store.reading() as reader:
        return read_entries(reader, FAIR)


def nonces_of(reader):
    return [fact.nonce for fact in happenings.read_happenings(reader, FAIR)]


def came(person, nonce):
    return Happening(HappeningKind.ARRIVED, moment(10), nonce, person=person)


def come_and_fail(store):
    with store.writing() as writer:
        happenings.append(writer, FAIR, came("amina", "a"), recorded_at=moment(10))
        assert nonces_of(writer) == ["a"]
        raise ZeroDivisionError


def test_a_state_is_the_same_until_somebody_writes_and_none_where_it_may_be_written(store):
    with store.reading() as reader:
        first = state_seen(reader)
    with store.reading() as reader:
        assert state_seen(reader) == first
    with store.writing() as writer:
        assert state_seen(writer) is None
        happenings.append(writer, FAIR, came("amina", "a"), recorded_at=moment(10))
    with store.reading() as reader:
        assert state_seen(reader) != first


def test_entries_are_the_very_same_until_another_program_takes_somebody_out(store):
    first = entries_of(store)
    assert entries_of(store) is first
    engine = create_engine(store._engine.url)
    with engine.begin() as writer:
        writer.execute(delete(schema.jobseekers).where(schema.jobseekers.c.id == "amina"))
    engine.dispose()
    assert set(first.jobseekers) - set(entries_of(store).jobseekers) == {"amina"}


def test_an_act_elsewhere_leaves_entries_the_very_same(store):
    first = entries_of(store)
    with store.writing() as writer:
        happenings.append(writer, FAIR, came("amina", "a"), recorded_at=moment(10))
    assert entries_of(store) is first


def test_what_is_taken_back_before_it_is_written_is_read_by_nobody(store):
    with store.reading() as reader:
        assert nonces_of(reader) == []
    with pytest.raises(ZeroDivisionError):
        come_and_fail(store)
    with store.reading() as reader:
        assert nonces_of(reader) == []


def test_a_reading_under_way_goes_on_with_its_state_while_others_see_the_next(store):
    with store.reading() as early:
        assert nonces_of(early) == []
        with store.writing() as writer:
            happenings.append(writer, FAIR, came("amina", "a"), recorded_at=moment(10))
        with store.reading() as late:
            assert nonces_of(late) == ["a"]
        assert nonces_of(early) == []
    with store.reading() as reader:
        assert nonces_of(reader) == ["a"]

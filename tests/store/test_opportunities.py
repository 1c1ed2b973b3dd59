"""How open a fair is to each person, kept for both databases."""

import pytest

from matching.store import fairs
from matching.store.people.erasure import erase, identity_of
from matching.store.people.opportunities import (
    Opportunity,
    keep_opportunities,
    read_opportunities,
)
from tests.databases import BOTH, empty_store
from tests.fairs import moment, small_entries

OPEN = Opportunity("a1", 1 / 3, 0.123456789)
SHUT = Opportunity("b1", 0.0, None)


@pytest.fixture(params=BOTH)
def entered(request, tmp_path):
    with empty_store(request.param, tmp_path) as store:
        entries = small_entries()
        with store.writing() as writer:
            fairs.write_fair(writer, entries.fair, digest="d", at=moment(9))
            fairs.replace_jobseekers(
                writer,
                entries.fair.id,
                jobseekers=list(entries.jobseekers.values()),
                statistics=entries.statistics.values(),
                keep=(),
            )
        yield store, entries.fair.id


def kept(store, fair):
    with store.reading() as reader:
        return read_opportunities(reader, fair)


def keep(store, fair, found):
    with store.writing() as writer:
        keep_opportunities(writer, fair, found)


def test_what_is_kept_is_read_back_to_the_last_bit_and_gives_way_to_what_is_new(entered):
    keep(*entered, {"amina": OPEN, "bilal": SHUT})
    assert kept(*entered) == {"amina": OPEN, "bilal": SHUT}
    newer = Opportunity("a2", 2 / 3, None)
    keep(*entered, {"amina": newer})
    keep(*entered, {})
    assert kept(*entered) == {"amina": newer, "bilal": SHUT}


def test_nothing_is_kept_of_whoever_is_not_in_the_store(entered):
    keep(*entered, {"amina": OPEN, "nobody": OPEN})
    assert kept(*entered) == {"amina": OPEN}


def test_whoever_is_forgotten_leaves_no_opportunity_behind(entered):
    store, fair = entered
    keep(store, fair, {"amina": OPEN, "bilal": SHUT})
    with store.writing() as writer:
        erase(writer, fair, identity_of(writer, fair, ["amina"]), (), new_id="x")
    keep(store, fair, {"amina": OPEN})  # a plan that was being drawn meanwhile
    assert kept(store, fair) == {"bilal": SHUT}

"""How each person was judged with every offer, kept for both databases."""

import pytest

from matching.domain.score import Bar
from matching.store import fairs
from matching.store.people.erasure import erase, identity_of
from matching.store.people.judgements import (
    Judgement,
    keep_judgements,
    kept_from,
    read_judgements,
)
from tests.databases import BOTH, empty_store
from tests.fairs import moment, small_entries

LICENCE = Bar("licence", {"wanted": ("B",)})
BARRED = Judgement("a1", (0.123456789, 1 / 3), (0, 2), {"o2": (LICENCE,)}, ("o1",), False)
BLANK = Judgement("b1", (0.0, 0.5), (1, 0), {}, (), True)


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
        found = read_judgements(reader, fair)
        assert kept_from(reader, fair) == {who: one.made_from for who, one in found.items()}
    return found


def keep(store, fair, found):
    with store.writing() as writer:
        keep_judgements(writer, fair, found)


def test_what_is_kept_is_read_back_to_the_last_bit_and_gives_way_to_what_is_new(entered):
    keep(*entered, {"amina": BARRED, "bilal": BLANK})
    found = kept(*entered)
    assert found["bilal"] == BLANK
    assert found["amina"].values == BARRED.values
    assert [bar.code for bar in found["amina"].bars["o2"]] == ["licence"]
    newer = Judgement("a2", (0.2, 0.2), (0, 0), {}, (), False)
    keep(*entered, {"amina": newer})
    keep(*entered, {})
    assert kept(*entered) == {"amina": newer, "bilal": BLANK}


def test_nothing_is_kept_of_whoever_is_not_in_the_store(entered):
    keep(*entered, {"nobody": BLANK})
    assert kept(*entered) == {}


def test_whoever_is_forgotten_leaves_no_judgement_behind(entered):
    store, fair = entered
    keep(store, fair, {"amina": BARRED, "bilal": BLANK})
    with store.writing() as writer:
        erase(writer, fair, identity_of(writer, fair, ["amina"]), (), new_id="x")
    keep(store, fair, {"amina": BARRED})  # a plan that was being drawn meanwhile
    assert kept(store, fair) == {"bilal": BLANK}

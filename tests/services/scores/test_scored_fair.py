"""What is kept of a fair's readings between plans is what a fresh reading would give."""

import gc
from dataclasses import replace

import numpy as np
import pytest

from matching.domain.jobseeker import Jobseeker
from matching.domain.wish import Wish, WishedBy
from matching.scoring.matrix.score_matrix import CLOSED
from matching.scoring.profiles.profiles import ReadPerson
from matching.scoring.score import Scorer
from matching.services.scores.scored_fair import live_basis
from matching.services.scores.words_in_use import own_vocabulary
from matching.store.last_read import let_go_of_kept
from tests.fairs import small_entries


@pytest.fixture(scope="module")
def scorer():
    return Scorer(own_vocabulary())


def changed(name):
    entries = small_entries()
    people, offers = entries.jobseekers, entries.offers
    match name:
        case "somebody came":
            zoe = replace(people["amina"], id="zoe", first_name="Zoé", wishes=("cuisinier",))
            numbers = {**entries.call_numbers, "zoe": 4}
            return replace(entries, jobseekers={**people, "zoe": zoe}, call_numbers=numbers)
        case "somebody left the list":
            kept = {one: person for one, person in people.items() if one != "bilal"}
            return replace(entries, jobseekers=kept)
        case "somebody said more":
            more = replace(people["bilal"], wishes=("développeur web",))
            return replace(entries, jobseekers={**people, "bilal": more})
        case "an offer changed":
            moved = replace(offers["dev"], title="Cuisinier", rome="")
            return replace(entries, offers={**offers, "dev": moved})
        case "a wish was made":
            return replace(entries, wishes=(Wish("bilal", "agence", WishedBy.PERSON),))
        case "other figures":
            older = replace(entries.statistics["bilal"], birth_year=2001)
            return replace(entries, statistics={**entries.statistics, "bilal": older})


@pytest.mark.parametrize(
    "name",
    [
        "somebody came",
        "somebody left the list",
        "somebody said more",
        "an offer changed",
        "a wish was made",
        "other figures",
    ],
)
def test_scores_after_a_change_are_those_of_a_fresh_reading(scorer, name):
    before = live_basis("kept", small_entries(), scorer)
    pairs = [(one, offer) for one in before.people for offer in before.offers]
    for pair in pairs:
        before.score(*pair)
    after, fresh = (live_basis(store, changed(name), scorer) for store in ("kept", f"new {name}"))
    assert (after.matrix.people, after.matrix.offers) == (fresh.matrix.people, fresh.matrix.offers)
    assert np.array_equal(after.matrix.values, fresh.matrix.values)
    assert np.array_equal(after.matrix.verdicts, fresh.matrix.verdicts)
    for person in fresh.people:
        for offer in fresh.offers:
            assert after.score(person, offer) == fresh.score(person, offer)
    assert [(one, offer) for one in before.people for offer in before.offers] == pairs


def test_two_stores_with_fairs_of_one_name_are_kept_apart(scorer):
    other = changed("somebody said more")
    mine, theirs = (
        live_basis("mine", small_entries(), scorer),
        live_basis("theirs", other, scorer),
    )
    assert not np.array_equal(mine.matrix.values, theirs.matrix.values)


def test_pair_left_out_is_closed_and_the_others_stay(scorer):
    basis = live_basis("kept", small_entries(), scorer)
    column = next(n for n, one in enumerate(basis.matrix.offers) if one.offer == "dev")
    row = basis.matrix.people.index("amina")
    left = basis.matrix.without([("amina", "agence", "dev"), ("nobody", "agence", "dev")])
    assert basis.matrix.verdicts[row, column] != CLOSED
    assert left.verdicts[row, column] == CLOSED
    assert (left.verdicts != basis.matrix.verdicts).sum() == 1


def kept_of(last_name):
    gc.collect()
    who = Jobseeker, ReadPerson
    found = [one for one in gc.get_referrers(*who) if isinstance(one, who)]
    return sum(getattr(one, "last_name", "") == last_name or last_name in str(one) for one in found)


def test_nothing_of_a_person_is_kept_once_the_fair_is_forgotten(scorer):
    entries = small_entries()
    gone = replace(entries.jobseekers["bilal"], last_name="Parti-Pour-Toujours")
    entries = replace(entries, jobseekers={**entries.jobseekers, "bilal": gone})
    live_basis("erased", entries, scorer)
    del entries, gone
    assert kept_of("Parti-Pour-Toujours")
    let_go_of_kept()
    assert not kept_of("Parti-Pour-Toujours")

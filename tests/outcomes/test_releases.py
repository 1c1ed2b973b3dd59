"""Two publications side by side: no hidden cell of either, and no change, can be worked out."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.outcomes.releases import Release, released, tells_nobody_beside
from tests.examples import examples

GROUPS = ("a", "b", "c", "d")


def counted(*sizes, row=()):
    return {group: Counter({row: size}) for group, size in zip(GROUPS, sizes, strict=False) if size}


def sizes(release):
    return {
        group: None if group in release.hidden else rows.total()
        for group, rows in release.groups.items()
    }


def after(before, *now):
    return released(counted(*now), before=released(counted(*before)))


def test_a_first_publication_hides_small_groups_alone():
    assert sizes(released(counted(12, 20, 3, 9))) == {"a": 12, "b": 20, "c": None, "d": None}


def test_one_more_person_leaves_the_earlier_publication_as_it_was():
    assert sizes(after((12, 20), 13, 20)) == {"a": 12, "b": 20}


def test_as_many_as_may_be_counted_are_counted():
    assert sizes(after((12, 20), 17, 25)) == {"a": 17, "b": 25}
    assert sizes(after((12, 20), 17, 24)) == {"a": 12, "b": 20}
    assert sizes(after((12, 20), 21, 20)) == {"a": 12, "b": 20}


def test_a_group_that_was_hidden_stays_hidden_however_it_grows():
    assert sizes(after((3, 20, 30, 9), 13, 40, 50, 9)) == {"a": None, "b": 40, "c": 50, "d": None}


def test_nothing_was_told_where_everything_was_hidden():
    assert sizes(after((2, 3), 12, 20)) == {"a": 12, "b": 20}


def test_one_more_person_shows_no_group_where_everything_was_hidden():
    assert sizes(after((4, 4, 8, 8), 5, 4, 8, 8)) == dict.fromkeys("abcd")


@examples(200)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.sampled_from(range(4)))
def test_one_more_person_changes_nothing_of_what_is_published(known, which):
    assume(any(known))
    before = released(counted(*known))
    more = [size + (number == which) for number, size in enumerate(known)]
    assert released(counted(*more), before=before) is before


def test_a_report_about_nobody_yet_does_not_stand_in_for_the_evening_s():
    before = released({"a": Counter(), "b": Counter()})
    assert sizes(released(counted(3, 4), before=before)) == {"a": None, "b": None}


def test_a_changed_answer_alone_moves_no_mean():
    first = released({"a": Counter({(1.0,): 10}), "b": Counter({(0.0,): 10})})
    one_changed = {"a": Counter({(1.0,): 9, (0.0,): 1}), "b": Counter({(0.0,): 10})}
    assert released(one_changed, before=first).groups == first.groups
    all_changed = {"a": Counter({(0.5,): 10}), "b": Counter({(0.2,): 10})}
    assert released(all_changed, before=first).groups == all_changed


def intervals(before, now):
    """The least and most of each cell of both tables and of the change, by linear programming.

    Whoever reads both also knows how many came and how many went away, and both totals.
    """
    groups = sorted({*before.groups, *now.groups})
    number = len(groups)

    def total(release, group):
        return release.groups.get(group, Counter()).total()

    came = [max(0, total(now, g) - total(before, g)) for g in groups]
    gone = [max(0, total(before, g) - total(now, g)) for g in groups]
    # n before, who came, who went; n after is what follows from them.
    rows, known = [], []

    def holds(part, sign, value):
        line = np.zeros(3 * number)
        for cell, factor in zip(part, sign, strict=True):
            line[cell] += factor
        rows.append(line)
        known.append(value)

    everybody = range(number)
    holds(everybody, [1] * number, sum(total(before, g) for g in groups))
    holds(range(number, 2 * number), [1] * number, sum(came))
    holds(range(2 * number, 3 * number), [1] * number, sum(gone))
    for place, group in enumerate(groups):
        if group not in before.hidden:
            holds([place], [1], total(before, group))
        if group not in now.hidden:
            cells = [place, number + place, 2 * number + place]
            holds(cells, [1, 1, -1], total(now, group))
    not_negative = np.zeros((number, 3 * number))
    for place in everybody:
        not_negative[place, [place, number + place, 2 * number + place]] = (-1, -1, 1)
    truth = np.array([*(total(before, g) for g in groups), *came, *gone], dtype=float)
    for place in range(3 * number):
        cost = np.eye(3 * number)[place]
        ends = [
            linprog(
                sign * cost, A_eq=np.array(rows), b_eq=known,
                A_ub=not_negative, b_ub=np.zeros(number), bounds=(0, None),
            ).fun
            * sign
            for sign in (1, -1)
        ]  # fmt: skip
        yield truth[place], ends[0], ends[1]


@pytest.mark.parametrize("before", [one for one in product(range(6), repeat=4) if sum(one) == 5])
def test_of_five_people_in_all_nothing_is_told_at_either_moment(before):
    """Whichever groups the five are in, and the sixth who comes before the second publication."""
    first = released(listed(before))
    for place in range(4):
        now = [size + (place == group) for group, size in enumerate(before)]
        second = released(listed(now), before=first)
        assert first.hidden == second.hidden == {*GROUPS}
        assert all(least == pytest.approx(0) for _, least, _ in intervals(first, second))


def listed(sizes):
    """Every group of a question, as the report has them: the empty ones too."""
    return {group: Counter({(): size}) for group, size in zip(GROUPS, sizes, strict=True)}


people = st.lists(st.integers(0, 25), min_size=2, max_size=4)


@examples(150)
@given(people, st.data())
def test_no_small_cell_of_two_publications_can_be_worked_out(sizes_before, data):
    few = st.sampled_from([0, 0, 1, 2, 5, 7, 12])
    moves = st.lists(few, min_size=len(sizes_before), max_size=len(sizes_before))
    come, go = data.draw(moves), data.draw(moves)
    now = [max(0, n + a - r) for n, a, r in zip(sizes_before, come, go, strict=True)]
    first = released(counted(*sizes_before))
    second = released(counted(*now), before=first)
    assert not {group for group, size in sizes(second).items() if size is not None and 0 < size < 5}
    told = first.hidden >= first.groups.keys()
    if second is first or told:
        return
    for truth, least, most in intervals(first, second):
        if 0 < truth < 5:
            assert most - least >= 2 - 1e-6
            assert most >= 5 - 1e-6


def test_who_did_not_come_is_told_where_the_groups_expected_stand_beside_those_who_came():
    came = released(counted(12, 20))
    assert not tells_nobody_beside(released(counted(14, 30)), came)
    assert tells_nobody_beside(released(counted(17, 25)), came)
    assert tells_nobody_beside(released(counted(12, 20, row=(1.0,))), came)


def test_of_the_same_people_what_is_hidden_once_is_hidden_in_both():
    came = released(counted(9, 20, 30), before=released(counted(3, 8, 8)))
    assert sizes(released(counted(9, 20, 30, row=(1.0,)), beside=came)) == sizes(came)


@examples(100)
@given(people, st.data())
def test_groups_of_everybody_and_of_those_who_came_tell_no_small_cell(came, data):
    absent = st.lists(st.integers(0, 9), min_size=len(came), max_size=len(came))
    everybody = [n + a for n, a in zip(came, data.draw(absent), strict=True)]
    first, second = released(counted(*came)), released(counted(*everybody))
    if not tells_nobody_beside(second, first) or first.hidden >= first.groups.keys():
        return
    for truth, least, most in intervals(first, second):
        if 0 < truth < 5:
            assert most - least >= 2 - 1e-6


def test_publications_are_kept_as_they_were_given():
    kept = Release(counted(12, 20), frozenset(), at=None)
    assert released(counted(13, 20), before=kept) is kept

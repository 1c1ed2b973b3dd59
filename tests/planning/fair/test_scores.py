"""Scores in any form say the same: what is open, of people who are known."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.score import Bar, Question, Reason, Score, Verdict
from matching.planning.fair.scores import open_scores

VERDICTS = (Verdict.OPEN, Verdict.ASK, Verdict.CLOSED)
PEOPLE, OFFERS = ("ana", "bo", "cy"), (("s1", "o1"), ("s1", "o2"), ("s2", "o3"))


@dataclass
class Table:
    """A matrix of scores."""

    people: tuple
    offers: tuple
    values: np.ndarray
    verdicts: np.ndarray


def nine(cells):
    """Nine cells, three people by three offers."""
    return st.lists(cells, min_size=9, max_size=9).map(lambda row: np.array(row).reshape(3, 3))


tables = st.builds(
    lambda tenths, verdicts: Table(PEOPLE, OFFERS, tenths / 10, verdicts.astype(np.int8)),
    nine(st.integers(0, 10)),
    nine(st.integers(0, 2)),
)


def rows_of(table):
    """The same, one by one."""
    return [
        (person, stand, offer, float(table.values[n, m]), VERDICTS[table.verdicts[n, m]])
        for n, person in enumerate(table.people)
        for m, (stand, offer) in enumerate(table.offers)
    ]


def told(scores, people, marked=None):
    """Each open cell by the offer it is about; of those `marked`, shape (people, OFFERS)."""
    found = open_scores(scores, people)
    names = {number: offer for offer, number in found.offers.items()}
    wanted = None
    if marked is not None:
        wanted = marked[:, [OFFERS.index(names[number]) for number in range(len(names))]]
    cells = zip(*(column.tolist() for column in found.cells(wanted)), strict=True)
    return sorted((person, *names[offer], value) for person, offer, value in cells)


def test_what_is_to_be_asked_ranks_just_behind_and_what_is_closed_is_left_out():
    reasons = (Reason("skills", "known", 1.0, 0.5, 0.5),)
    scores = [
        Score("ana", "s1", "o1", reasons),
        Score("ana", "s1", "o2", reasons, ask=(Question("licences", "licence_unknown"),)),
        Score("ana", "s2", "o3", reasons, closed_by=(Bar("licence_missing"),)),
    ]
    assert told(scores, {"ana": 0}) == [(0, "s1", "o1", 0.5), (0, "s1", "o2", 0.5 - 1e-5)]


@given(tables, st.sets(st.sampled_from(PEOPLE)))
def test_a_matrix_says_what_its_rows_say_and_nothing_of_strangers(table, known):
    people = {person: number for number, person in enumerate(sorted(known))}
    assert told(table, people) == told(rows_of(table), people)


@given(tables, nine(st.booleans()))
def test_a_part_that_is_asked_for_is_that_part_of_the_whole(table, marked):
    people = {person: number for number, person in enumerate(PEOPLE)}
    expected = [
        cell for cell in told(table, people) if marked[cell[0], OFFERS.index((cell[1], cell[2]))]
    ]
    assert told(table, people, marked) == expected
    assert told(rows_of(table), people, marked) == expected


def test_no_scores_are_no_cells():
    assert told([], {"ana": 0}) == []

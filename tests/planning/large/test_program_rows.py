"""Rows of a linear programme, gathered part by part."""

import numpy as np

from matching.planning.large.program_rows import ProgramRows


def test_rows_that_cannot_bind_are_left_out():
    rows = ProgramRows()
    keys, columns = np.array([0, 0, 1]), np.array([0, 1, 2])
    assert rows.at_most(keys, columns, np.array([1.0, 1.0])).tolist() == [0, -1]
    assert rows.matrix(3).toarray().tolist() == [[1, 1, 0]]
    assert rows.limits.tolist() == [1]


def test_rows_added_later_are_numbered_after_those_before():
    rows = ProgramRows()
    rows.at_most(
        np.zeros(2, dtype=np.int64), np.array([0, 1]), np.array([2.0]), np.array([2.0, 1.0])
    )
    rows.add(np.zeros(1), (np.array([0]), np.array([1]), np.array([-3.0])))
    assert rows.matrix(2).toarray().tolist() == [[2, 1], [0, -3]]
    assert rows.limits.tolist() == [2, 0]


def test_no_rows_at_all_are_an_empty_matrix():
    assert ProgramRows().matrix(4).shape == (0, 4)

"""Rows of a linear programme being gathered: who takes part in what, and how many may."""

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats, Ints


class ProgramRows:
    """Rows `weights @ x <= limit` over columns that are numbered by whoever adds them."""

    def __init__(self) -> None:
        self.count = 0
        self._limits: list[Floats] = []
        self._entries: list[tuple[Ints, Ints, Floats]] = []

    def at_most(
        self, keys: Ints, columns: Ints, limit_of: Floats, weights: Floats | None = None
    ) -> Ints:
        """One row a key, for keys that are asked more often than their limit allows.

        The row of each key, -1 where it has none. `weights` are one each unless they are told.
        """
        each = np.ones(len(keys)) if weights is None else weights
        asked = np.bincount(keys, weights=np.maximum(each, 0.0), minlength=len(limit_of))
        bound = np.flatnonzero(asked > limit_of)
        row = np.full(len(limit_of), -1)
        row[bound] = self.count + np.arange(len(bound))
        tight = row[keys] >= 0
        self._entries.append((row[keys[tight]], columns[tight], each[tight]))
        self._limits.append(limit_of[bound].astype(np.float64))
        self.count += len(bound)
        return row

    def add(self, limits: Floats, *entries: tuple[Ints, Ints, Floats]) -> None:
        """New rows with these limits; entries are rows (numbered from 0), columns and weights."""
        self._entries += [(self.count + row, column, weight) for row, column, weight in entries]
        self._limits.append(limits)
        self.count += len(limits)

    @property
    def limits(self) -> Floats:
        """The limit of each row."""
        return np.concatenate([np.zeros(0), *self._limits])

    def matrix(self, width: int) -> csr_array:
        """The rows over so many columns."""
        nothing = np.zeros(0, dtype=np.int64)
        known = [(nothing, nothing, np.zeros(0)), *self._entries]
        row, column, weight = (np.concatenate(each) for each in zip(*known, strict=True))
        return csr_array((weight, (row, column)), shape=(self.count, width))

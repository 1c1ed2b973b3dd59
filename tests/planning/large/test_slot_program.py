"""The programme over slots holds every rule: whole plans of it are plans of the fair."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import value_by_goals
from matching.planning.large.slot_program import slot_program
from matching.planning.problem.check import violations
from tests.planning.arrays.test_grid import grid_problems


@pytest.mark.slow
@given(grid_problems(plain=True))
def test_meetings_keep_all_rows_when_and_only_when_they_break_no_rule(problem):
    grid = build_grid(problem)
    if not grid.may.any():
        return
    asked = GridPlan(grid), value_by_goals(grid), grid.may
    program, limit = slot_program(*asked), slot_program(*asked, is_limit=True)
    count = len(program.pairs)
    levels = np.flatnonzero(program.worth[count:] > 0) + count
    for chosen in product((0.0, 1.0), repeat=min(count, 8)):
        columns = np.zeros(len(program.worth))
        columns[: len(chosen)] = chosen
        columns[count:] = 1.0  # wherever somebody goes, whatever level they reach
        columns[levels] = 0.0
        held = np.flatnonzero(columns[:count])
        goes = _groups_gone_to(grid, program, columns, held)
        keeps = bool((program.matrix @ goes <= program.limits + 1e-9).all())
        slots = np.full(len(grid.pair), -1)
        once = len(set(program.pairs[held].tolist())) == len(held)
        slots[program.pairs[held]] = program.slots[held]
        assert keeps == (once and not violations(problem, grid.meetings(slots)))
        assert not keeps or (limit.matrix @ goes <= limit.limits + 1e-9).all()


def _groups_gone_to(grid, program, columns, held):
    """The columns of visits are as small as the meetings allow."""
    found, count = columns.copy(), len(program.pairs)
    found[count:] = 0.0
    matrix = program.matrix.tocsr()
    needed = matrix @ found > program.limits + 1e-9
    for row in np.flatnonzero(needed):
        cells = matrix[[int(row)]].tocoo()
        for column, weight in zip(cells.coords[-1], cells.data, strict=True):
            if column >= count and weight < 0:
                found[column] = 1.0
    return found

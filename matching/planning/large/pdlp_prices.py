"""Prices of hours and tables: a proven limit over time, and who should meet whom by it.

The programme over all slots is solved roughly by PDLP. Whatever prices it ends with, what they
charge for hours and tables and what is left to gain from each meeting is a proven limit (weak
duality); good prices only make it sharp.
"""

import math
from dataclasses import dataclass

import numpy as np
from ortools.pdlp import solvers_pb2  # type: ignore[import-untyped]
from ortools.pdlp.python import pdlp  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Flags, Floats
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.slot_program import SlotProgram, slot_program

_PARTS = 8
# a second thread costs a fifth more work where a round is as short as with fewer entries
_ENTRIES_OF_TWO_THREADS = 1_000_000
# work of a round for each entry of the rows
_ENTRY = 5e-9


@dataclass(frozen=True, eq=False)
class DualPrices:
    """Prices of hours and tables (dual values), and what follows from them.

    Attributes
    ----------
    limit
        No plan is worth more: worths and bonuses of coverage together.
    share
        How far each pair should meet, 0 to 1.
    loss
        Pairs by slots: what at least is lost against the limit when that meeting is held;
        infinite where none may begin.
    seats
        Stands by slots: what a table costs.
    work
        What it took, in seconds of a usual machine.
    """

    limit: float
    share: Floats
    loss: Floats
    seats: Floats
    work: float = 0.0


def price_slots(
    grid_plan: GridPlan,
    worth: MeetingValue,
    may: Flags,
    *,
    rounds: int,
    stop: float,
    work: float = math.inf,
) -> DualPrices:
    """Prices after so many rounds of PDLP, the same on every machine.

    Parameters
    ----------
    rounds, work
        Rounds at most, and the work that they may take, in seconds of a usual machine.
    stop
        Seconds after which even a slow machine ends.
    """
    program = slot_program(grid_plan, worth, may, is_limit=True)
    each = _ENTRY * max(1, program.matrix.nnz)
    rounds = max(1, int(min(work / each, rounds)))
    scale = float(program.worth.max(initial=1.0))
    answer = pdlp.primal_dual_hybrid_gradient(_posed(program, scale), _terms(program, rounds, stop))
    # a price of the wrong sign would prove nothing
    prices = np.maximum(-np.asarray(answer.dual_solution), 0.0)
    gain = program.worth / scale - program.matrix.T @ prices
    limit = float(program.limits @ prices + np.maximum(gain, 0.0).sum())
    count = len(program.pairs)
    loss = np.full(may.shape, np.inf)
    loss[program.pairs, program.slots] = np.maximum(-gain[:count], 0.0) * scale
    held = np.clip(np.asarray(answer.primal_solution)[:count], 0.0, 1.0)
    share = np.bincount(program.pairs, weights=held, minlength=len(may))
    seats = np.append(prices, 0.0)[program.seat_row] * scale  # row -1 is nobody's: no price
    return DualPrices(
        limit * scale * (1 + 1e-9), np.minimum(share, 1.0), loss, seats, rounds * each
    )


def _posed(program: SlotProgram, scale: float) -> pdlp.QuadraticProgram:
    """The linear programme as PDLP takes it: minimised, its objective scaled to at most 1."""
    posed = pdlp.QuadraticProgram()
    matrix = program.matrix.tocsc()
    matrix.sort_indices()
    posed.objective_vector = -program.worth / scale
    posed.constraint_matrix = matrix
    posed.constraint_lower_bounds = np.full(len(program.limits), -np.inf)
    posed.constraint_upper_bounds = program.limits
    posed.variable_lower_bounds = np.zeros(len(program.worth))
    posed.variable_upper_bounds = np.ones(len(program.worth))
    return posed


def _terms(
    program: SlotProgram, rounds: int, stop: float
) -> solvers_pb2.PrimalDualHybridGradientParams:
    terms = solvers_pb2.PrimalDualHybridGradientParams()
    # sums are taken part by part: as many parts on one core as on two, so the same prices
    terms.num_threads = 2 if program.matrix.nnz >= _ENTRIES_OF_TWO_THREADS else 1
    terms.num_shards = _PARTS
    terms.termination_criteria.iteration_limit = rounds
    terms.termination_criteria.time_sec_limit = max(stop, 0.1)
    terms.termination_criteria.simple_optimality_criteria.eps_optimal_relative = 1e-6
    return terms

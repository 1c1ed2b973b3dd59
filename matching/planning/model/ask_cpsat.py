"""One part of a model made as great as can be by CP-SAT, from a plan already known."""

import time
from collections.abc import Sequence
from threading import Event

from ortools.sat.python import cp_model

from matching.planning.budget.interruptible import answer_within
from matching.planning.model.ask_highs import SolverAnswer
from matching.planning.model.cpsat_program import ToldOnce, weighted
from matching.planning.model.model import Model, Objective

# conflicts between two restarts of a search for any plan, by Luby's measure
_LONG = 1_000
# clauses that are written in about a second
_CLAUSES = 80_000
# least effort and seconds of a question
_LEAST, _MOMENT = 0.01, 0.001


def ask_cpsat(
    model: Model,
    objective: Objective | None,
    *,
    effort: float,
    stop: float,
    seed: int = 0,
    hint: Sequence[int] | None = None,
    from_below: bool = False,
    in_clauses: bool | None = None,
    halt: Event | None = None,
    told: ToldOnce | None = None,
) -> SolverAnswer:
    """The best values of the columns for one part, or any values when there is no part.

    The effort is counted in the solver's own deterministic time, about a second each, so that
    the same question gets the same answer; `stop`, in seconds, is only for a slow machine.
    `from_below` raises the limit until a plan meets it, and has no plan before: the quickest way
    when few idle slots are needed, or when any plan will do. Rows are then told in clauses,
    as far as the effort covers writing them, unless `in_clauses` says otherwise. What was `told`
    in an earlier question of the same rows is not written again.
    """
    began = time.monotonic()
    clauses = int(_CLAUSES * min(effort, stop)) if from_below and in_clauses is not False else None
    program, variables = (told or ToldOnce()).program(model, clauses)
    left = max(stop - (time.monotonic() - began), _MOMENT)
    if objective is not None:
        aim = weighted(objective.sum.weights, variables) + objective.sum.constant
        (program.maximize if objective.maximise else program.minimize)(aim)
    for variable, value in zip(variables, hint or (), strict=False):
        program.add_hint(variable, value)
    solver = _solver(effort, left, seed, len(variables))
    if from_below:
        solver.parameters.optimize_with_core = True
        solver.parameters.linearization_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        if objective is None:  # plans are found by staying on, limits are proven by starting again
            solver.parameters.default_restart_algorithms = "LUBY_RESTART"
            solver.parameters.restart_period = _LONG
    status = answer_within(lambda: solver.solve(program), left, halt, end=solver.stop_search)
    if status is None:
        return SolverAnswer(None, None, work=effort, in_time=False)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return SolverAnswer(None, None, impossible=True, work=work)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    values = [solver.value(variable) for variable in variables] if found else None
    limit = None if objective is None else _limit(solver, status, objective)
    in_time = status == cp_model.OPTIMAL or solver.wall_time < solver.parameters.max_time_in_seconds
    return SolverAnswer(values, limit, work=work, in_time=in_time)


def _limit(solver: cp_model.CpSolver, status: object, objective: Objective) -> int | None:
    """The limit proven for an objective, in its own units; None when nothing is proven.

    A search that ends before its presolve tells 0, which is no limit of what is made as great as
    can be (what is made small never is below 0).
    """
    bound = solver.best_objective_bound
    untold = objective.maximise and not bound and status != cp_model.OPTIMAL
    told = status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN} and not untold
    return round(bound) if told else None


def _solver(effort: float, stop: float, seed: int, size: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = max(effort, _LEAST)
    solver.parameters.max_time_in_seconds = stop
    if size > 20_000:  # detection alone would take the whole time
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
    return solver

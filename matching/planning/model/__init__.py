"""Rules and goals in whole numbers, and the two solvers that are asked."""

__all__ = [
    "ask_cpsat",
    "ask_highs",
    "build",
    "cpsat_program",
    "model",
    "optimise_goals",
    "post_row",
    "relax_slots",
]

"""From scores to a plan: the problem, its rules stated once, the solver, and what moved."""

"""The same problem, and plans of it, as NumPy arrays."""

__all__ = ["build_grid", "grid", "grid_plan", "measure_arrays", "problem_arrays"]

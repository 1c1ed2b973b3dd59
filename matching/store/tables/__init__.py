"""Tables that `schema` offers with its own: accesses, acquaintances, floor, print jobs, rights."""

__all__ = ["accesses", "acquaintances", "floor", "print_jobs", "rights", "scores"]

"""Tables that `schema` offers with its own: access, people known, floor, printing, rights, scores."""

__all__ = ["accesses", "acquaintances", "floor", "print_jobs", "rights", "scores"]

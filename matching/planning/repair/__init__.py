"""Re-planning: what an event affects of an announced plan, solved as a small problem."""

__all__ = ["affected", "fill_open_places", "replan", "rest_of_day", "scope", "subproblem"]

"""What an event affects of an announced plan: cut out, solved, put back."""

__all__ = ["affected", "fill_open_places", "replan", "rest_of_day", "scope", "subproblem"]

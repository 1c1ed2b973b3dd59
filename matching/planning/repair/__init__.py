"""What an event touches of an announced plan: cut out, solved, put back."""

__all__ = ["affected", "fill_open_places", "replan", "rest_of_day", "subproblem"]

"""Tables that `schema` offers with its own: accesses, acquaintances, floor, rights, scores."""

__all__ = ["accesses", "acquaintances", "floor", "rights", "scores"]

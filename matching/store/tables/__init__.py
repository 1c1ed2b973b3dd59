"""Tables that `schema` offers with its own: accesses, floor, rights, scores."""

__all__ = ["accesses", "floor", "rights", "scores"]

"""Tables that `schema` offers with its own: accesses, rights, scores."""

__all__ = ["accesses", "rights", "scores"]

"""A store that opens with a key alone."""

__all__ = ["sealed_file"]

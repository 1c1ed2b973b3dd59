"""What people may ask of whoever keeps their data: to see it, to mend it, to be forgotten."""

__all__ = ["copies", "forget", "keep_up", "retention"]

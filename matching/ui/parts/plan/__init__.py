"""A plan on screen."""

__all__ = ["keying", "options", "papers", "planning", "printers", "told_before"]

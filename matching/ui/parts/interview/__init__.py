"""One question a screen."""

__all__ = ["questions"]

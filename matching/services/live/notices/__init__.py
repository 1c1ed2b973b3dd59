"""Whom somebody must tell what, once, until it is ticked."""

__all__ = ["pending", "tell", "to_tell"]

"""One entry typed at a screen is read by the rules of the files."""

__all__ = ["typed_entry"]

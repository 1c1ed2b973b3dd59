"""The door, the kiosk, and what one person takes along."""

__all__ = ["door", "kiosk", "known", "pairs", "personal", "sign_in", "walk_in"]

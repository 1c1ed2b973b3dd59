"""Files that leave the house, each with the consent that it needs."""

__all__ = ["export_files", "stand_calendar", "with_consent"]

"""Files that leave the house, each with the consent that it needs."""

__all__ = ["data_inclusion", "export_files", "stand_calendar", "with_consent"]

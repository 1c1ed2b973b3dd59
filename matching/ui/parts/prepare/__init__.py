"""What pages draw to prepare a fair."""

__all__ = ["blind", "drop", "fair_form", "steps"]

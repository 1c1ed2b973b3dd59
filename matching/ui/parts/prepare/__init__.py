"""What pages draw to prepare a fair."""

__all__ = ["fair_form"]

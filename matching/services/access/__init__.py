"""Who may enter, and which screens are open."""

__all__ = ["enter", "first_code", "give_access", "status"]

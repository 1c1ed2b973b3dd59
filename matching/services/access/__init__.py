"""Who may enter, and which screens are open."""

__all__ = [
    "access_cards",
    "choose_at_screen",
    "enter",
    "first_code",
    "give_access",
    "hall_address",
    "status",
]

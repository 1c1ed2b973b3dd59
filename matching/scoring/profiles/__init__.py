"""A person and an offer as the criteria see them, and the weights in force."""

__all__ = [
    "coverage",
    "entry_rules",
    "profiles",
    "rarity",
    "read_offer",
    "read_person",
    "read_service",
    "shared_words",
    "titles",
    "weights",
]

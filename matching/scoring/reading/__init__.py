"""A phrase becomes trades and skills, or honestly nothing."""

__all__ = [
    "claim",
    "meanings",
    "plain_facts",
    "said",
    "semantic",
    "sentence",
    "statement",
    "title",
    "understand",
    "years",
]

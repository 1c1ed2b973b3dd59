"""What an offer asks of whoever comes: levels, papers, years, lawful rules of entry, a place."""

__all__ = [
    "diploma",
    "entry_rule",
    "experience",
    "french",
    "licence",
    "places",
    "title",
    "unread",
]

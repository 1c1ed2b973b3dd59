"""A list that comes again: who of it is whom of before."""

__all__ = ["known_people", "same_entries", "same_people"]

"""What any page may show: notices, boxes that ask, pictograms, words made plain."""

__all__ = [
    "changes_table",
]

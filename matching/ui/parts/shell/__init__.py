"""What any page may show: notices, boxes that ask, pictograms, words made plain."""

__all__ = [
    "asking_box",
    "changes_table",
    "choosing",
    "falling",
    "hour",
    "live",
    "long_list",
    "notice",
    "paper",
    "pictograms",
    "plain",
    "planned",
]

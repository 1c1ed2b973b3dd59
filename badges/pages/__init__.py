"""Whole pages beside badges, schedules and lists: hours, forms, posters, certificates, accesses."""

__all__ = [
    "access_cards",
    "certificate",
    "faces",
    "forms",
    "hours",
    "map_poster",
    "notice",
    "own_day_poster",
    "posters",
    "proofs_list",
]

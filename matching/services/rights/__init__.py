"""What people may ask of whoever keeps their data: to see it, to mend it, to be forgotten."""

__all__ = [
    "access_file",
    "acts",
    "consent",
    "copies",
    "delete_fair",
    "forget",
    "keep_up",
    "rehearsal",
    "retention",
]

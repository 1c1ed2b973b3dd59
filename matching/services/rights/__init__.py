"""What people may ask of whoever keeps their data: to see it, to mend it, to be forgotten."""

__all__ = [
    "access_file",
    "access_pdf",
    "acts",
    "choices",
    "consent",
    "copies",
    "decisions",
    "delete_fair",
    "field_retention",
    "forget",
    "keep_up",
    "leaving",
    "notice",
    "rehearsal",
    "retention",
    "sealing",
    "who",
]

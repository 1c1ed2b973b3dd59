"""Who is listed: names, profiles, badges, answers, and files that are one person's."""

__all__ = [
    "answers",
    "badges",
    "blanks",
    "choices",
    "decisions",
    "duplicates",
    "erasure",
    "forgotten_fields",
    "judgements",
    "listing",
    "names",
    "notes",
    "opportunities",
    "profiles",
    "releases",
]

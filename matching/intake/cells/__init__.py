"""One cell becomes one value, or a flaw that says why not."""

__all__ = [
    "asked_for",
    "choices",
    "consents",
    "contacts",
    "diploma_fields",
    "identifiers",
    "languages",
    "levels",
    "licences",
    "names",
    "no_skills",
    "numbers",
    "occupations",
    "readings",
    "records",
    "words",
]

"""Titles without which nobody may do some work: which an offer demands, which a person has."""

from matching.scoring.profiles.titles.demanded import (
    titles_demanded,
    titles_given,
    titles_stated,
)
from matching.scoring.profiles.titles.held import (
    TitlesHeld,
    exact_titles,
    is_given,
    is_held,
    is_lacked,
    titles_held,
)
from matching.scoring.profiles.titles.known import known_titles, title_label, titles_named

__all__ = [
    "TitlesHeld",
    "exact_titles",
    "is_given",
    "is_held",
    "is_lacked",
    "known_titles",
    "title_label",
    "titles_demanded",
    "titles_given",
    "titles_held",
    "titles_named",
    "titles_stated",
]

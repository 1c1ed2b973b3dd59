"""What is kept of one person, on paper for that person."""

import datetime as dt
from dataclasses import dataclass, field

from badges.press import press
from badges.wording import date_parts, page_of
from matching.phrases import say


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One part of the file: a title and lines of a name and what is kept under it."""

    title: str
    lines: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonPages:
    """The whole file of one person, and what they may ask for."""

    fair_title: str
    made_on: dt.date
    parts: tuple[PersonPart, ...] = field(repr=False)
    rights: tuple[str, ...] = ()
    language: str = "fr"


def person_pages(pages: PersonPages) -> bytes:
    """The file as PDF, as many pages as it takes."""
    language = pages.language
    data: dict[str, object] = {
        "language": language,
        "title": say("person_file.title", language),
        "rights_title": say("person_file.rights", language),
        "fair": pages.fair_title,
        "date": date_parts(pages.made_on),
        "made": say("person_file.made", language, day=f"{pages.made_on:%d/%m/%Y}"),
        "page_of": page_of(language),
        "rights": list(pages.rights),
        "parts": [
            {"title": part.title, "lines": [list(line) for line in part.lines]}
            for part in pages.parts
        ],
    }
    return press("person", data, breaks_words=True)

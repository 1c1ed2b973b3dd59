"""A person's three texts, each understood in its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matching.domain.jobseeker import Jobseeker
from matching.scoring.reading.meanings import confirmed_by, made_clear
from matching.scoring.reading.said import About, Said, SaidIn
from matching.scoring.reading.sentence import parted
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.text.private_words import without_private
from matching.scoring.text.wording import fold

_PLACEMENT = re.compile(r"\bstages?\b|\bstagiaires?\b|\bimmersion\b|\bpmsmp\b|\binternships?\b")
_NONE = re.compile(
    r"\W*(?:grande? )?(?:debutante?s?|(?:sans|aucune|pas d'|pas de|zero|0) ?experiences?"
    r"|jamais (?:travaille|bosse)|0 ans?|beginner|no experience)\W*$"
)


@dataclass(frozen=True, slots=True)
class TextsRead:
    """What somebody's texts say, one by one.

    Attributes
    ----------
    wishes
        By the text of the wish.
    skills, past
        In the order in which they were written.
    work
        The past without placements: what was done at work.
    worked
        The texts of `work`.
    """

    wishes: Mapping[str, Statement]
    skills: tuple[Statement, ...]
    past: tuple[Statement, ...]
    work: tuple[Statement, ...]
    worked: tuple[str, ...]

    @property
    def everything(self) -> tuple[Statement, ...]:
        """Every text once: wishes, then skills, then the past."""
        return (*self.wishes.values(), *self.skills, *self.past)

    @property
    def wants(self) -> tuple[Said, ...]:
        """What the wishes want."""
        return tuple(said for statement in self.wishes.values() for said in statement.wants)

    @property
    def can(self) -> tuple[Said, ...]:
        """What the wishes tell of having or accepting."""
        return tuple(said for statement in self.wishes.values() for said in statement.can)

    @property
    def needs(self) -> tuple[Said, ...]:
        """What the wishes need."""
        return tuple(said for statement in self.wishes.values() for said in statement.needs)

    @property
    def refuses(self) -> tuple[Said, ...]:
        """What any text refuses."""
        return tuple(said for statement in self.everything for said in statement.refuses)


def texts_read(person: Jobseeker, reader: Reader) -> TextsRead:
    """A person's texts understood one at a time, unclear words as the person made them clear."""
    confirmed = confirmed_by(person, reader)

    def read(text: str, said_in: SaidIn) -> Statement:
        return made_clear(reader.statement(text, said_in), text, confirmed, reader)

    worked = _worked(person.experience)
    return TextsRead(
        wishes={text: read(text, SaidIn.WISHES) for text in person.wishes},
        skills=tuple(reader.statement(text, SaidIn.SKILLS) for text in person.skills),
        past=tuple(read(text, SaidIn.EXPERIENCE) for text in person.experience),
        work=tuple(read(text, SaidIn.EXPERIENCE) for text in worked),
        worked=worked,
    )


def public(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without what their writer says of their private life."""
    kept = (without_private(text) for text in texts)
    return tuple(text for text in kept if text)


def _worked(experience: Iterable[str]) -> tuple[str, ...]:
    """What was done at work: a placement of some weeks is seen, not held."""
    found = []
    for text in experience:
        pieces = [text[start:end].strip() for start, end in parted(text)]
        at_work = [piece for piece in pieces if not is_placement(piece)]
        # A text is only cut where it must be: pieces lose what a name with a comma says.
        found.append(text if len(at_work) == len(pieces) else ", ".join(at_work))
    return tuple(filter(None, found))


def is_placement(text: str) -> bool:
    """Whether a text tells of a placement: some weeks in which work was seen."""
    return _PLACEMENT.search(fold(text)) is not None


def tells_none(text: str) -> bool:
    """Whether a text says that the work was never done: *débutant*, *aucune expérience*."""
    return _NONE.match(fold(text)) is not None


def codes_of(about: About, said: Iterable[Said]) -> Iterator[tuple[Said, str]]:
    """What is said about one kind of thing, code by code."""
    for span in said:
        if span.about is about:
            for code in span.codes:
                yield span, code


def first_words(said: Iterable[tuple[Said, str]]) -> dict[str, str]:
    """The words that each code was first told in, in the order of codes."""
    found: dict[str, str] = {}
    for span, code in said:
        found.setdefault(code, span.text)
    return dict(sorted(found.items()))

"""One thing that a text says of its writer: what is wanted, known, needed, refused or studied."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["occupation", "skill"]  # what a lexicon holds


class Intent(StrEnum):
    """What the writer does with a thing that a text names."""

    WANTS = "wants"
    CAN = "can"
    NEEDS = "needs"
    REFUSES = "refuses"


class About(StrEnum):
    """What kind of thing a piece of text is about, and so where its codes come from.

    `TRADE` and `SKILL`: ids of the vocabulary. `THEME`: codes of data·inclusion 1.0. `LEVEL`:
    diplomas of the French framework, "3" (CAP) to "8". `HOURS`, `CONDITION`, `CONTRACT`, `NEED`:
    values of the enumerations in `matching.domain.terms`; hours may also be "remote".
    `LICENCE`: a driving licence or certificate as written in files ("B", "CACES 3").
    """

    TRADE = "trade"
    SKILL = "skill"
    THEME = "theme"
    LEVEL = "level"
    HOURS = "hours"
    CONDITION = "condition"
    CONTRACT = "contract"
    NEED = "need"
    LICENCE = "licence"


class SaidIn(StrEnum):
    """Where a text was written: it decides what a bare name means."""

    WISHES = "wishes"
    SKILLS = "skills"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a text names.

    Attributes
    ----------
    codes
        What it may mean, the likeliest first: several when the words are ambiguous.
    text
        The words that were understood, as written, and no others: fit to be quoted. A bracket that
        they opened is closed, and the other way round, wherever the rest was left out.
    confidence
        0 to 1; below `CLAIM_FROM` a question is better than a weight.
    softly
        Whether it is wished for less firmly than other things, or refused only where there is too
        much of it: to be asked, not a door to close.
    """

    about: About
    codes: tuple[str, ...]
    text: str
    confidence: float = 1.0
    softly: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _in_whole_brackets(self.text))

    def as_json(self) -> dict[str, object]:
        """The object that `parvis understand` prints."""
        return {
            "about": self.about.value,
            "codes": list(self.codes),
            "text": self.text,
            "confidence": round(self.confidence, 4),
            **({"softly": True} if self.softly else {}),
        }


@dataclass(frozen=True, slots=True)
class StudyWish:
    """Something that the writer wants to learn: a course answers it, a job does not.

    Attributes
    ----------
    level
        Level of the French framework that is aimed at, "3" (CAP) to "8"; "" when not said.
    field
        Trades or skills to be learnt, as read; empty when not said or not understood.
    text
        The words that were understood, as written.
    is_named
        Whether a field is named, understood or not: *BTS XYZ* is not any study.
    """

    level: str
    field: tuple[Said, ...]
    text: str
    is_named: bool = False

    def as_json(self) -> dict[str, object]:
        """The object that `parvis understand` prints."""
        field = [learnt.as_json() for learnt in self.field]
        return {"level": self.level, "field": field, "text": self.text}


def _in_whole_brackets(text: str) -> str:
    for opens, closes in ("()", "[]", "«»"):
        left_open = text.count(opens) - text.count(closes)
        text = f"{opens * -left_open}{text}{closes * left_open}"
    return text

"""What a value looks like in a cell of a table: it reads back as the same value."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import Answer, Need
from matching.intake.cells.languages import written_language
from matching.intake.cells.words import proper_words
from matching.intake.tables.columns import SECTIONS

_SECTIONS: Mapping[type[StrEnum], str] = {**SECTIONS, Answer: "answer", Need: "needs"}
_BETWEEN = "; "
LANGUAGES = frozenset({"language", "languages", "sheet_language", "interpreter"})


def written(value: object, column: str = "") -> str:
    """A value as people write it in a cell of a column; nothing for what is not known."""
    if value is None:
        return ""
    if value == () and column == "licences":  # known to hold none
        return "aucun"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if column in LANGUAGES:
        value = value if isinstance(value, tuple) else (value,)
        value = tuple(written_language(str(code)) for code in value if code)
    if isinstance(value, tuple):
        return _BETWEEN.join(_item(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return _word(value)


def choices_of(kind: object) -> tuple[str, ...]:
    """The words that a column takes, in their order; none where anything may be written."""
    if kind is bool:
        return ("oui", "non")
    if isinstance(kind, type) and issubclass(kind, StrEnum | FrenchLevel):
        return tuple(_word(value) for value in kind)
    if isinstance(kind, type) and issubclass(kind, DiplomaLevel | DigitalLevel):
        return tuple(_word(value) for value in kind)
    return ()


def _item(item: object) -> str:
    """One of several: a word, or a stretch of time."""
    if isinstance(item, tuple):
        start, end = item
        return f"{_word(start)}-{_word(end)}"
    return _word(item)


def _word(value: object) -> str:
    if isinstance(value, FrenchLevel):
        return "langue maternelle" if value is FrenchLevel.NATIVE else value.label
    if isinstance(value, DiplomaLevel | DigitalLevel):
        scale = "diploma" if isinstance(value, DiplomaLevel) else "digital"
        return proper_words(scale)[str(value.value)]
    if isinstance(value, StrEnum):
        return proper_words(_SECTIONS[type(value)])[value.value]
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

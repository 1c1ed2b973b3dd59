"""How a choice of a column is called on a screen: never by the code that the store keeps."""

from collections.abc import Mapping
from types import MappingProxyType

from matching.phrases import MissingPhrase, say
from matching.services.files.value_questions import NONE, NOT_KNOWN

_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "contracts": "contract",
        "hours": "hours",
        "hours_wanted": "hours",
        "avoid": "condition",
        "conditions": "condition",
    }
)


def choice_name(column: str, word: str, language: str) -> str:
    """A choice of a column in a language; words that people write stand as they are."""
    if word in {NONE, NOT_KNOWN}:
        return say("value.none" if word == NONE else "value.not_known", language)
    own = _PREFIXES.get(column, f"value.{column.removesuffix('_min').removesuffix('_max')}")
    for code in (f"{own}.{word}", f"value.{word}"):
        try:
            return say(code, language)
        except MissingPhrase:
            continue
    return word

"""Refusals and flaws as sentences and as JSON."""

from collections.abc import Callable
from datetime import time
from typing import Any

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.phrases import MissingPhrase, labelled, say


def sentence_of(
    error: FairError, language: str, *, name: Callable[[str, str], str] | None = None
) -> str:
    """What a refusal says to a person, and what to do; `name` is how its field is called."""
    name = name or field_name
    params = {
        key: f"{value:%H:%M}" if isinstance(value, time) else value
        for key, value in error.params.items()
    }
    if "field" in params:
        params["field"] = name(str(params["field"]), language)
    if "result" in params:
        own = str(params.get("words", ""))  # the fair's own words for it
        params["step"] = own or say(f"outcome.{params['result']}", language)
    return say(f"error.{error.code}", language, **params)


def sentences_of(error: FairError, language: str) -> list[str]:
    """The same with every single reason of a refusal that has several.

    What was typed at a screen is spoken of cell by cell; flaws of a file have a page of their own.
    """
    typed = [typed_sentence(flaw, language) for flaw in error.flaws if not flaw.file]
    name = fair_field_name if error.code == "fair_refused" else field_name
    reasons = (sentence_of(refusal, language, name=name) for refusal in error.refusals)
    return [sentence_of(error, language), *reasons, *typed]


def typed_sentence(flaw: Flaw, language: str) -> str:
    """What is wrong with what was typed in a field, named as the field is."""
    field = field_name(str(flaw.params.get("field", flaw.column)), language)
    return labelled(field, flaw_sentence(flaw, language))


def field_name(field: str, language: str) -> str:
    """The name of a column as people write it, or the bare name when it is no column."""
    for code in (f"field.{field}", f"map.use.{field}"):
        try:
            return say(code, language)
        except MissingPhrase:
            continue
    return field


def fair_field_name(field: str, language: str) -> str:
    """The name of a field as the form of a fair labels it, without the hint in brackets."""
    try:
        return say(f"fair.{field}", language).partition(" (")[0]
    except MissingPhrase:
        return field_name(field, language)


def refusal_answer(error: FairError, language: str) -> dict[str, Any]:
    """A refusal as a document."""
    answer: dict[str, Any] = {
        "error": {
            "code": error.code,
            "message": sentence_of(error, language),
            "params": {key: str(value) for key, value in error.params.items()},
        }
    }
    if error.flaws:
        answer["flaws"] = [flaw_answer(flaw, language) for flaw in error.flaws]
    return answer


# What a flaw says of a column is read as the column is called.
_COLUMNS = frozenset({"about", "demands"})
_TRADES = frozenset({"label", "trade"})  # in each language that a list names them in


def flaw_sentence(flaw: Flaw, language: str) -> str:
    """What is wrong with a cell, a row or a file, in one sentence."""
    params = {
        **flaw.params,
        "file": flaw.file,
        "line": flaw.line,
        "column": flaw.column,
        "value": flaw.value,
        "suggestion": flaw.suggestion,
    }
    if flaw.code == "heading_guessed":
        params["suggestion"] = field_name(flaw.suggestion, language)
    for named in _COLUMNS & flaw.params.keys():
        params[named] = field_name(str(flaw.params[named]), language)
    for named in _TRADES & flaw.params.keys():
        params[named] = params.get(f"{named}_{language}", params[named])
    meant = "_near" if flaw.code == "key_unknown" and flaw.suggestion else ""
    said = say(f"flaw.{flaw.code}{meant}", language, **params)
    entry = params.get("entry")
    return say("flaw_of_entry", language, entry=entry, said=said) if entry else said


def flaw_answer(flaw: Flaw, language: str) -> dict[str, Any]:
    """A flaw as `matching/docs/formats.md` writes it; `lost` tells that the row was set aside."""
    return {
        "file": flaw.file,
        "line": flaw.line,
        "column": flaw.column,
        "value": flaw.value,
        "code": flaw.code,
        "message": flaw_sentence(flaw, language),
        "suggestion": flaw.suggestion,
        "lost": flaw.lost,
    }

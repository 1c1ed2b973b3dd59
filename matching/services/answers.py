"""The JSON of the acts (INTERFACES.md §1): the same for the command and the HTTP routes."""

from collections.abc import Iterable
from typing import Any

from matching.domain.errors import FairError, Invalid
from matching.domain.flaw import Flaw
from matching.phrases import MissingPhrase, say
from matching.services.agenda import Appointment
from matching.services.receive_files import FlawsRefused, Receipt
from matching.services.welcome import CheckIn


def sentence_of(error: FairError, language: str) -> str:
    """What a refusal says to a person, and what to do."""
    params = dict(error.params)
    if isinstance(error, Invalid):
        params["field"] = field_name(error.field, language)
    return say(f"error.{error.code}", language, **params)


def field_name(field: str, language: str) -> str:
    """The name of a column as people write it, or the bare name when it is no column."""
    try:
        return say(f"field.{field}", language)
    except MissingPhrase:
        return field


def refusal_answer(error: FairError, language: str) -> dict[str, Any]:
    """A refusal as a document."""
    answer: dict[str, Any] = {
        "error": {
            "code": error.code,
            "message": sentence_of(error, language),
            "params": {key: str(value) for key, value in error.params.items()},
        }
    }
    if isinstance(error, FlawsRefused):
        answer["flaws"] = [flaw_answer(flaw, language) for flaw in error.flaws]
    return answer


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
    return say(f"flaw.{flaw.code}", language, **params)


def flaw_answer(flaw: Flaw, language: str) -> dict[str, Any]:
    """A flaw as INTERFACES.md §2 writes it; `lost` tells that the row was set aside."""
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


def receipt_answer(receipt: Receipt, language: str) -> dict[str, Any]:
    """What an import answers."""
    return {
        "fair": receipt.fair,
        "jobseekers": receipt.jobseekers,
        "exhibitors": receipt.exhibitors,
        "offers": receipt.offers,
        "changed": receipt.changed,
        "flaws": [flaw_answer(flaw, language) for flaw in receipt.flaws],
    }


def appointments_answer(found: Iterable[Appointment]) -> list[dict[str, Any]]:
    """Meetings with their hours and stands."""
    return [
        {
            "meeting": one.meeting.id,
            "starts_at": one.starts_at.isoformat(),
            "ends_at": one.ends_at.isoformat(),
            "stand": one.exhibitor.id,
            "sign": one.exhibitor.stand,
            "zone": one.exhibitor.zone,
            "exhibitor": one.exhibitor.name,
            "offer": one.meeting.offer,
            "title": one.offer.title if one.offer else "",
        }
        for one in found
    ]


def check_in_answer(answer: CheckIn) -> dict[str, Any]:
    """What the door answers."""
    return {
        "status": answer.status.value,
        "reason": answer.reason or None,
        "first_at": answer.first_at.isoformat() if answer.first_at else None,
        "person": answer.person or None,
        "call_number": answer.call_number,
        "first_name": answer.first_name or None,
        "next": appointments_answer(answer.next),
    }

"""How each person was judged with every offer, as worked out when a plan was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from matching.domain.score import Bar
from matching.store import schema
from matching.store.documents import from_document, to_document
from matching.store.people.worked_out import keep_worked_out

_TABLE = schema.judgements


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person with every offer of a fair, in the order of stand and offer ids.

    Attributes
    ----------
    made_from
        The digest of all that it was made from.
    values
        From 0 to 1, one an offer.
    verdicts
        0 open, 1 to ask, 2 closed; one an offer.
    bars
        What closes each closed offer, by its id.
    guesses
        Offers that would take for granted what nobody spoke of.
    said_nothing
        Whether nothing is known that a score could be low by.
    """

    made_from: str
    values: tuple[float, ...]
    verdicts: tuple[int, ...]
    bars: dict[str, tuple[Bar, ...]]
    guesses: tuple[str, ...]
    said_nothing: bool


def read_judgements(reader: Connection, fair: str) -> dict[str, Judgement]:
    """What is kept of each person of a fair."""
    rows = reader.execute(select(_TABLE.c.person, _TABLE.c.document).where(_TABLE.c.fair == fair))
    return {person: from_document(document, Judgement) for person, document in rows}


def kept_from(reader: Connection, fair: str) -> dict[str, str]:
    """The digest of what each kept judgement was made from, by person."""
    rows = reader.execute(select(_TABLE.c.person, _TABLE.c.made_from).where(_TABLE.c.fair == fair))
    return {row.person: row.made_from for row in rows}


def keep_judgements(writer: Connection, fair: str, found: Mapping[str, Judgement]) -> None:
    """Keep what was worked out for people who are still here; see `keep_worked_out`."""
    rows = {
        person: {"made_from": judgement.made_from, "document": to_document(judgement)}
        for person, judgement in found.items()
    }
    keep_worked_out(writer, _TABLE, fair, rows)

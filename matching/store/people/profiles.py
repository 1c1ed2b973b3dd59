"""What is known now of everybody listed: profiles with answers, and what is kept for statistics."""

import json
from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import Connection, select

from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.store import schema
from matching.store.documents import from_document
from matching.store.last_read import LastEach
from matching.store.people.answers import answer_texts, answered, whole
from matching.store.people.duplicates import joined
from matching.store.sealing.sealed_column import text_of

T = TypeVar("T")
_LAST_READ = LastEach()
_AND = "\x1f"  # stands in no text of a document
_NO_ANSWERS: Mapping[str, str] = {}


def profiles_now(reader: Connection, fair: str, texts: Mapping[str, str]) -> dict[str, Jobseeker]:
    """The profile of each person, from the documents of their files and what they answered."""
    belong, answers = joined(reader, fair), answer_texts(reader, fair)
    return _known(fair, Jobseeker, texts, belong, answers)


def figures_now(reader: Connection, fair: str) -> dict[str, Statistics]:
    """What each person said for statistics, by the person's id."""
    table = schema.statistics
    query = select(table.c.person, text_of(table.c.document)).where(table.c.fair == fair)
    texts = {row[0]: row[1] for row in reader.execute(query.order_by(table.c.person))}
    return _known(fair, Statistics, texts, joined(reader, fair), _NO_ANSWERS)


def _known(
    fair: str,
    kind: type[T],
    texts: Mapping[str, str],
    belong: Mapping[str, str],
    answers: Mapping[str, str],
) -> dict[str, T]:
    shared = texts.keys() & {*belong, *belong.values()}
    alone = {
        person: f"{text}{_AND}{answers.get(person, '')}"
        for person, text in texts.items()
        if person not in shared
    }
    found = _LAST_READ.values(fair, kind.__name__, alone, lambda said: _value(said, kind))
    documents = {person: json.loads(texts[person]) for person in sorted(shared)}
    told = {
        person: json.loads(answers[person])
        for person in belong.keys() | shared
        if person in answers
    }
    for person, document in whole(documents, belong, told).items():
        found[person] = from_document(document, kind)
    return {person: found[person] for person in texts if person in found}


def _value(said: str, kind: type[T]) -> T:
    document, _, answer = said.partition(_AND)
    known = json.loads(document)
    return from_document(answered(known, json.loads(answer)) if answer else known, kind)

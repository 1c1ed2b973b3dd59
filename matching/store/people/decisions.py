"""The log of what was decided about people: appended only, and whole after they are forgotten.

A person is a number in it, drawn at random. Who is meant stands in one row beside, which is erased
with the person; with it goes the salt without which the hash of what they had said tells nothing.
Each row is chained to the one before, and both ends of the chain are kept beside it, so that a row
that was changed or taken out shows.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, true

from matching.store import schema
from matching.store.settings import keep_setting, read_setting

_LOG, _SUBJECTS = schema.decisions, schema.subjects
# What the first row follows, and the last of the chain.
_BEFORE, _LAST = "decisions.before", "decisions.last"
# Databases take so many parameters at least; of more people all are read.
_FEW = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """The number that stands for a person in the log, and the salt of what is hashed of them."""

    number: str
    salt: str

    def hash_of(self, *documents: object) -> str:
        """What tells whether the same was known, without telling what it was."""
        text = json.dumps(documents, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(f"{self.salt}{text}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log: which act, of which plan, by which scores, where and when.

    `details` holds the meetings decided on, each with subject, score and hash of the inputs.
    """

    fair: str
    act: str
    plan: int
    score_version: str
    decided_at: datetime
    station: str = ""
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def subjects_of(
    writer: Connection, fair: str, people: Iterable[str], draw: Callable[[int], bytes]
) -> dict[str, Subject]:
    """The subject of each of these people; one that has none yet gets it, by `draw`."""
    wanted = sorted(set(people))
    theirs = _SUBJECTS.c.person.in_(wanted) if len(wanted) < _FEW else true()
    rows = writer.execute(select(_SUBJECTS).where(_SUBJECTS.c.fair == fair, theirs)).all()
    known = {row.person: Subject(row.subject, row.salt) for row in rows}
    new = {
        person: Subject(draw(8).hex(), draw(16).hex()) for person in wanted if person not in known
    }
    if new:
        writer.execute(
            insert(_SUBJECTS),
            [
                {"fair": fair, "person": person, "subject": drawn.number, "salt": drawn.salt}
                for person, drawn in new.items()
            ],
        )
    return {person: (known | new)[person] for person in wanted}


def append_decision(writer: Connection, decision: Decision) -> None:
    """Write one line at the end of the log."""
    before = _last_chain(writer)
    if before is None:
        before = read_setting(writer, _BEFORE) or ""
        keep_setting(writer, _BEFORE, before)
    row = {
        "fair": decision.fair,
        "act": decision.act,
        "plan": decision.plan,
        "score_version": decision.score_version,
        "station": decision.station,
        "decided_at": decision.decided_at,
    }
    chain = _chain(before, row, dict(decision.details))
    document = {"chain": chain, "details": dict(decision.details)}
    writer.execute(insert(_LOG).values(**row, document=document))
    keep_setting(writer, _LAST, chain)


def people_of(reader: Connection, fair: str) -> dict[str, str]:
    """Who stands behind each number of the log; of whoever is forgotten nothing."""
    rows = reader.execute(select(_SUBJECTS).where(_SUBJECTS.c.fair == fair))
    return {row.subject: row.person for row in rows}


def read_decisions(
    reader: Connection, fair: str, *, acts: Collection[str] = ()
) -> tuple[Decision, ...]:
    """The decisions of a fair, the first first; only those `acts`, if any are named."""
    query = select(_LOG).where(_LOG.c.fair == fair).order_by(_LOG.c.number)
    if acts:
        query = query.where(_LOG.c.act.in_(sorted(acts)))
    return tuple(
        Decision(
            row.fair, row.act, row.plan, row.score_version, row.decided_at, row.station,
            row.document["details"],
        )
        for row in reader.execute(query)
    )  # fmt: skip


def last_plan_of(reader: Connection, fair: str, act: str) -> int:
    """The number of the newest plan that an act of this name was about, 0 for none."""
    query = select(func.max(_LOG.c.plan)).where(_LOG.c.fair == fair, _LOG.c.act == act)
    return reader.scalar(query) or 0


def is_whole(reader: Connection) -> bool:
    """Whether no row of the log was changed, and none taken out but by its time.

    The ends of a log that was begun by an older version are not known, and not looked at.
    """
    before = read_setting(reader, _BEFORE)
    for row in reader.execute(select(_LOG).order_by(_LOG.c.number)).mappings():
        told = {name: row[name] for name in _CHAINED}
        chain = row["document"]["chain"]
        if before is not None and chain != _chain(before, told, row["document"]["details"]):
            return False
        before = chain
    return before == (read_setting(reader, _LAST) or before)


def drop_decisions(writer: Connection, before: datetime) -> int:
    """Delete what was decided before a moment; how many lines."""
    last = _last_chain(writer, _LOG.c.decided_at < before)
    if last is not None:
        keep_setting(writer, _BEFORE, last)
    return writer.execute(delete(_LOG).where(_LOG.c.decided_at < before)).rowcount


def _last_chain(reader: Connection, *where: ColumnElement[bool]) -> str | None:
    """The chain up to the last row, or to the last of some rows; `None` without any."""
    query = select(_LOG.c.document).where(*where).order_by(_LOG.c.number.desc()).limit(1)
    document = reader.scalar(query)
    return None if document is None else str(document["chain"])


_CHAINED = ("fair", "act", "plan", "score_version", "station", "decided_at")


def _chain(before: str, row: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    moment = row["decided_at"].timestamp()
    told = [before, *(row[name] for name in _CHAINED[:-1]), moment, details]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

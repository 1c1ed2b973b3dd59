"""Ask a criterion once for each distinct pair of what it reads, and spread the answers."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
import numpy.typing as npt

from matching.domain.score import Bar
from matching.scoring.criteria.answers import Gate, Reads, Weighing
from matching.scoring.matrix.score_matrix import ASK, CLOSED, OPEN
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

ReadPeople: TypeAlias = Sequence[ReadPerson]
ReadOffers: TypeAlias = Sequence[ReadOffer]
Values: TypeAlias = npt.NDArray[np.float64]
Verdicts: TypeAlias = npt.NDArray[np.int8]
ReadKey: TypeAlias = tuple[Hashable, ...]
Profile = TypeVar("Profile", ReadPerson, ReadOffer)

_MOST_REMEMBERED = 20_000  # rows of answers: people hardly ever differ in more ways than that


class Lookup:
    """Answers of one criterion to any people, for offers known beforehand.

    It is shown the fields of people and offers that it declares and no other: one that reads more
    fails here at once, since answers of people who differ in it would be taken for each other's.
    """

    def __init__(
        self,
        offers: ReadOffers,
        reads: Reads,
        answer: Callable[[ReadPerson, ReadOffer], float],
        kind: type[np.float64 | np.int8],
    ) -> None:
        self._person, self._answer, self._kind = reads.person, answer, kind
        number: dict[ReadKey, int] = {}
        keys = [key_of(offer, reads.offer) for offer in offers]
        columns = [number.setdefault(key, len(number)) for key in keys]
        self._columns = np.asarray(columns, dtype=np.intp)
        firsts = (keys.index(key) for key in number)
        self._distinct = [_only(offers[first], reads.offer) for first in firsts]
        self._rows: dict[ReadKey, npt.NDArray[Any]] = {}

    def __call__(self, people: ReadPeople) -> npt.NDArray[Any]:
        """The answers, shape (people, offers)."""
        if len(self._rows) > _MOST_REMEMBERED:
            self._rows = {}
        number: dict[ReadKey, int] = {}
        table: list[npt.NDArray[Any]] = []
        lines = []
        for person in people:
            key = key_of(person, self._person)
            line = number.setdefault(key, len(number))
            if line == len(table):
                table.append(self._row(key, person))
            lines.append(line)
        return spread(np.stack(table), np.asarray(lines, dtype=np.intp), self._columns)

    def _row(self, key: ReadKey, person: ReadPerson) -> npt.NDArray[Any]:
        if key not in self._rows:
            shown = _only(person, self._person)
            answers = (self._answer(shown, offer) for offer in self._distinct)
            self._rows[key] = np.fromiter(answers, self._kind, len(self._distinct))
        return self._rows[key]


def looked_up(weighing: Weighing, offers: ReadOffers, weights: Weights) -> Lookup:
    """A soft criterion as an array, judged once for each distinct pair of what it reads.

    From 0 to 1, shape (people, offers); NaN where it has nothing to say or is not known.
    """
    return Lookup(offers, weighing.reads, partial(_value, weighing.weigh, weights), np.float64)


def looked_up_gate(gate: Gate, offers: ReadOffers) -> Lookup:
    """A hard rule likewise: `OPEN`, `ASK` or `CLOSED`, shape (people, offers)."""
    return Lookup(offers, gate.reads, partial(_verdict, gate.judge), np.int8)


def spread(
    table: npt.NDArray[Any], lines: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]
) -> npt.NDArray[Any]:
    """Distinct answers, shape (distinct people, distinct offers), as one a pair: (people, offers).

    `lines` and `columns` name the answer of each person and offer; a single one stays a view.
    """
    shape = len(lines), len(columns)
    if table.shape[0] == 1:
        return np.broadcast_to(table[:, columns], shape)
    if table.shape[1] == 1:
        return np.broadcast_to(table[lines], shape)
    return np.take(table[lines], columns, axis=1)


def key_of(profile: ReadPerson | ReadOffer, fields: tuple[str, ...]) -> ReadKey:
    """What a criterion reads of a profile, as something that can be looked up."""
    if not fields:
        return ()
    seen = attrgetter(*fields)(profile)
    key = seen if len(fields) > 1 else (seen,)
    try:
        hash(key)
    except TypeError:
        return tuple(map(_frozen, key))
    return cast("ReadKey", key)


def _frozen(value: object) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((name, _frozen(entry)) for name, entry in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(_frozen, cast("Iterable[object]", value)))
    return frozenset(value) if isinstance(value, set) else value


def _only(profile: Profile, fields: tuple[str, ...]) -> Profile:
    shown = SimpleNamespace(**{name: getattr(profile, name) for name in fields})
    return cast("Profile", shown)


def _value(
    weigh: Callable[..., Any], weights: Weights, person: ReadPerson, offer: ReadOffer
) -> float:
    part = weigh(person, offer, weights)
    return np.nan if part is None or part.value is None else part.value


def _verdict(judge: Callable[..., Any], person: ReadPerson, offer: ReadOffer) -> int:
    answers = judge(person, offer)
    if not answers:
        return OPEN
    return CLOSED if any(isinstance(answer, Bar) for answer in answers) else ASK

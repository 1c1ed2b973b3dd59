"""Which meetings are worth proposing, and who is left with fewer of them than was promised."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import ExhibitorKind
from matching.planning.problem.problem import Person
from matching.planning.problem.unmet import UnmetReason
from matching.scoring.matrix.score_matrix import ASK, CLOSED, ScoreMatrix, Triple
from matching.services.scores.judged import Judged

_SPARE = 3  # stands beyond the promise to choose from: one of them may be full
_Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worth:
    """What may be planned.

    Nobody is sent somewhere to fill a day: pairs under the floor are closed, but for people who
    would else have less than was promised. These get what is near to their wish first,
    then support stands, and no more meetings than the promise. A stand for people with a handicap,
    or of an age, is met by whoever says so, or asks: never on a guess.

    Attributes
    ----------
    matrix
        The scores with every other pair under the floor closed.
    most
        The most meetings of those who have too few that are worth it.
    """

    matrix: ScoreMatrix
    most: Mapping[str, int]

    def jobseekers(self, people: Collection[Jobseeker]) -> tuple[Jobseeker, ...]:
        """People with the most meetings that they may have."""
        return tuple(
            replace(one, most_meetings=self.most[one.id]) if one.id in self.most else one
            for one in people
        )


def worth_meeting(
    judged: Judged,
    matrix: ScoreMatrix,
    kept: Collection[Triple] = (),
    missed: Collection[str] = (),
    short: Collection[str] = (),
) -> Worth:
    """What of some scores is worth a meeting; what was announced (`kept`) stays as it is.

    People who `missed` meetings may have no hour left for what is worth it: they too get more.
    Who is `short` of what was promised, for a stand has closed, or what is worth it is full or at
    other hours, may meet whatever is open to them, as far as the promise goes.
    Who said nothing may meet whatever is open, and no more than the promise: nothing speaks for
    one more; where a list holds names alone, all meet as many as they may.
    Who wants no automatic matching meets whom they, or a recruiter, asked for by hand; nobody else.
    """
    open_ = (matrix.verdicts != CLOSED) & ~_guessed(judged, matrix)
    by_hand = _asked_for(judged, matrix)
    parties = _parties(matrix)
    told = by_hand | _announced(matrix, kept, parties)
    wanted = open_ & ((matrix.values >= _floor(judged)) | by_hand)
    good = wanted | (open_ & told)
    nearness = _Nearness.of(judged, matrix, parties)
    most: dict[str, int] = {}
    anybody_spoke = not all(map(judged.said_nothing, matrix.people))
    for row, person in enumerate(matrix.people):
        if person in judged.entries.objectors:
            good[row] = open_[row] & by_hand[row]
            most[person] = len(set(parties[good[row]]))
            continue
        wished, fair = _wished(judged.entries, person), judged.entries.fair
        least = judged.entries.jobseekers[person].promised_meetings_of(fair.least_meetings)
        if judged.said_nothing(person):
            good[row] = open_[row]
            if anybody_spoke:
                most[person] = max(least, len(set(parties[open_[row] & told[row]])))
            continue
        worth = len(set(parties[good[row]]))
        if worth < least or person in missed:
            # what they were told for want of better is no reason for more than the promise
            most[person] = max(least, min(len(set(parties[wanted[row]])), wished))
        elif person in short:
            # as many as they had: what is given back to them is no more than that
            most[person] = max(least, len(set(parties[open_[row] & told[row]])))
        if person in short:
            good[row] = open_[row]
        elif person in most:
            good[row] |= nearness.first_of(row, open_[row] & ~good[row])
    verdicts = np.where(good, matrix.verdicts, np.int8(CLOSED)).astype(np.int8)
    return Worth(replace(matrix, verdicts=verdicts), most)


def held_to_promise(entries: Entries, people: Iterable[Person]) -> frozenset[str]:
    """Of the people of a problem, who may have fewer meetings there than they wish for."""
    return frozenset(
        person.id
        for person in people
        if person.id in entries.jobseekers and person.most < _wished(entries, person.id)
    )


def short_of_promise(entries: Entries, meetings: Iterable[Meeting]) -> frozenset[str]:
    """Who has fewer meetings than was promised: a plan offers them every open stand."""
    met, least = Counter(one.person for one in meetings), entries.fair.least_meetings
    people = entries.jobseekers.items()
    return frozenset(key for key, one in people if met[key] < one.promised_meetings_of(least))


def below_promise(judged: Judged, meetings: Collection[Meeting]) -> tuple[tuple[str, str], ...]:
    """People who meet somebody for want of anything better, with the code that says so."""
    floor = _floor(judged)
    asked = {(one.person, one.stand) for one in judged.entries.wishes}
    found = {
        one.person
        for one in meetings
        if one.score < floor
        and (one.person, one.stand) not in asked
        and one.person in judged.entries.jobseekers
        and not judged.said_nothing(one.person)
    }
    return tuple((person, UnmetReason.NOTHING_BETTER.value) for person in sorted(found))


def _wished(entries: Entries, person: str) -> int:
    """The most meetings a person wants: their own word, else the fair's."""
    return entries.jobseekers[person].most_meetings_of(entries.fair.most_meetings)


def _floor(judged: Judged) -> float:
    return judged.floor["meeting"]


def _asked_for(judged: Judged, matrix: ScoreMatrix) -> _Bools:
    """Pairs that a person or a recruiter asked for: always worth it."""
    asked = ((wish.person, wish.stand) for wish in judged.entries.wishes)
    return _pairs(matrix, asked, [one.stand for one in matrix.offers])


def _announced(
    matrix: ScoreMatrix, kept: Collection[Triple], parties: npt.NDArray[np.int64]
) -> _Bools:
    """Pairs that were announced, about whichever offer of the stand."""
    party = {one.offer: str(parties[n]) for n, one in enumerate(matrix.offers)}
    told = ((person, party[offer]) for person, _, offer in kept if offer in party)
    return _pairs(matrix, told, list(map(str, parties)))


def _pairs(matrix: ScoreMatrix, pairs: Iterable[tuple[str, str]], columns: Sequence[str]) -> _Bools:
    """Where people meet those that the columns are named by."""
    row = {person: n for n, person in enumerate(matrix.people)}
    met: defaultdict[str, list[int]] = defaultdict(list)
    for person, other in pairs:
        if person in row:
            met[other].append(row[person])
    found = np.zeros(matrix.values.shape, dtype=bool)
    for n, name in enumerate(columns):
        found[met[name], n] = True
    return found


def _guessed(judged: Judged, matrix: ScoreMatrix) -> _Bools:
    """Pairs that would guess at a handicap or an age that nobody spoke of; see the entry rule."""
    guessed = np.zeros(matrix.values.shape, dtype=bool)
    column = {offered.offer: n for n, offered in enumerate(matrix.offers)}
    for row, person in enumerate(matrix.people):
        guessed[row, [column[offer] for offer in judged.guesses(person)]] = True
    found: _Bools = (matrix.verdicts == ASK) & guessed
    return found


def _parties(matrix: ScoreMatrix) -> npt.NDArray[np.int64]:
    """A number for whom one meets about each offer: the stand, or a workshop by itself."""
    names = [f"{one.stand}\0{one.offer if one.alone else ''}" for one in matrix.offers]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.asarray([number[name] for name in names], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Nearness:
    """In which order offers come to somebody for whom nothing is worth it: near, support, the rest.

    Among equals comes first what fewer people have reason to meet: it has time for them.

    Attributes
    ----------
    support
        By column whether the stand is one of support.
    turn
        By column its place among all that are equal otherwise.
    """

    matrix: ScoreMatrix
    parties: npt.NDArray[np.int64]
    floor: float
    wanted: int
    support: _Bools
    turn: npt.NDArray[np.int64]

    @classmethod
    def of(cls, judged: Judged, matrix: ScoreMatrix, parties: npt.NDArray[np.int64]) -> "_Nearness":
        """The order of some offers."""
        exhibitors = judged.entries.exhibitors
        kinds = [exhibitors[one.stand].kind for one in matrix.offers]
        crowds = (matrix.values >= _floor(judged)).sum(axis=0)
        columns = range(len(matrix.offers))
        ordered = sorted(columns, key=lambda n: (crowds[n], _told(judged, matrix, n)))
        turn = np.empty(len(ordered), dtype=np.int64)
        turn[ordered] = np.arange(len(ordered))
        return cls(
            matrix,
            parties,
            judged.floor["nearest"],
            judged.entries.fair.least_meetings + _SPARE,
            np.asarray([kind is ExhibitorKind.SUPPORT for kind in kinds], dtype=bool),
            turn,
        )

    def first_of(self, row: int, among: _Bools) -> _Bools:
        """The first offers `among` those of a row, with enough parties to keep the promise."""
        columns = np.flatnonzero(among)
        values = self.matrix.values[row, columns]
        # the last key counts first
        keys = (self.turn[columns], -values, ~self.support[columns], values < self.floor)
        found = np.zeros(among.shape, dtype=bool)
        met: set[int] = set()
        for column in columns[np.lexsort(keys)].tolist():
            if len(met) >= self.wanted:
                break
            met.add(int(self.parties[column]))
            found[column] = True
        return found


def _told(judged: Judged, matrix: ScoreMatrix, column: int) -> tuple[str, ...]:
    """An offer as people hear of it; its id decides only among those that are told alike."""
    stand, offer, _ = matrix.offers[column]
    exhibitor = judged.entries.exhibitors[stand]
    return exhibitor.stand, exhibitor.name, judged.entries.offers[offer].title, offer

"""What courses teach of what many people still miss, at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.domain.terms import OfferKind
from matching.scoring.criteria.occupation.gap import ITSELF
from matching.scoring.matrix.at_once.lookup import ReadOffers, ReadPeople, Values
from matching.scoring.profiles.coverage import coverage
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson, SkillNeed
from matching.scoring.profiles.weights import Weights

_Need: TypeAlias = tuple[str, str]
_Lessons: TypeAlias = Mapping[str, tuple[SkillNeed, ...]]
_Wish: TypeAlias = tuple[ReadPerson, tuple[SkillNeed, ...]]


@dataclass(frozen=True, slots=True)
class GapAtOnce:
    """The gap criterion for many people and offers at once, equal to `occupation.gap`.

    Each school is courses that draw on the same lessons.
    """

    width: int
    schools: tuple[tuple[list[int], "_Courses", _Lessons], ...]

    @classmethod
    def of(cls, offers: ReadOffers, weights: Weights) -> "GapAtOnce":
        """Courses and workshops among some offers."""
        found: dict[int, list[int]] = {}
        for n, offer in enumerate(offers):
            if offer.kind is not OfferKind.JOB and offer.taught:
                found.setdefault(id(offer.lessons), []).append(n)
        schools = (
            (columns, _Courses([offers[n] for n in columns], weights), offers[columns[0]].lessons)
            for columns in found.values()
        )
        return cls(len(offers), tuple(schools))

    def narrowed(self, trades: Iterable[str]) -> "GapAtOnce":
        """The same for people who wish for no other trades than these: light to send away."""
        schools = (
            (columns, courses, {name: lessons[name] for name in trades if name in lessons})
            for columns, courses, lessons in self.schools
        )
        return GapAtOnce(self.width, tuple(schools))

    def __call__(self, people: ReadPeople) -> Values:
        """Share of what is missing that a course closes, NaN where it is not known."""
        values = np.full((len(people), self.width), np.nan)
        for columns, courses, lessons in self.schools:
            values[:, columns] = courses.values(people, lessons)
        return values


class _Courses:
    """What some courses teach, and how much of it people know or still miss."""

    def __init__(self, courses: Sequence[ReadOffer], weights: Weights) -> None:
        self._same_parent = weights.credit["same_parent"]
        self._already_known = weights.gap["already_known"]
        self._by_id = _columns(
            (name, n) for n, course in enumerate(courses) for name in course.taught
        )
        self._by_group = _columns(
            (g, n) for n, course in enumerate(courses) for g in course.taught_groups
        )
        self._taught = {name: line for line, name in enumerate(sorted(self._by_id))}
        cells = [(self._taught[name], n, 1.0) for name, ns in self._by_id.items() for n in ns]
        self._lists = _matrix(cells, (len(self._taught), len(courses)))
        self._of_trade = _columns(
            (name, n)
            for n, course in enumerate(courses)
            for name, step in course.nearness.items()
            if step in ITSELF
        )
        self._counts = np.asarray([len(course.taught) for course in courses], dtype=float)

    def values(self, people: ReadPeople, lessons: _Lessons) -> Values:
        """Shape (people, courses)."""
        values = np.full((len(people), len(self._counts)), np.nan)
        wishes = [
            (n, claim.id)
            for n, person in enumerate(people)
            for claim in person.trades
            if claim.id in lessons
        ]
        if not wishes:
            return values
        closed, missing = self._closed([(people[n], lessons[trade]) for n, trade in wishes])
        share = np.zeros(closed.shape)
        np.divide(closed, missing[:, None], out=share, where=missing[:, None] > 0)
        judged, starts = np.unique([n for n, _ in wishes], return_index=True)
        best = np.maximum.reduceat(share, starts, axis=0)
        values[judged] = best * self._novelty([people[n] for n in judged])
        misread = self._of_wish([trade for _, trade in wishes]) & (missing[:, None] > 0)
        misread &= share == 0.0
        unsaid = np.logical_or.reduceat(misread, starts, axis=0)
        values[judged] = np.where(unsaid & (values[judged] == 0.0), np.nan, values[judged])
        return values

    def _of_wish(self, trades: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which courses are of the very trade of each wish: shape (wishes, courses)."""
        found = np.zeros((len(trades), len(self._counts)), dtype=bool)
        for row, trade in enumerate(trades):
            found[row, self._of_trade.get(trade, [])] = True
        return found

    def _closed(self, wishes: Sequence[_Wish]) -> tuple[Values, Values]:
        """What each course closes of each wish, and what each wish still misses in all."""
        missing = np.zeros(len(wishes))
        left: list[tuple[int, _Need, float]] = []
        for row, (person, needs) in enumerate(wishes):
            for covered in coverage(needs, person, self._same_parent).needs:
                still = covered.need.weight * (1.0 - covered.credit)
                missing[row] += still
                if covered.need.id in self._by_id or covered.need.group in self._by_group:
                    left.append((row, (covered.need.id, covered.need.group), still))
        # In the order of ids, so that sums do not depend on who else is judged.
        number = {need: column for column, need in enumerate(sorted({need for _, need, _ in left}))}
        cells = [(row, number[need], still) for row, need, still in left]
        matrix = _matrix(cells, (len(wishes), len(number)))
        return (matrix @ self._shares(number)).toarray(), missing

    def _shares(self, needs: Mapping[_Need, int]) -> sparse.csr_array:
        cells: dict[tuple[int, int], float] = {}
        for (name, group), line in needs.items():
            akin, same = self._by_group.get(group, ()), self._by_id.get(name, ())
            cells.update(dict.fromkeys(((line, n) for n in akin), self._same_parent))
            cells.update(dict.fromkeys(((line, n) for n in same), 1.0))
        shape = len(needs), len(self._counts)
        return _matrix([(*place, share) for place, share in cells.items()], shape)

    def _novelty(self, people: ReadPeople) -> Values:
        cells = [
            (row, column, person.skills[name].credit)
            for row, person in enumerate(people)
            for name, column in self._known(person)
        ]
        known = _matrix(cells, (len(people), len(self._taught))) @ self._lists
        novelty: Values = 1.0 - self._already_known * known.toarray() / self._counts
        return novelty

    def _known(self, person: ReadPerson) -> list[tuple[str, int]]:
        return [(name, self._taught[name]) for name in person.skills if name in self._taught]


def _columns(names: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, n in names:
        found.setdefault(name, []).append(n)
    return found


def _matrix(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> sparse.csr_array:
    lines, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    found = sparse.coo_array((np.asarray(values, dtype=float), (lines, columns)), shape).tocsr()
    found.sort_indices()
    return found

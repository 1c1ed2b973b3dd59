"""Scores of an open fair: people and offers are read once, then only those that changed."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

import numpy as np
import numpy.typing as npt

from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.score import Score
from matching.domain.statistics import Statistics
from matching.domain.wish import Wish
from matching.scoring.matrix.matrix import CLOSED, Panel, ScoreMatrix
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.score import Scorer
from matching.store.last_read import forget_read

_MOST_KEPT = 3
Triple = tuple[str, str, str]
Row = tuple[npt.NDArray[np.float64], npt.NDArray[np.int8]]


@dataclass
class KeptScores:
    """The scores that the store holds for the meetings of a fair, as far as known here."""

    plan: tuple[int, datetime] | None = None
    scores: dict[str, Score] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)

    def unlike(
        self, scores: Mapping[str, Score], since: PlanVersion | None, *, number: int
    ) -> dict[str, Score]:
        """Those that plan `number` must keep: all of them unless all before it are known here."""
        with self.turn:
            stored = self.scores if self._is_next(since, number) else {}
        return {
            key: one
            for key, one in scores.items()
            if stored.get(key) is not one and stored.get(key) != one
        }

    def remember(
        self, scores: Mapping[str, Score], plan: PlanVersion, since: PlanVersion | None
    ) -> None:
        """The store holds a plan with these scores, drawn after the plan `since`."""
        with self.turn:
            if self.plan is not None and self.plan[0] > plan.number:
                return
            before = self.scores if self._is_next(since, plan.number) else {}
            self.plan, self.scores = (plan.number, plan.drawn_at), {**before, **scores}

    def forget(self, people: Collection[str]) -> None:
        """Know nothing of some people any more: what is missing is written again."""
        if not people:
            return
        with self.turn:
            left = {key: one for key, one in self.scores.items() if one.person not in people}
            self.scores = left

    def _is_next(self, since: PlanVersion | None, number: int) -> bool:
        """Whether a plan follows the one known here, with none between them."""
        is_known = since is not None and self.plan == (since.number, since.drawn_at)
        return is_known and since is not None and number == since.number + 1


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is drawn from: everything entered, and how each pair is judged."""

    entries: Entries
    scorer: Scorer
    matrix: ScoreMatrix
    people: Mapping[str, ReadPerson]
    offers: Mapping[str, ReadOffer]
    known: dict[tuple[str, str], Score] = field(default_factory=dict)
    kept: KeptScores = field(default_factory=KeptScores)

    def score(self, person: str, offer: str) -> Score:
        """The score of one pair, with its reasons; worked out once while the two stay as said."""
        known = self.known.get((person, offer))
        if known is None:
            known = self.scorer.score(self.people[person], self.offers[offer])
            self.known[person, offer] = known
        return known

    def score_meetings(self, meetings: Iterable[Meeting]) -> dict[str, Score]:
        """The score of each meeting by its id; none for a person or an offer withdrawn."""
        return {
            one.id: self.score(one.person, one.offer)
            for one in meetings
            if one.person in self.people and one.offer in self.offers
        }

    def without(self, pairs: Iterable[Triple]) -> ScoreMatrix:
        """The matrix with some pairs (person, stand, offer) closed."""
        row = {person: n for n, person in enumerate(self.matrix.people)}
        column = {(stand, offer): n for n, (stand, offer, _) in enumerate(self.matrix.offers)}
        cells = [
            (row[person], column[stand, offer])
            for person, stand, offer in pairs
            if person in row and (stand, offer) in column
        ]
        verdicts = self.matrix.verdicts.copy()
        for cell in cells:
            verdicts[cell] = CLOSED
        return replace(self.matrix, verdicts=verdicts)


@dataclass(frozen=True, slots=True)
class _Said:
    """All that scores may take of a person."""

    jobseeker: Jobseeker
    figures: Statistics | None
    wishes: tuple[Wish, ...]


@dataclass
class _Reading:
    """People and offers of one fair as they were read last."""

    scorer: Scorer
    entries: Entries
    offers: dict[str, ReadOffer]
    panel: Panel
    said: dict[str, _Said] = field(default_factory=dict)
    people: dict[str, ReadPerson] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    known: dict[tuple[str, str], Score] = field(default_factory=dict)
    kept: KeptScores = field(default_factory=KeptScores)

    @classmethod
    def of(cls, entries: Entries, scorer: Scorer) -> "_Reading":
        """The offers read, nobody yet."""
        scorer.learn(entries.jobseekers.values(), entries.offers.values())
        offers = {
            one.id: scorer.read_offer(one, entries.exhibitors[one.exhibitor])
            for one in entries.offers.values()
        }
        return cls(scorer, entries, offers, scorer.panel(offers.values()))

    def still_holds(self, entries: Entries, scorer: Scorer) -> bool:
        """Whether the frame and the offers are those that were read."""
        return (
            self.scorer is scorer
            and self.entries.fair == entries.fair
            and self.entries.exhibitors == entries.exhibitors
            and self.entries.offers == entries.offers
        )

    def catch_up(self, entries: Entries) -> None:
        """Read whoever is new or no longer the same, and forget whoever is gone."""
        said = dict(_said(entries))
        changed = [one for one, words in said.items() if self.said.get(one) != words]
        old = {*changed, *(self.said.keys() - said.keys())}
        # new mappings: whoever still works with those of before keeps them
        self.people = dict(self.people)
        self.known = {pair: score for pair, score in self.known.items() if pair[0] not in old}
        self.scorer.learn((entries.jobseekers[one] for one in changed), ())
        for one in changed:
            self.people[one] = self.scorer.read_person(
                said[one].jobseeker, said[one].figures, entries.fair, wishes=said[one].wishes
            )
        fresh = self.panel.matrix(self.people[one] for one in changed)
        for n, person in enumerate(fresh.people):
            self.rows[person] = fresh.values[n], fresh.verdicts[n]
        self.kept.forget(self.people.keys() - said.keys())
        self.people = {one: self.people[one] for one in said}
        self.rows = {one: self.rows[one] for one in said}
        self.said, self.entries = said, entries

    def basis(self) -> Basis:
        """What was read, for one plan."""
        return Basis(
            self.entries,
            self.scorer,
            self.matrix(),
            self.people,
            self.offers,
            self.known,
            self.kept,
        )

    def matrix(self) -> ScoreMatrix:
        """Every pair, in the order of ids."""
        people, shape = tuple(sorted(self.rows)), (len(self.rows), len(self.panel.offers))
        values, verdicts = np.zeros(shape), np.zeros(shape, dtype=np.int8)
        for n, person in enumerate(people):
            values[n], verdicts[n] = self.rows[person]
        return ScoreMatrix(people, self.panel.offers, values, verdicts)


def _said(entries: Entries) -> Iterator[tuple[str, _Said]]:
    wishes: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in entries.wishes:
        wishes[wish.person].append(wish)
    for one, jobseeker in entries.jobseekers.items():
        yield one, _Said(jobseeker, entries.statistics.get(one), tuple(wishes[one]))


class _Readings:
    """The last few fairs that were read; one thread reads at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Reading] = OrderedDict()
        self._turn = Lock()

    def basis(self, store: str, entries: Entries, scorer: Scorer) -> Basis:
        """What a plan of a fair is drawn from, reading no more than has changed."""
        key = f"{store}\x1f{entries.fair.id}"
        with self._turn:
            reading = self._kept.get(key)
            if reading is None or not reading.still_holds(entries, scorer):
                reading = _Reading.of(entries, scorer)
            reading.catch_up(entries)
            self._kept[key] = reading
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return reading.basis()

    def forget(self, store: str, fair: str) -> None:
        """Let go of all that was read of a fair."""
        with self._turn:
            self._kept.pop(f"{store}\x1f{fair}", None)


_READINGS = _Readings()


def live_basis(store: str, entries: Entries, scorer: Scorer) -> Basis:
    """The scores of a fair now: the same as read afresh, in a fraction of the time.

    Parameters
    ----------
    store
        Where the fair is kept: two stores may hold fairs of one name.
    """
    return _READINGS.basis(store, entries, scorer)


def forget_readings(store: str, fair: str) -> None:
    """Keep nothing of what people of a fair have said: for whoever erases a person.

    A plan that is being drawn keeps what it was drawn from until it is done; the next one reads
    the fair afresh.
    """
    forget_read(fair)
    _READINGS.forget(store, fair)

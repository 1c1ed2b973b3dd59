"""Scores of an open fair: people and offers are read once, then only those that changed."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.scoring.matrix.matrix import Panel
from matching.scoring.matrix.score_matrix import CLOSED, ScoreMatrix
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.score import Scorer
from matching.services.scores.basis import Basis
from matching.services.scores.kept_scores import KeptScores
from matching.services.scores.opportunities import WordsScored, frame_of, made_from, said_by_each
from matching.store.last_read import Kept
from matching.store.people.opportunities import Opportunity

_MOST_KEPT = 3
_BEST = 5  # as many as a person meets in a day
JudgedRow = tuple[npt.NDArray[np.float64], npt.NDArray[np.int8]]


@dataclass
class _Reading:
    """People and offers of one fair as they were read last."""

    scorer: Scorer
    entries: Entries
    offers: dict[str, ReadOffer]
    panel: Panel
    said: dict[str, WordsScored] = field(default_factory=dict)
    people: dict[str, ReadPerson] = field(default_factory=dict)
    rows: dict[str, JudgedRow] = field(default_factory=dict)
    known: dict[tuple[str, str], Score] = field(default_factory=dict)
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    kept: KeptScores = field(default_factory=KeptScores)
    whole: ScoreMatrix | None = None

    @cached_property
    def frame(self) -> str:
        """The digest of what everybody is scored against; see `opportunities`."""
        return frame_of(self.entries, self.scorer.version)

    @classmethod
    def of(cls, entries: Entries, scorer: Scorer) -> "_Reading":
        """The offers read, nobody yet."""
        scorer.learn(entries.jobseekers.values(), entries.offers.values())
        offers = {
            offer.id: scorer.read_offer(offer, entries.exhibitors[offer.exhibitor], entries.fair)
            for offer in entries.offers.values()
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
        if self.said and _said(self.entries) == _said(entries):
            self.entries = entries
            return
        self.whole = None
        said = dict(said_by_each(entries))
        changed = [person for person, words in said.items() if self.said.get(person) != words]
        old = {*changed, *(self.said.keys() - said.keys())}
        # new mappings: whoever still works with those of before keeps them
        self.people = dict(self.people)
        self.known = {pair: score for pair, score in self.known.items() if pair[0] not in old}
        self.scorer.learn((entries.jobseekers[person] for person in changed), ())
        for person in changed:
            words = said[person]
            self.people[person] = self.scorer.read_person(
                words.jobseeker,
                words.figures,
                entries.fair,
                wishes=words.wishes,
                checked=words.checked,
            )
        self._judge(changed, said)
        self.kept.forget(self.people.keys() - said.keys())
        self.people = {person: self.people[person] for person in said}
        self.rows = {person: self.rows[person] for person in said}
        if old:
            self.opportunities = {person: self.opportunities[person] for person in said}
        self.said, self.entries = said, entries

    def _judge(self, people: Sequence[str], said: Mapping[str, WordsScored]) -> None:
        fresh = self.panel.matrix(self.people[person] for person in people)
        found = {}
        for n, person in enumerate(fresh.people):
            values, verdicts = self.rows[person] = fresh.values[n], fresh.verdicts[n]
            found[person] = self._opportunity(said[person], values, verdicts)
        if found:
            self.opportunities = {**self.opportunities, **found}

    def _opportunity(
        self, said: WordsScored, values: npt.NDArray[np.float64], verdicts: npt.NDArray[np.int8]
    ) -> Opportunity:
        can = values[verdicts != CLOSED]
        best = np.sort(can)[-_BEST:]
        return Opportunity(
            made_from(self.frame, said),
            can.size / max(1, values.size),
            float(best.mean()) if best.size else None,
        )

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
            self.opportunities,
        )

    def matrix(self) -> ScoreMatrix:
        """Every pair, in the order of ids; made anew only once somebody has said something new."""
        if self.whole is None:
            self.whole = self._matrix()
        return self.whole

    def _matrix(self) -> ScoreMatrix:
        people, shape = tuple(sorted(self.rows)), (len(self.rows), len(self.panel.offers))
        values, verdicts = np.zeros(shape), np.zeros(shape, dtype=np.int8)
        for n, person in enumerate(people):
            values[n], verdicts[n] = self.rows[person]
        for shared in (values, verdicts):
            shared.flags.writeable = False
        return ScoreMatrix(people, self.panel.offers, values, verdicts)


def _said(entries: Entries) -> tuple[object, ...]:
    """All that `said_by_each` tells of, and in which order: compared without making it."""
    people = entries.jobseekers
    return tuple(people), people, entries.statistics, entries.wishes, entries.checked


class _Readings(Kept):
    """The last few fairs that were read; one thread reads at a time."""

    def __init__(self) -> None:
        super().__init__()
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

    def let_go(self) -> None:
        """Drop what was read of every fair."""
        with self._turn:
            self._kept.clear()


_READINGS = _Readings()


def live_basis(store: str, entries: Entries, scorer: Scorer) -> Basis:
    """The scores of a fair now: the same as read afresh, in a fraction of the time.

    Parameters
    ----------
    store
        Where the fair is kept: two stores may hold fairs of one name.
    """
    return _READINGS.basis(store, entries, scorer)

"""Which scores and judgements the store holds already, so that no plan writes them twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection

from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.score import Score
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.scores.judged import Judged
from matching.store.people.judgements import Judgement, kept_from
from matching.store.people.opportunities import Opportunity

_MOST_PAIRS = 50_000  # a few seconds and megabytes; what is greater is scored when it is asked


@dataclass
class KeptScores:
    """The scores that the store holds for the meetings of a fair, as far as known here.

    `read` is what they were taken from: as long as it is the same nobody's words are others.
    """

    plan: tuple[int, datetime] | None = None
    read: object = None
    scores: dict[str, Score] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] | None = None
    turn: Lock = field(default_factory=Lock)

    def unknown(self, plan: PlanVersion, since: PlanVersion | None, read: object) -> list[Meeting]:
        """The meetings of a plan whose scores may be others than the store holds."""
        with self.turn:
            is_next = self.read is read and self._is_next(since, plan.number)
        known = {id(each) for each in since.meetings} if is_next and since is not None else set()
        return [each for each in plan.meetings if id(each) not in known]

    def unlike(
        self, scores: Mapping[str, Score], since: PlanVersion | None, *, number: int
    ) -> dict[str, Score]:
        """Those that plan `number` must keep: all of them unless all before it are known here."""
        with self.turn:
            stored = self.scores if self._is_next(since, number) else {}
        return {
            key: score
            for key, score in scores.items()
            if stored.get(key) is not score and stored.get(key) != score
        }

    def remember(
        self,
        scores: Mapping[str, Score],
        plan: PlanVersion,
        since: PlanVersion | None,
        read: object,
    ) -> None:
        """The store holds a plan, drawn after the plan `since`, with these scores or its own."""
        with self.turn:
            if self.plan is not None and self.plan[0] > plan.number:
                return
            before = self.scores if self._is_next(since, plan.number) else {}
            self.plan, self.scores = (plan.number, plan.drawn_at), {**before, **scores}
            self.read = read

    def forget(self, people: Collection[str]) -> None:
        """Know nothing of some people any more: what is missing is written again."""
        if not people:
            return
        with self.turn:
            left = {key: kept for key, kept in self.scores.items() if kept.person not in people}
            self.scores = left

    def _is_next(self, since: PlanVersion | None, number: int) -> bool:
        """Whether a plan follows the one known here, with none between them."""
        is_known = since is not None and self.plan == (since.number, since.drawn_at)
        return is_known and since is not None and number == since.number + 1


def judgements_due(
    reader: Connection, judged: Judged, now: Mapping[str, Opportunity]
) -> dict[str, Judgement]:
    """How each person is judged whose judgement the store does not hold, or not as it is now.

    Nobody of a fair of too many pairs: that is scored anew where it is explained. `now` tells what
    each judgement is made from.
    """
    if judged.matrix.values.size > _MOST_PAIRS:
        return {}
    kept = kept_from(reader, judged.entries.fair.id)
    return {
        person: _judgement(judged, row, person, now[person].made_from)
        for row, person in enumerate(judged.matrix.people)
        if kept.get(person) != now[person].made_from
    }


def _judgement(judged: Judged, row: int, person: str, made_from: str) -> Judgement:
    values, verdicts = judged.matrix.values[row], judged.matrix.verdicts[row]
    closed = (
        offered.offer
        for offered, verdict in zip(judged.matrix.offers, verdicts, strict=True)
        if verdict == CLOSED
    )
    return Judgement(
        made_from=made_from,
        values=tuple(values.tolist()),
        verdicts=tuple(verdicts.tolist()),
        bars={offer: judged.bars(person, offer) for offer in closed},
        guesses=tuple(sorted(judged.guesses(person))),
        said_nothing=judged.said_nothing(person),
    )

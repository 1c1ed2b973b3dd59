"""How each pair of a fair is judged, for whoever plans and explains without scoring."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.offer import is_met_apart
from matching.domain.score import Bar
from matching.scoring.matrix.score_matrix import Offered, ScoreMatrix
from matching.scoring.profiles.weights import Weights, default_weights
from matching.services.scores.opportunities import made_from_now, version_in_force
from matching.services.shop.shop import Shop
from matching.store.last_read import LastKnown
from matching.store.people.judgements import Judgement, read_judgements
from matching.store.weights import weights_of


class Judged(Protocol):
    """A fair as entered, and all that a planner and its explanations ask of its scores."""

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""

    @property
    def matrix(self) -> ScoreMatrix:
        """The value and the verdict of every pair."""

    @property
    def floor(self) -> Mapping[str, float]:
        """From which value on a pair is worth a meeting, or near to it."""

    def said_nothing(self, person: str) -> bool:
        """Whether nothing is known of them that a score could be low by."""

    def guesses(self, person: str) -> frozenset[str]:
        """Offers that would guess at a handicap or an age that nobody spoke of."""

    def bars(self, person: str, offer: str) -> tuple[Bar, ...]:
        """The hard rules that close an offer to a person."""


@dataclass(frozen=True, slots=True)
class KeptJudged:
    """What was judged when a plan was drawn, as the store kept it: `Judged`."""

    entries: Entries
    matrix: ScoreMatrix
    floor: Mapping[str, float]
    people: Mapping[str, Judgement]

    def said_nothing(self, person: str) -> bool:
        """As of `Judged`."""
        return self.people[person].said_nothing

    def guesses(self, person: str) -> frozenset[str]:
        """As of `Judged`."""
        return frozenset(self.people[person].guesses)

    def bars(self, person: str, offer: str) -> tuple[Bar, ...]:
        """As of `Judged`."""
        return self.people[person].bars.get(offer, ())


_LAST: LastKnown[tuple[str, KeptJudged]] = LastKnown()


def read_judged(shop: Shop, entries: Entries) -> Judged:
    """How each pair of a fair is judged: as kept where nothing has changed since, else anew."""
    with shop.store.reading() as reader:
        version = version_in_force(reader, entries.fair.id)
        last = _LAST.get(entries.fair.id, shop.store.address)
        if last is not None and last[0] == version and last[1].entries == entries:
            return replace(last[1], entries=entries)
        kept = _kept(reader, entries, version)
    if kept is not None:
        _LAST.keep(entries.fair.id, shop.store.address, (version, kept))
        return kept
    # Loaded here alone: explaining a plan that stands needs no scorer.
    from matching.services.scores.prepare_scorer import scorer_of  # noqa: PLC0415 - see above
    from matching.services.scores.scored_fair import live_basis  # noqa: PLC0415 - see above

    return live_basis(shop.store.address, entries, scorer_of(shop, entries.fair.id))


def _kept(reader: Connection, entries: Entries, version: str) -> KeptJudged | None:
    """What the store kept, unless anything that it was made from is another now."""
    fair = entries.fair.id
    people = read_judgements(reader, fair)
    if not entries.jobseekers.keys() <= people.keys():  # of a fair too large none is kept
        return None
    for person, digest in made_from_now(entries, version).items():
        if people[person].made_from != digest:
            return None
    kept = weights_of(reader, fair)
    weights = Weights.from_kept(kept[0].document) if kept else default_weights()
    return KeptJudged(entries, _matrix(entries, people), weights.floor, people)


def _matrix(entries: Entries, people: dict[str, Judgement]) -> ScoreMatrix:
    order = tuple(sorted(entries.jobseekers))
    offers = tuple(
        Offered(offer.exhibitor, offer.id, is_met_apart(offer.kind, asked=offer.met_apart))
        for offer in sorted(entries.offers.values(), key=lambda offer: (offer.exhibitor, offer.id))
    )
    shape = len(order), len(offers)
    values = np.array([people[person].values for person in order], dtype=np.float64)
    verdicts = np.array([people[person].verdicts for person in order], dtype=np.int8)
    return ScoreMatrix(order, offers, values.reshape(shape), verdicts.reshape(shape))

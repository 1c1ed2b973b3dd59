"""The nearness of trades for many people at once: the best row of each person's claims."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.scoring.criteria.occupation.trade import (
    beginners_share,
    goes_by_words,
    is_open_to_all,
    steps_to,
    wants_a_trade,
)
from matching.scoring.matrix.at_once.lookup import ReadOffers, ReadPeople, Values
from matching.scoring.profiles.profiles import ReadOffer
from matching.scoring.profiles.shared_words import Alternatives, shared
from matching.scoring.profiles.weights import Weights
from matching.scoring.reading.claim import CLAIM_FROM, Claim

_Meant: TypeAlias = tuple[str, bool, bool]


class NearestAtOnce:
    """How near each offer is to the nearest of some trades of each person."""

    def __init__(
        self,
        offers: ReadOffers,
        steps: Callable[[ReadOffer], Mapping[str, float]],
        worth: Mapping[str, float],
    ) -> None:
        self._vague, self._softly = worth["vague"], worth["softly"]
        known = [offer for offer in offers if offer.trade_known]
        # The vocabulary gives offers of one trade the same map of nearness.
        kinds = [
            (id(offer.nearness), offer.takes_beginners, offer.trade_unclear) for offer in known
        ]
        distinct = dict(zip(kinds, known, strict=True))
        number = {kind: column for column, kind in enumerate(distinct)}
        self._kinds = [(offer.nearness, {**steps(offer), "": 0.0}) for offer in distinct.values()]
        unclear = np.asarray([offer.trade_unclear for offer in distinct.values()], dtype=bool)
        self._of_title = np.where(unclear, self._vague, 1.0)
        self._where = np.asarray([n for n, offer in enumerate(offers) if offer.trade_known], int)
        self._columns = np.asarray([number[kind] for kind in kinds], dtype=np.intp)
        self._shape = len(offers)
        self._rows: dict[_Meant, Values] = {}

    def __call__(self, trades: Sequence[Sequence[Claim]]) -> Values:
        """From the same trade down to none, NaN where one of the two is not known."""
        values = np.full((len(trades), self._shape), np.nan)
        judged = [n for n, claims in enumerate(trades) if claims]
        if not judged or not len(self._where):
            return values
        number: dict[_Meant, int] = {}
        lines: list[int] = []
        starts = []
        for n in judged:
            starts.append(len(lines))
            meanings = map(_meant, trades[n])
            lines += [number.setdefault(meant, len(number)) for meant in meanings]
        table = np.stack([self._row(meant) for meant in number])
        best = np.maximum.reduceat(table[lines], starts, axis=0)
        values[np.ix_(np.asarray(judged), self._where)] = np.take(best, self._columns, axis=1)
        return values

    def _row(self, meant: _Meant) -> Values:
        if meant not in self._rows:
            name, vague, softly = meant
            row = np.asarray([steps.get(near.get(name, ""), 0.0) for near, steps in self._kinds])
            row = row * (self._vague if vague else self._of_title)
            self._rows[meant] = row * self._softly if softly else row
        return self._rows[meant]


class TradeAtOnce:
    """The trade criterion for many people and offers at once, equal to `occupation.trade`."""

    def __init__(self, offers: ReadOffers, weights: Weights) -> None:
        steps = {begun: steps_to(weights, beginners=begun) for begun in (False, True)}
        self._nearest = NearestAtOnce(
            offers, lambda offer: steps[offer.takes_beginners], weights.trade
        )
        shares = np.asarray([beginners_share(offer, weights) for offer in offers], dtype=float)
        shares[shares == 0.0] = np.nan
        self._first_steps = weights.trade["beginner"] * shares
        self._setting = weights.trade["setting"] * shares
        self._titles = [offer.title_words for offer in offers]
        self._with_word = _by_word(self._titles)
        self._same, self._maybe = weights.trade["same"], weights.trade["vague"]
        self._conditions = [offer.conditions for offer in offers]
        self._known = np.asarray([offer.trade_known for offer in offers], dtype=bool)

    def __call__(self, people: ReadPeople) -> Values:
        """From the same trade down to none; more where work for beginners is an answer."""
        values = self._nearest([person.trades for person in people])
        named = self._named(people)
        values = np.where(np.isnan(named), values, named)
        open_to_all = np.fromiter(map(is_open_to_all, people), bool, len(people))
        values[open_to_all] = np.fmax(values[open_to_all], self._first_steps)
        values = np.where(self._settings(people), np.fmax(values, self._setting), values)
        at_large = np.fromiter((person.is_at_large for person in people), bool, len(people))
        unknown = np.isnan(values) & at_large[:, None] & self._known
        values[unknown] = 0.0
        only_asks = np.fromiter((person.only_asks for person in people), bool, len(people))
        values[only_asks[:, None] & np.isnan(named)] = 0.0
        return values

    def unread(self, people: ReadPeople) -> npt.NDArray[np.bool_]:
        """Where a trade is wanted that is known, and the offer's is not: shape (people, offers)."""
        wants = np.fromiter(map(wants_a_trade, people), bool, len(people))
        unread: npt.NDArray[np.bool_] = wants[:, None] & ~self._known
        return unread

    def _named(self, people: ReadPeople) -> Values:
        """What an offer is worth by the words of its title where these decide; else NaN."""
        found = np.full((len(people), len(self._known)), np.nan)
        for n, person in enumerate(people):
            words = frozenset().union(*person.wish_words)
            for column in {near for word in words for near in self._with_word.get(word, ())}:
                if goes_by_words(person, trade_known=bool(self._known[column])):
                    said, is_sure = shared(person.wish_words, self._titles[column])
                    if said:
                        found[n, column] = self._same if is_sure else self._maybe
        return found

    def _settings(self, people: ReadPeople) -> npt.NDArray[np.bool_]:
        """Which offers have a condition of work that a person wishes for."""
        found = np.zeros((len(people), len(self._known)), dtype=bool)
        for n, person in enumerate(people):
            if person.wanted_settings:
                found[n] = [
                    not person.wanted_settings.isdisjoint(conditions)
                    for conditions in self._conditions
                ]
        return found


def _by_word(titles: Sequence[Alternatives]) -> Mapping[str, Sequence[int]]:
    """The titles that hold each word, by their places."""
    found: dict[str, list[int]] = {}
    for n, title in enumerate(titles):
        for word in frozenset().union(*title):
            found.setdefault(word, []).append(n)
    return found


def _meant(claim: Claim) -> _Meant:
    return claim.id, claim.confidence < CLAIM_FROM, claim.softly

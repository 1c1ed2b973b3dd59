"""The coverage of skills for many people at once: credits times the weights of needs."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.domain.terms import OfferKind
from matching.scoring.criteria.occupation.skills import has_direction, held_steps
from matching.scoring.matrix.at_once.lookup import ReadOffers, ReadPeople, Values
from matching.scoring.matrix.at_once.trade import NearestAtOnce
from matching.scoring.profiles.profiles import KnownSkill
from matching.scoring.profiles.weights import Weights


class SkillsAtOnce:
    """The skills criterion for many people and offers at once, equal to `occupation.skills`.

    Sums run over needs in the order of their ids, and sparse products take one row after the
    other: an answer depends neither on who else is judged nor on how many threads there are.
    """

    def __init__(self, offers: ReadOffers, weights: Weights) -> None:
        self._same_parent = weights.credit["same_parent"]
        jobs = [n for n, offer in enumerate(offers) if _asks(offer.kind, offer.needs)]
        needs = sorted({(need.id, need.group) for n in jobs for need in offers[n].needs})
        self._number = {need: column for column, need in enumerate(needs)}
        self._by_id = _columns(name for name, _ in needs)
        self._by_group = _columns(group for _, group in needs)
        self._weights = self._table(offers, jobs, understood=None)
        self._own_words = self._table(offers, jobs, understood=False, required=False)
        self._unread = self._table(offers, jobs, understood=False, required=True)
        understood = self._table(offers, jobs, understood=True)
        self._not_read = np.asarray(self._unread.sum(axis=0)).ravel()
        self._asked = np.asarray(understood.sum(axis=0)).ravel() + self._not_read
        self._as_welcome = weights.credit["unread"]
        self._judged = np.zeros(len(offers), dtype=bool)
        self._judged[jobs] = True
        self._says_little = np.asarray(
            [not (offer.trade_known or offer.requires_skills) for offer in offers], dtype=bool
        )
        start = [
            weights.credit["welcome"] if offer.trade_known and not offer.requires_skills else 0.0
            for offer in offers
        ]
        self._start = np.asarray(start, dtype=float)
        held = held_steps(weights)
        self._done = NearestAtOnce(offers, lambda _: held, weights.trade)
        self._jobs = np.asarray([offer.kind is OfferKind.JOB for offer in offers], dtype=bool)

    def __call__(self, people: ReadPeople) -> Values:
        """Weighted share of the needs that are met, NaN where it is not known."""
        credit = self._credits(people)
        met = (credit @ self._weights).toarray()
        total = np.broadcast_to(self._asked, met.shape)
        heard = credit.copy()
        heard.data = (credit.data > 0).astype(float)
        if self._own_words.nnz:
            total = total + (heard @ self._own_words).toarray()
        known = self._judged & (total > 0)
        known &= (met > 0) | (_understood(people)[:, None] & ~self._says_little)
        aims = np.fromiter(map(has_direction, people), bool, len(people))[:, None]
        if self._unread.nnz:
            left = self._not_read - (heard @ self._unread).toarray()
            met = met + np.where(aims, self._as_welcome, 0.0) * left
        share = np.full(met.shape, np.nan)
        np.divide(met, total, out=share, where=known)
        start = np.where(aims, self._start, 0.0)
        value = start + (1.0 - start) * np.minimum(share, 1.0)
        done = self._done([person.held for person in people])
        done[:, ~self._jobs] = np.nan
        done[done == 0.0] = np.nan
        best: Values = np.fmax(value, done)
        return best

    def _credits(self, people: ReadPeople) -> sparse.csr_array:
        """Credit (0 to 1) of each person for each need: the skill itself, or one of its family."""
        known = self._matrix([person.skills for person in people], self._by_id)
        akin = self._matrix([person.groups for person in people], self._by_group)
        credit = known.maximum(akin * self._same_parent).tocsr()
        credit.sort_indices()
        return credit

    def _matrix(
        self, held: Sequence[Mapping[str, KnownSkill]], columns: Mapping[str, tuple[int, ...]]
    ) -> sparse.csr_array:
        """Credits of what people hold, shape (people, needs), in the columns of those names."""
        ends, places, worth = [0], [], []
        for skills in held:
            for name, known in skills.items():
                for column in columns.get(name, ()):
                    places.append(column)
                    worth.append(known.credit)
            ends.append(len(places))
        matrix = sparse.csr_array(
            (np.asarray(worth, dtype=float), np.asarray(places, dtype=np.int32), ends),
            shape=(len(held), len(self._number)),
        )
        matrix.sort_indices()
        return matrix

    def _table(
        self,
        offers: ReadOffers,
        jobs: Sequence[int],
        *,
        understood: bool | None,
        required: bool | None = None,
    ) -> sparse.csr_array:
        """Weights of needs, shape (needs, offers): those (not) `understood`, or all."""
        cells = [
            (self._number[need.id, need.group], n, need.weight)
            for n in jobs
            for need in offers[n].needs
            if understood is None or need.understood is understood
            if required is None or need.required is required
        ]
        lines, places, weights = zip(*cells, strict=True) if cells else ((), (), ())
        shape = len(self._number), len(offers)
        return sparse.coo_array((np.asarray(weights, dtype=float), (lines, places)), shape).tocsr()


def _asks(kind: OfferKind, needs: Sequence[object]) -> bool:
    return kind is OfferKind.JOB and bool(needs)


def _understood(people: ReadPeople) -> npt.NDArray[np.bool_]:
    """Who said at least one skill that the vocabulary knows."""
    heard = (any(known.understood for known in person.skills.values()) for person in people)
    return np.fromiter(heard, bool, len(people))


def _columns(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for column, name in enumerate(names):
        found[name] = (*found.get(name, ()), column)
    return found

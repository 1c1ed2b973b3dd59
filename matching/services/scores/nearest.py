"""The nearest offer instead of one that is refused or full: of what the person wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.offer import Offer
from matching.domain.score import Reason, Score
from matching.phrases import say, say_count
from matching.services.scores.sentences import Rank, is_guess, rank, speaks_for, voiced

_TRADE = ("same", "parent", "maybe")
_ITSELF = frozenset(
    {
        *(f"trade_{step}{ending}" for step in _TRADE for ending in ("", "_held")),
        *("gap_closes", "need_asked", "need_taught", "need_digital_first"),
    }
)
_NEIGHBOUR = frozenset({"trade_near", "trade_near_held", "trade_family", "trade_family_held"})
_NEAR = _NEIGHBOUR | {"gap_near"}
_AT_LARGE = frozenset(
    {"trade_beginner", "trade_beginner_unsaid", "trade_setting", "trade_setting_unsaid"}
)
_STARRED = frozenset({"wish_starred", "wish_both", "wish_named"})
_FAR = 9


@dataclass(frozen=True, slots=True)
class Nearest:
    """What may be named to one person instead of an offer that is refused or full.

    Attributes
    ----------
    scores
        Theirs, one an offer.
    floor
        The value from which a meeting is worth it.
    met
        Offers that they meet somebody about.
    full
        Offers that nobody else speaks of: as many people as may are met about them.
    """

    entries: Entries
    scores: Sequence[Score]
    floor: float
    met: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()

    def instead(self, closed: Score, language: str, *, is_own: bool) -> str:
        """The offer that is nearest to what was wanted of a closed one, or "".

        What answers the same wish comes first, be it work or a course, then what is near to it,
        then what answers another wish; an open question beats an open door that is further off.
        Where nothing speaks for any, none is named. Where places are counted, those left are said
        with it.
        """
        open_ = [
            (self._order(closed, score), score.offer)
            for score in self.scores
            if self._is_possible(closed, score)
        ]
        found = [(order, offer) for order, offer in open_ if order[0] != _FAR]
        return self._said(min(found)[1], language, is_own=is_own) if found else ""

    def _order(self, closed: Score, score: Score) -> tuple[int, bool, bool, Rank]:
        """Nearness to what was wanted, then whether it is open and of the same kind of offer."""
        kind, other = (self.entries.offers[one.offer].kind for one in (closed, score))
        far = self._distance(closed, score)
        return far, bool(score.ask), kind is not other, rank(score, self.entries)

    def _is_possible(self, closed: Score, score: Score) -> bool:
        offer = self.entries.offers[score.offer]
        is_free = self.entries.left.get(offer.id, 1) > 0 and offer.id not in self.full - self.met
        is_another = (score.person, score.offer) != (closed.person, closed.offer)
        return is_another and not score.closed_by and offer.is_certain and is_free

    def _distance(self, closed: Score, score: Score) -> int:
        """How far an offer is from what was wanted of another; `_FAR` where nothing speaks."""
        wanted = _words(closed, _ITSELF | _NEAR)
        if wanted & _words(score, _ITSELF):
            return 0
        if score.value < self.floor:
            return _FAR
        if wanted & _words(score, _NEAR):
            return 1
        if _words(score, _ITSELF | _STARRED):
            return 2
        return 3 if speaks_for(score) and not is_guess(score) else _FAR

    def _said(self, offer: str, language: str, *, is_own: bool) -> str:
        best = self.entries.offers[offer]
        code = "places.met_instead" if offer in self.met else "help.instead"
        exhibitor = self.entries.exhibitors[best.exhibitor].name
        code = voiced(code, language, is_own=is_own)
        said = say(code, language, title=best.title, exhibitor=exhibitor)
        left = self.entries.left.get(offer)
        return f"{said} {say_count('course.places', language, left)}" if left else said


def full_offers(
    fair: Fair, offers: Iterable[Offer], interviews: Mapping[str, int]
) -> frozenset[str]:
    """Offers that as many people as may are met about, by the number of meetings of each."""
    most = ((offer.id, fair.place_rules.most_interviews_of(offer)) for offer in offers)
    return frozenset(
        offer for offer, limit in most if limit is not None and interviews.get(offer, 0) >= limit
    )


def _words(score: Score, codes: frozenset[str]) -> set[object]:
    """What of the person's own words and trades speaks for an offer, by reasons of these codes."""
    return {
        word
        for reason in score.reasons
        if reason.contribution > 0
        for word in _words_of(reason, codes)
    }


def _words_of(reason: Reason, codes: frozenset[str]) -> Iterable[object]:
    if reason.code in _AT_LARGE:  # whoever leaves the trade open wants any work for beginners
        return ("",) if codes & _ITSELF else ()
    if reason.code not in codes:
        return ()
    words = (reason.params.get("trade"), reason.params.get("said"))
    return tuple(word for word in words if word) or (reason.code,)

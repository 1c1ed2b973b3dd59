"""What a phrase was read as, and how surely: all that scores see of the reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matching.scoring.text.tokens import letter_by_letter
from matching.scoring.text.wording import plain, telling
from matching.scoring.text.workplaces import is_workplace

CLAIM_FROM = 0.70  # a claim weighs in a score: surer than a suggestion that someone confirms
_ANOTHER = re.compile(r"[,;/+]|\b(?:ou|et|puis|sinon|or|and)\b")
# Whoever names these has worked there, whatever at.
_WORK = frozenset(map(plain, ("usine", "entrepôt", "atelier")))
_SHOPS = frozenset(
    map(plain, ("boulangerie", "pâtisserie", "boucherie", "pharmacie", "pressing", "ferme"))
)
_ANYBODY = frozenset(
    plain(word)
    for word in (
        *("ouvrier", "agent", "employé", "aide", "apprenti", "commis", "responsable", "chef"),
        *("équipier", "adjoint", "assistant", "patron", "gérant", "manager", "stagiaire"),
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a person, what they were read as (our trade or skill id), and how surely.

    `softly`: it is wished for less firmly than another.
    """

    text: str
    id: str
    confidence: float
    softly: bool = False


def without_places(
    claims: Sequence[Claim], trades: Sequence[Claim], said: str
) -> tuple[Claim, ...]:
    """Some claims of a text without those of a place where a trade named before it is done.

    *Comptable dans un garage* repairs no cars.
    """
    ends = [
        said.find(trade.text) + len(trade.text)
        for trade in trades
        if not (_is_place(trade.text) or _is_any_worker(trade.text))
    ]
    folded = letter_by_letter(said)
    return tuple(
        claim
        for claim in claims
        if not _is_place(claim.text)
        or all(_names_more(folded, end, said.find(claim.text)) for end in ends)
    )


def _names_more(folded: str, end: int, at: int) -> bool:
    """Whether a place stands before the end of a trade, or is told as another after it."""
    return at < end or _ANOTHER.search(folded[end:at]) is not None


def _is_place(text: str) -> bool:
    told = telling(plain(text))
    named = [word in _SHOPS or is_workplace(word) for word in told if word not in _WORK]
    return len(named) == len(told) > 0 and all(named)


def _is_any_worker(text: str) -> bool:
    """Whether a word names anybody who works: *employé de pressing* is told by the place."""
    return _ANYBODY.issuperset(telling(plain(text)))

"""How many years somebody tells of having done a trade."""

import re
from collections.abc import Iterable, Iterator, Mapping

from matching.scoring.reading.claim import CLAIM_FROM
from matching.scoring.reading.said import About, SaidIn
from matching.scoring.reading.sentence import parted
from matching.scoring.reading.understand import Reader
from matching.scoring.text.private_words import is_place, without_private
from matching.scoring.text.tokens import letter_by_letter
from matching.scoring.text.wording import fold

_NUMBERS = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
}
_SPAN = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) ?"
    r"(ans?|annees?|anos?|ani|years?|yrs?|anni|rokiv|roky|rik|let|god|goda|lat|lata|yil|sene|jahre?"
    r"|mois|months?|meses|mesi)\b"
)
_AN_AGE = 16.0
_OF_WORK = frozenset({"experience", "experiences", "metier", "pratique", "boulot", "travail"})
_FILLERS = frozenset(
    {
        "plus",
        "de",
        "d",
        "o",
        "environ",
        "presque",
        "depuis",
        "pendant",
        "deja",
        "bientot",
        "au",
        "aux",
        "a",
        "en",
        "dans",
        "le",
        "la",
        "les",
        "ce",
        "ma",
        "mon",
        "l",
        "bas",
        "domaine",
        "branche",
        "partie",
        "pays",
        "france",
        "bled",
        "deux",
        "j",
        "ai",
    }
)
_BESIDE_YEARS = _OF_WORK | _FILLERS
_MONTHS = frozenset({"mois", "month", "months", "meses", "mesi"})


def years_told(texts: Iterable[str], reader: Reader) -> Mapping[str, float]:
    """Years by trade, the most where a trade is told of twice; what is private tells none.

    A number that stands alone belongs to the trade before it: *maçon, 7 ans*.
    """
    found: dict[str, float] = {}
    for text in texts:
        trades: tuple[str, ...] = ()
        for piece in _pieces(without_private(text)):
            trades = _trades(piece, reader) or trades
            for years in _spans(piece):
                for trade in trades:
                    found[trade] = max(found.get(trade, 0.0), years)
    return dict(sorted(found.items()))


def tells_of_work(text: str, reader: Reader) -> bool:
    """Whether a text tells of a trade and the years of it, wherever it was written."""
    said = without_private(text)
    if not any(_spans(said)):
        return False
    told = reader.statement(said, SaidIn.EXPERIENCE).can
    return any(one.about is About.TRADE for one in told)


def years_alone(texts: Iterable[str]) -> float:
    """Years that a text tells of and nothing beside them: *7 ans*, wherever they were worked.

    0 when none does. From `_AN_AGE` on a bare number may be an age; only *d'expérience* tells.
    """
    found = 0.0
    for text in texts:
        folded = letter_by_letter(text)
        rest = re.findall(r"[a-z]+", _SPAN.sub(" ", folded))
        beside = [word for word in rest if word not in _BESIDE_YEARS and not is_place(word)]
        for years in () if beside else _spans(folded):
            if years < _AN_AGE or not _OF_WORK.isdisjoint(rest):
                found = max(found, years)
    return found


def _pieces(text: str) -> Iterator[str]:
    for start, end in parted(text):
        yield text[start:end].strip()


def _trades(piece: str, reader: Reader) -> tuple[str, ...]:
    told = reader.statement(piece, SaidIn.EXPERIENCE).can
    return tuple(
        code
        for said in told
        if said.about is About.TRADE and said.confidence >= CLAIM_FROM
        for code in said.codes
    )


def _spans(piece: str) -> Iterator[float]:
    for number, unit in _SPAN.findall(fold(piece)):
        count = float(_NUMBERS.get(number) or number)
        yield count / 12 if unit in _MONTHS else count

"""Take out of a text what must not count: family, age, sex, origin, health, wealth, address, name.

People write these among their wishes and skills ("maman de 2 enfants, je cherche du ménage"), and
as they spell. They are neither scored nor quoted to a recruiter (Labour Code L1132-1). Only what a
person says of themselves goes: "garder 3 enfants" and "aider des personnes handicapées" are work.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from matching.scoring.text.private_patterns import ALONE_IN_CLAUSE, NATION_ALONE, SELF
from matching.scoring.text.private_terms import CITIES, COUNTRIES, NEVER_MEANT, SPELT_OUT
from matching.scoring.text.sound import sound
from matching.scoring.text.tokens import letter_by_letter

_FEMININE = ("enne", "aise", "oise", "aine", "ane", "ole", "ine")  # the masculine is a language too
# What is left of a clause once its private words are gone, and says nothing without them.
_LEFT_OVER = frozenset(
    [
        *("je", "j", "suis", "de", "du", "des", "d", "depuis", "en", "a", "au", "l", "le", "la"),
        *("un", "une", "ans", "an", "mois", "jours", "et", "mais", "car", "donc", "etant", "moi"),
        *("ai", "ete", "bientot", "plus", "encore", "deja", "toujours", "avec", "que", "qui"),
        *("ca", "cela", "fait", "touche", "pour", "instant", "moment", "actuellement", "ce"),
    ]
)
_ANY_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"([,;.()\n]| et | mais )")
_EDGES = re.compile(
    r"^(?:\s|[,;.:!-]|et |mais |car |donc |puis )+"
    r"|(?:\s|[,;.:!-]| et| mais| car| parce que?| puisque| pr| pour| vu que)+$"
)
_CUT_SHORT = {
    **dict.fromkeys(("jsuis", "jsui", "jss", "chuis", "chui", "chuit", "jesuis"), "je suis"),
    **dict.fromkeys(("jviens", "jvien", "vien"), "viens"),
    **dict.fromkeys(("jabite", "abite", "jhabite"), "habite"),
    **dict.fromkeys(("depui", "dpuis", "depuit", "dpui"), "depuis"),
    "plu": "plus",
    "o": "au",
    "sui": "suis",
    "swi": "suis",
    "djabite": "habite",
    "djabitte": "habite",
    "ressa": "rsa",
    "jé": "j'ai",
    "gosse": "enfant",
    "gosses": "enfants",
    "anfan": "enfant",
    "ptit": "petit",
    "prizon": "prison",
    "otre": "autre",
    "chomaje": "chomage",
    "refugier": "refugie",
}
_GLUED = re.compile(r"j(?=[bcdfglmnpqrstv][a-z]{2})")  # "jbois", "jdors"
_SHORTEST_MENDED = 5  # letters; a shorter word is near too many others
_TWO_WRONG_FROM = 10  # letters from which a word may hold two slips
_PLACES = frozenset(name for name in COUNTRIES | CITIES if len(name) > _SHORTEST_MENDED)
_EVERYWHERE = COUNTRIES | CITIES
_MEANT = tuple(sorted(SPELT_OUT | _PLACES))


@lru_cache(maxsize=65_536)
def without_private(text: str) -> str:
    """A text without what its writer says of their private life; "" when nothing else is said."""
    while (kept := _once_without(text)) != text:
        text = kept
    return text


def private_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where in a text its writer speaks of their private life; nothing of whole clauses."""
    mended = _Mended(text)
    found = (match.span() for match in SELF.finditer(mended.text))
    return tuple(mended.original(span) for span in found if mended.text[slice(*span)].strip())


def is_place(word: str) -> bool:
    """Whether a folded word is a country or a city far away, however it is spelt."""
    return _meant(word) in _EVERYWHERE


def _once_without(text: str) -> str:
    mended = _Mended(text)
    found = [match.span() for match in SELF.finditer(mended.text)]
    found = [span for span in found if mended.text[slice(*span)].strip()]
    if not found and not any(map(_is_private, _CLAUSES.split(mended.text))):
        return text
    kept = list(text)
    for start, end in map(mended.original, found):
        kept[start:end] = " " * (end - start)
    return _tidy(_clauses_kept("".join(kept)))


class _Mended:
    """A folded text in which misspelt private words are written out, with the way back."""

    def __init__(self, text: str) -> None:
        self._parts = list(_parts(letter_by_letter(text)))
        self.text = "".join(said for said, _, _ in self._parts)
        starts, at = [], 0
        for said, _, _ in self._parts:
            starts.append(at)
            at += len(said)
        self._starts = starts

    def original(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span of the text as written that a span of the mended one stands for."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (span[0], span[1] - 1))
        return self._place(first, span[0])[0], self._place(last, span[1] - 1)[1]

    def _place(self, part: int, at: int) -> tuple[int, int]:
        said, start, end = self._parts[part]
        if len(said) != end - start:
            return start, end
        here = start + at - self._starts[part]
        return here, here + 1


def _parts(folded: str) -> Iterator[tuple[str, int, int]]:
    """Words as meant and what stands between them, each with its span."""
    done = 0
    for match in _ANY_WORD.finditer(folded):
        if match.start() > done:
            yield folded[done : match.start()], done, match.start()
        yield _meant(match.group()), *match.span()
        done = match.end()
    if done < len(folded):
        yield folded[done:], done, len(folded)


@lru_cache(maxsize=65_536)
def _meant(word: str) -> str:
    """The private word that a misspelt one stands for; any other word as it is."""
    if word in _CUT_SHORT:
        return _CUT_SHORT[word]
    if _GLUED.match(word):
        return f"je {word[1:]}"
    if len(word) < _SHORTEST_MENDED or word in NEVER_MEANT or word in SPELT_OUT or word in _PLACES:
        return word
    return next((known for known in _MEANT if _is_slip(word, known)), word)


def _is_slip(word: str, known: str) -> bool:
    if word[0] != known[0] and sound(word)[:1] != sound(known)[:1]:
        return False
    if sound(word) == sound(known):
        return True
    slips = 2 if len(known) >= _TWO_WRONG_FROM else 1
    return len(known) > _SHORTEST_MENDED and OSA.distance(word, known, score_cutoff=slips) <= slips


def _clauses_kept(text: str) -> str:
    clauses = _CLAUSES.split(text)
    return "".join("" if _is_private(_Mended(clause).text) else clause for clause in clauses)


def _is_private(clause: str) -> bool:
    said = clause.strip()
    if NATION_ALONE.fullmatch(said):
        return said.endswith(_FEMININE)
    return ALONE_IN_CLAUSE.fullmatch(said) is not None


def _tidy(text: str) -> str:
    clauses = [" ".join(clause.split()) for clause in re.split(r"[,;\n]", text)]
    said = (_EDGES.sub("", clause) for clause in clauses)
    return ", ".join(clause for clause in said if not _says_nothing(clause))


def _says_nothing(clause: str) -> bool:
    words = _ANY_WORD.findall(_Mended(clause).text)
    return all(word in _LEFT_OVER or word.isdigit() for word in words)

"""Words that a wish and the title of an offer share, whatever they mean.

A diploma's name, a house word ("BTS MCO") or a rare trade may stand in no list of trades: who wrote
the words of the title has asked for this offer all the same. A trade and what it works with share
a root: *fromage* and *fromager*, *vaches* and *vacher*.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from matching.scoring.text.wording import content_words, fold

Alternatives = tuple[frozenset[str], ...]
"""The telling words of each alternative that a title names."""

_LEAST_ROOT = 4  # letters
_ENDINGS = (
    *("isation", "ification", "ation", "ement", "eri", "eur", "ier", "ien", "ist"),
    *("er", "ag", "ur"),
)
_BRACKETS = re.compile("[()\\[\\]:\u2013\u2014]")
_REFUSES = frozenset({"pas", "sauf", "sans", "plus", "jamais", "ni", "non", "aucun", "aucune"})


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """A word in its plain form without the endings that make a trade of what it works with."""
    word = f"{word[:-2]}c" if word.endswith("qu") else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_ROOT:
            return root(word[: -len(ending)])
    return word[:-1] if word[-1:] == word[-2:-1] else word


# Words of any wish and any title: they tell no trade from another.
_GENERAL = frozenset(
    root(word)
    for word in content_words(
        "formation contrat alternance apprentissage apprenti stage diplôme titre professionnel "
        "BTS BTSA CAP BAC BEP BUT DUT BPJEPS DEUST licence master mention brevet certificat "
        "niveau option emploi poste travail travailler job métier agent employé ouvrier "
        "assistant conseiller technicien responsable chargé aide adjoint chef équipe service "
        "recherche recherché chercher cherche veux voudrais souhaite aimerais faire devenir être "
        "homme femme débutant expérimenté qualifié temps plein partiel CDI CDD intérim jour nuit "
        "gratuit mois an heure atelier découverte je un pro bien tout si possible "
        "opérateur conducteur spécialisé salarié interne payé diplômé certifié formé petit grand "
        "éventuellement sinon plutôt surtout aussi même autre là-bas chez"
    )
)


def telling_words(text: str) -> frozenset[str]:
    """The roots of the words of a text that tell it from others; none of what refuses something."""
    if _refuses(text):
        return frozenset()
    words = (root(word) for word in content_words(text) if not word.isdigit())
    return frozenset(words) - _GENERAL


def alternatives(title: str) -> Alternatives:
    """The telling words of each alternative of a title: *Caviste, agent de chai* has two."""
    return tuple(filter(None, map(telling_words, _pieces(title))))


def words_of_wishes(wished: Iterable[str]) -> Mapping[frozenset[str], str]:
    """The telling words of each alternative of wishes, as written, up to what is refused."""
    found: dict[frozenset[str], str] = {}
    for wish in wished:
        for piece in _pieces(wish):
            if _refuses(piece):
                break
            if words := telling_words(piece):
                found.setdefault(words, piece)
    return found


def shared(wishes: Mapping[frozenset[str], str], title: Alternatives) -> tuple[str, bool]:
    """The wish that asks for a title in its words, and whether it does so surely; else empty.

    It does where one names all that the other does, and no less than half of an alternative. Half
    of an alternative alone may be asked for: *couture cuir* beside *coupeur de cuir*.
    """
    likely = ""
    for words, said in wishes.items():
        if any(words >= other or (words < other and _is_half(words, other)) for other in title):
            return said, True
        if not likely and any(words & other and _is_half(words, other) for other in title):
            likely = said
    return likely, False


def _is_half(words: frozenset[str], title: frozenset[str]) -> bool:
    return 2 * len(words & title) >= len(title)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece for part in _BRACKETS.split(text) for piece in _parts(part))


def _parts(text: str) -> list[str]:
    from matching.scoring.reading.sentence import parted  # noqa: PLC0415 - loads SciPy

    return [text[start:end].strip() for start, end in parted(text)]


def _refuses(text: str) -> bool:
    return not _REFUSES.isdisjoint(fold(text).split())

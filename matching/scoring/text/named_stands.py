"""Stands that a person names in their own words: taken only when the name is exact."""

import re
from collections.abc import Iterable, Iterator

from matching.scoring.text.wording import fold

_NOT_WORD = re.compile(r"[^a-z0-9+#]+")
_LEGAL_FORM = re.compile(r"(?: (?:sa|sas|sasu|sarl|scop|scic|eurl|gie|inc|ltd))+$")
_ARTICLE = re.compile(r"^(?:le|la|les|l|the) ")
_ASKS_FOR = re.compile(
    r"\b(?:voir|vois|rencontrer|rencontre|parler (?:a|avec)|discuter avec|echanger avec"
    r"|postuler (?:a|chez)|travailler (?:chez|pour)|embauche chez|chez|stand (?:de|du|d'|des)?"
    r"|entretien avec|rendez-vous avec|rdv avec|interessee? par|meet|see|talk to|work (?:at|for))\b"
    r"\s*([^,;.\n!?]+)"
)
_STAND_OF = re.compile(
    r"^\s*(?:le |la |les |l'|the )?(?:stand|equipe|gens) (?:de |du |des |d'|l'|la )+"
)
_REFUSES = re.compile(r"\b(?:pas|sauf|jamais|sans|plus|ne|not|except|no)\b|\bn'")
_BETWEEN = re.compile(r"\b(?:et|ou|and|or)\b|/|&")
_LEAD_OUT = re.compile(r"\b(?:pour|car|parce|afin|s'il|svp|merci|please|because|for)\b.*")


def stand_key(name: str) -> str:
    """A stand's name as compared: folded words, without article and legal form."""
    words = _NOT_WORD.sub(" ", fold(name)).strip()
    return _ARTICLE.sub("", _LEGAL_FORM.sub("", words))


def names_asked_for(wishes: Iterable[str]) -> dict[str, str]:
    """Names (as compared) that wishes ask for, each with the words it was read from."""
    return {name: wish for wish in wishes for name in _names(fold(wish)) if len(name) > 1}


def _names(wish: str) -> Iterator[str]:
    for match in _ASKS_FOR.finditer(wish):
        if not _REFUSES.search(wish[: match.start()]):
            said = _LEAD_OUT.sub("", match[1])
            for name in (said, *_BETWEEN.split(said)):
                yield stand_key(name)
                yield stand_key(_STAND_OF.sub("", name))

"""Places where work is done: beside the name of a trade they say where, not which."""

import re

from matching.scoring.text.wording import SMALL_WORDS, plain

WORKPLACES = (
    "creche|ecoles?|college|lycee|hopital|clinique|ehpad|maison de retraite|bureaux?|hotels?"
    "|magasin|restaurant|usine|entrepot|gare|aeroport|mairie|salle de sport|cabinet|residence"
    "|insertion|(?:ateliers? et )?chantiers? d'insertion|chantiers? ecoles?|aci"
    "|foyer|centre commercial|immeubles?|copropriete|collectivite|garage"
    "|brasserie|bistrot|cafe|bar|camping|atelier|boutique|supermarche|hypermarche|grande surface"
    "|agence|concession|exploitation|association|institut|club|centre de loisirs|plateforme"
)
_ONE_WORD = frozenset(
    plain(re.sub(r"\W", "", word)) for word in WORKPLACES.split("|") if " " not in word
)


def is_workplace(word: str) -> bool:
    """Whether a word in its plain form is a place where many trades are done."""
    return word in _ONE_WORD


def is_workplace_alone(said: str) -> bool:
    """Whether words only say where somebody worked: "en EHPAD", "dans un entrepôt"."""
    told = [word for word in plain(said).split() if word not in SMALL_WORDS]
    return bool(told) and all(map(is_workplace, told))

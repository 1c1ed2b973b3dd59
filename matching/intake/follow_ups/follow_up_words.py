"""Words of a follow-up file, as the people who call write them, and what they mean."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from rapidfuzz import fuzz, process

from matching.domain.programme.follow_up import Exit, Situation
from matching.intake.folding import fold

V = TypeVar("V")
_NEAR = 84  # of 100: a slip of one letter in a word of seven

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "record": (
            *("id", "record", "dossier", "numero", "personne", "person", "identifiant"),
            *("n", "n dossier", "n de dossier", "numero de dossier", "participant", "code"),
            *("reference", "beneficiaire", "stagiaire", "jeune"),
        ),
        "promotion": ("promotion", "promo", "session", "groupe", "group", "cohorte", "annee"),
        "exit": (
            *("left programme", "left program", "exit", "sortie", "fin", "fin du parcours"),
            *("sortie du parcours", "fin de parcours", "type de sortie", "mode de sortie"),
            *("issue du parcours", "parcours", "statut"),
        ),
        "months": (
            *("months after", "months", "mois apres", "mois", "mois apres la sortie"),
            *(
                "mois apres sortie",
                "nombre de mois",
                "nb de mois",
                "nombre de mois apres la sortie",
            ),
            *("delai en mois", "point d etape", "months after exit", "months after leaving"),
        ),
        "situation": (
            *("situation", "situation a la sortie", "situation actuelle", "devenir", "suite"),
            *("situation apres la sortie", "situation apres", "suite de parcours"),
        ),
        "is_digital": (
            *("numerique", "digital", "is digital", "secteur numerique", "dans le numerique"),
            *("vers le numerique", "domaine numerique", "metier numerique", "digital sector"),
            *("domaine", "secteur", "filiere"),
        ),
        "entered_on": (
            *("entered on", "date d entree", "date entree", "entree", "date de debut", "debut"),
            *("entre le", "entree le"),
        ),
        "left_on": (
            *("left on", "date de sortie", "date sortie", "date de fin", "sorti le", "sortie le"),
            *("fin le", "exit date"),
        ),
        "caller": (
            *("caller", "appele par", "qui appelle", "referent", "referente", "appelant"),
            *("suivi par", "conseiller", "conseillere", "charge de suivi", "called by"),
        ),
    }
)

EXITS: Mapping[str, Exit] = MappingProxyType(
    {
        "": Exit.ENDED,
        **dict.fromkeys(
            (
                *("fin de parcours", "fin", "termine", "terminee", "ended", "completed", "acheve"),
                *("parcours termine", "parcours acheve", "parcours complet", "fin de formation"),
            ),
            Exit.ENDED,
        ),
        **dict.fromkeys(
            (
                *("abandon", "abandon en cours", "abandon en cours de parcours", "a abandonne"),
                *("dropped out", "dropout", "rupture", "exclusion", "exclu", "decrochage"),
                *("arret", "a arrete", "demission"),
            ),
            Exit.DROPPED_OUT,
        ),
        **dict.fromkeys(
            ("en cours", "en parcours", "present", "presente", "still in", "toujours en parcours"),
            Exit.STILL_IN,
        ),
    }
)
_UNKNOWN = (
    *("", "sans nouvelle", "sans nouvelles", "pas de nouvelle", "pas de nouvelles", "injoignable"),
    *("no answer", "pas de reponse", "sans reponse", "non joint", "perdu de vue", "ne repond pas"),
    *("inconnu", "inconnue", "non connu", "nsp", "?"),
)
SITUATIONS: Mapping[str, Situation | None] = MappingProxyType(
    {
        **dict.fromkeys(map(fold, _UNKNOWN)),
        **dict.fromkeys(
            (
                *(
                    "formation",
                    "en formation",
                    "training",
                    "retour en formation",
                    "reprise d etudes",
                ),
                *("entree en formation", "etudes", "lycee", "scolarite", "ecole", "universite"),
            ),
            Situation.TRAINING,
        ),
        **dict.fromkeys(
            (
                *("premier emploi", "1er emploi", "emploi", "en emploi", "first job", "job"),
                *("cdi", "cdd", "interim", "en interim", "en poste", "salarie", "salariee"),
                *("embauche", "embauchee", "contrat de travail", "en cdi", "en cdd"),
            ),
            Situation.FIRST_JOB,
        ),
        **dict.fromkeys(
            (
                *("recherche", "en recherche", "recherche d emploi", "sans emploi", "searching"),
                *("demandeur d emploi", "demandeuse d emploi", "chomage", "au chomage"),
                *("en recherche d emploi", "sans solution", "inactif", "inactive"),
            ),
            Situation.SEARCHING,
        ),
        # Told by the way of leaving; some files say it twice.
        **{word: None for word, way in EXITS.items() if way is Exit.DROPPED_OUT},
    }
)
"""What somebody does; an apprenticeship is both a course and a job, so whoever calls decides."""
YES_NO: Mapping[str, bool | None] = MappingProxyType(
    {
        "": None,
        **dict.fromkeys(("oui", "o", "yes", "y", "1", "vrai", "true", "x", "numerique"), True),
        **dict.fromkeys(("non", "n", "no", "0", "faux", "false", "autre", "hors numerique"), False),
        "non numerique": False,
    }
)
TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "exit": ("fin de parcours", "abandon", "en cours"),
        "situation": ("formation", "premier emploi", "recherche", "sans nouvelle"),
        "is_digital": ("oui", "non"),
    }
)
"""The words to write, column by column, for whoever wrote another."""
_OPENING = (
    *("formation", "en formation", "premier emploi", "emploi", "en emploi", "cdi", "cdd"),
    *("en recherche", "recherche"),
)
"""Words of `SITUATIONS` that say the same with more words behind them."""
_MONTHS = re.compile(r"(?:m|mois)? ?(\d{1,2})(?: 0)?(?: (?:mois|months?))?")


def columns_of(heads: Iterable[str]) -> dict[str, int]:
    """Which column says what: a heading written as here, else one that is a slip away."""
    folded = [fold(head) for head in heads]
    found: dict[str, int] = {}
    for name, words in HEADINGS.items():
        # the order of the words tells which of several headings is meant
        for word in words:
            if word in folded:
                found.setdefault(name, folded.index(word))
    for at, head in enumerate(folded):
        if head and at not in found.values():
            near = [name for name, words in HEADINGS.items() if near_word(head, words)]
            if len(near) == 1:
                found.setdefault(near[0], at)
    return found


def meaning(text: str, words: Mapping[str, V]) -> tuple[bool, V | None]:
    """Whether a cell is understood, and what it says."""
    said = fold(text)
    if said in words:
        return True, words[said]
    return False, None


def situation(text: str) -> tuple[bool, Situation | None]:
    """What a cell says somebody does: also "Formation qualifiante", "CDI à temps plein"."""
    known, found = meaning(text, SITUATIONS)
    if known:
        return True, found
    opens = {SITUATIONS[word] for word in _OPENING if fold(text).startswith(f"{word} ")}
    return (True, opens.pop()) if len(opens) == 1 else (False, None)


def drops_out(text: str) -> bool:
    """Whether a cell says that somebody left before the end."""
    return EXITS.get(fold(text)) is Exit.DROPPED_OUT


def near_word(text: str, words: Iterable[str]) -> str:
    """The word that a text may be meant for, "" when none or when several are as near."""
    said = fold(text)
    longer = [word for word in words if len(word) > 3]
    begun = [word for word in longer if said and (word.startswith(said) or said.startswith(word))]
    if len(begun) == 1:
        return begun[0]
    near = process.extract(said, longer, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    if not near or (len(near) == 2 and near[0][1] == near[1][1]):
        return ""
    return str(near[0][0])


def months(text: str) -> int | None:
    """Whole months: "3", "3 mois", "M+3", "3,0"."""
    found = _MONTHS.fullmatch(fold(text))
    return int(found[1]) if found else None

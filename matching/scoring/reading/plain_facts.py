"""Hours, conditions, contracts, licences and diplomas that a text names in everyday words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matching.domain.terms import Condition, Contract, Hours, Need
from matching.scoring.reading.said import About
from matching.scoring.text.cues import Cues, FoundCue
from matching.scoring.text.tokens import Token, heard, letter_by_letter, tokens

REMOTE, EARLY, ACTIVE = "remote", "early", "active"
_SAYS: Mapping[tuple[About, str], str] = {
    (About.HOURS, Hours.NIGHT): "nuit|de nuit|la nuit|travail de nuit|les nuits|night",
    (About.HOURS, Hours.MORNING): "le matin|les matins|du matin|tot le matin|matinee|morning",
    (About.HOURS, EARLY): "tres tot|trop tot|tres tot le matin|trop tot le matin|matin tres tot"
    "|me lever tot|se lever tot|lever a 4h|lever a 5h|a 4h|a 5h|a 4 h|a 5 h|4h du matin|5h du matin"
    "|5 h du matin|a l aube|early mornings|tot|commencer tot|horaires du matin tres tot",
    (About.HOURS, Hours.AFTERNOON): "apres midi|l apres midi",
    (About.HOURS, Hours.EVENING): "le soir|les soirs|du soir|en soiree|soiree|evening",
    (About.HOURS, Hours.WEEKEND): "week end|le week end|les week ends|samedi|le samedi|les samedis"
    "|dimanche|le dimanche|les dimanches",
    (About.HOURS, Hours.PART_TIME): "mi temps|a mi temps|temps partiel|quelques heures|part time|"
    + "|".join(f"{n}h par semaine|{n} heures par semaine|{n} h par semaine" for n in range(5, 31)),
    (About.HOURS, Hours.FULL_TIME): "temps plein|plein temps|temps complet|35 heures|35h|full time",
    (About.HOURS, Hours.SCHOOL_HOURS): "horaires d ecole|horaires scolaires|heures d ecole"
    "|pendant l ecole|heures de l ecole|horaires de l ecole|apres l ecole|avant l ecole|sortie de l ecole"
    "|quand … sont a l ecole|sortie d ecole",
    (About.HOURS, REMOTE): "teletravail|tele travail|a distance|depuis chez moi|de chez moi|remote",
    (About.CONDITION, Condition.SCREENS): "ecran|un ecran|devant un ecran|rester devant un ecran"
    "|des ecrans|open space|en open space|un open space|devant … ordinateur|dans un bureau|dans les bureaux|en bureau|au bureau"
    "|travail de bureau|rester … bureau|derriere un bureau",
    (About.CONDITION, Condition.NOISE): "bruit|le bruit|trop de bruit|bruyant|du bruit|noise",
    (About.CONDITION, Condition.LOADS): "charge|charges|des charges|charges lourdes|charge lourde"
    "|porter … lourd|porter lourd|choses lourdes|lourd|trop lourd|porter|soulever|heavy",
    (About.CONDITION, Condition.STANDING): "debout|rester debout|etre debout|travail debout"
    "|station debout|standing",
    (About.CONDITION, Condition.HEIGHTS): "hauteur|en hauteur|la hauteur|echelle|echafaudage"
    "|le vide|vertige",
    (About.CONDITION, Condition.OUTDOORS): "dehors|exterieur|a l exterieur|en exterieur"
    "|plein air|en plein air|au froid|dans le froid|sous la pluie|outside|outdoor",
    (About.CONDITION, ACTIVE): "bouger|bouge|bouges|ca bouge|remuer"
    "|me depenser|se depenser|de physique|du physique|travail physique|boulot physique|metier physique",
    (
        About.CONDITION,
        Condition.DRIVING,
    ): "conduite|route|la route|de la route|sur la route|prendre la route|faire de la route",
    (About.CONTRACT, Contract.CDI): "cdi|contrat indetermine|duree indeterminee",
    (About.CONTRACT, Contract.CDD): "cdd|saisonnier|contrat saisonnier|saison|saisonniere"
    "|job d ete|duree determinee",
    (About.CONTRACT, Contract.INTERIM): "interim|en interim|interimaire|mission interim",
    (About.CONTRACT, Contract.APPRENTICESHIP): "apprentissage|en apprentissage|apprenti"
    "|en alternance|alternance|alternant",
    (About.CONTRACT, Contract.PROFESSIONALISATION): "contrat pro|contrat de professionnalisation",
    (About.CONTRACT, Contract.TRAINING): "aller a l ecole|retourner a l ecole|etudes|les etudes"
    "|des etudes|d etudes|faire des etudes|formation|formations|une formation|la formation"
    "|aller en cours",
    (About.CONTRACT, Contract.INTERNSHIP): "stage|un stage|en stage|stagiaire",
    (About.CONTRACT, Contract.CIVIC_SERVICE): "service civique",
    (About.CONTRACT, Contract.INSERTION): "chantier d insertion|contrat d insertion|en insertion",
    (About.NEED, Need.SITTING): "assis|assise|travail assis|poste assis|etre assis|sitting",
    (About.NEED, Need.QUIET): "au calme|endroit calme|endroit tranquille",
    (
        About.LICENCE,
        "B",
    ): "permis b|le permis b|permis voiture|permis de conduire|le permis|mon permis"
    "|permis b et voiture|driving licence",
    (About.LICENCE, "C"): "permis c|le permis c|mon permis c|permis poids lourd|permis pl",
    (About.LICENCE, "CE"): "permis ce|le permis ce|mon permis ce|permis super lourd|permis spl",
    (About.LICENCE, "D"): "permis d|le permis d|mon permis d|permis bus|permis car",
    (About.LICENCE, "FIMO"): "fimo",
    (About.LICENCE, "CACES 1"): "caces 1|caces 1 et 3|caces un",
    (About.LICENCE, "CACES 3"): "caces 3|caces 3 et 5|caces trois",
    (About.LICENCE, "CACES 5"): "caces 5",
    (About.LEVEL, "3"): "cap|bep|un cap|le cap|mon cap|passer un cap|titre de niveau 3",
    (About.LEVEL, "4"): "bac|le bac|un bac|mon bac|passer le bac|bac pro|bac general|daeu|le daeu"
    "|brevet professionnel|un bp|le bp|bp coiffure|bp boulanger|bp cuisine|equivalence bac|niveau bac",
    (About.LEVEL, "5"): "bts|un bts|le bts|mon bts|dut|deust|bac 2|un bac 2|niveau bac 2|iut",
    (
        About.LEVEL,
        "6",
    ): "licence pro|licence professionnelle|bachelor|bac 3|un bac 3|niveau bac 3|bac 4|un bac 4|licence de|une licence",
    (About.LEVEL, "7"): "master|bac 5|un bac 5|niveau bac 5|diplome d ingenieur|ecole d ingenieur",
    (About.LEVEL, "8"): "doctorat|these",
}

# "Que" alone joins sentences too.
_ONLY = r"uniquement|seulement|exclusivement|only|rien qu\w*"
_BEFORE = re.compile(
    rf"(?:\b(?:{_ONLY})|(?:^|[,;.]|\b(?:veux|cherche|peux|dispo|disponible)) ?\bque)"
    r"(?: (?:en|a|au|du|des|de|le|la|les|l|un|une))* ?'?$"
)
_AFTER = re.compile(rf"^ ?,? ?(?:{_ONLY}|ou rien|obligatoirement|imperativement)\b")


_HEAVY = heard("lourd")
_LORRY = frozenset(map(heard, ("poids", "super")))


class Fact(NamedTuple):
    """One thing named: its kind, its value, and the places of its first and past-last word."""

    about: About
    code: str
    first: int
    end: int


_CUES = Cues({f"{about}:{code}": said.split("|") for (about, code), said in _SAYS.items()})


def facts_in(words: Sequence[Token]) -> list[Fact]:
    """Hours, conditions, contracts, licences and levels that words name, in their order."""
    return [
        Fact(About(about), code, cue.first, cue.end)
        for cue in _CUES.find(words)
        for about, _, code in [cue.tells.partition(":")]
        if not _is_lorry(words, cue)
    ]


def _is_lorry(words: Sequence[Token], cue: FoundCue) -> bool:
    """Whether "lourd" tells of a lorry: *poids lourd* is no load."""
    return (
        cue.end - cue.first == 1
        and words[cue.first].form == _HEAVY
        and (cue.first > 0 and words[cue.first - 1].form in _LORRY)
    )


def insisted(text: str) -> Iterator[str]:
    """Codes of hours, contracts and other plain facts that a text insists on."""
    words, folded = tokens(text), letter_by_letter(text)
    for fact in facts_in(words):
        before = folded[: words[fact.first].start]
        after = folded[words[fact.end - 1].end :]
        if _BEFORE.search(before) or _AFTER.search(after):
            yield fact.code

"""What a cell of diplomas says beside a level: the field it was had in, or a title of a trade."""

import re

from matching.intake.cells.readings import Reading
from matching.intake.folding import fold

_PIECES = re.compile(r"\s*(?:[;,|\n]|\s\+\s|\s/\s)\s*")
_OF_A_FIELD = re.compile(
    r"(?:un |mon |le |titulaire (?:du |d un )?)?"
    r"(?:cap|bep|bp|bac pro(?:fessionnel)?|bts|but|dut|cqp|mention complementaire|licence pro\w*"
    r"|brevet professionnel|titre pro(?:fessionnel)?|diplome d etat|diplome(?= de? ))"
    r"(?: (?:de|d|du|des|en|l|la|le|les|option))* (\w.*)"
)
_TITLES = re.compile(
    r"\b(?:deas|deavs|deap|deaes|dea|aepe|bafa|bafd|ssiap|caces|cnaps|fimo|fco|bpjeps|dejeps"
    r"|habilitations? electriques?|cartes? pro(?:fessionnelles?)?)\b"
)
# What stands beside the name of a diploma and names no field.
_NO_FIELD = re.compile(
    r"(?:\d+|obtenue?|valide|acquis|etranger|francais|equivalent|equivalence|niveau|general|ou|et|oui"
    r"|non|etat|pro|professionnel|cap|bep|bac|bts|dut|but|en|au|a|algerie|maroc|tunisie|ukraine"
    r"|syrie|turquie|france|[a-c][12]|licence|master|doctorat|brevet|superieur|secondaire"
    r"|universitaire|universite|college|lycee|fin|etudes?|secondaires|pays|origine|mention|serie|techno\w*)"
)
_NOT_HAD = re.compile(
    r"\b(?:non|pas|sans|aucun|echec|ajourne\w*|abandon\w*|interromp\w*|arret\w*|prepar\w*"
    r"|inacheve\w*|en cours|actuellement|partiel\w*|a valider|annees?|niveau"
    r"|perimee?s?|expiree?s?)\b"
)


def read_diploma_fields(text: str) -> Reading[tuple[str, ...]]:
    """The diplomas of a cell that name a field or are the title of a trade, as written.

    *CAP petite enfance* says more than its level; one that was not brought to its end says less.
    """
    return Reading(tuple(piece for piece in _PIECES.split(text.strip()) if _names_a_field(piece)))


def _names_a_field(piece: str) -> bool:
    folded = fold(piece)
    if _NOT_HAD.search(folded):
        return False
    if _TITLES.search(folded):
        return True
    match = _OF_A_FIELD.fullmatch(folded)
    words = match[1].split() if match else ()
    return any(len(word) > 2 and not _NO_FIELD.fullmatch(word) for word in words)

"""Driving licences and professional permits as people and other programs write them."""

import re

from matching.intake.cells.choices import NONE, NOT_KNOWN, pieces
from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.cells.words import word_list
from matching.intake.folding import fold

_CATEGORIES = frozenset(
    ["AM", "A1", "A2", "A", "B1", "B", "BE", "B96", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"]
)
_ALSO_WORDS = frozenset({"a", "am", "be", "c", "ce", "d", "de"})
_BARE_YES = frozenset(
    {
        "oui",
        "x",
        "yes",
        "permis",
        "permis de conduire",
        "conduire",
        "driving",
        "oui permis",
        "permis oui",
        "1",
        "o",
        "ok",
        "vrai",
        "true",
    }
)
_NOT_HELD = re.compile(
    r"\ben cours\b|\bpas (?:de|le|encore|eu|du|obtenu|valide)\b|\bcode\b|\bpasse le\b|\bprepar\w*"
    r"|\bbientot\b|\binscrite?\b|\bsuspendu\w*|\bannul\w*|\bretir\w*|\bperdu\b|\binvalid\w*"
    r"|\bexpir\w*|\bapprenti\w* conduite|\bnon obtenu"
)
# "B ou C": one of them is enough, which no list of licences can say.
_EITHER = re.compile(r"\b(?:ou|or)\b")
_UNREAD = frozenset({"licence_unknown", "licence_either"})
_LICENCE_ANSWERS: dict[tuple[str, ...], str] = {("yes",): "B", ("no",): "pas de permis"}
_JOINED = "\N{UNIT SEPARATOR}"
# "CACES R489 1, 3 et 5": numbers of one title, between which no list is cut.
_NUMBERS = re.compile(r"(?<=\d)\s*(?:[,/&+]|\bet\b)\s*(?=\d\b)")
# Official labels: "BE - B + Remorque", "C1 - Poids lourd < 7,5 t".
_TRAILER = re.compile(r"\+\s*remorque", re.IGNORECASE)
_WITH_E = re.compile(r"\b(B|C1?|D1?)\s*\+\s*E\b", re.IGNORECASE)  # "B+E" is BE
_TONNES = re.compile(r"<?\s*\b\d{1,2}(?:[.,]\d)?\s*t(?:onnes?)?\b", re.IGNORECASE)
# What one cell tells of a vehicle beside the licence: "B + voiture", "B (sans voiture)". The
# "véhicule léger" of the category B is none.
_VEHICLE = re.compile(
    r"(?P<no>\b(?:sans|non|ni|aucun|pas|plus|pas encore)\s+(?:de |d['\u2019])?)?"
    r"(?:\b(?:une?|1|la|ma)\s+)?"
    r"\b(?:v[ée]hicul(?:e|[ée]e?)s?|voitures?|scooter)\b(?!\s+l[ée]ger)"
    r"(?:\s+(?:perso|personnel)\w*)?(?:\s*:?\s*\b(?P<after>oui|non)\b)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[()\[\]]|\s(?:mais|avec|-|\u2013)\s(?!v[ée]hicules? l[ée]ger)", re.IGNORECASE)
# "Oui, et j'ai une voiture": the words around a vehicle that is told beside a licence.
_WITH_VEHICLE = re.compile(
    r"\s*[,;+(]?\s*(?:(?:et|mais|avec)\b\s*)?(?:j['\u2019]ai\s+|je poss[èe]de\s+)?"
    rf"{_VEHICLE.pattern}\)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[(\[]([^)\]]*)[)\]]|\bmais\b(.*)", re.IGNORECASE)
_NEITHER = frozenset(
    {"ni l un ni l autre", "ni l une ni l autre", "aucun des deux", "aucune des deux"}
)
_ANSWERED_NO = re.compile(r"\s*:?\s+(?:non|no)\s*$", re.IGNORECASE)
# Titles that are no driving licence, kept as they are written.
_TITLES = re.compile(
    r"\b(?:caces|r ?4[89]\d|fimo|fco|adr|habilitation\w*|cariste|nacelle|ssiap|taxi|vtc|bafa|bafd"
    r"|carte (?:pro|conducteur|vtc)\w*|bsr|aipr|sst|cqp|autorisation de conduite|bateau|fluvial"
    r"|cotier|hauturier|chariot\w*|grue|tracteur|engins?)\b"
)


def read_licences(text: str) -> Reading[tuple[str, ...]]:
    """Driving licences and permits; the empty tuple says that the person has none.

    A category is found in whatever stands around it ("Cat. B", "B - Véhicule léger"). Words that
    name none are left out and asked about: they must close no door.
    """
    if _EITHER.search(fold(text)) and len(pieces(text)) > 1:
        return doubtful("licence_either")
    kept: list[str] = []
    doubts: list[Doubt] = []
    for item in _items(text):
        _read_item(text, item, kept, doubts)
    return Reading(tuple(sorted(set(kept))), tuple(doubts))


def licences_demanded(text: str) -> Reading[tuple[str, ...]]:
    """The licences that an offer demands; that a vehicle is demanded beside is said, not kept."""
    reading = read_licences(_without_vehicle(text))
    if True not in _vehicles(text):
        return reading
    return Reading(reading.value, (*reading.doubts, Doubt("demand_vehicle")))


def licences_denied(text: str) -> frozenset[str]:
    """The categories of which a person says that they are not held yet: "B, C en cours"."""
    said = [item for item in _items(text) if _NOT_HELD.search(fold(item))]
    return frozenset(word for item in said for word in item.upper().split() if word in _CATEGORIES)


def _items(text: str) -> list[str]:
    """The items of a list; numbers of one title ("R489 1, 3") stay with it.

    What is not held yet is an item of its own, also in brackets: "B (C en cours)".
    """
    text = _BESIDE.sub(_apart, text)
    text = _TONNES.sub(" ", _TRAILER.sub("avec remorque", _WITH_E.sub(r"\1E", text)))
    if not _TITLES.search(fold(text)):
        return pieces(text)
    return [item.replace(_JOINED, ", ") for item in pieces(_NUMBERS.sub(_JOINED, text))]


def _apart(aside: re.Match[str]) -> str:
    """Words beside a licence as an item of their own, where they name another that is not held."""
    said = aside[1] or aside[2] or ""
    is_another = _NOT_HELD.search(fold(said)) and _CATEGORIES & {*re.findall(r"[A-Z]\w*", said)}
    return f"; {said}" if is_another else aside[0]


def read_licences_held(text: str) -> Reading[tuple[str, ...]]:
    """The licences of a person; `None`, not known, as long as any word of the cell is not."""
    if fold(text) in NOT_KNOWN:
        return Reading(None)
    reading = read_licences(_without_vehicle(text))
    unread = any(doubt.code in _UNREAD for doubt in reading.doubts)
    return Reading(None if unread else reading.value, reading.doubts)


def read_licence_b(text: str) -> Reading[tuple[str, ...]]:
    """The licences of a person who was asked for licence B: a bare yes is that one."""
    alone = _without_vehicle(text)
    return (
        Reading(("B",)) if word_list("yes_no").find(alone) == ("yes",) else read_licences_held(text)
    )


def vehicle_beside(text: str) -> bool | None:
    """Whether a cell about licences tells of a vehicle: "B, véhiculé", "B (sans voiture)"."""
    told = _vehicles(text) if _without_vehicle(text) != text.strip() else set()
    return told.pop() if len(told) == 1 else None


def _without_vehicle(text: str) -> str:
    """The words about licences, without those about a vehicle beside them."""
    return _WITH_VEHICLE.sub("", text).strip() or text.strip()


def _vehicles(text: str) -> set[bool]:
    """Each answer that a cell gives about a vehicle."""
    return {
        not found["no"] and fold(found["after"] or "") != "non" for found in _VEHICLE.finditer(text)
    }


def read_licences_and_vehicle(
    text: str, *, vehicle_first: bool = False
) -> Reading[tuple[tuple[str, ...] | None, bool | None]]:
    """What one cell says of licences and of a vehicle: "B + voiture", "B (sans voiture)".

    Each is `None` where nothing is said of it. Of two bare answers ("oui / non") the first is
    about the licence, unless the heading names the vehicle first.
    """
    if fold(text) in _NEITHER:
        return Reading(((), False))
    told = _vehicles(text)
    items = _cut(_VEHICLE.sub(";", text))
    if not told and len(items) == 2:
        vehicle, licence = items if vehicle_first else items[::-1]
        told = {answer == ("yes",) for answer in [word_list("yes_no").find(vehicle)] if answer}
        items = (
            [_LICENCE_ANSWERS.get(word_list("yes_no").find(licence), licence)] if told else items
        )
    held = read_licences_held("; ".join(items)) if items else Reading(None)
    unclear = any(doubt.code in _UNREAD for doubt in held.doubts)
    if len(told) > 1 or unclear or any(word_list("yes_no").find(item) for item in items):
        return doubtful("licence_vehicle_unread")
    return Reading((held.value, min(told, default=None)), held.doubts)


def _cut(text: str) -> list[str]:
    """The items of a cell, also between brackets, dashes and "mais"."""
    return [item for piece in pieces(_ASIDE.sub(";", text)) if (item := piece.strip(" .:"))]


def _read_item(text: str, item: str, kept: list[str], doubts: list[Doubt]) -> None:
    name = fold(item)
    if (asked := _ANSWERED_NO.sub("", item)) != item and _categories(asked):
        return
    if word_list("vehicle").find(item) == ("yes",) and len(pieces(text)) > 1:
        return
    if name in NONE or name in {
        "pas de permis",
        "sans permis",
        "aucun permis",
        "ni permis",
        "permis non",
        "non titulaire",
        "n",
        "faux",
        "false",
    }:
        return
    if _NOT_HELD.search(name):
        doubts.append(Doubt("licence_not_held", "", {"item": item}))
    elif _TITLES.search(name):
        kept.append(" ".join(item.split()))
    elif found := _categories(item):
        kept.extend(found)
    elif name in _BARE_YES:
        kept.append("B")
        doubts.append(Doubt("licence_guessed", text.replace(item, "B", 1), {"item": item}))
    else:
        doubts.append(Doubt("licence_unknown", "", {"item": item}))


def _categories(item: str) -> list[str]:
    """The categories an item names, when all its other words are known to say nothing else."""
    name = fold(item)
    words = name.split()
    found = [
        word.upper()
        for word in words
        if word.upper() in _CATEGORIES
        # "de", "ce" and "a" are words of the language unless they stand alone or in capitals.
        and (len(words) < 3 or word not in _ALSO_WORDS or re.search(rf"\b{word.upper()}\b", item))
    ]
    others = [word for word in words if word.upper() not in found and not word.isdigit()]
    beside = word_list("licence_beside")
    return found if all(beside.find(word) for word in others) else []

"""Whether somebody agrees, in whatever words, signs and boxes the answer was written."""

import re

from matching.intake.cells.choices import NOT_KNOWN
from matching.intake.cells.readings import Reading, doubtful
from matching.intake.folding import fold

_REFUSING = frozenset(
    {"non", "no", "n", "0", "false", "faux", "pas", "ne", "jamais", "aucun", "aucune", "sans"}
    | {"contre", "stop", "not", "never", "off", "disagree", "ni", "nan", "niet", "nein", "veto"}
    | {"bloctel", "defavorable", "negatif", "negative", "withdrawn", "laissez", "hors"}
)
_REFUSALS = (
    "refus",
    "oppos",
    "declin",
    "retir",
    "revoq",
    "interdi",
    "desaccord",
    "reject",
    "rejet",
    "optout",
    "opt out",
    "desinscri",
    "decoch",
    "desabonn",
    "retract",
    "retrait",
    "evit",
    "revok",
    "object",
    "unsubscri",
    "denie",
    "deny",
    "annul",
    "liste rouge",
    "plus maintenant",
)
_REFUSING_SIGNS = frozenset({"✗", "✘", "☒", "❌", "لا"})
# Denied, they are no refusal: "pas de problème" is asked again, not taken for a no.
_HINDRANCES = ("problem", "souci", "inconvenient")
# An agreement that is not there yet, or only for some of it.
_UNSETTLED = frozenset(
    {"si", "sauf", "mais", "uniquement", "seulement", "condition", "conditions", "demander"}
    | {"attente", "attendre", "verifier", "voir", "recueillir", "obtenir", "cours", "relancer"}
    | {"expire", "expiree", "manque", "manquant", "peut", "if", "but", "unless", "except"}
    | {"only", "pending", "ask", "expired", "missing", "reserve", "reserves", "sous", "provisoire"}
    | {"provisoirement", "partiel", "partielle", "partiellement", "eventuellement", "parfois"}
    | {"plutot", "hesite"}
    # Told to somebody who wrote it down: nobody can show it later (GDPR, article 7, 1).
    | {"verbal", "verbale", "verbalement", "oral", "orale", "oralement", "vive", "voix"}
    | {"tacite", "implicite", "principe", "parental", "parentale", "parents"}
)
_BUT = frozenset({"mais", "sauf", "but", "except"})  # "d'accord mais pas le soir"
_AGREEING = frozenset(
    {"oui", "o", "x", "yes", "y", "ok", "1", "true", "vrai", "on", "agree", "agrees"}
)
_AGREEMENTS = ("accept", "accord", "consen", "autoris", "coche", "agreed")
# An agreement that is named says yes only beside words that take nothing from it: whose
# ("accord conseiller") or how ("accord par téléphone") are questions.
_NAMED = re.compile(r"accords?|consentements?|autorisations?|acceptations?")
_FIRM = frozenset(
    {"d", "l", "le", "la", "son", "sa", "mon", "ma", "a", "ai", "j", "je", "suis", "il", "elle"}
    | {"donne", "donnee", "ecrit", "ecrite", "signe", "signee", "recu", "recueilli", "obtenu"}
    | {"obtenue", "total", "totale", "complet", "de", "du", "pour", "contact", "contacte"}
    | {"contactee", "etre", "recontact", "recontacte", "recontactee", "transmission", "mes", "ses"}
    | {"coordonnees", "donnees", "tout", "tous", "en", "date", "fait", "plein", "entierement"}
    | {"rgpd", "les", "des", "aux", "au", "recruteurs", "entreprises", "employeurs", "usager"}
    | {"tout", "toutes", "personne", "participant", "participante", "par", "mail", "formulaire"}
)
_NO_HINDRANCE = re.compile(
    r"\b(?:sans|pas de|pas d|aucun) (?:aucun )?(?:problem|souci|inconvenient)\w*"
)
_TICKS = frozenset({"✓", "✔", "☑", "✅"})
# A box of a form beside its words: "☐ J'accepte" was left empty, "[x] Non" was ticked.
_TICKED = re.compile(r"[\u2611\u2612\u2705\u2713\u2714]|[\[(]\s*[xX\u00d7]\s*[\])]")
_UNTICKED = re.compile(r"[\u2610\u25a1\u25a2\u25ef\u2b1c\u25fb]|[\[(]\s*[\])]")


def read_consent(text: str) -> Reading[bool]:
    """Whether somebody agrees: only words that say yes are a yes, any refusal is a no.

    Of boxes with words only the ticked one speaks. What says both, or neither, is no answer;
    nothing is ever proposed.
    """
    if _UNTICKED.search(text):
        return _of_boxes(text)
    return _of_words(text)


def _of_boxes(text: str) -> Reading[bool]:
    """The answer beside the ticked box; one agreement left unticked is a no."""
    pieces = re.split(f"({_TICKED.pattern}|{_UNTICKED.pattern})", text)
    words = [
        (mark, beside.strip()) for mark, beside in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    ticked = [beside for mark, beside in words if _TICKED.fullmatch(mark)]
    if pieces[0].strip() or len(ticked) > 1:
        return doubtful("consent_unread")
    if ticked:
        return _of_words(ticked[0])
    alone = len(words) == 1 and (not words[0][1] or _of_words(words[0][1]).value)
    return Reading(False) if alone else doubtful("consent_unread")


def _of_words(text: str) -> Reading[bool]:
    folded = fold(text)
    if folded in NOT_KNOWN:
        return Reading(None)
    said = _NO_HINDRANCE.sub(" ", folded)
    folded = said if set(said.split()) & _AGREEING else folded  # "oui, sans problème"
    words = set(folded.split())
    refuses = bool(words & _REFUSING) or text.strip() in _REFUSING_SIGNS or _says(folded, _REFUSALS)
    agrees = text.strip() in _TICKS or bool(words & _AGREEING)
    agrees = agrees or any(word.startswith(_AGREEMENTS) for word in words)
    denied = bool(words & {"pas", "non", "ne", "n", "aucun", "aucune", "sans"})
    if denied and _says(folded, (*_REFUSALS, *_HINDRANCES)):
        return doubtful("consent_unread")
    if refuses:
        says_both = words & {"oui", "yes"} or (agrees and words & _BUT)
        return doubtful("consent_unread") if says_both else Reading(False)
    if agrees and not words & _UNSETTLED and "?" not in text and not _is_told_of(words):
        return Reading(True)
    return doubtful("consent_unread")


def _is_told_of(words: set[str]) -> bool:
    """Whether an agreement is named, without a yes, beside words that may take from it."""
    named = {word for word in words if _NAMED.fullmatch(word)}
    others = {word for word in words - named - _FIRM if not word.isdigit()}
    said = any(word.startswith(_AGREEMENTS) for word in words - named) or words & _AGREEING
    return bool(named and others and not said)


def _says(folded: str, beginnings: tuple[str, ...]) -> bool:
    """Whether any word, or words in a row, begin like one of these."""
    return any(f" {beginning}" in f" {folded}" for beginning in beginnings)

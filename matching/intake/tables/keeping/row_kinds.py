"""Rows that are no entry: totals, titles of groups, footers, cancelled or hidden rows."""

import re
import unicodedata
from collections.abc import Sequence

from matching.intake.cells.readings import is_empty
from matching.intake.cells.words import word_list
from matching.intake.folding import fold, tidy

_TOTAL = re.compile(
    r"(?:sous )?tota(?:l|ux)\b.*|grand total|somme|moyenne|nombre (?:total|de lignes)\b.*"
    r"|effectif (?:total\b.*|\d+)"
    r"|(?:nb|nbre|nombre) (?:total|(?:de |d )?(?:personnes|participants|inscrits?|inscriptions"
    r"|visiteurs|candidats|presents|jeunes|demandeurs|stands|exposants|offres|postes))\b.*"
    r"|count|sum|dont .+"
)
_FOOTER = re.compile(
    r"fait (?:le|a)\b.*|edite (?:le|par)\b.*|imprime (?:le|par)\b.*|extrait (?:le|du)\b.*"
    r"|exporte (?:le|par)\b.*|(?:liste |document )?arretee? (?:le|a)\b.*"
    r"|mis a jour le\b.*|mise a jour (?:le|du)\b.*|signatures?(?: d.*)?"
    r"|document (?:confidentiel|interne)\b.*|confidentiel|page \d+.*"
    r"|fin (?:de liste|du tableau)|end of list"
    r"|\d{1,2} \d{1,2} \d{4}"
)
# A remark that stands alone: "* les stands 1 à 4 sont à gauche", "NB : …".
_NOTE = re.compile(r"\s*(?:\*+\s*\S|(?:nb|n\.b\.|nota(?: bene)?|remarques?|legende)\s*:)")
_GROUP = re.compile(
    r"(?:groupe|session|liste|lot|equipe|vague|atelier|semaine|quartier|secteur|commune|zone|pole"
    r"|categorie|section)"
    r"(?: (?:de |du |des |d )?\S+)*"
)
_CANCELLED = re.compile(
    r"(?:est |a ete |commande |inscription |billet |participation )?"
    r"(?:annul|supprim|rembours|desist|desinscri|retract|rejete|refusee?$|abandon"
    r"|ne (?:vient|viendra|participe|participera|souhaite) (?:pas|plus)|absent excus"
    r"|pourvue?$|cancel|delet|refund|withdr|not attending|declined)\w*\b.*"
)
# Beside a name: "ANNULÉ - PETIT Jo", "PETIT Jo (désistement)".
_GONE = (
    r"(?:annul(?:ee?s?|ation)|desist(?:ee?|ement)|desinscri(?:te?|ption)|supprimee?"
    r"|rembourse(?:e|ment)?|cancell?ed|ne vient pas|pourvue?)"
)
_AWAY = re.compile(
    r"(?:absente?s?|(?:pas|non|in)(?: |)(?:dispo(?:nible)?|libre)|empechee?"
    r"|ne (?:vient|viendra|sera) (?:pas|plus)(?: la| present\w*)?|not coming|unavailable)"
    r"(?: (?:ce jour|ce jour la|du tout|excusee?|that day))?"
)
_GONE_ANYWHERE = re.compile(rf"\b{_GONE}\b")
_WITHDRAWN = re.compile(
    r"(?:s est |est |a |inscription |participation |venue )?(?:"
    r"annul(?:ee?s?|ation)|desist(?:ee?|ement)|cancell?ed|ne (?:vient|viendra) (?:pas|plus))"
    r"(?: (?:le|par|du|au|mail|sms|tel|telephone|\d+))*"
)
# What else may be off without the person staying away.
_OF_ELSE = re.compile(
    r"\b(?:rdv|rendez|paiement|contrat|formation|entretien"
    r"|preceden\w*|dernier\w*|ancien\w*|facture)\b"
)
_DRAFT = frozenset({"brouillon", "draft", "is draft", "en brouillon"})
_CROSSED_OUT = re.compile(rf"^\W*{_GONE}\b\W*\s|[(\[*\u2013-]\s*{_GONE}[)\]*]*\s*$")
# Who sends people: alone in a row they are the title of a group, not somebody's name.
_SENDER = re.compile(
    r"(?:mission locale|maison de l emploi|maison (?:des|du|de la)|cap emploi|france travail"
    r"|pole emploi|ccas|cias|plie|pimms|mairie|ville de|conseil departemental|departement"
    r"|centre social|association|structure|agence|mds|mde|mlj|apec|cidff|e2c|epide|afpa|greta)"
    r"\b.*"
)
# Its number, and what else no real entry says: a surname, a stand's name, the stand of an offer.
EXAMPLE_ID = "exemple"
EXAMPLE_SURNAME, EXAMPLE_STAND = "À effacer", "Exemple à effacer"
EXAMPLE_DESCRIPTION = "Aider des personnes âgées chez elles."
_EXAMPLE = frozenset(map(fold, (EXAMPLE_SURNAME, EXAMPLE_STAND, EXAMPLE_DESCRIPTION)))
_SHORT = 60
# Marks that repeat the row above, where nothing else stands.
_DITTO = frozenset({"idem", "id", "ditto", '"', "''", "\u3003", "\u00bb"})
_YES = frozenset({"oui", "x", "1", "true", "vrai", "yes"})


def is_cancelled(heading: str, cell: str) -> bool:
    """Whether a cell about the registration says that the person does not come."""
    said = fold(cell)
    if any(word in fold(heading) for word in ("annul", "cancel", "pourvu")) and said in _YES:
        return True
    return bool(_CANCELLED.fullmatch(said))


def is_away(presence: str) -> bool:
    """Whether a cell about hours says of somebody that they do not come at all."""
    return bool(_AWAY.fullmatch(fold(presence)))


def says_withdrawn(heading: str, cell: str) -> bool:
    """Whether a cell of a column nobody knows says that this entry is off, and nothing else.

    A form that was begun and never sent is off too ("Brouillon": 1).
    """
    if fold(heading) in _DRAFT and fold(cell) in _YES:
        return True
    return bool(_WITHDRAWN.fullmatch(fold(cell))) and not _OF_ELSE.search(fold(heading))


def is_crossed_out(name: str) -> bool:
    """Whether a cell with a name also says that this person does not come."""
    return bool(_CROSSED_OUT.search(_plain(name)))


def is_number_off(number: str) -> bool:
    """Whether the cell of a number says that who bears it does not come: "INS-004 annulé"."""
    return bool(_GONE_ANYWHERE.search(_plain(number)))


def is_template_example(number: str, cells: Sequence[str]) -> bool:
    """Whether a row is the example that our own workbook comes with, left where it stood."""
    if fold(number) != EXAMPLE_ID:
        return False
    return not _EXAMPLE.isdisjoint(fold(cell) for cell in cells if len(cell) < _SHORT)


def repeats_headings(headings: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row says its own headings again, as pages printed one after the other do."""
    said = [(h, c) for h, c in zip(headings, cells, strict=True) if c.strip()]
    # Folding every cell of a large file costs seconds: most rows repeat no heading as it is.
    if not any(h.strip().casefold() == c.strip().casefold() for h, c in said):
        return False
    return len(said) > 1 and sum(fold(h) == fold(c) for h, c in said) * 2 > len(said)


def looks_like_no_entry(kind: str, cells: Sequence[str], *, usual: int) -> str:
    """Why a row is no entry: `row_total`, `row_footer`, `row_group`; "" when it may be one.

    `usual` is how many cells a row of the table mostly fills: a lone title stands out only in a
    table of several. A company may be called "Groupe …"; a person is not.
    """
    written = [cell for cell in cells if not is_empty(cell)]
    if not written:
        return ""
    first = fold(tidy(written[0]))
    if all(tidy(cell).casefold().rstrip(".") in _DITTO for cell in written):
        return "row_footer"
    if _TOTAL.fullmatch(first) and len(written) <= max(2, usual // 2 + 1):
        return "row_total"
    # A title over merged cells stands in each of them.
    alone = all(cell == written[0] for cell in written)
    is_note = alone and usual > 1 and _NOTE.match(_plain(written[0]))
    if is_note or (_FOOTER.fullmatch(first) and len(written) <= 2):
        return "row_footer"
    if alone and usual > 1 and (_titles(kind, first) or tidy(written[0]).endswith(":")):
        return "row_group"
    return ""


def counts_something(cells: Sequence[str]) -> bool:
    """Whether a row says one thing and how many: below a total it is a part of it."""
    written = [tidy(cell) for cell in cells if not is_empty(cell)]
    return len(written) == 2 and written[1].isdecimal() and not written[0].isdecimal()


def _titles(kind: str, folded: str) -> bool:
    """Whether words that stand alone in a row are the title of a group in such a table."""
    if kind == "jobseekers":
        return bool(_GROUP.fullmatch(folded) or _SENDER.fullmatch(folded))
    kinds = word_list("exhibitor_kind" if kind == "exhibitors" else "offer_kind")
    return any(kinds.find(word) for word in (folded, folded.removesuffix("s")))


def _plain(text: str) -> str:
    """Small letters without accents, the signs between words kept."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

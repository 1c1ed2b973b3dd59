"""Rows that are no entry: totals, titles of groups, footers, cancelled or hidden rows."""

import re
from collections.abc import Sequence

from matching.intake.cells.readings import is_blank
from matching.intake.folding import fold, tidy

_TOTAL = re.compile(
    r"(?:sous )?tota(?:l|ux)\b.*|grand total|somme|moyenne|nombre (?:total|de lignes)\b.*"
    r"|effectif total\b.*"
    r"|nb (?:total|de (?:personnes|participants|inscrits))\b.*|count|sum"
)
_FOOTER = re.compile(
    r"fait (?:le|a)\b.*|edite (?:le|par)\b.*|imprime (?:le|par)\b.*|extrait (?:le|du)\b.*"
    r"|exporte (?:le|par)\b.*|mis a jour le\b.*|mise a jour (?:le|du)\b.*|signatures?(?: d.*)?"
    r"|document (?:confidentiel|interne)\b.*|confidentiel|page \d+.*"
    r"|fin (?:de liste|du tableau)|end of list"
    r"|\d{1,2} \d{1,2} \d{4}"
)
_GROUP = re.compile(
    r"(?:groupe|session|liste|lot|equipe|vague|atelier|semaine|quartier|secteur|commune|zone|pole"
    r"|categorie|section)"
    r"(?: (?:de |du |des |d )?\S+)*"
)
_CANCELLED = re.compile(
    r"(?:est |a ete |commande |inscription |billet |participation )?"
    r"(?:annul|supprim|rembours|desist|desinscri|retract|rejete|refusee?$|abandon"
    r"|ne vient (?:pas|plus)|ne viendra (?:pas|plus)|absent excus|cancel|delet|refund|withdr"
    r"|not attending|declined)\w*\b.*"
)
_YES = frozenset({"oui", "x", "1", "true", "vrai", "yes"})


def is_cancelled(heading: str, cell: str) -> bool:
    """Whether a cell about the registration says that the person does not come."""
    said = fold(cell)
    if "annul" in fold(heading) or "cancel" in fold(heading):
        return said in _YES
    return bool(_CANCELLED.fullmatch(said))


def looks_like_no_entry(kind: str, cells: Sequence[str], *, usual: int) -> str:
    """Why a row is no entry: `row_total`, `row_footer`, `row_group`; "" when it may be one.

    `usual` is how many cells a row of the table mostly fills: a lone title stands out only in a
    table of several. A company may be called "Groupe …"; a person is not.
    """
    written = [tidy(cell) for cell in cells if not is_blank(tidy(cell))]
    if not written:
        return ""
    first = fold(written[0])
    if _TOTAL.fullmatch(first) and len(written) <= max(2, usual // 2 + 1):
        return "row_total"
    if _FOOTER.fullmatch(first) and len(written) <= 2:
        return "row_footer"
    titled = kind == "jobseekers" and bool(_GROUP.fullmatch(first))
    if len(written) == 1 and usual > 1 and (titled or written[0].endswith(":")):
        return "row_group"
    return ""

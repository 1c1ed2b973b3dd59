"""What the description of an offer demands and none of its columns says: asked, never applied."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from matching.domain.terms import Hours, OfferKind
from matching.intake.adverts.advert_text import Proposal, proposals_of, segments_of
from matching.intake.folding import fold

# Courses and help name licences and levels that they lead to, unless such a word stands beside.
_DEMANDING = re.compile(
    r"\bexig\w*|\brequis\w*|\bobligatoire\w*|\bindispensable\w*|\bnecessaire\w*|\bminimum\b"
    r"|\bau moins\b|\bdemand(?:e|ee|es|ees)\b|\bprerequis\b|\bpre requis\b|\bil faut\b"
    r"|\btitulaires? d\w*"
)
# Of two amounts of working time the one in the column counts.
_AMOUNTS = frozenset({Hours.FULL_TIME.value, Hours.PART_TIME.value})
# What a column of these says is all that is said of it.
_OF_COLUMN_ALONE = frozenset({"contracts", "diploma_min", "experience_min", "french_level_min"})


def unsaid_demands(
    text: str, values: Mapping[str, Any], *, none: Collection[str] = ()
) -> tuple[Proposal, ...]:
    """What a description demands beyond the values of the offer's columns, in its order.

    Parameters
    ----------
    values
        The offer's values by column; what is empty or `None` is not said.
    none
        Columns of which somebody wrote that nothing is demanded.
    """
    segments = segments_of(text)
    if values.get("kind") not in {None, OfferKind.JOB}:
        segments = tuple(one for one in segments if _DEMANDING.search(fold(one)))
    return tuple(
        proposal
        for proposal in proposals_of("\n".join(segments))
        if proposal.column not in none and not _is_said(proposal, values.get(proposal.column))
    )


def _is_said(proposal: Proposal, value: object) -> bool:
    if value is None or value == ():
        return False
    if proposal.column in _OF_COLUMN_ALONE or not isinstance(value, tuple):
        return True
    said = {str(getattr(item, "value", item)) for item in value}
    is_amount = proposal.cell in _AMOUNTS and bool(_AMOUNTS & said)
    return proposal.cell in said or is_amount

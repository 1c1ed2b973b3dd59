"""Know again the people of a list that numbers nobody, after a name was put right."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold

# Ids that intake made from what was written, because the list had none.
MADE = "p-"
_SAME_NAME = 85.0
_NEAR_NAME = 55.0


def carried_ids(received: Iterable[Jobseeker], known: Mapping[str, Jobseeker]) -> dict[str, str]:
    """The id that each newly numbered person had before, by new id; strangers are left out.

    A name spelt nearly the same is the same person unless phone and e-mail speak against it; with
    the same phone or e-mail the name may differ more. Each id is carried once, the surest first.
    """
    listed = tuple(received)
    here = {one.id for one in listed}
    new = [one for one in listed if one.id.startswith(MADE) and one.id not in known]
    old = [one for key, one in known.items() if key.startswith(MADE) and key not in here]
    sure = sorted(
        (-likeness, one.id, other.id)
        for one in new
        for other in old
        if (likeness := _likeness(one, other)) > 0
    )
    carried: dict[str, str] = {}
    for _, fresh, before in sure:
        if fresh not in carried and before not in carried.values():
            carried[fresh] = before
    return carried


def _likeness(one: Jobseeker, other: Jobseeker) -> float:
    """From 0 (another person) to 200 (same contact, same name)."""
    # Words in any order: a column of whole names may have been turned round.
    name = fuzz.token_sort_ratio(fold(one.full_name), fold(other.full_name))
    contacts = [(one.phone, other.phone), (one.email, other.email)]
    if any(ours and ours == theirs for ours, theirs in contacts):
        return name + 100 if name >= _NEAR_NAME else 0.0
    if any(ours and theirs for ours, theirs in contacts):
        return 0.0
    return name if name >= _SAME_NAME else 0.0

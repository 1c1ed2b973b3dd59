"""An age limit without the law or rule that allows it: its ground is given, or it is dropped."""

from matching.domain.flaw import Flaw
from matching.services.files.mending.mend import Mend

DROPPED = "dropped"
"""The answer that an offer has no limit of age after all."""
GROUNDS = {
    "apprenticeship": "Code du travail, L6222-1",
    "professional_contract": "Code du travail, L6325-1",
    "youth_support": "Code du travail, L5131-3 à L5131-7",
    "local_youth_office": "Code du travail, L5314-2",
    "dangerous_work": "Code du travail, L4153-8",
}
"""The laws that limit an age most often, each under its code."""
_NO_LIMIT = "aucun"


def asks_for_ground(flaw: Flaw) -> bool:
    """Whether a flaw is about an age limit of which nobody said what allows it."""
    return flaw.code == "invalid_age_without_ground" and bool(flaw.line)


def ground_mends(flaw: Flaw, chosen: str, written: str = "") -> tuple[Mend, ...]:
    """The cells to write for what somebody chose of a limit; none where nothing was.

    Parameters
    ----------
    chosen
        A code of `GROUNDS`, `DROPPED`, or nothing.
    written
        The law or the funder's rule in somebody's own words: it comes first.
    """
    if ground := written.strip() or GROUNDS.get(chosen, ""):
        return (Mend(flaw.file, flaw.line, "entry_ground", ground),)
    if chosen != DROPPED:
        return ()
    return tuple(Mend(flaw.file, flaw.line, name, _NO_LIMIT) for name in ("age_min", "age_max"))

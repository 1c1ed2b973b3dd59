"""Who may have an insertion contract, as prescribers have checked: which proof, when, and who."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.errors import Invalid

PROOFS_OF_LEVEL_1 = ("rsa", "ass", "aah", "very_long_unemployed")
PROOFS_OF_LEVEL_2 = (
    "diploma_at_most_cap",
    "senior",
    "young",
    "child_welfare",
    "long_unemployed",
    "rqth",
    "single_parent",
    "homeless",
    "refugee",
    "rural_zone",
    "priority_district",
    "leaving_prison",
    "french_language",
    "mobility",
)
PROOFS = (*PROOFS_OF_LEVEL_1, *PROOFS_OF_LEVEL_2, "iae_pass", "diagnosis")
"""What a prescriber may have seen: criteria of two levels, a PASS IAE that runs already, or a
diagnosis of the prescriber's own.

Level 1 is Labour Code R5132-1-7, II. Level 2 are those of annex 2 of the order (arrêté) of 1
September 2021 (JORF no. 204 of 2 September 2021, NOR MTRD2124285A). Compared in November 2026, one
by one, with the eighteen criteria of the State's own service, « Les emplois de l'inclusion »
(github.com/gip-inclusion/les-emplois, `itou/eligibility/enums.py`). How old each paper may be is in
that annex and is *not* checked here: it is the prescriber's to judge.
"""

_LONGEST_NAME = 100
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class EligibilityCheck:
    """What a prescriber has found for one person: the word, the proofs seen, the day, and who."""

    person: str
    eligible: bool
    proofs: tuple[str, ...]
    on: date
    by: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise Invalid("by", "empty")
        if len(self.by) > _LONGEST_NAME or not self.by.isprintable():
            raise Invalid("by", "name", most=_LONGEST_NAME)
        if any(proof not in PROOFS for proof in self.proofs):
            said = ", ".join(self.proofs)
            raise Invalid("proofs", "choice", value=said, choices=", ".join(PROOFS))
        if self.eligible and not self.proofs:
            raise Invalid("proofs", "empty")

    @property
    def data(self) -> dict[str, str]:
        """What the fact says beside whom it names."""
        word = "yes" if self.eligible else "no"
        proofs = _BETWEEN.join(self.proofs)
        return {"eligible": word, "proofs": proofs, "on": self.on.isoformat(), "by": self.by}


def eligibility_of(happenings: Iterable[Happening]) -> Mapping[str, EligibilityCheck]:
    """The last check of each person that still counts, by the person's id."""
    return {
        fact.person: _check(fact)
        for fact in in_force(happenings)
        if fact.kind is HappeningKind.ELIGIBILITY_CHECKED
    }


def _check(fact: Happening) -> EligibilityCheck:
    return EligibilityCheck(
        fact.person,
        fact.data["eligible"] == "yes",
        tuple(filter(None, fact.data["proofs"].split(_BETWEEN))),
        date.fromisoformat(fact.data["on"]),
        fact.data["by"],
    )

"""What staff have done in the last minutes, each with a way back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.domain.day.happening import Happening, HappeningKind, standing
from matching.domain.day.reported import REPORTED
from matching.services.floor.everyone_left import ACT
from matching.services.floor.floor_view import FloorView

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long an act of the floor can be taken back by whoever is there."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something reported, with whom or what it was about; `nonce` names it.

    `everyone` counts the people of whom one act said that all had left; 0 for any other act.
    """

    nonce: str
    kind: HappeningKind
    at: datetime
    call_number: int | None
    first_name: str
    stand: str
    everyone: int = 0


def last_acts(view: FloorView) -> list[Act]:
    """What was reported lately and still counts, the newest first."""
    since = view.at - TAKEN_BACK_WITHIN
    lately = [
        fact
        for fact in standing(view.facts)
        if fact.kind in REPORTED and since <= fact.at <= view.at
    ]
    together = Counter(fact.data[ACT] for fact in lately if ACT in fact.data)
    acts = {fact.data.get(ACT, fact.nonce): _act(view, fact, together) for fact in lately}
    return list(acts.values())[::-1]


def _act(view: FloorView, fact: Happening, together: Counter[str]) -> Act:
    if ACT in fact.data:
        act = fact.data[ACT]
        return Act(act, fact.kind, fact.at, None, "", "", together[act])
    person = view.entries.jobseekers.get(fact.person)
    stand = view.entries.exhibitors.get(fact.stand)
    return Act(
        nonce=fact.nonce,
        kind=fact.kind,
        at=fact.at,
        call_number=view.entries.call_numbers.get(fact.person),
        first_name=person.first_name if person else "",
        stand=f"{stand.stand} {stand.name}".strip() if stand else "",
    )

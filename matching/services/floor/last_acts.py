"""What staff have done in the last minutes, each with a way back."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from matching.domain.day.by_hand import BY_HAND
from matching.domain.day.happening import ACT, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.reported import REPORTED
from matching.domain.day.session_shift import BESIDE
from matching.domain.entries import Entries
from matching.domain.terms import OfferKind
from matching.services.floor.floor_view import FloorView

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long an act of the floor can be taken back by whoever is there."""


@dataclass(frozen=True, slots=True)
class PastAct:
    """Something reported, with whom or what it was about; `nonce` names it.

    `everyone` counts the people of whom one act said that all had left; 0 for any other act.
    `beside` are others whose meetings the same act has changed, as staff call them; `workshop` is
    the title of one, where the meeting was a place in its group.
    """

    nonce: str
    kind: HappeningKind
    at: datetime
    call_number: int | None
    first_name: str
    stand: str
    everyone: int = 0
    beside: tuple[tuple[int, str], ...] = ()
    workshop: str = ""


def last_acts(
    view: FloorView, *, with_hand: bool = False, whole_day: bool = False
) -> list[PastAct]:
    """What was reported lately, or since the day began, and still counts, the newest first.

    What was changed by hand is among it `with_hand`: for whoever may change it.
    """
    kinds = REPORTED.keys() | (BY_HAND if with_hand else frozenset())
    since = view.entries.fair.moment(time()) if whole_day else view.at - TAKEN_BACK_WITHIN
    facts = in_force(view.facts)
    reopened = {
        fact.stand: number
        for number, fact in enumerate(facts)
        if fact.kind is HappeningKind.STAND_REOPENED
    }
    lately = [
        fact
        for number, fact in enumerate(facts)
        if fact.kind in kinds
        and BESIDE not in fact.data
        and since <= fact.at <= view.at
        and not (number < reopened.get(fact.stand, -1) and _is_answered(view, fact))
    ]
    together = Counter(
        fact.data[ACT] for fact in lately if ACT in fact.data and fact.kind not in BY_HAND
    )
    acts: dict[str, PastAct] = {}
    for fact in lately:
        act, before = _act(view, fact, together), acts.get(fact.data.get(ACT, fact.nonce))
        if before is not None and before.call_number not in {None, act.call_number}:
            also = (before.call_number or 0, before.first_name)
            act = replace(act, beside=(*before.beside, also))
        acts[act.nonce] = act
    return list(acts.values())[::-1]


def last_by_hand(view: FloorView) -> str:
    """The name of what a hand changed last and can still be taken back, or ""."""
    acts = last_acts(view, with_hand=True)
    return next((act.nonce for act in acts if act.kind in BY_HAND), "")


def _is_answered(view: FloorView, fact: Happening) -> bool:
    """Whether a stand that was reopened since neither is closed nor leaves any more."""
    away = {
        HappeningKind.STAND_CLOSED: view.state.closed,
        HappeningKind.STAND_LEAVES: view.state.leaving,
    }
    return fact.kind in away and fact.stand not in away[fact.kind]


def _act(view: FloorView, fact: Happening, together: Counter[str]) -> PastAct:
    at = fact.at.astimezone(view.entries.fair.zone)
    if fact.data.get(ACT) in together:
        act = fact.data[ACT]
        return PastAct(act, fact.kind, at, None, "", "", together[act])
    person = view.entries.jobseekers.get(fact.person)
    named = fact.data.get(ACT, fact.nonce)
    stand = view.entries.exhibitors.get(fact.stand)
    return PastAct(
        nonce=named,
        kind=fact.kind,
        at=at,
        call_number=view.entries.call_numbers.get(fact.person),
        first_name=person.first_name if person else "",
        stand=stand.label if stand else "",
        workshop=_workshop(view.entries, fact),
    )


def _workshop(entries: Entries, fact: Happening) -> str:
    """The title of the workshop that a fact's meeting is a place of, or ""."""
    titles = (
        offer.title
        for offer in entries.offers.values()
        if offer.kind is OfferKind.WORKSHOP
        and Meeting(0, fact.person, offer.exhibitor, offer.id).id == fact.meeting
    )
    return next(titles, "")

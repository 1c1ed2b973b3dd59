"""What somebody asks to change of an announced plan by hand, and which meetings that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.planning.problem.changes import Change
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.live.live_fair import LiveFair
from matching.services.live.rest_of_day import before_arrival
from matching.services.shop.known_plans import index_of


class HandEditKind(StrEnum):
    """What a hand may do with a meeting; the value is typed at the terminal."""

    MOVE = "move"
    SWAP = "swap"
    ADD = "add"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One act of a hand.

    Attributes
    ----------
    meeting
        The meeting that is moved, swapped or cancelled, by its id.
    other
        The meeting that it changes hours with.
    person, stand, offer
        Who is added where; about the offer that suits best when none is named. An offer that is
        named may be the second that the two meet about. A meeting that is moved keeps its stand:
        naming another one is refused.
    slot
        Where a meeting is moved or added: a slot of the fair's grid.
    """

    kind: HandEditKind
    meeting: str = ""
    other: str = ""
    person: str = ""
    stand: str = ""
    offer: str = ""
    slot: int = -1


def slot_at(fair: Fair, hour: str) -> int:
    """The slot that begins at an hour, as people write it.

    Raises
    ------
    FairError
        `slot_unknown` with the hours on either side of it.
    """
    grid = SlotGrid.of(fair)
    hours = [f"{start:%H:%M}" for start in grid.starts]
    said = hour.strip().lower().replace("h", ":")
    wanted = "{:0>2}:{:0<2}".format(*said.partition(":")[::2])
    if wanted in hours:
        return hours.index(wanted)
    near = [each for each in hours if each[:2] == wanted[:2]] or [hours[0], hours[-1]]
    raise FairError("slot_unknown", value=hour, choices=", ".join(near))


def changes_asked(live: LiveFair, edit: HandEdit) -> tuple[Change, ...]:
    """The meetings that an act changes, as they are and as they would be.

    Raises
    ------
    FairError
        `meeting_unknown`, `person_unknown`, `stand_unknown`, `offer_unknown`; `edit_same` where
        nothing would change; `edit_stand_met`, with the hour, where the two meet already, and no
        other offer is named; `edit_other_stand`.
    """
    if edit.kind is HandEditKind.ADD:
        return (_added(live, edit),)
    was = _meeting(live, edit.meeting)
    if edit.kind is HandEditKind.CANCEL:
        return (Change(was.person, was, None),)
    if edit.kind is HandEditKind.MOVE:
        if edit.stand not in {"", was.stand}:
            raise FairError("edit_other_stand")
        found = [(was, replace(was, slot=edit.slot))]
    else:
        other = _meeting(live, edit.other)
        found = [(was, replace(was, slot=other.slot)), (other, replace(other, slot=was.slot))]
    if any(before == after for before, after in found):
        raise FairError("edit_same")
    return tuple(Change(before.person, before, after) for before, after in found)


def _meeting(live: LiveFair, meeting: str) -> Meeting:
    fair = live.entries.fair.id
    found = index_of(fair, live.plan.meetings).by_id.get(meeting)
    if found is None:
        raise FairError("meeting_unknown", meeting=meeting, fair=fair)
    return found


def _added(live: LiveFair, edit: HandEdit) -> Change:
    """A new meeting, whose length (0 here) is its offer's to say."""
    person = live.entries.jobseeker(edit.person).id
    stand = live.entries.exhibitor(edit.stand).id
    mine = [meeting for meeting in live.plan.meetings if meeting.person == person]
    over = before_arrival(live)
    met = [meeting for meeting in mine if meeting.stand == stand and meeting not in over]
    offer, score = _offer_to_meet(live, person, stand, edit.offer, met)
    added = Meeting(edit.slot, person, stand, offer, 0, score)
    return Change(person, next((each for each in mine if each.id == added.id), None), added)


def _offer_to_meet(
    live: LiveFair, person: str, stand: str, offer: str, met: Sequence[Meeting]
) -> tuple[str, float]:
    """What a new meeting is about, beside those that the two have: named, or not met yet.

    Talking at the stand comes before its workshops, and an open offer before a closed one. One
    meeting is about all the offers of a stand, unless an offer is met apart or is named: who
    names it wants a second meeting.
    """
    matrix, offers = live.judged.matrix, live.entries.offers
    row = matrix.people.index(person)
    here = [n for n, one in enumerate(matrix.offers) if one.stand == stand]
    here = [n for n in here if offer in {"", matrix.offers[n].offer}]
    if not here:
        raise FairError("offer_unknown", offer=offer or stand, fair=live.entries.fair.id)
    group = {n for n in here if offers[matrix.offers[n].offer].kind is OfferKind.WORKSHOP}
    apart = {one.offer: one.offer if one.alone or offer else "" for one in matrix.offers}
    taken = {apart[one.offer] for one in met}
    among = [n for n in here if n not in group] or here
    left = [n for n in among if apart[matrix.offers[n].offer] not in taken]
    if not left:
        hour = SlotGrid.of(live.entries.fair).starts[met[0].slot]
        raise FairError("edit_stand_met", hour=f"{hour:%H:%M}")
    values, verdicts = matrix.values[row], matrix.verdicts[row]
    best = min(left, key=lambda n: (bool(verdicts[n] == CLOSED), -float(values[n]), n))
    return matrix.offers[best].offer, float(values[best])

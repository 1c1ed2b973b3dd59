"""What somebody asks to change of an announced plan by hand, and which meetings that changes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import Change
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.live.live_fair import LiveFair
from matching.services.live.rest_of_day import before_arrival


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
        Who is added where; about the offer that suits best when none is named. A meeting that is
        moved keeps its stand: naming another one is refused.
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
        nothing would change; `edit_stand_met`, with the hour, where the two meet already;
        `edit_other_stand`.
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
    for planned in live.plan.meetings:
        if planned.id == meeting:
            return planned
    raise FairError("meeting_unknown", meeting=meeting, fair=live.entries.fair.id)


def _added(live: LiveFair, edit: HandEdit) -> Change:
    """A new meeting, whose length (0 here) is its offer's to say."""
    person = live.entries.jobseeker(edit.person).id
    stand = live.entries.exhibitor(edit.stand).id
    offer, score = best_offer(live, person, stand, edit.offer)
    added, over = Meeting(edit.slot, person, stand, offer, 0, score), before_arrival(live)
    mine = [meeting for meeting in live.plan.meetings if meeting.person == person]
    met = next((m for m in mine if m not in over and _is_same_party(live, m, added)), None)
    if met is not None:
        hour = SlotGrid.of(live.entries.fair).starts[met.slot]
        raise FairError("edit_stand_met", hour=f"{hour:%H:%M}")
    return Change(person, next((each for each in mine if each.id == added.id), None), added)


def _is_same_party(live: LiveFair, one: Meeting, other: Meeting) -> bool:
    """Whether somebody would meet a stand twice: a workshop is a party of its own."""
    alone = {offered.offer for offered in live.judged.matrix.offers if offered.alone}
    is_apart = one.offer != other.offer and {one.offer, other.offer} & alone
    return one.stand == other.stand and not is_apart


def best_offer(live: LiveFair, person: str, stand: str, offer: str = "") -> tuple[str, float]:
    """The offer of a stand that suits somebody best, or the one named, and how well it does.

    An open offer comes before a closed one, and talking at the stand before its workshops.
    """
    matrix = live.judged.matrix
    row = matrix.people.index(person)
    found = [
        (offered.alone, bool(matrix.verdicts[row, n] == CLOSED), -float(matrix.values[row, n]), n)
        for n, offered in enumerate(matrix.offers)
        if offered.stand == stand and offer in {"", offered.offer}
    ]
    if not found:
        raise FairError("offer_unknown", offer=offer or stand, fair=live.entries.fair.id)
    number = min(found)[-1]
    return matrix.offers[number].offer, float(matrix.values[row, number])

"""What recruiters note of a meeting of their stand, against what their screen has shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from matching.domain.access import Access, Role
from matching.domain.day.happening import SETTLING, Happening, HappeningKind, in_force
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import joined
from matching.services.floor.floor_view import FloorView, floor_view
from matching.services.live.follow_day import follow_day
from matching.services.live.outcome_places import OutcomeNoted
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.as_seen import must_be_as_seen
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.live.reported.report import StaffReport
from matching.services.shop.shop import Shop

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long recruiters can take back what they noted; later an organiser does."""

_PLACES = (HappeningKind.PLACE_TAKEN, HappeningKind.PLACE_GIVEN_BACK)
_NOTED = frozenset({*SETTLING, HappeningKind.OUTCOME, *_PLACES})
_BEGUN = frozenset({HappeningKind.CALLED, HappeningKind.BEGUN})


def note_met(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    access: Access,
    result: str,
    nonce: str,
    detail: str = "",
    seen: str | None = None,
) -> OutcomeNoted:
    """Write down that a meeting took place and what it led to, also to places.

    The person reads the `detail`: when, to whom, why. `seen` names what the screen showed noted
    of the meeting (`MeetingNow.noted`); None writes whatever a colleague has noted since.

    Raises
    ------
    FairError
        `meeting_unknown` when it is not of this access's own stand, as if there were none;
        `outcome_unknown`; `words_protected` when the detail speaks of a protected criterion;
        as `must_be_as_seen` when a colleague was faster.
    """
    view, _ = _must_be_theirs(shop, fair, meeting, access)
    noted = note_outcome(
        shop, fair, meeting, result=result, nonce=f"{nonce}.outcome", detail=detail, seen=seen
    )
    if meeting not in view.state.held:
        follow_day(shop, fair, StaffReport("held", meeting=meeting), nonce=f"{nonce}.held")
    return noted


def note_now(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    kind: str,
    access: Access,
    nonce: str,
    seen: str | None = None,
) -> None:
    """Call somebody on the screen of the hall (`called`), or write down that a meeting has `begun`.

    Raises
    ------
    FairError
        `meeting_unknown` and what a colleague was faster with, as `note_met`.
    """
    _must_be_theirs(shop, fair, meeting, access)
    follow_day(shop, fair, StaffReport(kind, meeting=meeting, seen=seen), nonce=nonce)


def own_meeting(shop: Shop, fair: str, meeting: str, access: Access) -> "MeetingOf":
    """Whose meeting it is and of which stand.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`.
    """
    return _must_be_theirs(shop, fair, meeting, access)[1]


def taken_ahead(redrawn: Redrawn, meeting: str) -> datetime | None:
    """When a meeting that will not be was to begin, where that hour had not come.

    It is in no plan any more.
    """
    taken = [change.was for change in redrawn.changes if change.was and change.was.id == meeting]
    return SlotGrid.of(redrawn.entries.fair).starts[taken[0].slot] if taken else None


def note_off(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    kind: str,
    access: Access,
    nonce: str,
    seen: str | None = None,
) -> Redrawn:
    """Write down that a meeting will not be: nobody came (`no-show`) or one side `refused`.

    Raises
    ------
    FairError
        `meeting_unknown` and what a colleague was faster with, as `note_met`.
    """
    _must_be_theirs(shop, fair, meeting, access)
    return follow_day(shop, fair, StaffReport(kind, meeting=meeting, seen=seen), nonce=nonce)


def take_back_noted(
    shop: Shop, fair: str, meeting: str, *, access: Access, nonce: str, seen: str | None = None
) -> Redrawn:
    """Take back all that was noted of a meeting: it is to come again, or to be noted.

    What an absence or a refusal took comes back, at the same hour where that is still free.
    `seen` names what is taken back: what the screen showed noted, or the act that noted it.

    Raises
    ------
    FairError
        As `note_met` (what a colleague has noted since stays); `nothing_to_undo`; `undo_late`
        after a quarter of an hour for anybody but an organiser.
    """
    view, _ = _must_be_theirs(shop, fair, meeting, access)
    about = [fact for fact in in_force(view.facts) if fact.meeting == meeting]
    noted = [fact for fact in about if fact.kind in _NOTED]
    noted = noted or [fact for fact in about if fact.kind in _BEGUN][-1:]
    if not noted:
        raise FairError("nothing_to_undo", fair=fair)
    if seen is not None:
        must_be_as_seen(view.facts, meeting, seen, to_undo=True)
    _must_be_lately(view, noted, access)
    done = [
        follow_day(
            shop,
            fair,
            # what is beneath the newest was noted by the same hand, or seen with it
            StaffReport("undo", act=fact.nonce, seen=None if number else seen),
            nonce=f"{nonce}.{number}",
        )
        for number, fact in enumerate(reversed(noted))
    ]
    later = next((one.later for one in done if one.later is not None), None)
    changes = joined([each for one in done for each in one.changes])
    return replace(done[-1], changes=changes, later=later)


@dataclass(frozen=True, slots=True)
class MeetingOf:
    """Whose meeting it is, and of which stand."""

    person: str
    stand: str


def _must_be_theirs(
    shop: Shop, fair: str, meeting: str, access: Access
) -> tuple[FloorView, MeetingOf]:
    """The floor, when the meeting is of the stand that an access opens."""
    view = floor_view(shop, fair)
    if view is not None:
        # Who was missed has left the plan: the fact tells whose meeting it was.
        named = {
            fact.meeting: MeetingOf(fact.person, fact.stand)
            for fact in view.facts
            if fact.meeting and fact.stand
        }
        named |= {one.id: MeetingOf(one.person, one.stand) for one in view.planned}
        if meeting in named and access.stand in {"", named[meeting].stand}:
            return view, named[meeting]
    raise FairError("meeting_unknown", meeting=meeting, fair=fair)


def _must_be_lately(view: FloorView, noted: Sequence[Happening], access: Access) -> None:
    is_late = any(view.at - fact.at > TAKEN_BACK_WITHIN for fact in noted)
    if is_late and access.role is not Role.ORGANISER:
        raise FairError("undo_late", minutes=int(TAKEN_BACK_WITHIN.total_seconds()) // 60)

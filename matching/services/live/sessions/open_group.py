"""Open a group of a workshop by hand at an hour more, by the same rules as every other."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.intake.cells.times.clocks import read_clock
from matching.planning.fair.arranged import session_slots
from matching.services.live.live_fair import LiveFair
from matching.services.live.redrawn import Redrawn
from matching.services.live.sessions.groups import SessionsView, hours_of, sessions_view
from matching.services.live.sessions.put_in import Write, put_in
from matching.services.plan.draw_plan import PlanMoved
from matching.services.plan.sessions_held import HeldSession, both_need
from matching.services.shop.shop import Shop
from matching.store.documents import to_document
from matching.store.edits import append_edit
from matching.store.entries import write_stand_or_offer
from matching.store.fairs import read_entries


def open_session(
    shop: Shop,
    fair: str,
    person: str,
    offer: str,
    *,
    starts: str,
    nonce: str,
    language: str = "fr",
    at: datetime | None = None,
    station: str = "",
) -> Redrawn:
    """Open a group of a workshop at an hour at which it has none, with the first person in it.

    The hour is one of the workshop's from then on: others join, and plans to come may fill it.
    It is written with the meeting, in one transaction: whoever is refused leaves no trace.

    Raises
    ------
    FairError
        Those of `join_session`; `session_taken` where whoever leads it, or its room, is taken
        then; `session_outside` for an hour that is none of the fair's, or over.
    """
    view = sessions_view(shop, fair, at=at)
    view.entries.jobseeker(person)
    workshop = view.entries.offers.get(offer)
    if workshop is None or workshop.kind is not OfferKind.WORKSHOP:
        raise FairError("session_unknown", offer=offer, at=starts, known=hours_of(view, offer))
    moment = at or shop.day_moment(view.entries.fair)
    begins, ends = _begin_and_end(view.entries, workshop, starts, moment)
    running = [group for group in view.groups if group.session.offer.id == offer]
    if any(group.session.starts_at == begins for group in running):
        raise FairError("session_open", title=workshop.title, at=starts)
    _must_be_free(view, workshop, begins, ends)
    session = HeldSession(workshop, begins, ends, 0)
    return put_in(
        shop, view.entries, session, person, nonce=nonce, language=language, at=moment,
        widen=partial(_one_hour_more, shop, offer, begins, station),
    )  # fmt: skip


def _begin_and_end(
    entries: Entries, workshop: Offer, starts: str, moment: datetime
) -> tuple[datetime, datetime]:
    """When a session that somebody types would begin and end: whole slots to come."""
    grid, clock = SlotGrid.of(entries.fair), read_clock(starts).value
    length = grid.slots_for(workshop.minutes or grid.minutes)
    slots = session_slots(entries.fair, [clock], length) if clock else {}
    if clock not in slots or grid.starts[slots[clock]] < moment:
        raise FairError("session_outside", title=workshop.title, at=starts)
    return grid.starts[slots[clock]], grid.ends_at(slots[clock], length)


def _must_be_free(view: SessionsView, workshop: Offer, begins: datetime, ends: datetime) -> None:
    """Neither who leads a session nor its room is anywhere else; nor is it held by itself then."""
    for group in view.groups:
        other = group.session
        if other.starts_at >= ends or begins >= other.ends_at:
            continue
        is_same = other.offer.id == workshop.id
        who = workshop.title if is_same else both_need(workshop, other.offer)
        if who:
            raise FairError(
                "session_taken", who=who, at=f"{other.starts_at:%H:%M}", title=other.offer.title
            )


def _one_hour_more(
    shop: Shop, offer: str, begins: datetime, station: str, live: LiveFair
) -> tuple[Offer, Write] | None:
    """A workshop that may begin at an hour more, where it says when, and how that is written."""
    workshop = live.entries.offers[offer]
    held = len({meeting.slot for meeting in live.plan.meetings if meeting.offer == offer})
    fields: dict[str, Any] = {}
    if workshop.session_starts:
        fields["session_starts"] = tuple(sorted({*workshop.session_starts, begins.time()}))
    if workshop.sessions_max is not None and workshop.sessions_max <= held:
        fields["sessions_max"] = held + 1
    if not fields:
        return None
    more = replace(workshop, **fields)
    before, after = to_document(workshop), to_document(more)
    told = {
        "fields": {name: after[name] for name in fields},
        "before": {name: before[name] for name in fields},
    }
    edit = Edit(EditKind.OFFERS, offer, EditAct.CHANGE, told, shop.clock(), station)

    def write(writer: Connection) -> None:
        fair = live.entries.fair.id
        if read_entries(writer, fair).offers.get(offer) != workshop:
            raise PlanMoved("plan_moved", fair=fair)
        write_stand_or_offer(writer, fair, more)
        append_edit(writer, fair, edit)

    return more, write

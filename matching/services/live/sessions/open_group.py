"""Open a group of a workshop by hand at an hour more, by the same rules as every other."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.intake.cells.clocks import read_clock
from matching.planning.fair.arranged import session_slots
from matching.services.live.redrawn import Redrawn
from matching.services.live.sessions.groups import SessionsView, hours_of, put_in, sessions_view
from matching.services.plan.sessions_held import HeldSession, both_need
from matching.services.shop.shop import Shop
from matching.store.documents import to_document
from matching.store.edits import append_edit
from matching.store.entries import write_stand_or_offer


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
    with _one_hour_more(shop, fair, workshop, begins, held=len(running), station=station):
        return put_in(
            shop, view.entries, session, person, nonce=nonce, language=language, at=moment
        )


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


@contextmanager
def _one_hour_more(
    shop: Shop, fair: str, workshop: Offer, begins: datetime, *, held: int, station: str
) -> Iterator[None]:
    """Let a workshop begin at an hour more, where it says when it begins; as before if refused."""
    fields: dict[str, Any] = {}
    if workshop.session_starts:
        hours = {*workshop.session_starts, begins.time()}
        fields["session_starts"] = tuple(sorted(hours))
    if workshop.sessions_max is not None and workshop.sessions_max <= held:
        fields["sessions_max"] = held + 1
    if not fields:
        yield
        return
    more = replace(workshop, **fields)
    _write(shop, fair, workshop, more, fields=fields, station=station)
    try:
        yield
    except FairError:
        _write(shop, fair, more, workshop, fields=fields, station=station)
        raise


def _write(
    shop: Shop, fair: str, was: Offer, now: Offer, *, fields: Collection[str], station: str
) -> None:
    before, after = to_document(was), to_document(now)
    told = {
        "fields": {name: after[name] for name in fields},
        "before": {name: before[name] for name in fields},
    }
    with shop.store.writing() as writer:
        write_stand_or_offer(writer, fair, now)
        edit = Edit(EditKind.OFFERS, now.id, EditAct.CHANGE, told, shop.clock(), station)
        append_edit(writer, fair, edit)

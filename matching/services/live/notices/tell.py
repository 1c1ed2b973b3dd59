"""Tick that somebody was told, and take the tick back."""

from datetime import datetime, timedelta

from matching.domain.access import Role, Visitor
from matching.domain.day.happening import PLAN, Happening, HappeningKind, in_force
from matching.domain.day.place_news import PlaceNews
from matching.domain.errors import FairError
from matching.services.live.notices.pending import UNTIL, read_pending
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long a tick can be taken back by whoever is there; an organiser may later."""


def note_told(
    shop: Shop,
    fair: str,
    person: str,
    *,
    nonce: str,
    plan: int | None = None,
    until: str = "",
    places: PlaceNews | None = None,
    station: str = "",
    at: datetime | None = None,
) -> bool:
    """Write down that a person knows their day; whether there was anything to tell.

    Parameters
    ----------
    plan, until, places
        What the list showed that was ticked; a change that came since stays on it. Without them
        it is the plan in force and their places now, which a screen has just shown to the person.

    Raises
    ------
    FairError
        `person_unknown`; `nonce_used` when the nonce names another act.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries_of(writer, fair, person)
        moment = at or shop.day_moment(entries.fair)
        known = entries.jobseeker(person).id
        facts = happenings.read_happenings(writer, fair)
        before = next((fact for fact in facts if fact.nonce == nonce), None)
        if before is not None:
            if (before.kind, before.person) != (HappeningKind.TOLD, known):
                raise FairError("nonce_used", nonce=nonce)
            return True
        day = read_pending(
            shop, writer, entries.fair, facts, at=moment, everybody=True, among={known}
        )
        if known not in day.people:
            return False
        pending = day.people[known]
        data = dict((pending.places if places is None else places).data)
        number, seen = (day.plan, day.until) if plan is None else (min(plan, day.plan), until)
        if pending.changes or pending.notices:
            data[PLAN] = str(number)
        data[UNTIL] = seen
        fact = Happening(
            HappeningKind.TOLD, moment, nonce, person=known, station=station, data=data
        )
        happenings.append(writer, fair, fact, recorded_at=shop.clock())
    return True


def take_back_told(
    shop: Shop, fair: str, act: str, *, nonce: str, visitor: Visitor | None = None
) -> None:
    """Put a person back on the list of those to tell; `act` is the nonce of the tick.

    Raises
    ------
    FairError
        `nothing_to_undo`; `undo_late` after a quarter of an hour, for anybody but an organiser.
    """
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        facts = happenings.read_happenings(writer, fair)
        if any(fact.nonce == nonce and fact.about == act for fact in facts):
            return
        told = [
            fact
            for fact in in_force(facts)
            if fact.nonce == act and fact.kind is HappeningKind.TOLD
        ]
        if not told:
            raise FairError("nothing_to_undo", fair=fair)
        moment = shop.day_moment(frame)
        is_lead = visitor is None or visitor.access.role is Role.ORGANISER
        if not is_lead and moment - told[0].at > TAKEN_BACK_WITHIN:
            raise FairError("undo_late", minutes=int(TAKEN_BACK_WITHIN.total_seconds()) // 60)
        station = visitor.station if visitor else ""
        back = Happening(
            HappeningKind.UNDONE, moment, nonce, person=told[0].person, station=station, about=act
        )
        happenings.append(writer, fair, back, recorded_at=shop.clock())

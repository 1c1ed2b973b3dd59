"""Take back an arrival that was a mistake."""

from datetime import timedelta

from matching.domain.access import Role, Visitor
from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.errors import FairError
from matching.services.live.follow_day import follow_day
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.shop.shop import Shop
from matching.store.day import happenings

WITHIN = timedelta(minutes=15)


def undo_arrival(shop: Shop, fair: str, person: str, *, visitor: Visitor, nonce: str) -> Redrawn:
    """The plan after a person's arrival was taken back.

    Whoever made the mistake mends it at the same screen within a quarter of an hour; later, and
    elsewhere, an organiser does.

    Raises
    ------
    FairError
        `nothing_to_undo`; `undo_elsewhere` and `undo_late` for anybody but an organiser.
    """
    with shop.store.reading() as reader:
        written = happenings.read_written(reader, fair, person=person)
    counting = {fact.nonce for fact in in_force(entry.happening for entry in written)}
    arrivals = [
        entry
        for entry in written
        if entry.happening.nonce in counting and entry.happening.kind is HappeningKind.ARRIVED
    ]
    if not arrivals:
        raise FairError("nothing_to_undo", fair=fair)
    last = arrivals[-1]
    _must_be_theirs(shop, last, visitor)
    return follow_day(shop, fair, StaffReport("undo", act=last.happening.nonce), nonce=nonce)


def undo_scan(shop: Shop, fair: str, scan: str, *, visitor: Visitor, nonce: str) -> Redrawn:
    """The plan after a scan, in or out, was taken back; `scan` is the scan's nonce.

    Raises
    ------
    FairError
        As `undo_arrival`; `nothing_to_undo` also when the scan let nobody in or out.
    """
    with shop.store.reading() as reader:
        made = happenings.find(reader, fair, scan)
        repeated = happenings.find(reader, fair, nonce)
    if made is None or made.kind not in {HappeningKind.ARRIVED, HappeningKind.LEFT}:
        raise FairError("nothing_to_undo", fair=fair)
    if repeated is not None:
        return follow_day(shop, fair, StaffReport("undo", act=scan), nonce=nonce)
    if made.kind is HappeningKind.LEFT:
        with shop.store.reading() as reader:
            written = happenings.read_written(reader, fair, person=made.person)
        (last,) = (entry for entry in written if entry.happening.nonce == scan)
        _must_be_theirs(shop, last, visitor)
        return follow_day(shop, fair, StaffReport("undo", act=scan), nonce=nonce)
    return undo_arrival(shop, fair, made.person, visitor=visitor, nonce=nonce)


def _must_be_theirs(shop: Shop, last: happenings.Written, visitor: Visitor) -> None:
    if visitor.access.role is Role.ORGANISER:
        return
    if not _is_from(last.happening, visitor):
        raise FairError("undo_elsewhere", station=last.happening.station)
    if shop.clock() - last.recorded_at > WITHIN:
        raise FairError("undo_late", minutes=int(WITHIN.total_seconds()) // 60)


def _is_from(arrival: Happening, visitor: Visitor) -> bool:
    screen = arrival.data.get("screen")
    return screen == visitor.screen if screen else arrival.station == visitor.station

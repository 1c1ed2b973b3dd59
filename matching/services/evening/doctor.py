"""What must be right before the doors open."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import make_url, text

from badges.cards import DoorSheet
from badges.sheets import door_sheet
from matching.domain.fair import Fair
from matching.services.files.fairs_known import every_fair
from matching.services.scores.words_in_use import words_in_use
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop
from matching.store.day import rehearsal
from matching.store.sealing.key_file import keys
from matching.store.sealing.sealed_file import is_sealed

# A year in which this version existed: a laptop whose battery died wakes up long before it.
_OLDEST_YEAR = 2026
_LEAST_DISK = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, `warn` (the fair can be held) or `fail` (it cannot)."""

    check: str
    state: str
    code: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def examine(shop: Shop, *, certified_until: datetime | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order an organiser would look.

    `certified_until` is how long the certificate for tablets is good, when there is one.
    """
    checks: tuple[Callable[[Shop], Finding], ...] = (
        _store, _sealing, _disk, _clock, _fair, _vocabulary, _printing,
    )  # fmt: skip
    return (*(check(shop) for check in checks), _app(shop, certified_until))


def _store(shop: Shop) -> Finding:
    address = shop.store.address
    with shop.store.reading() as reader:
        sound = (
            reader.scalar(text("PRAGMA quick_check"))
            if reader.dialect.name == "sqlite"
            else reader.scalar(text("SELECT 'ok'"))
        )
    with shop.store.writing() as writer:
        writer.execute(text("SELECT 1"))
    state = "ok" if sound == "ok" else "fail"
    return Finding("store", state, f"store_{state}", {"address": address})


def _sealing(shop: Shop) -> Finding:
    """How much is told by a laptop that is lost, or by the disk of a server."""
    url = make_url(shop.store.address)
    if keys() is None:
        return Finding("sealing", "warn", "sealing_none")
    if url.get_backend_name() != "sqlite":
        return Finding("sealing", "warn", "sealing_server")
    if url.database and is_sealed(Path(url.database)):
        return Finding("sealing", "ok", "sealing_whole")
    return Finding("sealing", "warn", "sealing_fields")


def _disk(shop: Shop) -> Finding:
    path = Path(make_url(shop.store.address).database or ".").parent
    free = shutil.disk_usage(path if path.exists() else Path()).free
    state = "ok" if free >= _LEAST_DISK else "fail"
    return Finding("disk", state, f"disk_{state}", {"free": free // 1_000_000})


def _clock(shop: Shop) -> Finding:
    fairs = every_fair(shop)
    # on the wall of the hall, whatever zone the machine keeps
    here = [fair for fair in fairs if not shop.is_rehearsing(fair)] or fairs
    now = shop.clock().astimezone(here[0].zone if here else None)
    state = "ok" if now.year >= _OLDEST_YEAR else "fail"
    return Finding("clock", state, f"clock_{state}", {"now": now})


def _fair(shop: Shop) -> Finding:
    fairs = every_fair(shop)
    if not fairs:
        return Finding("fair", "warn", "fair_none")
    today = [fair for fair in fairs if not shop.is_rehearsing(fair)]
    if today and (found := _rehearsed(shop, today[0])):
        return found
    if today:
        return Finding("fair", "ok", "fair_today", {"title": today[0].title})
    day: date = fairs[0].date
    code = "fair_past" if day < shop.today(fairs[0]) else "fair_rehearsal"
    return Finding("fair", "warn", code, {"title": fairs[0].title, "day": day})


def _rehearsed(shop: Shop, fair: Fair) -> Finding | None:
    """Facts of before the day are set aside; people who were entered then are still listed."""
    with shop.store.reading() as reader:
        _, people = rehearsal.rehearsed(reader, fair.id, before=fair.moment(time(0)))
    if not people:
        return None
    told = {"fair": fair.id, "people": len(people)}
    return Finding("fair", "warn", "fair_rehearsed", told)


def _vocabulary(shop: Shop) -> Finding:
    words = words_in_use(shop)
    lists = ", ".join(listed.attribution for listed in words.lists)
    counts = {"trades": len(words.trades), "skills": len(words.skills), "lists": lists}
    return Finding("vocabulary", "ok", "vocabulary_lists" if lists else "vocabulary_ok", counts)


def _printing(shop: Shop) -> Finding:
    page = door_sheet(DoorSheet("Parvis", shop.clock().date()))
    state = "ok" if page.startswith(b"%PDF") else "fail"
    return Finding("printing", state, f"printing_{state}", {"bytes": len(page)})


def _app(shop: Shop, until: datetime | None) -> Finding:
    try:
        path = shipped("app.py")
    except FileNotFoundError:
        return Finding("app", "fail", "app_fail")
    if until is None or until <= shop.clock():
        # Plain http: browsers give the camera to localhost only; elsewhere the code is typed.
        return Finding("app", "warn", "app_plain_http", {"path": path.name})
    return Finding("app", "ok", "app_https", {"path": path.name, "until": until.date()})

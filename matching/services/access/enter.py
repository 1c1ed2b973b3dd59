"""Enter with a code, be known by a cookie, and leave."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from itertools import chain, count

from argon2.exceptions import VerificationError
from sqlalchemy import Connection

from matching.domain.access import Access, OpenScreen, Visitor
from matching.domain.errors import FairError
from matching.services.access.give_access import DIGITS, HASHER, live_access
from matching.services.shop.shop import Shop
from matching.store import accesses
from matching.store.settings import keep_setting, read_setting

COOKIE = "parvis_screen"
"""The cookie that remembers a screen; a program sends its value as a bearer token."""

_KEY = "cookie_key"
_NOT_DIGITS = re.compile(r"[\s.·-]+")
DAY = timedelta(hours=16)
"""How long a screen stays open: one day of a fair, with its evening."""

_LINK_LASTS = timedelta(minutes=30)
# A hall shares one address: who mistypes their own code there shuts nobody else out.
_OF_ADDRESS_AND_ACCESS = (5, timedelta(minutes=10))
_OF_ACCESS = (60, timedelta(hours=1))
# Verified when no access has the number, so that the time taken tells nothing.
_NOBODY = HASHER.hash("nobody")


@dataclass(frozen=True, slots=True)
class Entered:
    """A screen that is open now, and the cookie that says so."""

    visitor: Visitor
    cookie: str


def enter(shop: Shop, typed: str, *, address: str, station: str = "") -> Entered:
    """Open a screen with a code typed at it.

    Every try is counted before it is judged: tries side by side gain nothing. Five wrong tries lock
    an access for the address that they came from; sixty lock it for every address but this
    machine's own, so that strangers of the network cannot keep the organiser from their laptop.

    Raises
    ------
    FairError
        `code_wrong`; `code_locked` with the minutes to wait, after too many.
    """
    number, secret = _read(typed)
    attempt = _count(shop, address=address, access=number)
    with shop.store.reading() as reader:
        found = accesses.find_access(reader, number)
    access, code_hash = found if found is not None and not found[0].revoked else (None, _NOBODY)
    if not _is_right(code_hash, secret) or access is None:
        raise FairError("code_wrong")
    with shop.store.writing() as writer:
        accesses.forget_try(writer, attempt)
        accesses.forget_tries(writer, before=shop.clock() - _OF_ACCESS[1])
        return _open(shop, writer, access, station=station)


def make_link(shop: Shop, number: int) -> str:
    """A word that opens one screen, once, within half an hour: for whoever starts the app."""
    with shop.store.writing() as writer:
        link = Visitor(_new_id(shop), live_access(writer, number), "")
        now = shop.clock()
        accesses.open_screen(writer, link, at=now, until=now + _LINK_LASTS, is_link=True)
        return _signed(_key(shop, writer), link.session)


def follow_link(shop: Shop, word: str) -> Entered:
    """Open a screen with a link that nobody has followed yet.

    Raises
    ------
    FairError
        `link_over` when it was followed before, is too old, or was never made.
    """
    with shop.store.writing() as writer:
        now = shop.clock()
        id_ = _unsigned(_key(shop, writer), word)
        link = accesses.find_screens(writer, [id_], at=now, is_link=True).get(id_)
        if link is None or not accesses.close_screen(writer, id_, at=now):
            raise FairError("link_over")
        return _open(shop, writer, link.access, station="")


def open_station(shop: Shop, number: int, *, station: str) -> Entered:
    """A screen for a program that calls our routes: its cookie is its token."""
    with shop.store.writing() as writer:
        return _open(shop, writer, live_access(writer, number), station=station)


def visitor_of(shop: Shop, cookie: str) -> Visitor | None:
    """Who a cookie stands for, as long as the screen is open and the access not revoked."""
    return visitors_of(shop, [cookie])[0]


def visitors_of(shop: Shop, cookies: Sequence[str]) -> tuple[Visitor | None, ...]:
    """Who each of these cookies stands for, as `visitor_of` says it of one."""
    with shop.store.reading() as reader:
        key = read_setting(reader, _KEY)
        ids = [_unsigned(bytes.fromhex(key), cookie) if key else "" for cookie in cookies]
        found = accesses.find_screens(reader, set(ids) - {""}, at=shop.clock())
    return tuple(found.get(id_) for id_ in ids)


def open_screens(shop: Shop) -> tuple[OpenScreen, ...]:
    """Every screen open now."""
    with shop.store.reading() as reader:
        return accesses.read_screens(reader, at=shop.clock())


def close_screen(shop: Shop, session: str) -> None:
    """Close a screen: whoever was at it leaves, or a tablet was lost."""
    with shop.store.writing() as writer:
        accesses.close_screen(writer, session, at=shop.clock())


def _read(typed: str) -> tuple[int, str]:
    digits = _NOT_DIGITS.sub("", typed)
    if not (digits.isascii() and digits.isdigit() and DIGITS < len(digits) <= DIGITS + 4):
        raise FairError("code_shape")
    return int(digits[:-DIGITS]), digits[-DIGITS:]


def _count(shop: Shop, *, address: str, access: int) -> int:
    with shop.store.writing() as writer:
        now = shop.clock()
        _must_wait(writer, _OF_ADDRESS_AND_ACCESS, now, address=address, access=access)
        if not _is_this_machine(address):
            _must_wait(writer, _OF_ACCESS, now, access=access)
        return accesses.note_try(writer, address=address, access=access, at=now)


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _must_wait(
    reader: Connection,
    limit: tuple[int, timedelta],
    now: datetime,
    *,
    access: int,
    address: str | None = None,
) -> None:
    most, window = limit
    tried = accesses.tries(reader, since=now - window, address=address, access=access)
    if len(tried) >= most:
        left = tried[most - 1] + window - now
        raise FairError("code_locked", minutes=max(1, -(-int(left.total_seconds()) // 60)))


def _is_right(code_hash: str, secret: str) -> bool:
    try:
        return HASHER.verify(code_hash, secret)
    except VerificationError:
        return False


def _open(shop: Shop, writer: Connection, access: Access, *, station: str) -> Entered:
    now = shop.clock()
    called = _own_name(writer, " ".join(station.split())[:40] or access.name, at=now)
    visitor = Visitor(_new_id(shop), access, called, until=now + DAY)
    accesses.open_screen(writer, visitor, at=now, until=now + DAY)
    return Entered(visitor, _signed(_key(shop, writer), visitor.session))


def _own_name(reader: Connection, name: str, *, at: datetime) -> str:
    """The name of a station, numbered when other screens are open under it: one means one."""
    taken = {screen.visitor.station for screen in accesses.read_screens(reader, at=at)}
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(called for called in names if called not in taken)


def _new_id(shop: Shop) -> str:
    return shop.random_bytes(16).hex()


def _key(shop: Shop, writer: Connection) -> bytes:
    known = read_setting(writer, _KEY)
    if known is None:
        known = shop.random_bytes(32).hex()
        keep_setting(writer, _KEY, known)
    return bytes.fromhex(known)


def _signed(key: bytes, id_: str) -> str:
    return f"{id_}.{hmac.new(key, id_.encode(), hashlib.sha256).hexdigest()}"


def _unsigned(key: bytes, cookie: str) -> str:
    """The id that was signed, or the empty string."""
    id_, _, seal = cookie.partition(".")
    good = hmac.new(key, id_.encode(), hashlib.sha256).hexdigest()
    return id_ if hmac.compare_digest(seal.encode(), good.encode()) else ""

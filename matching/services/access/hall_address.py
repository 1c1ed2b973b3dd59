"""The address under which phones and tablets of the hall find the app."""

import re
from urllib.parse import urlsplit

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store.settings import keep_setting, read_setting

_KEPT = "hall_address"
_ORIGIN = re.compile(r"https?://[^\s/@?#\\]{1,200}", re.IGNORECASE)
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - no phone opens it


def read_address(typed: str) -> str:
    """Scheme, host and port of an address that another machine can open; the rest is left out.

    Raises
    ------
    FairError
        `address_shape` for anything else, this machine's own name for itself among it.
    """
    found = _ORIGIN.match(typed.strip())
    if found is None or not _is_elsewhere(found[0]):
        raise FairError("address_shape", address=typed.strip())
    return found[0].lower()


def _is_elsewhere(origin: str) -> bool:
    try:
        host, port = urlsplit(origin).hostname, urlsplit(origin).port
    except ValueError:
        return False
    return bool(host) and host not in _THIS_MACHINE and port != 0


def keep_address(shop: Shop, address: str) -> None:
    """Remember where the app was found last by other machines."""
    with shop.store.writing() as writer:
        keep_setting(writer, _KEPT, read_address(address))


def likely_address(shop: Shop, seen: str = "") -> str:
    """The address to print: the one kept last, else the one that a browser has `seen`, else ""."""
    with shop.store.reading() as reader:
        kept = read_setting(reader, _KEPT)
    if kept:
        return kept
    try:
        return read_address(seen)
    except FairError:
        return ""

"""The badge codes of a fair as salted hashes, for tablets that lose the network."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import badges
from matching.store.settings import keep_setting, read_setting

# A code has 44 random bits: with these rounds, trying them all on a stolen list takes a good
# machine weeks, and a code opens nothing but the door of one day.
ROUNDS = 1_000
_BYTES = 8


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """Hashes in alphabetical order, so that their places tell nothing of anybody.

    `hashes` are of codes that open the door, `replaced` of badges that others have replaced.
    """

    salt: str
    rounds: int
    hashes: tuple[str, ...]
    replaced: tuple[str, ...]
    made_at: datetime


def known_codes(shop: Shop, fair: str) -> KnownCodes:
    """Every code that is valid now, and every one that a new badge has replaced.

    A hash is the first eight bytes of PBKDF2-HMAC-SHA256 of the code (RFC 8018).
    """
    name = f"codes_salt.{fair}"
    with shop.store.reading() as reader:
        fairs.read_fair(reader, fair)
        codes = badges.open_codes(reader, fair)
        replaced = badges.replaced_codes(reader, fair)
        salt = read_setting(reader, name)
    if salt is None:
        with shop.store.writing() as writer:
            salt = read_setting(writer, name)
            if salt is None:
                salt = shop.random_bytes(16).hex()
                keep_setting(writer, name, salt)
    hashes, gone = (
        tuple(sorted(_hashed(code, salt) for code in some)) for some in (codes, replaced)
    )
    return KnownCodes(salt, ROUNDS, hashes, gone, shop.clock())


@lru_cache(maxsize=100_000)
def _hashed(code: str, salt: str) -> str:
    key = hashlib.pbkdf2_hmac("sha256", code.encode(), bytes.fromhex(salt), ROUNDS, _BYTES)
    return key.hex()

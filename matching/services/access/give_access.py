"""Give somebody a code, another code, or none any more."""

from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlalchemy import Connection

from matching.domain.access import Access, Act, Role
from matching.domain.errors import FairError
from matching.domain.exhibitor import by_sign
from matching.services.shop.shop import Shop
from matching.store import accesses, fairs
from matching.store.settings import keep_setting, read_setting

DIGITS = 6
_FIRST = 1

_DEMO = "demo_code"
# RFC 9106 by way of OWASP's least memory: 19 MiB and two passes, 20 ms on a laptop.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Given:
    """An access with its code, which is shown once and kept nowhere."""

    access: Access
    code: str


def first_access(shop: Shop, *, name: str) -> Given | None:
    """The organiser's own access, made when nobody may give access yet; `None` when somebody may.

    Codes given to a door or a stand before the first start are no reason to have no organiser.
    """
    if any(access.may(Act.ACCESSES) for access in read_accesses(shop)):
        return None
    return give_access(shop, name=name, role=Role.ORGANISER)


def give_access(shop: Shop, *, name: str, role: Role, fair: str = "", stand: str = "") -> Given:
    """A new access with its code.

    Raises
    ------
    FairError
        When the fair or the stand is not known, or the name is empty.
    """
    secret = _secret(shop.random_bytes)
    code_hash = HASHER.hash(secret)
    with shop.store.writing() as writer:
        if fair:
            _must_have(writer, fair, stand)
        known = accesses.read_accesses(writer)
        number = max((other.number for other in known), default=_FIRST - 1) + 1
        access = Access(number, name.strip(), role, fair=fair, stand=stand)
        accesses.give(writer, access, code_hash=code_hash, at=shop.clock())
    return Given(access, written(number, secret))


def give_stands_access(shop: Shop, fair: str) -> tuple[Given, ...]:
    """An access for the recruiters of each stand of a fair that has none."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    served = {access.stand for access in read_accesses(shop) if access.fair == fair}
    stands = sorted(entries.exhibitors.values(), key=by_sign)
    return tuple(
        give_access(shop, name=stand.name, role=Role.RECRUITER, fair=fair, stand=stand.id)
        for stand in stands
        if stand.id not in served
    )


def renew_access(shop: Shop, number: int) -> Given:
    """Another code for an access; screens opened with the one before are closed."""
    secret = _secret(shop.random_bytes)
    code_hash = HASHER.hash(secret)
    with shop.store.writing() as writer:
        access = live_access(writer, number)
        accesses.renew(writer, number, code_hash=code_hash)
        accesses.close_screens(writer, number, at=shop.clock())
    return Given(access, written(number, secret))


def revoke_access(shop: Shop, number: int) -> Access:
    """End an access and close its screens.

    Raises
    ------
    FairError
        `access_unknown`; `access_last` when nobody could give access any more.
    """
    with shop.store.writing() as writer:
        access = live_access(writer, number)
        others = [other for other in accesses.read_accesses(writer) if other.number != number]
        if not any(other.may(Act.ACCESSES) and not other.revoked for other in others):
            raise FairError("access_last", access=access.name)
        accesses.revoke(writer, number, at=shop.clock())
    return access


def read_accesses(shop: Shop) -> tuple[Access, ...]:
    """Every access that is not revoked, by number."""
    with shop.store.reading() as reader:
        return tuple(access for access in accesses.read_accesses(reader) if not access.revoked)


def live_access(reader: Connection, number: int) -> Access:
    """The access of a number.

    Raises
    ------
    FairError
        `access_unknown` when there is none, or it is revoked.
    """
    found = accesses.find_access(reader, number)
    if found is None or found[0].revoked:
        raise FairError("access_unknown", access=number)
    return found[0]


def first_organiser(shop: Shop) -> int:
    """The number of the oldest access that may do everything."""
    return next(access.number for access in read_accesses(shop) if access.may(Act.ACCESSES))


def show_code(shop: Shop, given: Given) -> None:
    """Let the page of entry show a code to everybody: a demonstration has no secrets."""
    with shop.store.writing() as writer:
        keep_setting(writer, _DEMO, given.code)


def shown_code(shop: Shop) -> str:
    """The code that a demonstration shows, empty everywhere else."""
    with shop.store.reading() as reader:
        return read_setting(reader, _DEMO) or ""


def written(number: int, secret: str) -> str:
    """A code as read aloud: the number of the access, then two times three digits."""
    half = DIGITS // 2
    return f"{number:02d}-{secret[:half]}-{secret[half:]}"


def _must_have(reader: Connection, fair: str, stand: str) -> None:
    entries = fairs.read_entries(reader, fair)
    if stand:
        entries.exhibitor(stand)


def _secret(random_bytes: Callable[[int], bytes]) -> str:
    # Eight bytes for six digits: no digit is likelier than another by more than one in 10^13.
    return f"{int.from_bytes(random_bytes(8), 'big') % 10**DIGITS:0{DIGITS}d}"

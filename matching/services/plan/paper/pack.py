"""The fallback pack, made ahead: on a stick at one click, before anything has failed."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock

from sqlalchemy.exc import OperationalError

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.services.plan.paper.printed import note_lists
from matching.services.plan.print_sheets import print_sheet
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans
from matching.store.last_read import Kept
from matching.store.people import badges

PACK = "pack"
_LOOK_EVERY = 60.0  # seconds
_REST = 20  # times as long as a pack takes: printing ahead gets a twentieth of one core

RecipeKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a pack is printed from; anything that differs makes another pack."""

    plan: int
    entries: Entries
    codes: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MadePack:
    """A pack as it lies ready: from which plan it is, and when it was printed."""

    pdf: bytes
    plan: int
    printed_at: datetime


def _press(shop: Shop, fair: str, language: str) -> bytes:
    return print_sheet(shop, fair, PACK, language=language, is_printed=False)


class Packs(Kept):
    """The last pack of each fair and language, in memory alone.

    One that holds somebody who was erased since, or an older plan, is never handed out.
    """

    def __init__(
        self,
        press: Callable[[Shop, str, str], bytes] = _press,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._press, self._clock = press, clock
        self._made: dict[RecipeKey, tuple[_Basis, MadePack]] = {}
        self._turn = Lock()

    def let_go(self) -> None:
        """Keep no pack: the next look makes them of whoever is left."""
        self._made.clear()

    def ready(self, shop: Shop, fair: str, language: str) -> MadePack | None:
        """The pack that lies ready for the plan of now, or None while there is none."""
        return self._known(_key(shop, fair, language), _basis(shop, fair))

    def _known(self, key: RecipeKey, basis: _Basis) -> MadePack | None:
        made_from, made = self._made.get(key, (None, None))
        if made_from == basis:
            return made
        self._made.pop(key, None)
        return None

    def take(self, shop: Shop, fair: str, language: str) -> bytes:
        """The pack for the plan of now, for whoever prints it: as it lies ready, or made at once.

        The lists of the stands in it count as printed from now on.

        Raises
        ------
        FairError
            `no_plan` before any plan.
        """
        made = self._made_ready(shop, fair, language)
        note_lists(shop, fair, made.plan)
        return made.pdf

    def _made_ready(self, shop: Shop, fair: str, language: str) -> MadePack:
        with self._turn:
            key, basis = _key(shop, fair, language), _basis(shop, fair)
            made = self._known(key, basis)
            if made is None:
                pdf = self._press(shop, fair, language)
                made = MadePack(pdf, basis.plan, shop.clock())
                self._made[key] = (basis, made)
            return made

    def keep_ready(self, shop: Shop, language: str) -> float:
        """Make what is missing of every fair that has announced a plan; seconds it took."""
        began = self._clock()
        # A fair taken away since, or a store that is busy or being replaced: the next look will do.
        with suppress(FairError, OperationalError):
            for fair in _announced(shop):
                self._made_ready(shop, fair, language)
        return self._clock() - began

    def follow(
        self, open_it: Callable[[], Shop], language: str, halt: Event, every: float = _LOOK_EVERY
    ) -> None:
        """Keep packs ready until halted: looked at so often (seconds), and never in a hurry."""
        shop, rest = open_it(), every
        while not halt.wait(rest):
            rest = every + _REST * self.keep_ready(shop, language)
        shop.store.close()


def _announced(shop: Shop) -> list[str]:
    with shop.store.reading() as reader:
        return [fair.id for fair in fairs.list_fairs(reader) if plans.is_announced(reader, fair.id)]


def _key(shop: Shop, fair: str, language: str) -> RecipeKey:
    return shop.store.address, fair, language


def _basis(shop: Shop, fair: str) -> _Basis:
    with shop.store.reading() as reader:
        return _Basis(
            plans.shown_number(reader, fair),
            fairs.read_entries(reader, fair),
            badges.live_codes(reader, fair),
        )


PACKS = Packs()

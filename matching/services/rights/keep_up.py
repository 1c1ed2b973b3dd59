"""Let go of what a process has read of people who were erased meanwhile, here or elsewhere."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from threading import Event, Lock

from sqlalchemy.exc import OperationalError

from matching.domain.errors import FairError
from matching.services.shop.begin_day import begin_days
from matching.services.shop.shop import Shop
from matching.store.last_read import let_go_of_kept
from matching.store.people import erasure

_Cached = type(lru_cache(lambda: None))
_OURS = ("matching.", "badges.")
_KNOWN: dict[str, int] = {}
_TURN = Lock()
_EVERY, _AGAIN_AFTER = 2.0, 20.0  # seconds


def keep_up(shop: Shop) -> None:
    """Clear every cache of this process when something was erased since it was asked last.

    A day that begins sets its rehearsal aside before.
    """
    begin_days(shop.store, shop.clock())
    _let_go_if_new(shop)


def begin_with(shop: Shop) -> None:
    """Take what was erased so far as known: this process has read nothing of the store yet."""
    _KNOWN.setdefault(shop.store.address, _times(shop))


def erasures_known(shop: Shop) -> int:
    """How often something was erased from the store, as far as this process has let go of it."""
    return _KNOWN.get(shop.store.address, 0)


def let_go(shop: Shop) -> None:
    """Clear every cache of this process: of fairs as they were read, and of texts as understood."""
    with _TURN:
        _clear(shop, _times(shop))


def _let_go_if_new(shop: Shop) -> None:
    """Once for all threads: whoever comes meanwhile waits, and finds it done."""
    if _times(shop) != erasures_known(shop):
        with _TURN:
            if (times := _times(shop)) != erasures_known(shop):
                _clear(shop, times)


def _clear(shop: Shop, times: int) -> None:
    let_go_of_kept()
    for clear in _remembering():
        clear()
    shop.store.let_go()
    _sweep()
    _KNOWN[shop.store.address] = times


def follow(
    open_it: Callable[[], Shop], halt: Event, *then: Callable[[Shop], object], every: float = _EVERY
) -> None:
    """Let go within seconds of whoever is erased, also where nobody looks at a page; until halted.

    Once more a little later: what was drawn or printed meanwhile had read them before. `then` are
    acts that follow each time.
    """
    shop, again = open_it(), float("inf")
    known = erasures_known(shop)
    while not halt.wait(every):
        # A store that is busy or being replaced: the next look will do.
        with suppress(FairError, OperationalError):
            times = _times(shop)
            is_new, known = times != known, times
            if is_new or time.monotonic() >= again:
                again = time.monotonic() + _AGAIN_AFTER if is_new else float("inf")
                if is_new:
                    _let_go_if_new(shop)
                else:
                    let_go(shop)
                for act in then:
                    act(shop)
    shop.store.close()


def _times(shop: Shop) -> int:
    with shop.store.reading() as reader:
        return erasure.erasures(reader)


def _remembering() -> Iterator[Callable[[], None]]:
    """How each function of ours forgets that remembers what it was asked: somebody's words.

    They are looked for in the modules: objects that were frozen at the start of the app are not
    among those that the collector tells of.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(_OURS):
            known = list(vars(module).values())
            kinds = [one for one in known if isinstance(one, type)]
            known += [one for kind in kinds for one in vars(kind).values()]
            bare = (getattr(one, "__func__", one) for one in known)  # of a class or static method
            yield from (one.cache_clear for one in bare if isinstance(one, _Cached))


def _sweep() -> None:
    """Collect also what the app froze at its start: without that, Python collects by itself."""
    is_frozen = gc.get_freeze_count() > 0
    if is_frozen:
        gc.unfreeze()
        gc.collect()
        gc.freeze()

"""Let go of what a process has read of people who were erased meanwhile, here or elsewhere."""

import gc
from functools import lru_cache
from threading import Lock

from matching.services.scores.scored_fair import forget_readings
from matching.services.shop.begin_day import begin_days
from matching.services.shop.shop import Shop
from matching.store.fairs import list_fairs
from matching.store.people import erasure

_Cached = type(lru_cache(lambda: None))
_OURS = ("matching.", "badges.")
_KNOWN: dict[str, int] = {}
_TURN = Lock()


def keep_up(shop: Shop) -> None:
    """Clear every cache of this process when something was erased since it was asked last.

    A day that begins sets its rehearsal aside before.
    """
    begin_days(shop.store, shop.clock())
    with shop.store.reading() as reader:
        times = erasure.erasures(reader)
    with _TURN:
        known = _KNOWN.get(shop.store.address, 0)
        _KNOWN[shop.store.address] = times
    if times != known:
        let_go(shop)


def let_go(shop: Shop) -> None:
    """Clear every cache of this process: of fairs as they were read, and of texts as understood."""
    with shop.store.reading() as reader:
        fairs = [fair.id for fair in list_fairs(reader)]
    for fair in fairs:
        forget_readings(shop.store.address, fair)
    for found in gc.get_objects():
        # Whatever a cached function of ours holds may be words that somebody wrote.
        if isinstance(found, _Cached) and found.__module__.startswith(_OURS):
            found.cache_clear()

"""What a process remembers of people is let go of, whoever erases them."""

import asyncio
import gc
import time
from dataclasses import replace
from functools import lru_cache
from threading import Barrier, Event, Thread
from unittest.mock import Mock

import pytest

import app
from matching.scoring.text.wording import plain
from matching.services.plan.paper.pack import Packs
from matching.services.rights.forget import forget
from matching.services.rights.keep_up import (
    _remembering,
    begin_with,
    follow,
    keep_up,
    let_go,
)
from matching.services.shop.last_made import LastMade
from matching.services.shop.shop import open_shop
from matching.store.database import Store
from matching.store.last_read import Kept, LastEach, LastKnown, LastList
from matching.store.people.erasure import tell_processes
from tests.fairs import shop_in

MOSSON = "mosson-2023"


class Counted(Kept):
    """How often this process let go of what it keeps, each time slowly."""

    def __init__(self):
        super().__init__()
        self.times = 0

    def let_go(self):
        self.times += 1
        time.sleep(0.1)


def erase_elsewhere(shop):
    """Somebody is erased by a process that tells this one through the store alone."""
    with shop.store.writing() as writer:
        tell_processes(writer)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def frozen():
    gc.freeze()
    yield
    gc.unfreeze()


def test_a_function_that_the_app_froze_at_its_start_forgets_too(shop, frozen):
    plain("Brouillardise")
    assert plain.cache_info().currsize
    let_go(shop)
    assert plain.cache_info().currsize == 0


def test_every_function_of_ours_that_remembers_is_found():
    cached = type(lru_cache(lambda: None))
    found = {id(clear.__self__) for clear in _remembering()}
    lost = [
        one.__qualname__
        for one in gc.get_referrers(cached)
        if isinstance(one, cached) and one.__module__.startswith(("matching.", "badges."))
        # One inside a function lives as long as what it was made for.
        if id(one) not in found and "<locals>" not in one.__qualname__
    ]
    assert lost == []


def test_whatever_is_kept_of_a_fair_is_let_go_of(shop):
    known, each, listed, made = LastKnown(), LastEach(), LastList(), LastMade()
    packs = Packs()
    packs._made["store", MOSSON, "fr"] = None
    known.keep(MOSSON, None, "Brouillardise")
    each.values(MOSSON, None, {"p01": "Brouillardise"}, str.upper)
    listed.of(MOSSON, ("Brouillardise",), lambda: "BROUILLARDISE")
    made.get(("Brouillardise",), lambda: "BROUILLARDISE")
    let_go(shop)
    left = [one._kept for one in (known, each, listed)] + [made._values, packs._made]
    assert [dict(one) for one in left] == [{}] * 5


def test_one_erasure_is_let_go_of_once_however_many_pages_are_drawn(shop):
    erase_elsewhere(shop)
    counted, together = Counted(), Barrier(4)

    def draw():
        together.wait()
        keep_up(shop)

    pages = [Thread(target=draw) for _ in range(4)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert counted.times == 1


def test_what_was_erased_before_a_process_read_anything_is_known_to_it(shop):
    erase_elsewhere(shop)
    begin_with(shop)
    counted = Counted()
    keep_up(shop)
    assert counted.times == 0
    erase_elsewhere(shop)
    begin_with(shop)
    keep_up(shop)
    assert counted.times == 1


def test_the_first_page_keeps_what_the_app_got_ready(shop, frozen, tmp_path, monkeypatch):
    erase_elsewhere(shop)
    monkeypatch.setenv("PARVIS_STORE", f"sqlite:///{tmp_path / 'fair.db'}")
    monkeypatch.setattr(app, "Thread", Mock())
    monkeypatch.setattr(app, "get_ready", lambda _: plain("Brouillardise"))
    plain.cache_clear()

    async def begin():
        async with app.opening(None):
            keep_up(shop)

    asyncio.run(begin())
    assert plain.cache_info().currsize == 1


def test_a_process_that_nobody_looks_at_follows_an_erasure_of_another(example, tmp_path):
    (tmp_path / "fair.db").write_bytes(example.announced)
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    followed, halt, began = Event(), Event(), Event()

    def opened():
        began.set()
        return open_shop(url)

    then = (lambda _: followed.set(),)
    thread = Thread(target=follow, args=(opened, halt, *then), kwargs={"every": 0.05})
    thread.start()
    began.wait()
    plain("Brouillardise")
    other = open_shop(url)
    # Until the follower has looked once, it knows of no erasure before.
    for person in ("p01", "p02", "p03", "p04", "p05"):
        forget(other, MOSSON, person)
        if followed.wait(2):
            break
    halt.set()
    thread.join()
    other.store.close()
    assert followed.is_set()


def test_what_this_process_has_let_go_of_is_not_let_go_of_again_at_once(shop):
    counted, found = Counted(), []

    def forget_here():
        erase_elsewhere(shop)
        let_go(shop)
        return False

    looks = iter((lambda: False, forget_here, lambda: True))
    halt = Mock(wait=lambda _: next(looks)())
    follow(lambda: shop, halt, lambda _: found.append(counted.times))
    assert found == [1]


def test_what_was_erased_before_the_first_look_is_followed(shop, tmp_path):
    erase_elsewhere(shop)
    followed, halt = Event(), Event()
    opened = Store.open(f"sqlite:///{tmp_path / 'fair.db'}")
    args = (lambda: replace(shop, store=opened), halt, lambda _: followed.set())
    thread = Thread(target=follow, args=args, kwargs={"every": 0.05})
    thread.start()
    is_followed = followed.wait(10)
    halt.set()
    thread.join()
    assert is_followed

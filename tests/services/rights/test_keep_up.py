"""What a process remembers of people is let go of, whoever erases them."""

import gc
from functools import lru_cache
from threading import Event, Thread

import pytest

from matching.scoring.text.wording import plain
from matching.services.plan.paper.pack import Packs
from matching.services.rights.forget import forget
from matching.services.rights.keep_up import _remembering, follow, let_go
from matching.services.shop.last_made import LastMade
from matching.services.shop.shop import open_shop
from matching.store.last_read import LastEach, LastKnown, LastList
from tests.fairs import shop_in

MOSSON = "mosson-2023"


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
        for one in gc.get_objects()
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

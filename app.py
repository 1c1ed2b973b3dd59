"""Open the shop: `streamlit run app.py`, or `parvis serve`."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

import streamlit as st

from matching.services.access.first_code import tell_first_code
from matching.services.live.plan_ahead import begin_ahead
from matching.services.live.rules.follow_rules import watch
from matching.services.plan.paper.pack import PACKS
from matching.services.plan.printing.queue import follow
from matching.services.plan.printing.spooler import system_spooler
from matching.services.ready import get_ready
from matching.services.rights import keep_up
from matching.services.shop.settings import store_url
from matching.services.shop.shop import Shop, open_shop
from matching.ui import ENTRANCE
from matching.ui.gate import gates
from matching.ui.parts.shell.waking import begin_tabs_anew
from matching.ui.session import shop
from matching.web.routes import guards, routes

# uvicorn would believe any program of this machine that says whom it speaks for: only a proxy that
# was named is believed (`FORWARDED_ALLOW_IPS=127.0.0.1`).
os.environ.setdefault("FORWARDED_ALLOW_IPS", "")


@asynccontextmanager
async def opening(_: st.App) -> AsyncIterator[None]:
    """Have the store ready before the first visitor, and what never changes out of the way."""
    opened = open_shop(store_url())
    keep_up.begin_with(opened)
    get_ready(opened)
    tell_first_code(opened)
    opened.store.close()
    gc.freeze()
    halt = Event()
    # A plan that moves is on paper again before anything fails.
    Thread(target=PACKS.follow, args=(_own_shop, "fr", halt), daemon=True).start()
    Thread(target=watch, args=(_own_shop, halt), daemon=True).start()
    Thread(target=begin_ahead, args=(_own_shop, halt), daemon=True).start()
    erased = (_own_shop, halt, get_ready, begin_tabs_anew)
    Thread(target=keep_up.follow, args=erased, daemon=True).start()
    Thread(target=follow, args=(_own_shop, system_spooler(), halt), daemon=True).start()
    yield
    halt.set()


def _own_shop() -> Shop:
    return open_shop(store_url())


app = st.App(ENTRANCE, lifespan=opening, routes=routes(shop), middleware=[*guards(shop), *gates()])

"""A plan drawn before anybody taps: the first act of a process finds everything read and scored."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event

from sqlalchemy.exc import OperationalError

from matching.domain.errors import FairError
from matching.services.files.fairs_known import every_fair
from matching.services.live.behind import note_how_long
from matching.services.live.redraw_plan import preview_redraw
from matching.services.shop.shop import Shop

_FIRST_SCREENS = 3.0
"""Seconds left to the screens that are opened as soon as the app answers."""


def plan_ahead(shop: Shop) -> bool:
    """Draw, and drop, the plan that an act of now would lead to; whether there is one to follow.

    It is that of the fair that screens open on. The second drawing takes what any act takes.
    """
    fair = next((known.id for known in every_fair(shop)), "")
    draw = partial(preview_redraw, shop, fair)
    try:
        draw()
    except FairError:  # no fair, or nothing announced: no act waits for a plan
        return False
    note_how_long(shop, fair, draw)
    return True


def begin_ahead(open_it: Callable[[], Shop], halt: Event) -> None:
    """Do so once the first screens are drawn, unless halted."""
    if halt.wait(_FIRST_SCREENS):
        return
    shop = open_it()
    with suppress(FairError, OperationalError):  # a store that is away: the first act reads it
        plan_ahead(shop)
    shop.store.close()

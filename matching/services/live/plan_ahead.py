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
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans

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
    _know_scores(shop, fair)
    return True


def _know_scores(shop: Shop, fair: str) -> None:
    """Score what people were told, and know which scores the store holds: an act writes others."""
    with shop.store.reading() as reader:
        entries, plan = fairs.read_entries(reader, fair), known_announced_plan(shop, reader, fair)
        basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
        if plan is None or basis.kept.plan is not None:
            return
        stored = plans.scores_of_plan(reader, fair, plan.number)
    basis.score_meetings(plan.meetings)
    basis.kept.remember(stored, plan, None, None)


def begin_ahead(open_it: Callable[[], Shop], halt: Event) -> None:
    """Do so once the first screens are drawn, unless halted."""
    if halt.wait(_FIRST_SCREENS):
        return
    shop = open_it()
    with suppress(FairError, OperationalError):  # a store that is away: the first act reads it
        plan_ahead(shop)
    shop.store.close()

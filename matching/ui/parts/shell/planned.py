"""The answer to a tap whose plan is drawn behind it: said at once, made whole when it is there."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from matching.domain.errors import FairError
from matching.services.live import behind
from matching.services.live.redrawn import Redrawn
from matching.services.shop.shop import Shop
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.notice import refusal

T = TypeVar("T")
ANSWERS_WITHIN: float | None = behind.ANSWERS_WITHIN


def prompt_shop() -> Shop:
    """The shop for a tap: it answers before the plan that follows is drawn, where that takes long.

    What comes of it goes through `when_planned`.
    """
    return replace(session.shop(), answers_within=ANSWERS_WITHIN)


def when_planned(
    redrawn: Redrawn,
    say: Callable[[Redrawn], str],
    *,
    take_back: Callable[[], ScreenMessage | str] | None = None,
) -> ScreenMessage:
    """What there is to say of a re-plan; that it is being drawn, until it is there.

    Parameters
    ----------
    take_back
        What takes back the act that led to it.
    """

    def told(drawn: Redrawn) -> ScreenMessage:
        return ScreenMessage(say(drawn), take_back=take_back)

    later = redrawn.later
    if later is None:
        return told(redrawn)

    def look() -> ScreenMessage | None:
        return _of_drawn(later, told) if later.done() else None

    return ScreenMessage(session.phrase("change.preparing"), take_back=take_back, later=look)


def _of_drawn(later: Future[Redrawn], told: Callable[[Redrawn], ScreenMessage]) -> ScreenMessage:
    try:
        return not_planned(later) or told(later.result())
    except FairError as refused:
        return refusal(refused)


def not_planned(later: Future[T]) -> ScreenMessage | None:
    """Why a plan did not follow that was drawn behind an answer; None where it did."""
    error = later.exception()
    if error is None:
        return None
    if isinstance(error, FairError):
        return refusal(error)
    # It was logged where it happened; whoever has tapped is told that nothing has moved.
    return ScreenMessage(session.phrase("change.not_planned"), is_refusal=True)

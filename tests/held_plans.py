"""Plans that a test holds back, to look at what is said meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event

import pytest

from matching.services.live import redraw_plan as redrawing


@contextmanager
def holding(
    monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[..., object] | None = None
) -> Iterator[Event]:
    """Hold each call of a function of `redraw_plan` until the event given is set, or at the end.

    Then it does what it does, or what is given.
    """
    go, follows = Event(), then or getattr(redrawing, name)

    def waits(*args: object, **kwargs: object) -> object:
        assert go.wait(60)
        return follows(*args, **kwargs)

    monkeypatch.setattr(redrawing, name, waits)
    yield go
    go.set()


def failing(
    monkeypatch: pytest.MonkeyPatch, name: str, error: Exception
) -> AbstractContextManager[Event]:
    """Hold each call of a function of `redraw_plan` the same way, and then have it fail."""

    def fails(*_args: object, **_kwargs: object) -> object:
        raise error

    return holding(monkeypatch, name, fails)

"""Plans that a test holds back, to look at what is said meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from matching.services.live import redraw_plan as redrawing


@contextmanager
def holding(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[Event]:
    """Hold each call of a function of `redraw_plan` until the event given is set, or at the end."""
    go, real = Event(), getattr(redrawing, name)

    def waits(*args: object, **kwargs: object) -> object:
        assert go.wait(60)
        return real(*args, **kwargs)

    monkeypatch.setattr(redrawing, name, waits)
    yield go
    go.set()

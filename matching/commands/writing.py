"""Files that a command writes where the person asked for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matching.domain.errors import FairError


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Refuse in words what cannot be written there.

    Raises
    ------
    FairError
        `folder_not_writable` for whatever the system refuses meanwhile.
    """
    try:
        yield
    except OSError:
        raise FairError("folder_not_writable", path=str(path)) from None

"""Where the files that Parvis ships are: in a checkout or inside an installed wheel."""

from functools import cache
from pathlib import Path

import matching

_PACKAGE = Path(matching.__file__).parent


@cache
def shipped(name: str) -> Path:
    """The path of a shipped file or folder (`app.py`, `data/reference`, `data/examples`).

    Raises
    ------
    FileNotFoundError
        When this installation was made without it.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(name)

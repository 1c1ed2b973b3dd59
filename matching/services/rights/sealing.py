"""The key that seals what people said: made once, changed when somebody may have seen it."""

import os
from collections.abc import Callable
from pathlib import Path

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store.sealed_anew import documents_sealed
from matching.store.sealing.key_file import KEY_FILE, add_key, new_key


def make_key(file: Path) -> None:
    """Write a first key into a new file.

    Raises
    ------
    FairError
        `file_exists`: a key never replaces another.
    """
    new_key(file)


def rotate_key(file: Path, opened: Callable[[], Shop]) -> int:
    """Put a new key first, and seal the store with it by opening it; how many documents.

    The keys before stay in the file, for backups of their time: whoever deletes those backups may
    delete their lines too.

    Raises
    ------
    FairError
        `sealing_not_this_file` when `PARVIS_KEY_FILE` names another; `store_locked` when
        Parvis runs meanwhile: the next start seals it then.
    """
    named = os.environ.get(KEY_FILE, "")
    if not named or Path(named).resolve() != file.resolve():
        raise FairError("sealing_not_this_file", path=str(file))
    add_key(file)
    shop = opened()
    with shop.store.reading() as reader:
        return documents_sealed(reader)

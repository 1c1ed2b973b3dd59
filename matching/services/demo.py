"""A fresh store with an example fair, beside the store of the association."""

from datetime import datetime
from pathlib import Path

from matching.phrases import LANGUAGES, say
from matching.services.access.give_access import first_access, show_code
from matching.services.files.examples import example_folder, open_example
from matching.services.shop.shop import open_shop


def fresh_demo(scheme: str, *, at: datetime, folder: Path = Path("data/local")) -> str:
    """The URL of a new store that holds one example fair; no older file is touched."""
    example_folder(scheme)
    url = f"sqlite:///{folder / f'demo-{scheme}-{at:%Y%m%d-%H%M%S-%f}.db'}"
    shop = open_shop(url)
    open_example(shop, scheme)
    given = first_access(shop, name=say("role.organiser", LANGUAGES[0]))
    assert given is not None
    show_code(shop, given)
    shop.store.close()
    return url

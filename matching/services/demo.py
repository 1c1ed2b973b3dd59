"""A fresh store with an example fair, beside the store of the association."""

from datetime import datetime
from pathlib import Path

from matching.domain.errors import FairError
from matching.phrases import LANGUAGES, say
from matching.services.access.give_access import first_access, show_code
from matching.services.files.examples import demonstrate, example_folder
from matching.services.files.fairs_known import known_fairs
from matching.services.shop.shop import open_shop


def fresh_demo(
    scheme: str, *, at: datetime, folder: Path = Path("data/local"), url: str = ""
) -> str:
    """The URL of a new store that holds one example fair; no older file is touched.

    Parameters
    ----------
    url
        The store to make, where somebody names one; it must not hold a fair yet.

    Raises
    ------
    FairError
        `demo_store`.
    """
    example_folder(scheme)
    url = url or f"sqlite:///{folder / f'demo-{scheme}-{at:%Y%m%d-%H%M%S-%f}.db'}"
    shop = open_shop(url)
    if here := [known.fair.id for known in known_fairs(shop)]:
        shop.store.close()
        raise FairError("demo_store", fairs=", ".join(here))
    demonstrate(shop, scheme)
    given = first_access(shop, name=say("role.organiser", LANGUAGES[0]))
    if given is not None:
        show_code(shop, given)
    shop.store.close()
    return url

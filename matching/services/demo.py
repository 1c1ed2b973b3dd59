"""A fresh store with an example fair, beside the store of the association."""

from pathlib import Path

from matching.services.examples import example_folder, open_example
from matching.services.shop import open_shop


def fresh_demo(scheme: str, *, folder: Path = Path("data/local")) -> str:
    """The URL of a new store that holds one example fair; an older demo is put away."""
    example_folder(scheme)
    path = folder / f"demo-{scheme}.db"
    for old in folder.glob(f"{path.name}*"):
        old.unlink()
    url = f"sqlite:///{path}"
    shop = open_shop(url)
    open_example(shop, scheme)
    shop.store.close()
    return url

"""The example fairs that Parvis ships, ready to open."""

from pathlib import Path

from matching.domain.errors import FairError
from matching.services.files.demonstrations import note_demonstration
from matching.services.files.receive_files import Receipt, receive_folder
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop

FIRST_SHOWN = "mosson"
"""The example that a newcomer opens: a fair of one morning."""


def schemes() -> tuple[str, ...]:
    """The names of the example fairs."""
    folders = (path.parent for path in shipped("data/examples").glob("*/fair.toml"))
    return tuple(sorted(folder.name for folder in folders))


def example_folder(scheme: str) -> Path:
    """The folder of an example fair; refused with `scheme_unknown`, naming those that exist."""
    if scheme not in schemes():
        raise FairError("scheme_unknown", scheme=scheme, known=", ".join(schemes()))
    return shipped("data/examples") / scheme


def open_example(shop: Shop, scheme: str) -> Receipt:
    """The example fair in the store, entered when it was not there yet."""
    return receive_folder(shop, example_folder(scheme))


def demonstrate(shop: Shop, scheme: str) -> Receipt:
    """The same as a demonstration: nobody of its lists is ever due to be called or forgotten."""
    receipt = open_example(shop, scheme)
    with shop.store.writing() as writer:
        note_demonstration(writer, receipt.fair)
    return receipt

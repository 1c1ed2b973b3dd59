"""Which official lists of trades and skills are in use."""

from matching.services.shop.shop import Shop
from matching.store import vocabularies
from matching.store.vocabularies import KeptList


def lists_in_use(shop: Shop) -> tuple[KeptList, ...]:
    """The official lists of the store."""
    with shop.store.reading() as reader:
        return vocabularies.kept_lists(reader)


def list_answer(kept: KeptList) -> dict[str, object]:
    """An official list as a document."""
    return {
        "source": kept.source,
        "version": kept.version,
        "labels": kept.labels,
        "attribution": kept.attribution,
        "digest": kept.digest,
        "imported_at": kept.imported_at.isoformat(timespec="seconds"),
    }

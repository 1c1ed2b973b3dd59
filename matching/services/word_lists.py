"""Take in the official lists of trades and skills, and say which ones are in use."""

from pathlib import Path

from matching.scoring.archives import read_archive
from matching.services.shop import Shop
from matching.store import vocabularies
from matching.store.vocabularies import KeptList


def import_list(shop: Shop, path: Path) -> tuple[KeptList, tuple[str, ...]]:
    """Put an official list in force for every fair; what was kept, and the files it came without.

    Raises
    ------
    FairError
        When the archive is none that is known, damaged, or lacks what cannot be done without.
    """
    official = read_archive(path)
    kept = KeptList(
        source=official.source,
        version=official.version,
        digest=official.digest,
        attribution=official.attribution,
        labels=official.trade_labels + official.skill_labels,
        imported_at=shop.clock(),
    )
    with shop.store.writing() as writer:
        vocabularies.replace_list(writer, kept, official.to_bytes())
    return kept, official.missing


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

"""The words that scores are read with: our own, and the official lists of the store."""

from functools import cache

from matching.scoring.vocabulary.archives import OfficialList
from matching.scoring.vocabulary.vocabulary import Vocabulary
from matching.services.shop.last_made import LastMade
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop
from matching.store import vocabularies
from matching.store.vocabularies import KeptList

_MADE: LastMade[Vocabulary] = LastMade()


@cache
def own_vocabulary() -> Vocabulary:
    """The vocabulary that ships with Parvis, read once."""
    return Vocabulary.read(shipped("data/reference"))


def words_in_use(shop: Shop) -> Vocabulary:
    """The vocabulary in force now."""
    with shop.store.reading() as reader:
        lists = vocabularies.kept_lists(reader)
    return _MADE.get(tuple(kept.digest for kept in lists), lambda: _merged(shop, lists))


def digests_in_use(shop: Shop) -> tuple[str, ...]:
    """The digests of the official lists that are in force now."""
    with shop.store.reading() as reader:
        return tuple(kept.digest for kept in vocabularies.kept_lists(reader))


def _merged(shop: Shop, lists: tuple[KeptList, ...]) -> Vocabulary:
    if not lists:
        return own_vocabulary()
    with shop.store.reading() as reader:
        contents = [vocabularies.read_content(reader, official.source) for official in lists]
    return own_vocabulary().with_lists(*map(OfficialList.from_bytes, contents))

"""The scorer of a fair: our words, the official lists of the store, the organiser's weights."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Generic, TypeVar

from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.score import Scorer
from matching.scoring.vocabulary.archives import OfficialList
from matching.scoring.vocabulary.vocabulary import Vocabulary
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop
from matching.store import vocabularies
from matching.store.vocabularies import KeptList
from matching.store.weights import weights_of

_MOST_KEPT = 3  # a scorer with the official lists takes some 100 MB
T = TypeVar("T")


class _Kept(Generic[T]):
    """The last few values made, by what they were made from; each is made by one thread."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[str, ...], T] = OrderedDict()
        self._turn = Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        with self._turn:
            if key not in self._values:
                self._values[key] = make()
            self._values.move_to_end(key)
            while len(self._values) > _MOST_KEPT:
                self._values.popitem(last=False)
            return self._values[key]


_VOCABULARIES: _Kept[Vocabulary] = _Kept()
_SCORERS: _Kept[Scorer] = _Kept()


@cache
def own_vocabulary() -> Vocabulary:
    """The vocabulary that ships with Parvis, read once."""
    return Vocabulary.read(shipped("data/reference"))


def scorer_of(shop: Shop, fair: str = "") -> Scorer:
    """The scorer in force for a fair now; without a fair, the one with the shipped weights."""
    with shop.store.reading() as reader:
        lists = vocabularies.kept_lists(reader)
        kept = weights_of(reader, fair) if fair else ()
    weights = Weights.from_kept(kept[0].document) if kept else default_weights()
    words = tuple(one.digest for one in lists)
    vocabulary = _VOCABULARIES.get(words, lambda: _merged(shop, lists))
    return _SCORERS.get((*words, weights.version), lambda: Scorer(vocabulary, weights))


def _merged(shop: Shop, lists: tuple[KeptList, ...]) -> Vocabulary:
    if not lists:
        return own_vocabulary()
    with shop.store.reading() as reader:
        contents = [vocabularies.read_content(reader, one.source) for one in lists]
    return own_vocabulary().with_lists(*map(OfficialList.from_bytes, contents))


def makings(scorer: Scorer) -> dict[str, object]:
    """What a score version is made of, to be kept beside the plans drawn with it."""
    vocabulary = scorer.vocabulary
    return {
        "weights": scorer.weights.to_toml(),
        "vocabulary": vocabulary.version,
        "lists": [
            {"source": one.source, "version": one.version, "attribution": one.attribution}
            for one in vocabulary.lists
        ],
    }

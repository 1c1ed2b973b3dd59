"""The scorer of a fair: our words, the official lists of the store, the organiser's weights."""

from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.reading.understand import Reader
from matching.scoring.score import Scorer
from matching.services.scores.words_in_use import digests_in_use, words_in_use
from matching.services.shop.kept_reader import kept_reader
from matching.services.shop.last_made import LastMade
from matching.services.shop.shop import Shop
from matching.store.weights import weights_of

_READERS: LastMade[Reader] = LastMade()
_MADE: LastMade[Scorer] = LastMade()


def scorer_of(shop: Shop, fair: str = "") -> Scorer:
    """The scorer in force for a fair now; without a fair, the one with the shipped weights."""
    with shop.store.reading() as reader:
        kept = weights_of(reader, fair) if fair else ()
    weights = Weights.from_kept(kept[0].document) if kept else default_weights()
    digests = digests_in_use(shop)
    words = _reader_in_use(shop, digests)
    return _MADE.get(
        (*digests, weights.version), lambda: Scorer(words.vocabulary, weights, reader=words)
    )


def reader_of(shop: Shop) -> Reader:
    """The reader of the words in use now."""
    return _reader_in_use(shop, digests_in_use(shop))


def _reader_in_use(shop: Shop, digests: tuple[str, ...]) -> Reader:
    return _READERS.get(digests, lambda: _reader(shop, digests))


def _reader(shop: Shop, digests: tuple[str, ...]) -> Reader:
    """The reader of the words in use; with official lists it is worth keeping on disk.

    Of our own words alone nothing is made before it is asked for: most commands ask for little.
    """
    if not digests:
        return Reader(words_in_use(shop))
    return kept_reader(shop.store.address, digests, lambda: Reader(words_in_use(shop)))


def makings(scorer: Scorer) -> dict[str, object]:
    """What a score version is made of, to be kept beside the plans drawn with it."""
    vocabulary = scorer.vocabulary
    return {
        "weights": scorer.weights.to_toml(),
        "vocabulary": vocabulary.version,
        "lists": [
            {
                "source": official.source,
                "version": official.version,
                "attribution": official.attribution,
            }
            for official in vocabulary.lists
        ],
    }

"""The scorer of a fair: our words, the official lists of the store, the organiser's weights."""

from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.score import Scorer
from matching.services.scores.last_made import LastMade
from matching.services.scores.words_in_use import words_in_use
from matching.services.shop.shop import Shop
from matching.store.weights import weights_of

_MADE: LastMade[Scorer] = LastMade()


def scorer_of(shop: Shop, fair: str = "") -> Scorer:
    """The scorer in force for a fair now; without a fair, the one with the shipped weights."""
    with shop.store.reading() as reader:
        kept = weights_of(reader, fair) if fair else ()
    weights = Weights.from_kept(kept[0].document) if kept else default_weights()
    vocabulary, words = words_in_use(shop)
    return _MADE.get((*words, weights.version), lambda: Scorer(vocabulary, weights))


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

"""What a phrase means in the vocabulary, as the command and the pages say it."""

from collections.abc import Callable

from matching.scoring.reading.understand import Kind
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.word_lists import reader_by_meaning
from matching.services.shop.shop import Shop


def understand_with(
    shop: Shop, kind: Kind, *, top: int, language: str
) -> Callable[[str], dict[str, object]]:
    """A reader of phrases with the words of the store: verdict and likeliest meanings of each."""
    reader = reader_by_meaning(shop) if kind == "skill" else scorer_of(shop).reader
    return lambda text: reader.understand(text, kind=kind, top=top).as_json(language)

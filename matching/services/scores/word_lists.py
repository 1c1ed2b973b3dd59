"""Take in the official lists of trades and skills."""

from collections.abc import Sequence
from pathlib import Path

from matching.scoring.reading.semantic import Senses, TellProgress, find_encoder, senses_of
from matching.scoring.reading.understand import Reader
from matching.scoring.vocabulary.archives import read_archive
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.shop.shop import Shop
from matching.store import vocabularies
from matching.store.vocabularies import KeptList

NOT_ENCODED = "not_encoded"


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
    scorer_of(shop)  # its reader is made and kept now, while an import is waited for anyway
    return kept, official.missing


def make_senses(shop: Shop, tell: TellProgress) -> str:
    """Encode the skills in use for `parvis[semantic]`, once; why not when it is not possible.

    Some minutes for an official list. Nothing is done again while the words stay the same.
    """
    lacking = lacking_senses(shop)
    found = find_encoder()
    if lacking != NOT_ENCODED or found.encoder is None:
        return lacking
    senses = Senses.make(found.encoder, _skill_phrases(shop), tell=tell)
    with shop.store.writing() as writer:
        vocabularies.replace_senses(writer, senses.of, senses.to_bytes(), at=shop.clock())
    return ""


def lacking_senses(shop: Shop) -> str:
    """Why skills are not read by meaning, a code; "" when they are."""
    found = find_encoder()
    if found.encoder is None:
        return found.reason
    of = senses_of(found.encoder.name, _skill_phrases(shop))
    with shop.store.reading() as reader:
        return "" if vocabularies.read_senses(reader, of) is not None else NOT_ENCODED


def _skill_phrases(shop: Shop) -> Sequence[str]:
    return scorer_of(shop).reader.lexicon("skill").phrases


def reader_by_meaning(shop: Shop) -> Reader:
    """The reader of the words in use; by meaning too when the skills were encoded."""
    reader = scorer_of(shop).reader
    found = find_encoder()
    if found.encoder is None:
        return reader
    of = senses_of(found.encoder.name, reader.lexicon("skill").phrases)
    with shop.store.reading() as connection:
        kept = vocabularies.read_senses(connection, of)
    return reader if kept is None else reader.with_senses(Senses.from_bytes(kept), found.encoder)

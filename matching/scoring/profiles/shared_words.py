"""Words that a wish and the title of an offer share, letter by letter, whatever they mean.

A diploma's name or a house word ("BTS MCO") may stand in no list of trades: who wrote the very
words of the title has asked for this offer all the same.
"""

from collections.abc import Iterable, Mapping

from matching.scoring.text.wording import content_words, fold

# Words of any wish and any title: they tell no trade from another.
_GENERAL = frozenset(
    content_words(
        "formation contrat alternance apprentissage apprenti stage diplôme titre professionnel "
        "BTS BTSA CAP BAC BEP BUT DUT BPJEPS DEUST licence master mention brevet certificat "
        "niveau option emploi poste travail travailler job métier agent employé ouvrier "
        "assistant conseiller technicien responsable chargé aide adjoint chef équipe service "
        "recherche recherché chercher cherche veux voudrais souhaite aimerais faire devenir être "
        "homme femme débutant expérimenté qualifié temps plein partiel CDI CDD intérim jour nuit "
        "gratuit mois an heure atelier découverte je un pro bien tout si possible"
    )
)
_REFUSES = frozenset({"pas", "sauf", "sans", "plus", "jamais", "ni", "non", "aucun", "aucune"})


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others; none of a text that refuses something."""
    if not _REFUSES.isdisjoint(fold(text).split()):
        return frozenset()
    return frozenset(word for word in content_words(text) if not word.isdigit()) - _GENERAL


def words_of_wishes(wished: Iterable[str]) -> Mapping[frozenset[str], str]:
    """The telling words of each wish, with the wish as it was written."""
    return {words: wish for wish in wished if (words := telling_words(wish))}


def shared(wishes: Mapping[frozenset[str], str], title: frozenset[str]) -> str:
    """The first wish all of whose telling words stand in a title, or the other way round."""
    return next((said for words, said in wishes.items() if title and _meet(words, title)), "")


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one

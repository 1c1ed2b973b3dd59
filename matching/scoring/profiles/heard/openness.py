"""How open a person's wishes leave the choice of work."""

import re
from dataclasses import dataclass

from matching.scoring.profiles.heard.texts import TextsRead
from matching.scoring.reading.said import About
from matching.scoring.reading.sentence import phrases_in
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.text.private_words import without_private
from matching.scoring.text.wording import fold

_UNSURE = re.compile(
    r"\b(?:jsp|aucune idee|pas d'idee)\b"
    r"|\b(?:sais|sai|chais|chai|c|ses) pas (?:quoi|trop|encore|ce que)\b"
)
_AT_LARGE = re.compile(
    r"\bn'? ?importe(?: (?:quel|quoi|ou)|\s*(?:[,;.!]|$))|\bnimporte|\bpeu importe\b"
    r"|\btout sauf\b|\bun truc\b"
    r"|\btout (?:me va|type|travail|poste)|\btous (?:les )?(?:postes|metiers|travaux)"
    r"|\b(?:jsp|quelque chose|aucune idee|pas d'idee)\b"
    r"|\b(?:sais|sai|chais|chai|c|ses) pas"
    r"(?: (?:quoi|quel\w*|trop|encore|vraiment|ou|ce que)\b| ?(?:[,;.]|$))"
    r"|\bany (?:job|work)\b|^\W*(?:un |du |des |petits? )*(?:travail|emploi|boulot|taf|job)s?\W*$"
)
_ANYTHING = re.compile(
    r"\bn'? ?importe (?:quel\w*|quoi|ou)\b"
    r"(?!(?: \w+)? (?:a l'|a la |a l |au |dans |chez |en (?!attendant)))"
    r"|\bnimporte|\bpeu importe\b|\bn'? ?importe(?=\s*(?:[,;.!]|$))"
    # Behind a trade, "en attendant un master" says until when it is wished for.
    r"|\b(?:travail|emploi|boulot|taf|job|truc|chose|poste)s? en attendant\b"
    r"|\bany (?:job|work)\b|\btout (?:me va|type|travail|poste)\b"
    r"|\btous (?:les )?(?:postes|metiers|travaux)"
)


@dataclass(frozen=True, slots=True)
class Openness:
    """What somebody's wishes leave open.

    Attributes
    ----------
    is_at_large
        Whether the wishes leave everything open or ask for nothing but help: a wish that nobody
        could read is another matter.
    takes_anything
        Whether it is said that any work will do, beside what is wanted most.
    is_unsure
        Whether it is said that one does not know what to do.
    only_asks
        Whether the wishes ask for help and for nothing else.
    """

    is_at_large: bool
    takes_anything: bool
    is_unsure: bool
    only_asks: bool


def openness_of(texts: TextsRead, reader: Reader) -> Openness:
    """How open the wishes of texts that were read are."""
    wishes = texts.wishes
    work = [(without_private(text), said) for text, said in wishes.items()]
    return Openness(
        is_at_large=all(_is_at_large(text, said) for text, said in work if text),
        takes_anything=any(_ANYTHING.search(fold(text)) for text in wishes),
        is_unsure=any(_UNSURE.search(fold(text)) for text in wishes),
        only_asks=bool(wishes) and all(_only_asks(*wish, reader) for wish in wishes.items()),
    )


def _is_at_large(wish: str, said: Statement) -> bool:
    frame = {About.HOURS, About.CONTRACT, About.CONDITION}
    only_frame = bool(said.wants) and all(want.about in frame for want in said.wants)
    only_frame &= not any(study.is_named for study in said.studies)
    return bool(said.needs) or only_frame or _AT_LARGE.search(fold(wish)) is not None


def _only_asks(wish: str, said: Statement, reader: Reader) -> bool:
    """Whether a wish asks for help, and no word is left that may name work."""
    if not said.needs or said.wants or said.can or _AT_LARGE.search(fold(wish)):
        return False
    left = reader.wanted_words(wish)
    learnt = {study.text for study in said.studies}
    return all(piece in learnt for piece in phrases_in(left))

"""Words of a text with their places, in a form in which what sounds alike is alike."""

import re
from dataclasses import dataclass
from functools import lru_cache

from matching.scoring.text.sound import sound
from matching.scoring.text.wording import fold, one_form

_WORD = re.compile(r"[a-z0-9]+")
_SHORT = 3  # letters of words that are told apart letter by letter: *du*, *DUT*, *CAP*
_BY_LETTERS = frozenset(["sans", "sauf", "plus", "non"])  # *santé* and *sein* sound like *sans*
_ENDINGS = re.compile(r"(?:er|ez|ee)$")  # verbs are written as they sound: passer, passé, passez
# Words cut short or run together in messages, each as the words it stands for.
WRITTEN_OUT = {
    short: tuple(long.split())
    for shorts, long in (
        ("jcherche jcherch jecherche jchercher", "je cherche"),
        ("jveux jve jveu jeveux jveut", "je veux"),
        ("jvoudrais jvoudrai jvoudré", "je voudrais"),
        ("jaimerais jaimerai", "je aimerais"),
        ("jsuis jsui jss chuis chui", "je suis"),
        ("jai g", "j ai"),
        ("pase pasé paser", "passer"),
        ("jsais jsai", "je sais"),
        ("jpeux jpeu", "je peux"),
        ("jpréfère jprefere", "je prefere"),
        ("ve veu veut vx vœux voeux", "veux"),
        ("pa ps", "pas"),
        ("sof sauff", "sauf"),
        ("pr", "pour"),
        ("ds", "dans"),
        ("ac avc avk", "avec"),
        ("tt tou", "tout"),
        ("nimporte", "n importe"),
        ("bcp", "beaucoup"),
        ("qq qqch", "quelque"),
        ("taf taff taffe boulo", "travail"),
        ("trav travay travaille travaile travaille travayé travailer", "travailler"),
        ("wk we weekend", "week end"),
        ("permi permie", "permis"),
        ("papié papiers paper", "papier"),
        ("ordi pc ordinateurs", "ordinateur"),
        ("oci ossi", "aussi"),
        ("mai", "mais"),
        ("ke", "que"),
        ("fran francé fransai francai france fransais franssais francés fransé", "francais"),
        ("aprandre aprend aprendre apprend", "apprendre"),
        ("sui", "suis"),
        ("apre apres", "apres"),
        ("appart apart appartement", "appartement"),
        ("plu", "plus"),
        ("fair fer", "faire"),
        ("etr", "etre"),
        ("cv", "cv"),
    )
    for short in map(fold, shorts.split())
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word as compared, with the span of the text that it was written in."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in their order; words that messages run together are parted."""
    folded = letter_by_letter(text)
    return tuple(
        Token(heard(word), match.start(), match.end())
        for match in _WORD.finditer(folded)
        for word in WRITTEN_OUT.get(match.group(), (match.group(),))
    )


@lru_cache(maxsize=65_536)
def heard(word: str) -> str:
    """A folded word in the form that every spelling of the same sound shares."""
    if len(word) <= _SHORT or word in _BY_LETTERS or word.isdigit():
        return word
    said = _ENDINGS.sub("e", sound(one_form(word)))
    return said if len(said) >= _SHORT else word  # *dettes* sounds like *de*


def letter_by_letter(text: str) -> str:
    """A text folded (lower case, no accent), each letter at its place."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(map(_one_letter, text))


@lru_cache(maxsize=1_024)
def _one_letter(letter: str) -> str:
    return fold(letter)[:1] or " "

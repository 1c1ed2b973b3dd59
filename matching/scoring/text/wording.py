"""Bring the many ways people write a trade or a skill to one form that can be compared."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_NAMES = (  # signs that carry the meaning of a digital skill
    (re.compile(r"\bc\s?\+\+", re.IGNORECASE), "cplusplus"),
    (re.compile(r"\bc\s?#", re.IGNORECASE), "csharp"),
    (re.compile(r"(?<!\w)\.net\b|\bdot\s?net\b", re.IGNORECASE), "dotnet"),
    (re.compile(r"\b(node|vue|react|angular|next)\.js\b", re.IGNORECASE), r"\1js"),
)
_SIGNS = re.compile(r"[+#.]|dot\s?net", re.IGNORECASE)  # one of them is in each name
FEMININE_ENDINGS = (  # of a feminine or a plural written beside the masculine
    r"(?:[bcdfglmnprstv]?(?:[aio]?trice|euse|i?ere|i?enne|onne|aine|ante|ente|esse|eresse|effe)"
    r"|rice|use|ice|nne|nte|tte|lle|sse|ffe|i?ve|ne|re|te|se|fe|le|ee|e)"
)
_BOTH_GENDERS = re.compile(
    r"\(?\b[hfmx]\s?[/-]\s?[hfmx](\s?[/-]\s?[hfmxd]|/nb)?\b\)?"  # H/F, (m/f/x), H/F/NB
    rf"|\((?:{FEMININE_ENDINGS}s?|s)\)"  # (e), (trice), (euse)
    rf"|[·•.]{FEMININE_ENDINGS}(?=[·•.]?s?\b)(?:[·•.]s\b)?"  # .e.s
    rf"|(?<=[a-z]{{3}})[/-]{FEMININE_ENDINGS}s?\b"  # /trice, -euse
)
_SPEECH = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "\u2019": "'", "`": "'"})
_MARKS = re.compile("[\u0300-\u036f]+")
_ELISION = re.compile(r"\b(?:[ldjnmtsc]|qu|jusqu|lorsqu|aujourd)'")
_GENDER_SIGNS = re.compile(r"[(/·•.-]")  # one of them is in each way to write both genders
_WORD = re.compile(r"[a-z0-9]+")
_SHARED = (  # the same ending on both sides, so that women, men and many are read alike
    ("reportrice", "reporter"),
    ("eaux", "eau"),
    ("iaux", "ial"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("tesse", "te"),
    ("resse", "re"),
    ("ive", "if"),
    ("ee", "e"),
)
_DOUBLED = frozenset("nlftrs")  # chef and cheffe, paysan and paysanne
# What people name at a fair that begins with a vowel; messages write its article as one with it.
_NOUNS = (
    "accueil agriculture aide alternance animation apprentissage argent armee artisanat assistance"
    " atelier automobile ecole ecoles ecran ecriture electricite elevage emploi enfance entrepot"
    " entretien epicerie esthetique exterieur hopital hotel hotellerie hygiene immobilier industrie"
    " imprimerie informatique insertion interim interieur internet ordinateur ordi orientation"
    " orthographe outillage usinage usine usines"
)
_GLUED = {article + noun: noun for article in ("l", "d") for noun in _NOUNS.split()}
_LONGEST_RUN = 5  # words said twice in a label: "chef de rang / cheffe de rang"
_SMALL = "le la les un une des du de d l en dans au aux a et ou pour avec sur par chez the of and"
SMALL_WORDS = frozenset(_SMALL.split())


def fold(text: str) -> str:
    """A text in lower case, without accents, its ligatures undone and apostrophes straight."""
    lower = text.translate(_SPEECH).lower()
    if lower.isascii():
        return lower
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", lower))
    if plain.isascii():
        return plain
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def keep_signs(text: str) -> str:
    """A text whose C++, C#, .NET and the like are written in letters."""
    if _SIGNS.search(text) is None:
        return text
    for sign, letters in _NAMES:
        text = sign.sub(letters, text)
    return text


@lru_cache(maxsize=65_536)
def surface(text: str) -> str:
    """A phrase as it was written, folded, without marks: what tells two equal forms apart."""
    return " ".join(_WORD.findall(fold(keep_signs(text))))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The form that is compared: folded, one gender, one number, words parted by one space."""
    folded = fold(keep_signs(text))
    if _GENDER_SIGNS.search(folded):
        folded = _BOTH_GENDERS.sub(" ", folded)
    return " ".join(_said_once([one_form(word) for word in _words(folded)]))


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The form under which a phrase is looked up exactly: plain, without small words."""
    words = plain(text).split()
    return " ".join(word for word in words if word not in SMALL_WORDS) or " ".join(words)


def content_words(text: str) -> list[str]:
    """Words of a text in their plain form, without small words; quick on long texts."""
    words = _words(fold(keep_signs(text)))
    return [one_form(word) for word in words if len(word) > 1 and word not in SMALL_WORDS]


def telling(phrase: str) -> list[str]:
    """The words of a plain phrase that tell something, in their order."""
    return [word for word in phrase.split() if len(word) > 1 and word not in SMALL_WORDS]


def _words(folded: str) -> list[str]:
    return _WORD.findall(_ELISION.sub(" ", folded) if "'" in folded else folded)


def without(text: str, words: Iterable[str]) -> str:
    """A plain text from which some words are taken away."""
    dropped = frozenset(words)
    return " ".join(word for word in text.split() if word not in dropped)


@lru_cache(maxsize=65_536)
def one_form(word: str) -> str:
    """A folded word in the form that its feminine, masculine, singular and plural share.

    An article written as one with the word behind it is none of it: "lusine".
    """
    if word in SMALL_WORDS:
        return word
    word = _singular(_GLUED.get(word, word))
    if len(word) < 5:
        return word
    shared = _with_shared_ending(word)
    form = _without_mute_ending(shared)
    # A form is a form of itself: "presse" keeps its ending, since "pres" would be read as "pre".
    return form if _singular(form) == form and form not in SMALL_WORDS else shared


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] not in "sui" else word


def _with_shared_ending(word: str) -> str:
    for ending, shared in _SHARED:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            return word[: -len(ending)] + shared
    return word


def _without_mute_ending(word: str) -> str:
    if word[-1] != "e" or len(word) < 5:
        return word
    word = word[:-1]
    return word[:-1] if word[-1] == word[-2] and word[-1] in _DOUBLED else word


def _said_once(words: Sequence[str]) -> Sequence[str]:
    """Words without an immediate repetition of a run: both genders leave one phrase."""
    if len(set(words)) == len(words):
        return words
    said: list[str] = []
    for word in words:
        said.append(word)
        for run in range(1, _LONGEST_RUN + 1):
            if len(said) >= 2 * run and said[-run:] == said[-2 * run : -run]:
                del said[-run:]
                break
    return said

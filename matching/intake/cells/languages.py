"""Languages, interpreters and what else a person needs to take part."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from matching.domain.levels import FrenchLevel
from matching.domain.terms import Condition, Need
from matching.intake.cells.choices import (
    NONE,
    about_item,
    enumerated,
    pieces,
    read_choices,
    unknown_items,
)
from matching.intake.cells.levels import read_french
from matching.intake.cells.readings import Doubt, Reading
from matching.intake.cells.words import WordList, denies, word_list
from matching.intake.folding import fold

ANY_LANGUAGE = "?"
_INTERPRETER = re.compile(
    r"(?:interpreter|interpr[eè]te|interpr[ée]tariat|traducteur|traductrice|traduction)"
    r"\s*(?::|\ben\b|\bde\b|\bd['\u2019])?\s*(.*)",
    re.IGNORECASE,
)
# Whoever signs needs somebody who does, without the word being said.
_SIGNED = re.compile(r"(LSF|langue des signes(?: fran[çc]aise)?)", re.IGNORECASE)
# In a cell about something else: "A1 avec interprète", "pas besoin d'interprète".
_SPEAKING = re.compile(
    r"(?:\b(?:sans|pas|aucun|avec|besoin|non)\b[^,;+/&()\n]*?)?\b(?:interpr[eè]t|traduct)[^,;+/&()\n]*",
    re.IGNORECASE,
)
_SIGNING = re.compile(r"\b(?:LSF|langue des signes(?: fran[çc]aise)?)\b", re.IGNORECASE)
_WANTS_NONE = re.compile(r"\b(?:sans|pas|aucun|non|inutile)\b")
_LEVEL = re.compile(r"\s*\(?\b[abc][12]\b\)?\s*$", re.IGNORECASE)
_FRENCH_ASIDE = re.compile(
    r"(?:[,;/(\n+]\s*(?:niveau\s+)?|\b(?:FLE|fran[çc]ais)\s*:?\s*(?:niveau\s+)?)([abc][12](?:\.1)?)\b",
    re.IGNORECASE,
)
_LONGEST_CODE = 3  # letters of ISO 639
_MORE_LANGUAGES = {
    "dari": "prs",
    "berbere": "ber",
    "tamazight": "ber",
    "lsf": "fsl",
    "langue des signes": "fsl",
    "langue des signes francaise": "fsl",
    "french sign language": "fsl",
    "malinke": "man",
    "farsi": "fa",
    "kurmandji": "ku",
    "mandarin": "zh",
    "moldave": "ro",
    "serbo croate": "sh",
    "creole": "crp",
    "peul": "ff",
    "mandingue": "man",
}
# Of those that Babel has no name for, the proper spelling.
_SPELT = {"ber": "berbère", "crp": "créole", "fsl": "langue des signes française"}


def read_needs(text: str) -> Reading[tuple[tuple[Need, ...], str]]:
    """What a person needs, and the language of the interpreter ("" when none is asked).

    An interpreter asked for without a language is `ANY_LANGUAGE`.
    """
    words = word_list("needs")
    found: set[str] = set()
    strange: list[str] = []
    language = ""
    doubts: tuple[Doubt, ...] = ()
    for item in enumerated(text, words):
        if values := words.find(item):
            found.update(values)
        elif match := _INTERPRETER.fullmatch(item) or _SIGNED.fullmatch(item):
            tongue = read_language(match[1]) if match[1] else Reading(ANY_LANGUAGE)
            language, doubts = tongue.value or "", tongue.doubts
        elif fold(item) not in NONE and not read_avoided_beside(item).value:
            strange.append(item)
    needs = tuple(need for need in Need if need.value in found)
    return Reading((needs, language), (*doubts, *unknown_items(text, strange, words)))


def read_avoided_beside(text: str) -> Reading[tuple[Condition, ...]]:
    """The conditions of work that a cell about needs refuses: "pas de port de charges"."""
    refused = (item for item in pieces(text) if denies(item))
    read = (read_choices(item, Condition, "conditions", negated=True) for item in refused)
    found = {condition for each in read if not each.doubts for condition in each.value or ()}
    return Reading(tuple(one for one in Condition if one in found))


def read_interpreter(text: str) -> Reading[str]:
    """The language of the interpreter; a bare yes asks for one without saying which."""
    if match := _INTERPRETER.fullmatch(text):
        text = match[1] or "oui"
    asked = word_list("yes_no").find(text)
    if asked:
        return Reading(ANY_LANGUAGE if asked[0] == "yes" else "")
    return read_language(text)


def read_interpreter_beside(text: str) -> Reading[str]:
    """The language of an interpreter asked for among other words: "A1, interprète arabe".

    `ANY_LANGUAGE` where none is named. Words that want none ("sans interprète") ask for nobody.
    """
    if found := _SPEAKING.search(text):
        words = fold(found[0])
        if _WANTS_NONE.search(words):
            return Reading("")
        named = (_languages()[word] for word in words.split() if word in _languages())
        return Reading(next(named, ANY_LANGUAGE))
    return Reading("")


def read_french_aside(text: str) -> Reading[FrenchLevel]:
    """The one level of French beside a diploma: "CAP cuisine, A2", "sans diplôme (FLE B1)".

    Right behind a name ("bac A2", once a series of it) letters and figures are the diploma's.
    """
    found = {match[1].upper() for match in _FRENCH_ASIDE.finditer(text)}
    return Reading(read_french(found.pop()).value if len(found) == 1 else None)


def read_french_alone(text: str) -> Reading[FrenchLevel]:
    """The level of French in a cell that may speak of an interpreter too."""
    alone = _alone(_SIGNING.sub("", text))
    return read_french(alone) if alone else Reading(None)


def read_signing_beside(text: str) -> Reading[str]:
    """That sign language is asked for, in a cell about the level of French."""
    return Reading("fsl") if _SIGNING.search(text) else read_interpreter_beside(text)


def read_tongue_alone(text: str) -> Reading[str]:
    """The mother tongue in a cell that may speak of an interpreter too."""
    alone = _alone(text)
    return read_mother_tongue(alone) if alone else Reading(None)


def _alone(text: str) -> str:
    """The words of a cell that do not speak of an interpreter."""
    return _SPEAKING.sub("", text).strip(" ,;+/&()\n-") if _SPEAKING.search(text) else text


def read_language(text: str) -> Reading[str]:
    """The code of a language (ISO 639) from its French or English name, or the code itself."""
    name = fold(text)
    code = _languages().get(name)
    if code:
        return Reading(code)
    near = WordList({key: (value,) for key, value in _languages().items()}, _spelled_languages())
    suggestion = near.nearest(text) if len(name) > 3 else ""
    return Reading(text.casefold(), (Doubt("unknown_language", suggestion, {"item": text}),))


def read_mother_tongue(text: str) -> Reading[str]:
    """The code of one language; of several the first is kept, and said."""
    if fold(text) in _languages():
        return read_language(text)
    first, *others = _named_in(text) or [text]
    reading = read_language(first)
    if not others:
        return reading
    kept = written_language(reading.value or "")
    said = Doubt("language_several", kept, {"kept": kept})
    return Reading(reading.value, (*reading.doubts, said))


def written_language(code: str) -> str:
    """The French name of a language, where it reads back as this code; else what was kept."""
    if code == ANY_LANGUAGE:
        return "oui"
    name = _written_languages().get(code, code)
    return name if _languages().get(fold(name)) == code else code


def read_french_beside(text: str) -> Reading[FrenchLevel]:
    """The level that stands beside French in a list of languages: "français B2, anglais"."""
    told = (
        read_french(level).value
        for name, level in map(_parted, pieces(text))
        if level and _languages()[fold(name)] == "fr"
    )
    return Reading(next(filter(None, told), None))


def _parted(item: str) -> tuple[str, str]:
    """A language and the level behind it, "" where none is read: "Français (niveau A1)"."""
    name, *rest = re.split(r"[\s:(,\u2013-]+", item.strip(), maxsplit=1)
    level = rest[0].strip(" ().:") if rest else ""
    if fold(name) in _languages() and level and read_french(level).value is not None:
        return name, level
    return item, ""


def _named_in(text: str) -> list[str]:
    """The items of a list of languages, each without its level; names run on are parted."""
    found: list[str] = []
    for item in pieces(text):
        bare = _LEVEL.sub("", _parted(item)[0]).strip() or item
        words = bare.split()
        run_on = fold(bare) not in _languages() and all(
            len(word) > _LONGEST_CODE and fold(word) in _languages() for word in words
        )
        found += words if run_on else [bare if fold(bare) in _languages() else item]
    return found


def read_languages(text: str) -> Reading[tuple[str, ...]]:
    """Codes of the languages of a list."""
    codes: list[str] = []
    doubts: list[Doubt] = []
    for item in _named_in(text):
        reading = read_language(item)
        codes.append(reading.value or "")
        doubts += [about_item(doubt, text, item) for doubt in reading.doubts]
    return Reading(tuple(dict.fromkeys(codes)), tuple(doubts))


@cache
def _languages() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for locale in ("en", "fr"):
        for code, name in sorted(Locale(locale).languages.items(), key=lambda pair: len(pair[0])):
            if "_" not in code:
                codes[fold(name)] = code
                codes.setdefault(code, code)
    return codes | _MORE_LANGUAGES


@cache
def _written_languages() -> Mapping[str, str]:
    own = {code: name for name, code in reversed(_MORE_LANGUAGES.items())}
    return {**own, **_SPELT, **Locale("fr").languages}


@cache
def _spelled_languages() -> Mapping[str, str]:
    names = {fold(name): name for name in Locale("en").languages.values()}
    names |= {fold(name): name for name in Locale("fr").languages.values()}
    return {key: names.get(key, key) for key in _languages()}

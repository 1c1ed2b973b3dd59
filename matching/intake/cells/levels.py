"""Levels on a scale: French, diploma, ease with digital tools.

A word too wide to decide alone ("débutant", "niveau bac") gives no level and no suggestion: it is
asked, once for all who wrote it.
"""

import re

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.intake.cells.choices import NOT_KNOWN
from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.cells.words import word_list
from matching.intake.folding import fold

_EUROPEAN = re.compile(r"(?:niveau |cecrl? )?([abc]) ?([12])(?: ?(1|2))?(?: acquis| valide)?")
_PAIR = re.compile(r"([abc]) ?([12]) (?:a |et |ou )?([abc]) ?([12])")
_LEVEL_WITHIN = re.compile(r"\b([abc]) ?([12])\b")
_LEVEL_IN_BRACKETS = re.compile(r"\(\s*(?:niveau )?([abc]) ?([12])\s*\)\s*$", re.IGNORECASE)
_GRADE = re.compile(r"(?:niveau |niv )?([0-8])(?: 0+)?")
_ROMAN = re.compile(r"(?:niveau |niv )?(vi|v bis|v|iv|iii|ii|i)")
_FRANCE_TRAVAIL = re.compile(r"nv ?([1-5])")
_DIGIT = re.compile(r"([0-4])(?: 0+)?(?: 4| sur 4)?")
_HELD = re.compile(r"(?<!non)(?<!pas) (?:valide|acquis|obtenu)e?$")
_NUMBERED = re.compile(r"(?:niveau |niv |n )?([0-8])(?: 0+)? (\D.*)")
# A year of a course, or a course that was not brought to its end, is no diploma; nor is a span.
_UNFINISHED = re.compile(
    r"\b(?:licence|l) ?[12]\b|\b(?:bts|but|dut|cap|bep|bp|bachelor|bac pro|mastere) ?[123]\b"
    r"|\bannees?\b"
    r"|\b(?:non|pas|sans|echec|ajourne\w*|abandon\w*|interromp\w*|arret\w*|prepar\w*|inacheve\w*)\b"
    r"|\ben cours\b|\bactuellement\b|\bpartiel\w*|\ba valider\b|\bequivalence demandee\b"
)
# "Titre pro niveau V": a title with its level; the roman numerals are those of 1969.
_TITLE_OF_LEVEL = re.compile(
    r"(?:titre pro(?:fessionnel)?|titre|tp|diplome|certification|certificat|cqp)(?: \D+)?"
    r" (?:niveau|niv) ([1-8]|vi|v bis|v|iv|iii|ii|i)(?: rncp)?"
)
_BRACKETS = re.compile(r"\([^)]*\)")
_GLUED = re.compile(r"\b([a-z]{3,})([0-9])")
_FRENCH_BY_LABEL = {level.label: level for level in FrenchLevel}


def read_french(text: str) -> Reading[FrenchLevel]:
    """A level of spoken French: A1.1 to C2, or native."""
    folded = _told(text)
    if match := _EUROPEAN.fullmatch(folded):
        small = match[1] == "a" and match[2] == match[3] == "1"
        label = "A1.1" if small else f"{match[1]}{match[2]}".upper()
        return Reading(_FRENCH_BY_LABEL[label])
    if match := _PAIR.fullmatch(folded):
        return doubtful("level_vague")
    sure = word_list("french_level").find(text)
    if sure or (sure := _labelled(folded) or _in_brackets(text, folded)):
        return Reading(_FRENCH_BY_LABEL[sure[0]])
    return Reading(None, _doubts(text, "french_level"))


def _labelled(folded: str) -> tuple[str, ...]:
    """The one level among words that say the same of it: "B1 - Intermédiaire", "DELF B1"."""
    found = _LEVEL_WITHIN.findall(folded)
    if len(found) != 1:
        return ()
    level = f"{found[0][0]}{found[0][1]}".upper()
    labels = word_list("french_level_label")
    others = _LEVEL_WITHIN.sub(" ", folded).split()
    fits = all({level, "any"} & {*labels.find(word), *labels.find(word[:-1])} for word in others)
    return (level,) if fits else ()


def _in_brackets(text: str, said: str) -> tuple[str, ...]:
    """The level in brackets behind a word too wide to decide, if the word may mean it too.

    "Un peu (A2)" is A2; "courant (A1)" contradicts itself.
    """
    found = _LEVEL_IN_BRACKETS.search(text)
    wide = word_list("french_level_vague").find(said)
    if found is None or not wide:
        return ()
    level, scale = f"{found[1]}{found[2]}".upper(), list(_FRENCH_BY_LABEL)
    return (level,) if abs(scale.index(level) - scale.index(wide[0])) <= 1 else ()


def read_diploma(text: str) -> Reading[DiplomaLevel]:
    """A level of the national framework, from a number or the name of a diploma.

    The roman numerals of 1969 and the codes NV1 to NV5 count the other way (V is a CAP).
    """
    folded = _told(text)
    if match := _GRADE.fullmatch(_HELD.sub("", folded)):
        return Reading(DiplomaLevel(int(match[1])))
    if match := _FRANCE_TRAVAIL.fullmatch(folded):
        return Reading(DiplomaLevel(8 - int(match[1])))
    if match := _ROMAN.fullmatch(folded):
        level = int(word_list("diploma_roman").find(match[1])[0])
        return Reading(DiplomaLevel(level), (Doubt("diploma_old_scale", str(level)),))
    return _named_diploma(text, folded)


def _named_diploma(text: str, folded: str) -> Reading[DiplomaLevel]:
    official = word_list("diploma_official").find(text) or _titled(folded)
    if official:
        return Reading(DiplomaLevel(int(official[0])))
    if match := _NUMBERED.fullmatch(folded):
        return _agreeing(int(match[1]), match[2])
    if word_list("diploma_vague").leading(folded):
        return doubtful("level_vague")
    if word_list("diploma_no_level").leading(folded):
        return doubtful("diploma_without_level")
    return _by_name(text, folded)


def _by_name(text: str, folded: str) -> Reading[DiplomaLevel]:
    named = word_list("diploma", "diploma_of_trade").leading(folded)
    said_no = named == ("0",)  # "sans diplôme"
    if named and not said_no and (_UNFINISHED.search(fold(text)) or _is_span(folded)):
        return doubtful("level_vague")
    if named:
        return Reading(DiplomaLevel(int(named[0])))
    return Reading(None, _doubts(text, "diploma"))


def _titled(folded: str) -> tuple[str, ...]:
    """The level beside a title that is held: "titre pro niveau V"."""
    title = _TITLE_OF_LEVEL.fullmatch(folded)
    if title is None or _UNFINISHED.search(folded):
        return ()
    return (title[1],) if title[1].isdigit() else word_list("diploma_roman").find(title[1])


def _agreeing(grade: int, name: str) -> Reading[DiplomaLevel]:
    """A number and a name that say the same: "5 - Bac+2"; a number of 1969 does not."""
    named = read_diploma(name).value
    return Reading(named) if named == grade else doubtful("level_vague")


def _is_span(folded: str) -> bool:
    """Whether a text names two diplomas, one end and the other: "CAP à Bac"."""
    start, _, end = folded.partition(" a ")
    words = word_list("diploma")
    return bool(end and words.find(start) and words.leading(end))


def read_digital(text: str) -> Reading[DigitalLevel]:
    """Ease with digital tools, 0 to 4, or in words."""
    if match := _DIGIT.fullmatch(_told(text)):
        return Reading(DigitalLevel(int(match[1])))
    sure = word_list("digital").find(text)
    if sure:
        return Reading(DigitalLevel(int(sure[0])))
    return Reading(None, _doubts(text, "digital"))


def _doubts(text: str, scale: str) -> tuple[Doubt, ...]:
    if fold(text) in NOT_KNOWN:
        return ()
    if word_list(f"{scale}_vague").find(text):
        return (Doubt("level_vague"),)
    return (Doubt("level_unknown", word_list(scale).nearest(text)),)


def _told(text: str) -> str:
    """The folded text without what stands in brackets, "master1" cut as "master 1"."""
    return _GLUED.sub(r"\1 \2", fold(_BRACKETS.sub(" ", text)) or fold(text))

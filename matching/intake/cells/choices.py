"""Closed choices: yes or no, enumerations, languages, driving licences."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TypeVar

from matching.domain.terms import Answer, Hours
from matching.intake.cells.readings import Doubt, Reading, doubtful, says_nothing
from matching.intake.cells.times.clocks import day_parts
from matching.intake.cells.words import WordList, denies, word_list
from matching.intake.folding import fold

E = TypeVar("E", bound=StrEnum)

_TEXT_OF_LIST = re.compile(r'"[^"]*"|\'[^\']*\'')
_LIST_OF_TEXTS = re.compile(rf"[\[{{]\s*(?:(?:{_TEXT_OF_LIST.pattern})\s*,?\s*)+[\]}}]")
_ARTICLE = re.compile(r"^(?:une?|des|les?|la|l['\u2019])\s*\b", re.IGNORECASE)
_BRACKET = re.compile(r"[()\[\]]")
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_BETWEEN_WORDS = re.compile(r"\s*(?:,|/|\+|&|\bet\b|\bou\b|\band\b|\bor\b)\s*", re.IGNORECASE)
NONE = frozenset({"aucun", "aucune", "non", "rien", "neant", "sans", "none", "no", "ras", "0"})
_NO_CHOICE = frozenset(
    {
        "semaine",
        "contrat travail",
        "contrat de travail",
        "tous",
        "toutes",
        "tout",
        "indifferent",
        "peu importe",
        "tous types",
        "tout type de contrat",
        "tous types de contrat",
        "tous les contrats",
        "tout contrat",
        "tous horaires",
        "flexible",
        "tous contrats",
        "any",
    }
)
NOT_KNOWN = frozenset(
    {
        "nsp",
        "ne sait pas",
        "je ne sais pas",
        "sais pas",
        "ne sais pas",
        "inconnu",
        "inconnue",
        "non renseigne",
        "nr",
        "a demander",
        "a verifier",
        "sans reponse",
        "pas de reponse",
        "non communique",
        "no answer",
        "ne se prononce pas",
    }
)
_WEEKLY = re.compile(
    r"(?:temps \w+ )?(\d{1,2}) ?(?:h|heures?)(?: ?[0-5]\d)? ?(?:hebdo\w*|(?:par |la )?sem(?:aine)?)"
)
# France Travail's way: "35H00 Horaires normaux", "24H Travail le samedi".
_WEEK_FIRST = re.compile(r"^([1-4]\d) ?h(?: ?00)? (?:horaires?|travail)\b")
# Hours of the day are no hours a week: "17h-20h", "jusqu'à 20h".
_CLOCK = r"\d{1,2}\s*(?:h|heures?|:)\s*(?:\d{2})?"
_CLOCKS = re.compile(
    rf"{_CLOCK}\s*(?:-|\u2013|>|à|au)\s*{_CLOCK}|(?:\bà|jusqu['\u2019]à|dès|vers|avant|après)\s+{_CLOCK}",
    re.IGNORECASE,
)
# Two stretches with a slash between: "6h-9h / 17h-20h".
_STRETCHES = re.compile(rf"({_CLOCK}\s*(?:-|\u2013|à)\s*{_CLOCK})\s*/(?=\s*\d)", re.IGNORECASE)
_FROM_TO = re.compile(rf"(?<=\dh)\s*/\s*(?={_CLOCK})", re.IGNORECASE)
# "25h" alone is no hour of the day; a full month of work has 151 hours and two thirds.
_BARE_WEEK = re.compile(r"(2[5-9]|3\d|4[0-8]) ?(?:h(?: ?[0-5]\d)?|heures?)")
_MONTHLY = re.compile(
    r"(\d{2,3}) ?(?:h|heures?)(?: ?\d{1,2})? (?:par mois|mensuel\w*)"
    r"|(15[12]) ?(?:h|heures?)(?: ?\d{1,2})?"  # "120h" may be what a course lasts
)
# "151,67h": the comma stands between no two items, and parts of an hour make no other choice.
# In "8h-12,14h-18h" it does stand between two.
_PARTS_OF_HOUR = re.compile(
    r"(?<![\d.,h\-\u2013])(?<!à )(?<!- )(?<!\u2013 )(\d{1,3})[.,]\d{1,2}"
    r"(?=\s*(?:h|heures?)\s*(?:$|[;,|(\n]|(?:par |la )?(?:sem|mois)|hebdo|mensuel))",
    re.IGNORECASE,
)
_FULL_MONTH = 151
_PER_WEEK = re.compile(r"\s*/\s*(?=sem|mois)", re.IGNORECASE)  # no list: "24h/semaine"
# "charges > 5 kg" are charges: how much is more than the list can say.
_MORE_THAN = (
    r"(?:>=?|\u2265|\+\s*(?:de|que)?|(?:de )?plus (?:de|que)|(?:de )?sup(?:\.|[ée]rieure?s?)? [àa]"
    r"|au[- ]del[àa] de|[àa] partir de)"
)
_AMOUNT = re.compile(
    rf"\s*[(\[]?\s*{_MORE_THAN}\s*\d+(?:[.,]\d+)?\s*(?:kgs?|kilos?|h|heures?|m|m[èe]tres?|db)\b\s*[)\]]?",
    re.IGNORECASE,
)
# Days beside hours of work that say nothing but "on a working day".
_WORKING_DAYS = frozenset(
    {"en", "semaine", "du", "de", "le", "les", "la", "au", "a", "et", "jours", "ouvres", "compris"}
    | {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
    | {"week", "end", "weekend"}
)
# Weekends in turn are worked beside other days: "1 week-end sur 2", "un samedi par mois".
_IN_TURN = re.compile(
    r"\b(?:1|une?|deux|2|certains|quelques)\s+(?:week[- ]?ends?|we|samedis?|dimanches?)"
    r"(?:\s*(?:sur|/|par)\s*(?:\d|deux|trois|quatre|cinq|mois)\b)?"
    r"|\b(?:week[- ]?ends?|we|samedis?|dimanches?)\s+(?:par|en)\s+(?:roulement|alternance)",
    re.IGNORECASE,
)
_TURN_SIGN = re.compile(r"(?<=[a-z])\s*/\s*(?=\d\b(?!\s*h))", re.IGNORECASE)
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
THE_DAY = frozenset({Hours.MORNING, Hours.AFTERNOON})
BY_DAY = frozenset(
    {"travail en journee", "en journee", "journee", "horaires normaux", "horaires de journee"}
)
"""Folded words for work by day, which names none of its hours."""
_AMOUNTS = frozenset({"full_time", "part_time"})
_ENGAGEMENTS = frozenset({"cdi", "cdd", "interim"})
_FULL_WEEK = 35  # hours; the legal week of the Labour Code, L3121-27
_OTHER = frozenset({"autre", "autres", "other"})
_UNANSWERED = frozenset({"sans reponse", "ne sait pas", "no answer", "non selectionne"})
_NEGATION = re.compile(
    r"^(?:pas (?:de |d['\u2019]\s*|du )?|[ée]viter (?:l[ea]s? |l['\u2019])?|sans |non |ne pas )",
    re.IGNORECASE,
)


def split_list(text: str) -> tuple[str, ...]:
    """The items of a cell: `;`, `|` or a line end stands between them."""
    listed = _written_list(text)
    items = listed or (item.strip(" \t-•·*") for item in _BETWEEN.split(text))
    return tuple(dict.fromkeys(item for item in items if item))


def _written_list(text: str) -> tuple[str, ...]:
    """The texts of a list that a program wrote into a cell: '["jeunes", "femmes"]'."""
    if not _LIST_OF_TEXTS.fullmatch(text.strip()):
        return ()
    return tuple(item[1:-1].strip() for item in _TEXT_OF_LIST.findall(text))


def chosen_option(option: str, cell: str) -> str:
    """What a box of a form says: its own text when it is ticked, what was typed beside "other"."""
    answer = word_list("yes_no").find(cell)
    if answer:
        return option if answer[0] == "yes" and fold(option) not in _OTHER else ""
    return "" if says_nothing(cell) or fold(cell) in _UNANSWERED else cell


def read_texts(text: str) -> Reading[tuple[str, ...]]:
    """Free items as written, without doubles."""
    return Reading(
        tuple(
            item
            for item in split_list(text)
            if fold(item) not in NONE and item != "[]" and not says_nothing(item)
        )
    )


def read_yes_no(text: str, column: str = "") -> Reading[bool]:
    """Yes or no, also in the words of the column ("voiture", "sur site", "gratuit")."""
    sections = ("yes_no", column) if column in _OWN_WORDS else ("yes_no",)
    words = word_list(*sections)
    found = words.find(text) or _agreed(words, text)
    if len(found) == 1 and "?" not in text:  # "oui ?" is no yes
        return Reading(found[0] == "yes")
    if fold(text) in NOT_KNOWN:
        return Reading(None)
    return doubtful("yes_no_unreadable", words.nearest(text))


_OWN_WORDS = frozenset({"vehicle", "remote", "free", "step_free"})


def read_answer(text: str) -> Reading[Answer]:
    """An answer that may be withheld."""
    words = word_list("answer")
    found = words.find(text)
    if found:
        return Reading(Answer(found[0]))
    return doubtful("unknown_value", words.nearest(text), item=text)


def read_gender(text: str) -> Reading[str]:
    """One letter (f, m, x) for the usual words; another word is kept as written, and said."""
    found = word_list("gender").find(text)
    if found:
        return Reading(found[0])
    near = word_list("gender").nearest(text)
    return Reading(text, (Doubt("unknown_value", near, {"item": text}),))


def read_choice(text: str, choices: type[E], section: str) -> Reading[E]:
    """One word of a closed list."""
    words = word_list(section)
    found = words.find(text) or words.find(_ARTICLE.sub("", text)) or _agreed(words, text)
    if found:
        return Reading(choices(found[0]))
    return doubtful("unknown_value", words.nearest(text), item=text)


def _agreed(words: WordList, text: str) -> tuple[str, ...]:
    """The one value that all items of a cell stand for: "organisme de formation / CFA"."""
    read = [words.find(piece) for piece in pieces(_BRACKET.sub(";", text))]
    return tuple({value for values in read for value in values}) if read and all(read) else ()


def read_choices(
    text: str,
    choices: type[E],
    section: str,
    *,
    negated: bool = False,
    passed_over: frozenset[str] = frozenset(),
) -> Reading[tuple[E, ...]]:
    """Words of a closed list, in the list's order; an unknown one is said, the rest pass.

    What a cell denies ("pas le soir") is not chosen, nor what stands after it: it is said.
    `passed_over` are folded items that name nothing of the list and need no question.
    """
    words = word_list(section)
    text = _WRITTEN_APART.get(section, str)(text)
    found: set[str] = set()
    strange: list[str] = []
    in_turn: list[str] = []
    by_day = False
    for item, denied in _with_denials(enumerated(text, words), words, negated=negated):
        # Working time comes as a sentence: "35h, travail le samedi".
        sentence = _working_time(item, words) if section == "hours" else ()
        told = _CLOCKS.sub(" ", item) if section == "hours" else item
        item_words = () if denied else sentence or _values(told, words, negated=negated)
        if section == "hours" and not denied and not _PARTS_OF_DAY & {*item_words}:
            item_words = (*item_words, *_stretch_of_work(item, told))
        by_day = by_day or (not denied and fold(item) in passed_over)
        if item_words == ("weekend",) and _IN_TURN.search(item):
            in_turn.append(item)
        elif item_words:
            found.update(item_words)
        elif denied or not _is_read_elsewhere(item, section, passed_over):
            strange.append(item)
    found |= _beside(found, in_turn, by_day=by_day)
    if in_turn and not found:  # which other hours are worked nobody has said: it is asked
        strange += in_turn
    values = tuple(choice for choice in choices if choice.value in found)
    doubts = unknown_items(text, strange, words)
    if not negated and denies(text):  # a word put in the place of another would turn it round
        doubts = tuple(replace(doubt, suggestion="") for doubt in doubts)
    return Reading(values, doubts)


def _is_read_elsewhere(item: str, section: str, passed_over: frozenset[str]) -> bool:
    """Whether an item needs no question: it names nothing, or a working time beside contracts."""
    names_nothing = fold(item) in NONE | _NO_CHOICE | passed_over
    return names_nothing or (section == "contracts" and bool(read_working_time(item).value))


def _amounts_whole(text: str) -> str:
    """A text in which an amount of hours holds no sign that stands between two items."""
    return _PARTS_OF_HOUR.sub(r"\1", _PER_WEEK.sub(" par ", text))


def _stretches_whole(text: str) -> str:
    """Hours of work in which no stretch or turn holds such a sign either."""
    amounts = _amounts_whole(_STRETCHES.sub(r"\1;", text))
    return _TURN_SIGN.sub(" sur ", _FROM_TO.sub("-", amounts))


_WRITTEN_APART: Mapping[str, Callable[[str], str]] = {
    "hours": _stretches_whole,
    "contracts": _amounts_whole,
    "conditions": partial(_AMOUNT.sub, " "),
}


def _beside(found: set[str], in_turn: list[str], *, by_day: bool) -> set[str]:
    """What hours named together say more: a day beside others, weekends in turn beside a day."""
    day = set(THE_DAY) if by_day and (in_turn or found - _AMOUNTS) else set()
    return day | ({"weekend"} if in_turn and found | day else set())


def _with_denials(
    items: Iterable[str], words: WordList, *, negated: bool
) -> Iterator[tuple[str, bool]]:
    """Each item, and whether it or one before it says no: "pas le soir ni le dimanche, la nuit"."""
    denied = False
    for item in items:
        alone = bool(words.find(item)) or fold(item) in NONE
        denied = denied or (not negated and not alone and denies(item))
        yield item, denied


def _working_time(item: str, words: WordList) -> tuple[str, ...]:
    """The words of working time in an item; hours a week are a full or a part time."""
    within = words.within(_CLOCKS.sub(" ", item))
    if month := _MONTHLY.fullmatch(fold(item)):
        return ("full_time" if int(month[1] or month[2]) >= _FULL_MONTH else "part_time",)
    week = _WEEKLY.search(fold(item)) or _WEEK_FIRST.search(fold(item))
    week = week or _BARE_WEEK.fullmatch(fold(item))
    if week is None or "full_time" in within or "part_time" in within:
        return within
    return ("full_time" if int(week[1]) >= _FULL_WEEK else "part_time", *within)


def _stretch_of_work(item: str, told: str) -> tuple[str, ...]:
    """The parts of the day of an item that is a stretch of hours, with its days or alone."""
    return day_parts(item) if set(fold(told).split()) <= _WORKING_DAYS else ()


def _values(item: str, words: WordList, *, negated: bool) -> tuple[str, ...]:
    if negated:
        return words.find(item) or words.find(_NEGATION.sub("", item))
    if found := words.find(item):
        return found
    # "CDD 6 mois", "CDI temps plein": the kind of engagement comes first; "CDD puis CDI" is both.
    start = words.beginning(item)
    after = fold(item).split()[len(start.split()) :] if start else []
    also = (words.find(word) for word in after if word in _ENGAGEMENTS)
    return tuple(dict.fromkeys((*words.values.get(start, ()), *chain.from_iterable(also))))


def read_working_time(text: str) -> Reading[tuple[Hours, ...]]:
    """A full or a part time that a cell about something else tells: "CDI - temps partiel"."""
    words = word_list("hours")
    items = enumerated(_BRACKET.sub(";", _amounts_whole(text)), words)
    said = (item for item in items if not denies(item))
    told = {word for item in said for word in _working_time(item, words)}
    return Reading(tuple(one for one in Hours if one.value in told & _AMOUNTS))


def enumerated(text: str, words: WordList) -> Iterable[str]:
    """The items of a cell, cut at commas too unless the whole is a word of the list."""
    for item in split_list(text):
        if words.find(item):
            yield item
        else:
            yield from (piece for piece in _BETWEEN_WORDS.split(item) if piece)


def pieces(text: str) -> list[str]:
    """The items of a list, also between commas, slashes and "et"."""
    return [piece for item in split_list(text) for piece in _BETWEEN_WORDS.split(item) if piece]


def unknown_items(text: str, strange: list[str], words: WordList) -> tuple[Doubt, ...]:
    """What to say of the items of a cell that are in no list, each with the nearest word."""
    return tuple(
        about_item(Doubt("unknown_value", words.nearest(item), {"item": item}), text, item)
        for item in strange
    )


def about_item(doubt: Doubt, text: str, item: str) -> Doubt:
    """A doubt of one item as one of the whole cell."""
    mended = _replaced(text, item, doubt.suggestion) if doubt.suggestion else ""
    return Doubt(doubt.code, mended, {**doubt.params, "item": item})


def _replaced(text: str, item: str, right: str) -> str:
    return text.replace(item, right, 1)

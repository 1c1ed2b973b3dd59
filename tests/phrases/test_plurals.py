"""A number and the word after it agree in every phrase, for none, one and two."""

import re
from string import Formatter

import pytest

from matching.phrases import LANGUAGES, codes, say
from matching.phrases.say import _phrases


def choices(language):
    """Every pair of forms that phrases choose between by a number."""
    return {
        tuple(spec.split("|"))
        for phrase in _phrases(language).values()
        if isinstance(phrase, str)
        for _, _, spec, _ in Formatter().parse(phrase)
        if spec and "|" in spec
    }


def counted_words(language, form):
    """Nouns that follow a number in one of the two forms."""
    firsts = [[part.split(" ")[0] for part in said] for said in choices(language)]
    return {
        pair[form] for pair in firsts if pair[1] == f"{pair[0]}s" or pair == ["person", "people"]
    }


def said_of(code, language, number):
    names = {name for _, name, _, _ in Formatter().parse(_phrases(language)[code]) if name}
    return say(code, language, **dict.fromkeys(names, number))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "wrong"), [(1, 1), (2, 0)])
def test_the_word_after_a_number_agrees_with_it(language, number, wrong):
    words = "|".join(sorted(counted_words(language, wrong), key=len, reverse=True))
    clashes = re.compile(rf"(?<![\w.,]){number} (?:{words})\b")
    found = {
        code: said
        for code in sorted(codes(language))
        if isinstance(_phrases(language)[code], str) and not code.startswith(("scan.", "widget."))
        for said in (said_of(code, language, number),)
        if clashes.search(said)
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_leaves_the_choice_to_the_reader(language):
    left = {
        code
        for code in codes(language)
        if re.search(r"\w\((?:s|es|e)\)", str(_phrases(language)[code]))
    }
    assert left == set()


@pytest.mark.parametrize(("count", "said"), [
    (0, "0 personne oubliée."), (1, "1 personne oubliée."), (2, "2 personnes oubliées."),
])  # fmt: skip
def test_french_counts_none_as_one(count, said):
    assert say("forget.done", "fr", count=count).startswith(said)


@pytest.mark.parametrize(("days", "said"), [(0, "0 days"), (1, "1 day "), (2, "2 days")])
def test_english_counts_none_as_many(days, said):
    assert said in say("retention.absent_days", "en", count=days)


def test_what_is_no_number_is_said_as_more_than_one():
    assert "x minutes" in say("error.undo_late", "fr", minutes="x")

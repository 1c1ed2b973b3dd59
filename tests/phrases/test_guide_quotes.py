"""What the guide quotes of a screen is what the screen says."""

import re

import pytest

from matching.phrases.say import _phrases
from matching.services.evening.guide import guide

# Words of people and of files, an example, and a sign.
OF_NO_SCREEN = {
    "fr": {"matin", "après-midi", "id", "confirmé", "+", "enregistré", "Hors ligne"},
    "en": {"matin", "après-midi", "id", "confirmed", "+", "saved", "Offline"},
}
QUOTED = {"fr": re.compile(r"« ?([^«»]+?) ?»"), "en": re.compile(r"“([^“”]+)”")}
PARAMETER = re.compile(r"\{[^}]*\}")
APART = re.compile(r"\s+·\s+|\s*:\s+")


def parts_said(language):
    """The parts of every sentence as patterns, each with how many letters of it are fixed."""
    for said in _phrases(language).values():
        for form in [said] if isinstance(said, str) else said:
            whole = " ".join(form.replace("**", "").split())
            for part in {whole, *APART.split(whole)}:
                fixed = re.sub(r"\{\w+:([^|}]+)\|([^}]+)\}", r"\2", part).rstrip(".")
                words = PARAMETER.split(fixed)
                pattern = re.compile(r"\S+".join(map(re.escape, words)), re.IGNORECASE)
                yield pattern, sum(map(str.isalpha, "".join(words)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_guide_quotes_is_said_by_a_screen(language):
    parts = list(parts_said(language))
    found = QUOTED[language].findall(" ".join(guide(language).split()))
    told = {words.strip() for words in found} - OF_NO_SCREEN[language]
    unsaid = {
        words
        for words in told
        if not any(
            2 * letters > sum(map(str.isalpha, words)) and pattern.fullmatch(words.rstrip("."))
            for pattern, letters in parts
        )
    }
    assert len(told) > 10
    assert unsaid == set()

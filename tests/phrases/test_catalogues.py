import ast
import re
from pathlib import Path
from string import Formatter

import pytest
import streamlit

import badges
import matching
from matching.domain.day.happening import HappeningKind
from matching.domain.day.reported import REPORTED
from matching.phrases import (
    LANGUAGES,
    SPOKEN,
    MissingPhrase,
    codes,
    is_read_by_native,
    percent,
    say,
)
from matching.phrases.say import _phrases

SOURCES = [
    path
    for package in (matching, badges)
    for path in sorted(Path(package.__file__).parent.rglob("*.py"))
]


def placeholders(sentence):
    forms = sentence if isinstance(sentence, tuple) else (sentence,)
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def test_every_language_says_the_same_codes():
    assert codes("fr") == codes("en")


def test_a_phrase_has_the_same_placeholders_in_every_language():
    french, english = (
        {code: placeholders(phrase) for code, phrase in _phrases(language).items()}
        for language in LANGUAGES
    )
    assert french == english


def test_no_french_sentence_lets_a_line_begin_with_a_sign_or_end_with_an_opening_quote():
    told = {
        code: form
        for code, phrase in _phrases("fr").items()
        for form in (phrase if isinstance(phrase, tuple) else (phrase,))
        if re.search(r" [?!;:»]|« |[^\s\u00a0\u202f?!:/]»|«[^\u00a0]", form)
    }
    assert told == {}


def test_no_sentence_that_code_joins_lets_a_line_begin_with_a_sign():
    joined = re.compile(r"""f["'].*(?:\} [:;?!»]|« \{)""")
    found = {
        f"{path.name}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if joined.search(line)
    }
    assert found == set()


TO_MEN = re.compile(
    r"(?<![\u0621-\u0652])(?:"
    r"اسأل|اذهب|اطلب|أظهر|أظهرها|أحضر|قل|اكتب|انظر|انتظر|المس|اختر|اقرأ|أوقف|"
    r"ضع|حاول|ابدأ|استمع|تريد|تريده|تريدها|تبحث|تقبل|تقبله|تشترط|تتعلم|تسوق|تعرف|"
    r"تسأل|تقول|تذكر|تأتِ|تستعمل|تتكلم|تسكن|تحتاج|تبقى|تقصد|تتنقل|تذهب|سجّل|قرّب|"
    r"افتح"
    r")(?![\u0621-\u0652])"
)
"""Arabic forms that speak to a man alone: a woman reads another letter at their end."""


def test_arabic_speaks_to_women_and_men():
    assert [code for code in codes("ar") if TO_MEN.search(str(_phrases("ar")[code]))] == []


def test_whatever_people_must_hear_of_has_its_sentence_on_the_screen_and_on_the_list():
    spoken = {kind.notice for kind in REPORTED.values() if kind.notice}
    said = {f"{place}.{code}" for code in spoken for place in ("notice", "to_tell")}
    assert said - codes("fr") == set()


def test_whatever_staff_report_has_its_name_among_the_last_acts():
    said = {f"floor.did_{kind}" for kind in REPORTED if kind is not HappeningKind.UNDONE}
    assert said - codes("fr") == set()


def test_nobody_is_not_said_as_a_person_to_call():
    told = {code: said for code, said in _phrases("fr").items() if isinstance(said, str)}
    begins = re.compile(r"(?:^|[.!?:] )Personne à \w+(?:er|ir|re)\b")
    assert [code for code, said in told.items() if begins.search(said)] == []


def test_what_streamlit_writes_in_an_empty_field_of_choices_is_in_our_words():
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("utils.*.js")
    (script,) = (text for path in scripts if "No options to select" in (text := path.read_text()))
    around = script[script.index("No options to select") - 150 :][:320]
    theirs = re.findall(r"`((?:Add|No|Choose) [a-z ]+)`", around)
    ours = {said for code, said in _phrases("en").items() if code.startswith("widget.")}
    assert len(theirs) >= 5
    assert {*theirs} - ours == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_blank(language):
    blank = [code for code, said in _phrases(language).items() if not said or not all(said)]
    assert blank == []


@pytest.mark.parametrize("language", sorted({*SPOKEN} - {*LANGUAGES}))
def test_a_guest_language_says_what_french_says_with_the_same_placeholders(language):
    said = _phrases(language)
    assert {*said} <= codes("fr")
    assert {*said} == codes("ar")
    assert {
        code for code in said if placeholders(said[code]) != placeholders(_phrases("fr")[code])
    } == set()
    assert [code for code, phrase in said.items() if not phrase or not all(phrase)] == []


ON_SHEETS = (
    *("bar.", "bring.", "for.", "help.", "map.", "mine.", "note.", "nothing_better.", "places."),
    *("reason.", "refusal.", "sheet."),
)


def test_what_people_read_on_their_sheet_is_twelve_words_a_sentence_at_most():
    """Of a language that is read to visitors alone: what staff read may be longer."""
    long = [
        (code, part)
        for code in codes("ar")
        if code.startswith(ON_SHEETS)
        for text in forms(_phrases("fr")[code])
        for part in re.split(r"(?<=[.!?])\s", text)
        if len([word for word in re.split(r"[\s']", part) if re.search(r"\w", word)]) > 12
    ]
    assert long == []


OTHER_NAMES = {
    "es": r"Bienvenid[oa]|\bregistrado\b",
    "pt": r"reuni(?:ão|ões)|Obrigado|atrasado|Bem-vindo|\bposto\b",
    "tr": r"[Kk]arş|[Rr]andevu|\bstand(?:d|l)|\b[Ss]tand\b",
    "uk": r"рецепц|\bнема\b|\b(?:ви|вас|вам|ваш\w*)\b",  # noqa: RUF001
    "ar": r"بتدريب|في تدريب|\bمسجّل\b",
}
"""Words that speak to men alone, or second names of what another word names already."""


@pytest.mark.parametrize("language", sorted(OTHER_NAMES))
def test_a_guest_language_has_one_name_for_a_thing_and_speaks_to_women_and_men(language):
    found = re.compile(OTHER_NAMES[language])
    told = [
        (code, text)
        for code, phrase in _phrases(language).items()
        for text in forms(phrase)
        if found.search(re.sub(r"\{\w+\}", "", text))
    ]
    assert told == []


def test_french_speaks_to_women_and_men_alike():
    to_men = re.compile(
        r"\b(?:[Vv]ous (?:n')?êtes(?: pas)?|être|name\} est|person\} est) "
        r"(?:venu|inscrit|appelé|rappelé|arrivé|prévenu|attendu|accompagné|orienté)\b(?!·)"
    )
    told = [
        (code, text)
        for code, phrase in _phrases("fr").items()
        for text in forms(phrase)
        if to_men.search(text)
    ]
    assert told == []


def test_every_catalogue_states_whether_a_native_speaker_has_read_it():
    folder = Path(matching.__file__).parent / "phrases" / "catalogues"
    silent = [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*.po"))
        if not re.search(r"X-Read-By-Native: (yes|no)\\n", path.read_text(encoding="utf-8"))
    ]
    assert silent == []
    assert {language for language in SPOKEN if is_read_by_native(language)} == {*LANGUAGES}


def test_a_catalogue_holds_phrases_and_comments_alone():
    """What two branches left beside each other is passed over by readers of catalogues."""
    folder = Path(matching.__file__).parent / "phrases" / "catalogues"
    strange = [
        f"{path.parent.name}/{path.name}: {line}"
        for path in sorted(folder.rglob("*.po"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", '"', "msgid", "msgstr", "msgctxt"))
    ]
    assert strange == []


def test_no_code_is_said_twice_by_two_catalogues():
    folder = Path(matching.__file__).parent / "phrases" / "catalogues" / "fr"
    found = re.findall(
        r'^msgid "(.+)"$', "\n".join(path.read_text() for path in folder.glob("*.po")), re.MULTILINE
    )
    assert sorted(found) == sorted(set(found))


def test_code_without_phrase_is_our_fault_and_said_loudly():
    with pytest.raises(MissingPhrase):
        say("no.such.code", "fr")


def spoken_codes():
    """Codes written out in calls of `say` and `phrase`, with the file that speaks them."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name in {"say", "say_count", "phrase"} and isinstance(first, ast.Constant):
                    yield first.value, path.name


def refusal_codes():
    """Codes of refusals raised anywhere, with the file that raises them."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "FairError",
                "Invalid",
                "ProblemError",
            }:
                kind = node.func.id
                at = 0 if kind == "FairError" else 1
                prefix = {"FairError": "", "Invalid": "invalid_", "ProblemError": "problem_"}[kind]
                if len(node.args) > at and isinstance(node.args[at], ast.Constant):
                    yield f"error.{prefix}{node.args[at].value}", path.name


def test_every_code_spoken_has_its_phrase():
    silent = sorted({(code, file) for code, file in spoken_codes() if code not in codes("fr")})
    assert silent == []


def test_every_refusal_has_its_phrase():
    silent = sorted({(code, file) for code, file in refusal_codes() if code not in codes("fr")})
    assert silent == []


def test_per_cent_stands_after_a_narrow_space_that_does_not_break_in_french():
    told = [form for code in codes("fr") for form in forms(_phrases("fr")[code])]
    assert [each for each in told if re.search(r"[^\u202f(]%", each)] == []
    assert (percent(0.404, "fr"), percent(0.404, "en")) == ("40\u202f%", "40%")
    assert (percent(0.004, "fr", decimals=1), percent(1, "en")) == ("0,4\u202f%", "100%")


def forms(phrase):
    return (phrase,) if isinstance(phrase, str) else phrase

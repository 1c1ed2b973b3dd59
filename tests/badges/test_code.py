import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.code import (
    ALPHABET,
    CODE_LENGTH,
    CodeError,
    codes_in,
    new_code,
    pretty_code,
    read_code,
)
from matching.phrases import LANGUAGES, say

codes = st.randoms(use_true_random=False).map(lambda source: new_code(source.randbytes))
symbols = st.sampled_from(ALPHABET)
positions = st.integers(0, CODE_LENGTH - 1)


def reason_of(text):
    with pytest.raises(CodeError) as refusal:
        read_code(text)
    return refusal.value


def test_the_alphabet_has_a_prime_number_of_symbols_without_look_alikes():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set("01ILO") & set(ALPHABET)


@given(codes)
def test_a_new_code_reads_back_as_itself(code):
    assert read_code(code) == code
    assert len(code) == CODE_LENGTH


@given(codes, positions, symbols)
def test_one_wrong_symbol_never_passes(code, position, symbol):
    wrong = code[:position] + symbol + code[position + 1 :]
    if wrong != code:
        assert reason_of(wrong).code == "code_check"


@given(codes, st.integers(0, CODE_LENGTH - 2))
def test_two_swapped_neighbours_never_pass(code, position):
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    if swapped != code:
        assert reason_of(swapped).code == "code_check"


def test_every_substitution_and_every_swap_in_one_code_is_noticed():
    code = new_code(lambda count: bytes(range(count)))
    wrong = {code[:at] + new + code[at + 1 :] for at in range(CODE_LENGTH) for new in ALPHABET}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(CODE_LENGTH - 1)}
    assert {reason_of(text).code for text in wrong - {code}} == {"code_check"}


@given(codes)
def test_spaces_hyphens_case_and_width_do_not_matter(code):
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code)
    for typed in (
        pretty_code(code),
        code.lower(),
        f"  {code[:2]} {code[2:5]}\u2011{code[5:]}\r\n",
        f"\ufeff*{code}*\x00",
        f"{code[:5]}\u2013{code[5:]}",
        wide,
    ):
        assert read_code(typed) == code


def test_digits_from_an_arabic_keyboard_are_digits():
    assert reason_of("٢٣٤").params == {"length": 3, "expected": 10}


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("", "code_empty", {}),
        (" - \n", "code_empty", {}),
        ("ABC", "code_length", {"length": 3, "expected": 10}),
        ("https://example.org/badge", "code_length", {"length": 20, "expected": 10}),
        ("ABCDO", "code_symbol", {"symbol": "O", "position": 5}),
        ("0234567892", "code_symbol", {"symbol": "0", "position": 1}),
        ("ABCDE-FGH1K", "code_symbol", {"symbol": "1", "position": 9}),
        ("ABCDEFGHÉK", "code_symbol", {"symbol": "É", "position": 9}),
    ],
)
def test_a_refused_code_says_what_is_wrong(typed, code, params):
    refusal = reason_of(typed)
    assert (refusal.code, refusal.reason, refusal.params) == (code, code, params)


def answer(typed, language):
    try:
        return len(read_code(typed)) == CODE_LENGTH
    except CodeError as refusal:
        return say(f"error.{refusal.code}", language, **refusal.params)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(typed):
    assert all(answer(typed, language) for language in LANGUAGES)


def test_bytes_that_would_favour_some_symbols_are_drawn_again():
    drawn = iter([bytes([248, 255, 0, 30, 31, 247, 1, 2, 3]), bytes([250, 4]), bytes([5])])
    assert new_code(lambda _: next(drawn))[:9] == "2Z2Z34567"


def test_every_symbol_is_equally_likely_over_all_bytes():
    every = [byte for byte in range(256) for _ in range(9)]
    source = iter(every)
    bodies = "".join(
        new_code(lambda count: bytes(next(source) for _ in range(count)))[:9] for _ in range(248)
    )
    assert {bodies.count(symbol) for symbol in ALPHABET} == {8 * 9}


def test_a_pretty_code_is_two_halves():
    assert pretty_code("ABCDEFGHJK") == "ABCDE-FGHJK"


# What a French keyboard types for the keys that a scanner set to an English one presses.
FRENCH = str.maketrans("AQZWM23456789", "QAWZ?é\"'(-è_ç")
FRENCH_ON_A_MAC = str.maketrans("AQZWM23456789", "QAWZ?é\"'(§è!ç")


@given(codes, st.sampled_from([FRENCH, FRENCH_ON_A_MAC]), st.booleans())
def test_a_scanner_set_to_an_english_keyboard_is_understood_on_a_french_one(code, keys, shifted):
    typed = code.translate(keys)
    if not shifted:
        typed = typed.lower().replace("?", ",")
    assert code in codes_in(typed)


@given(codes)
def test_a_code_as_it_stands_is_its_first_reading(code):
    assert codes_in(code)[0] == code


@given(st.text(max_size=30))
def test_every_reading_is_a_code(text):
    assert all(read_code(code) == code for code in codes_in(text))

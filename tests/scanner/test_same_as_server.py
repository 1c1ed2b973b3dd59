"""What the tablet computes by itself is what the server computes."""

import sys
import unicodedata
from hashlib import pbkdf2_hmac
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.code import ALPHABET, CODE_LENGTH, CodeError, new_code, read_code
from tests.examples import examples
from tests.scanner.fake_door import ROUNDS, SALT

pytestmark = pytest.mark.browser
READ = """async (texts) => { const { readCode } = await import('/scan/files/code.js');
    return texts.map(readCode); }"""
HAS = """async ({ list, codes }) => {
    const { KnownCodes } = await import('/scan/files/known_codes.js');
    const kept = new Map();
    const get = async (_, key) => kept.get(key), put = async (_, one) => kept.set(one.fair, one);
    const chest = { get, put };
    await new KnownCodes('a', chest).renew(list);
    const known = new KnownCodes('a', chest);
    await known.load();
    return Promise.all(codes.map((code) => known.has(code))); }"""


@pytest.fixture(scope="module")
def script(browser, tmp_path_factory):
    """A page that can run our scripts."""
    from tests.scanner.conftest import door_of

    with door_of(tmp_path_factory.mktemp("door"), []) as door:
        page = browser.new_page()
        page.goto(f"{door.address}/other")
        yield page
        page.close()


def by_server(text):
    try:
        return {"code": read_code(text), "reason": ""}
    except CodeError as error:
        return {"code": "", "reason": error.reason}


signs = st.text(alphabet=ALPHABET + ALPHABET.lower() + " -\u2013'0O1Il\u200b٤۴४", max_size=14)
badges = st.integers(0, 2**32).map(lambda seed: new_code(Random(seed).randbytes))


# A browser may know signs that are newer than this Python: neither is in a code.
others = st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=14)


@examples(40)
@given(st.lists(signs | others | badges, min_size=1, max_size=30))
def test_code_is_read_as_the_server_reads_it(script, texts):
    assert script.evaluate(READ, texts) == [by_server(text) for text in texts]


def test_digits_of_every_keyboard_are_read_alike(script):
    digits = [chr(point) for point in range(sys.maxunicode) if chr(point).isdecimal()]
    texts = [digit * CODE_LENGTH for digit in digits if unicodedata.category(digit) == "Nd"]
    assert script.evaluate(READ, texts) == [by_server(text) for text in texts]


def test_known_codes_are_told_from_others_by_their_hashes(script):
    codes = [new_code() for _ in range(6)]
    hashes = [pbkdf2_hmac("sha256", code.encode(), SALT, ROUNDS)[:8].hex() for code in codes[:3]]
    listed = {"salt": SALT.hex(), "rounds": ROUNDS, "hashes": hashes, "made_at": "2023-06-30"}
    found = script.evaluate(HAS, {"list": listed, "codes": codes})
    assert found == [True, True, True, False, False, False]

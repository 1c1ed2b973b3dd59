"""Catalogues are read as Babel reads them, at a tenth of the work."""

from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from matching.phrases.say import SPOKEN, _phrases, with_kept_spaces


@pytest.mark.parametrize("language", SPOKEN)
def test_every_message_is_what_babel_reads(language):
    expected = {}
    folder = files("matching.phrases") / "catalogues" / language
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".po"):
            continue
        with entry.open("rb") as file:
            for message in read_po(file, locale=language):
                code = message.id if isinstance(message.id, str) else message.id[0]
                is_one = isinstance(message.string, str)
                said = (message.string,) if is_one else message.string
                forms = tuple(with_kept_spaces(form, language) for form in said)
                if code:
                    expected[code] = forms[0] if is_one else forms
    assert _phrases(language) == expected

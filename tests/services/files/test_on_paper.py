"""What paper cannot show is said when the files come, and nobody else's sheet is worse for it."""

import pymupdf
import pytest

from matching.phrases import say
from matching.services.files.mending.mend import Mend, mend
from matching.services.files.mending.needs_mending import needs_mending
from matching.services.files.receive_files import receive_files
from matching.services.plan.print_sheets import print_sheet
from tests.fairs import shop_in

TITLE = "Grand forum de l'emploi, de la formation et de l'apprentissage des quartiers nord 2027"
FAIR = f"""format = "parvis-fair/1"
id = "forum-2027"
title = "{TITLE}"
date = 2027-06-30
opens = 09:00:00
closes = 12:00:00
"""
FILES = {
    "fair.toml": FAIR.encode(),
    "jobseekers.csv": "id;first_name;last_name\na;Ana 😀;Диас\nb;Bo;王\n".encode(),
    "exhibitors.csv": b"id;name;stand\ne;Simax;A1\n",
    "offers.csv": b"id;exhibitor;title;kind\no;e;Vendeur;job\n",
}


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def of_paper(receipt):
    codes = ("sign_not_printed", "long_on_paper")
    return [flaw for flaw in receipt.flaws if flaw.code in codes]


def test_a_sign_without_a_glyph_and_a_title_too_long_are_told_and_ask_nothing(shop):
    title, name = of_paper(receive_files(shop, FILES))
    assert (title.file, title.column, title.params["count"]) == ("fair.toml", "title", "86")
    assert (name.line, name.column, name.params["signs"]) == (2, "first_name", "😀")
    assert not needs_mending(title)
    assert not needs_mending(name)
    for language in ("fr", "en"):
        for flaw in (title, name):
            assert "{" not in say(f"flaw.{flaw.code}", language, value=flaw.value, **flaw.params)


def test_only_the_sign_is_left_out_on_paper_and_others_are_printed_as_they_are(shop):
    receive_files(shop, FILES)
    told = pymupdf.open(stream=print_sheet(shop, "forum-2027", "door"))[0].get_text()
    assert "ДИАС Ana\n" in told
    assert "王 Bo" in told


def test_what_is_mended_is_told_no_more_and_the_rest_once(shop):
    receive_files(shop, FILES)
    receipt = mend(shop, "forum-2027", [Mend("jobseekers.csv", 2, "first_name", "Ana")])
    assert [flaw.code for flaw in of_paper(receipt)] == ["long_on_paper"]

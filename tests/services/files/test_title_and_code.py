"""An offer whose title and code name other work is told; until somebody says which, both count."""

import pytest

from matching.domain.edit import EditKind
from matching.services.files.examples import open_example
from matching.services.files.mending.mend import Mend, mend
from matching.services.files.mending.needs_mending import is_told
from matching.services.files.preview import preview_files
from matching.services.files.receive_files import read_report, receive_files
from matching.services.prepare.edit_entries import add_entry, change_entry
from matching.services.shop.refusals import flaw_answer, typed_sentence
from matching.store import fairs
from tests.fairs import morning_fair, shop_in

CODE = "title_against_code"
FILES = {
    "jobseekers.csv": b"id;first_name\na;Ana\n",
    "exhibitors.csv": b"id;name\ne;Simax\n",
}
SAID = (
    "Le titre «\u00a0Soudeur TIG\u00a0» dit «\u00a0Soudeur / Soudeuse\u00a0», le code D1106 dit "
    "«\u00a0Vendeur / Vendeuse en alimentation\u00a0». "
    "Lequel est juste\u202f? Jusque-là, les deux comptent."
)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def offers(*rows):
    lines = ["id;exhibitor;title;rome;kind", *(f"o{at};e;{row}" for at, row in enumerate(rows))]
    return {**FILES, "offers.csv": "\n".join(lines).encode()}


def told(flaws):
    return [(flaw.line, flaw.value) for flaw in flaws if flaw.code == CODE]


def received(shop, *rows):
    return receive_files(shop, offers(*rows), frame=morning_fair())


def test_a_row_whose_title_and_code_disagree_is_told_with_both(shop):
    receipt = received(shop, "Soudeur TIG;d1106;job", "Soudeur;H2913;job")
    (flaw,) = (flaw for flaw in receipt.flaws if flaw.code == CODE)
    assert (flaw.file, flaw.line, flaw.column, flaw.value) == ("offers.csv", 2, "rome", "d1106")
    assert (flaw.params["title"], flaw.params["code"]) == ("Soudeur TIG", "D1106")
    assert is_told(flaw)
    assert flaw_answer(flaw, "fr")["message"] == SAID
    assert flaw_answer(flaw, "en")["message"] == (
        "The title “Soudeur TIG” says “Welder”, the code D1106 says “Food shop assistant”. "
        "Which one is right? Until then both count."
    )


@pytest.mark.parametrize(
    "row",
    [
        "Poste à pourvoir;D1106;job",  # the title names no trade surely
        "Soudeur;;job",
        "Soudeur;A9999;job",  # a code that no list holds
        "Vendeur en boulangerie;D1106;job",
        "Business analyst;M1419;job",  # a word of the code's own trade
        "Opérateur en impression 3D;G1238;job",
        "Découverte de la soudure;D1106;atelier",
        "Données et intelligence artificielle;M1419;formation",
    ],
)
def test_nothing_is_told_where_title_and_code_may_both_be_right(shop, row):
    assert told(received(shop, row).flaws) == []


def test_a_course_of_other_work_than_its_code_is_told(shop):
    receipt = received(shop, "Formation soudeur;D1106;formation")
    assert told(receipt.flaws) == [(2, "D1106")]


def test_it_is_told_before_the_files_are_taken_in(shop):
    fair = received(shop, "Soudeur;H2913;job").fair
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    preview = preview_files(shop, offers("Soudeur;D1106;job"), fair=frame)
    assert told(preview.remarks) == [(2, "D1106")]
    assert told(preview_files(shop, offers("Soudeur;H2913;job"), fair=frame).remarks) == []


def test_a_code_put_right_is_told_no_more_and_another_once(shop):
    fair = received(shop, "Soudeur;D1106;job", "Comptable;D1106;job").fair
    after = mend(shop, fair, [Mend("offers.csv", 2, "rome", "H2913")])
    assert told(after.flaws) == told(read_report(shop, fair).flaws) == [(3, "D1106")]


def test_what_is_typed_of_an_offer_is_told_at_once(shop):
    fair = received(shop, "Soudeur;H2913;job").fair
    cells = {"exhibitor": "e", "title": "Soudeur TIG", "rome": "D1106", "kind": "job"}
    added = add_entry(shop, fair, EditKind.OFFERS, cells, nonce="a")
    assert [typed_sentence(flaw, "fr") for flaw in added.flaws] == [f"code ROME\u00a0: {SAID}"]
    changed = change_entry(shop, fair, EditKind.OFFERS, added.entry, {"rome": "H2913"}, nonce="b")
    assert told(changed.flaws) == []
    wrong = change_entry(shop, fair, EditKind.OFFERS, "o0", {"rome": "D1106"}, nonce="c")
    assert told(wrong.flaws) == [(0, "D1106")]
    other = change_entry(shop, fair, EditKind.OFFERS, "o0", {"places": "2"}, nonce="d")
    assert told(other.flaws) == []


@pytest.mark.parametrize("example", ["fabrique", "lepoles", "massy", "meaux", "mosson"])
def test_the_examples_that_parvis_brings_raise_none(shop, example):
    fair = open_example(shop, example).fair
    assert told(read_report(shop, fair).flaws) == []

"""An answer for a value says what its column means; what else its cell says stays."""

from dataclasses import fields
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.domain.jobseeker import Jobseeker
from matching.services.files.mending.mend import ValueAnswer, mend
from matching.services.files.mending.value_questions import NOT_KNOWN, value_questions
from matching.services.files.receive_files import receive_files
from matching.store import fairs
from tests.fairs import shop_in

from .test_columns_said import dropped

CELLS = {
    "Niveau de français": ["débutant", "bon, interprète dari", "moyen (LSF)", "bon"],
    "Permis": ["rose, véhiculé", "rose (sans voiture)", "B ou C, voiture", "rose"],
    "Langue": ["arabe, interprète", "arabe", "français B2, arabe", ""],
    "Arrivée": ["tard", "14h-15h", "le soir", "10h"],
}


NUMBERS = count(1)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def person(shop):
    with shop.store.reading() as reader:
        (found,) = fairs.read_entries(reader, "essai").jobseekers.values()
    return found


def take_in(shop, cells):
    # Another form each time: what was answered for one is known again.
    heads = ["Prénom", "Nom", "Souhaits", *CELLS, f"Colonne {next(NUMBERS)}"]
    line = ";".join(["Ana", "Sol", "x", *(f'"{cell}"' for cell in cells), ""])
    return receive_files(shop, dropped(f"{';'.join(heads)}\n{line}\n"))


def test_interpreter_beside_a_level_stays_when_the_level_is_answered(shop):
    receipt = take_in(shop, ["bon, interprète dari", "", "", ""])
    (question,) = value_questions(receipt.flaws)
    said = ValueAnswer(question.file, question.column, question.key, "A2")
    mend(shop, "essai", answers=[said])
    found = person(shop)
    assert (found.interpreter, found.french_level.label) == ("prs", "A2")


def test_vehicle_beside_a_licence_stays_when_the_licence_is_answered(shop):
    (question,) = value_questions(take_in(shop, ["", "rose, véhiculé", "", ""]).flaws)
    mend(shop, "essai", answers=[ValueAnswer(question.file, question.column, question.key, "B")])
    found = person(shop)
    assert (found.licences, found.vehicle) == (("B",), True)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.tuples(*(st.sampled_from(told) for told in CELLS.values())),
    which=st.integers(0, 9),
    answer=st.integers(0, 9),
)
def test_an_answer_changes_its_own_column_alone(shop, cells, which, answer):
    questions = value_questions(take_in(shop, cells).flaws)
    before = person(shop)
    if not questions:
        return
    asked = questions[which % len(questions)]
    answers = asked.choices or ("11h", NOT_KNOWN)
    words = answers[answer % len(answers)]
    mend(shop, "essai", answers=[ValueAnswer(asked.file, asked.column, asked.key, words)])
    after = person(shop)
    changed = {
        one.name
        for one in fields(Jobseeker)
        if one.name != "id" and getattr(before, one.name) != getattr(after, one.name)
    }
    assert changed <= {asked.column}

"""One question for each value that was not understood; what nobody touched changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.headings import KINDS, LICENCE_AND_VEHICLE, columns
from matching.phrases import say
from matching.services.files.mending.mend import Mend, OrderAnswer, ValueAnswer, mend
from matching.services.files.mending.value_questions import (
    answer_words,
    choice_name,
    choices_of_column,
    order_questions,
    value_questions,
)
from matching.services.files.receive_files import read_report, receive_files
from matching.services.shop.refusals import field_name, flaw_sentence
from matching.store import fairs
from matching.store.schema import metadata
from tests.fairs import shop_in
from tests.intake.sheets import one_cell

from .test_columns_said import dropped

LEVELS = "Prénom;Nom;Niveau de français;Contrat;Permis\n" + "".join(
    f"{name};Sol;{level};{contract};B (auto)\n"
    for name, level, contract in [
        ("Ana", "bon", "CDI"), ("Bo", "Bon ", "durée longue"), ("Cy", "moyen", "CDI"),
        ("Di", "bon", "durée longue"), ("Ed", "B1", ""),
    ]
)  # fmt: skip

# Words that people write themselves, which say what they mean.
WRITTEN_AS_THEY_ARE = {
    *("oui", "non", "aucun", "AM", "A", "B", "BE", "C", "CE", "D"),
    *(word for word in choices_of_column(LICENCE_AND_VEHICLE, "jobseekers")),
}


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def people(shop):
    with shop.store.reading() as reader:
        found = fairs.read_entries(reader, "essai").jobseekers.values()
    return {person.first_name: person for person in found}


def rows(shop):
    with shop.store.reading() as reader:
        return {
            table.name: [tuple(map(repr, row)) for row in reader.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_ten_people_who_wrote_a_word_are_one_question(shop):
    receipt = receive_files(shop, dropped(LEVELS))
    questions = value_questions(receipt.flaws)
    assert [(one.value, one.count, one.column) for one in questions] == [
        ("bon", 3, "french_level"), ("durée longue", 2, "contracts"), ("moyen", 1, "french_level"),
    ]  # fmt: skip
    assert {"B2", "-"} <= set(questions[0].choices)


def test_an_answer_is_read_wherever_the_word_stands_and_known_again(shop):
    receipt = receive_files(shop, dropped(LEVELS))
    good, long, _ = value_questions(receipt.flaws)
    said = [
        ValueAnswer(good.file, good.column, good.key, "B2"),
        ValueAnswer(long.file, long.column, long.key, answer_words(["cdd", "cdi"])),
    ]
    receipt = mend(shop, "essai", answers=said)
    assert [one.value for one in value_questions(receipt.flaws)] == ["moyen"]
    found = people(shop)
    assert {name: one.french_level and one.french_level.label for name, one in found.items()} == {
        "Ana": "B2", "Bo": "B2", "Cy": None, "Di": "B2", "Ed": "B1",
    }  # fmt: skip
    assert found["Bo"].contracts == ("cdi", "cdd")
    again = LEVELS.replace("Ana;Sol", "Fa;Li")
    assert [one.value for one in value_questions(receive_files(shop, dropped(again)).flaws)] == [
        "moyen"
    ]


def test_who_does_not_know_either_leaves_it_open(shop):
    receipt = receive_files(shop, dropped(LEVELS))
    good = value_questions(receipt.flaws)[0]
    mend(shop, "essai", answers=[ValueAnswer(good.file, good.column, good.key, "-")])
    assert people(shop)["Ana"].french_level is None


def test_order_of_names_is_asked_once_and_turns_all_of_them(shop):
    names = "Nom et prénom;Tél\nSol Ana;0639981001\nLi Bo;0639981002\nWu Cy;0639981003\n"
    receipt = receive_files(shop, dropped(names))
    (question,) = order_questions(receipt.flaws)
    assert (question.count, question.samples) == (3, "Sol Ana · Li Bo · Wu Cy")
    with shop.store.reading() as reader:
        before = fairs.read_entries(reader, "essai").call_numbers
    receipt = mend(
        shop, "essai", orders=[OrderAnswer(question.file, question.heading, "given_first")]
    )
    assert order_questions(receipt.flaws) == ()
    assert set(people(shop)) == {"Sol", "Li", "Wu"}
    with shop.store.reading() as reader:
        assert fairs.read_entries(reader, "essai").call_numbers == before


def test_consent_is_never_given_by_an_answer(shop):
    consent = "Prénom;Consentement\nAna;peut-être\nBo;peut-être\n"
    receipt = receive_files(shop, dropped(consent))
    assert value_questions(receipt.flaws) == ()
    with pytest.raises(FairError, match="consent_not_mended"):
        mend(shop, "essai", answers=[ValueAnswer("liste.csv", "consent_contact", "0", "oui")])


CELLS = st.sampled_from(
    ["", "bon", "B1", "oui", "non", "peut-être", "durée longue", "CDI", "9h", "tard", "B", "avion",
     "Sol Ana", "12h-14h", "x", "1998", "06 39 98 10 01"]
)  # fmt: skip
HEADINGS = ["Niveau de français", "Contrat", "Permis", "Arrivée", "Véhiculé", "Consentement"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cells=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=6))
def test_an_untouched_form_changes_nothing_in_the_store(shop, cells):
    lines = [";".join(["Prénom", *HEADINGS])]
    lines += [";".join([f"Ana{place}", *row]) for place, row in enumerate(cells)]
    receipt = receive_files(shop, dropped("\n".join(lines) + "\n"))
    before = rows(shop)
    untouched = [answer_words([] if one.many else "") for one in value_questions(receipt.flaws)]
    assert set(untouched) <= {""}
    assert mend(shop, "essai").flaws == read_report(shop, "essai").flaws
    assert rows(shop) == before
    # No value that nobody could read has become data.
    for person in people(shop).values():
        row = cells[int(person.first_name[3:])]
        assert person.french_level is None or row[0] in {"B1", "B", "1998"}
        assert person.consent_contact is not True or row[5] in {"oui", "x"}


def test_licence_and_vehicle_in_one_cell_are_asked_in_answers_that_are_read():
    (question,) = value_questions(one_cell("jobseekers", "Permis/véhicule", "à voir").flaws)
    *answers, not_known = question.choices
    assert (question.value, not_known) == ("à voir", "-")
    for answer in answers:
        assert value_questions(one_cell("jobseekers", "Permis/véhicule", answer).flaws) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_code_of_a_column_or_of_a_choice_is_shown(language):
    for kind in KINDS:
        for column in columns(kind):
            assert field_name(column, language) == say(f"field.{column}", language)
            for word in choices_of_column(column, kind):
                # an English code of one word is its own English name
                is_word = word.isalpha() and language == "en"
                if word not in WRITTEN_AS_THEY_ARE and not is_word:
                    assert choice_name(column, word, language) != word, (column, word)
    # in French no English word either
    if language == "fr":
        said = {choice_name("qpv", word, "fr") for word in choices_of_column("qpv", "jobseekers")}
        assert said == {"oui", "non", "on ne sait pas", "ne veut pas répondre"}


def test_a_column_that_was_guessed_is_named_as_people_name_it():
    for column in (*columns("jobseekers"), "full_name", "given_first", "aside"):
        flaw = Flaw("liste.csv", 1, "X", "X", "heading_guessed", column)
        assert f"«\u00a0{field_name(column, 'fr')}\u00a0»" in flaw_sentence(flaw, "fr")


def test_a_need_that_nobody_reads_is_chosen_from_a_list_of_several(shop):
    table = "Prénom;Nom;Besoins\nAna;Sol;vient avec son chien\n"
    receipt = receive_files(shop, dropped(table))
    (asked,) = value_questions(receipt.flaws)
    assert (asked.column, asked.many) == ("needs", True)
    assert {"sitting", "quiet"} < {*asked.choices}
    assert choice_name("needs", "sitting", "fr") != "sitting"
    mend(shop, "essai", answers=[ValueAnswer(asked.file, "needs", asked.key, "sitting; quiet")])
    with shop.store.reading() as reader:
        (person,) = fairs.read_entries(reader, "essai").jobseekers.values()
    assert {need.value for need in person.needs} == {"sitting", "quiet"}


def test_answer_that_says_as_little_is_refused_and_the_question_keeps_its_words(shop):
    hours = "Prénom;Nom;Heure d'arrivée\nAna;Sol;mercredi pas dispo\n"
    receive_files(shop, dropped(hours))
    (asked,) = value_questions(read_report(shop, "essai").flaws)
    place = (asked.file, asked.column, asked.key)
    with pytest.raises(FairError, match="answer_not_read"):
        mend(shop, "essai", answers=[ValueAnswer(*place, "ne vient pas")])
    assert value_questions(read_report(shop, "essai").flaws) == (asked,)
    mend(shop, "essai", answers=[ValueAnswer(*place, "11h")])
    assert value_questions(read_report(shop, "essai").flaws) == ()


def test_level_among_skills_is_one_question_and_its_answer_keeps_the_skills_beside_it(shop):
    skills = "Prénom;Nom;Compétences\nAna;Sol;B1\nBo;Sol;B1\nCy;Sol;tri, B2 ; caisse\n"
    receive_files(shop, dropped(skills.replace("tri, B2 ; caisse", '"B2; caisse"')))
    both, one = value_questions(read_report(shop, "essai").flaws)
    assert (both.value, both.count, both.choices) == ("B1", 2, ("français B1", "anglais B1", "-"))
    assert one.choices == ("français B2; caisse", "anglais B2; caisse", "caisse")
    given = [ValueAnswer(asked.file, asked.column, asked.key, asked.choices[0])
             for asked in (both, one)]  # fmt: skip
    mend(shop, "essai", answers=given)
    found = people(shop)
    assert [found[name].french_level.label for name in ("Ana", "Bo", "Cy")] == ["B1", "B1", "B2"]
    assert found["Cy"].skills == ("caisse",)
    assert value_questions(read_report(shop, "essai").flaws) == ()


def test_answer_for_a_level_keeps_every_skill_of_a_long_cell(shop):
    held = [f"conduite de ligne numéro {number}" for number in range(5)]
    cell = "\n".join(["B1", *held])
    receive_files(shop, dropped(f'Prénom;Nom;Compétences\nAna;Sol;"{cell}"\n'))
    (asked,) = value_questions(read_report(shop, "essai").flaws)
    mend(shop, "essai", answers=[ValueAnswer(asked.file, "skills", asked.key, asked.choices[0])])
    assert people(shop)["Ana"].skills == tuple(held)
    assert people(shop)["Ana"].french_level.label == "B1"


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("français B1; A2", ("anglais A2; français B1", "français B1")),
        (
            "anglais commercial; B1",
            (
                "français B1; anglais commercial",
                "anglais B1; anglais commercial",
                "anglais commercial",
            ),
        ),
        (
            "B1; A2",
            (
                "français B1; anglais A2",
                "français B1",
                "français A2; anglais B1",
                "français A2",
                "anglais B1",
                "anglais A2",
                "-",
            ),
        ),
    ],
)
def test_levels_of_one_cell_are_answered_at_once(shop, cell, choices):
    for choice in choices:
        receive_files(shop, dropped(f'Prénom;Nom;Compétences\nAna;Sol;"{cell}"\n'))
        questions = value_questions(read_report(shop, "essai").flaws)
        if choice == choices[0]:
            (asked,) = questions
            assert asked.choices == choices
        mend(shop, "essai", answers=[ValueAnswer(asked.file, "skills", asked.key, choice)])
        assert value_questions(read_report(shop, "essai").flaws) == ()


def test_level_that_is_answered_with_a_level_alone_is_to_be_chosen(shop):
    receive_files(shop, dropped("Prénom;Nom;Compétences\nAna;Sol;B1\n"))
    (asked,) = value_questions(read_report(shop, "essai").flaws)
    with pytest.raises(FairError, match="answer_not_chosen"):
        mend(shop, "essai", answers=[ValueAnswer(asked.file, "skills", asked.key, "B2")])


def test_workshop_of_no_length_is_asked_and_one_answer_mends_it(shop):
    offers = "Exposant;Type;Intitulé\nMairie;atelier;Atelier CV\nMairie;emploi;Agent\n"
    receive_files(shop, dropped(**{"offres.csv": offers}))
    (asked,) = [flaw for flaw in read_report(shop, "essai").flaws if flaw.code == "workshop_length"]
    mend(shop, "essai", [Mend(asked.file, asked.line, asked.column, "45 min")])
    with shop.store.reading() as reader:
        offered = fairs.read_entries(reader, "essai").offers.values()
    minutes = {one.title: one.minutes for one in offered}
    assert minutes == {"Atelier CV": 45, "Agent": None}
    assert "workshop_length" not in [flaw.code for flaw in read_report(shop, "essai").flaws]

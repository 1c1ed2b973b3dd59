"""Courses of French: whom they are for, by what they teach and the levels that they name."""

import pytest

from matching.domain.levels import FrenchLevel
from matching.domain.terms import Condition, OfferKind
from tests.scoring.criteria.test_need import OURS, need
from tests.scoring.pairs import offer, person, score


def course(title, **known):
    return offer(title=title, kind=OfferKind.TRAINING, **known)


def taught(title, **known):
    return course(title, skills_taught=("français",), **known)


COURSES = (
    taught("Français du soin (A1 vers A2)"),
    taught("Français du bâtiment", french_level_min=FrenchLevel.A1_1),
    course("Français de la restauration, niveau A2 visé"),
    course("Français du commerce A1-A2"),
    taught("Passerelles : le quotidien", french_level_min=FrenchLevel.A1),
    course("Langues au travail", skills_taught=("langue française",), description="A1 à A2"),
)


@pytest.mark.parametrize("offered", COURSES, ids=lambda one: one.title)
@pytest.mark.parametrize("level", [FrenchLevel.A1, FrenchLevel.A2])
def test_a_course_that_teaches_french_answers_who_asks_to_learn_it(offered, level):
    someone = person(wishes=("apprendre le français",), french_level=level)
    found = score(someone, offered, scorer=OURS)
    assert need(someone, offered).code == "need_asked"
    assert not {one.code for one in found.reasons} & {"trade_not_asked", "gap_wish_unknown"}


@pytest.mark.parametrize("offered", COURSES, ids=lambda one: one.title)
@pytest.mark.parametrize("level", [FrenchLevel.B1, FrenchLevel.C1, FrenchLevel.NATIVE])
@pytest.mark.parametrize("wish", ["secrétaire médicale", "je sais pas", "peintre"])
def test_a_beginners_course_tells_who_speaks_french_that_it_is_of_another_level(
    offered, level, wish
):
    someone = person(wishes=(wish,), french_level=level)
    found = need(someone, offered)
    assert (found.code, found.value) == (
        "need_other_level",
        OURS.weights.need_met["elsewhere"],
    )


@pytest.mark.parametrize(
    ("offered", "begins", "ends"),
    [
        (course("Français (A1 vers A2)"), FrenchLevel.A1_1, FrenchLevel.A2),
        (course("Français, niveau B1 visé"), FrenchLevel.A2, FrenchLevel.B1),
        (course("Français pour atteindre le B2"), FrenchLevel.B1, FrenchLevel.B2),
        (course("Cours de français B1"), FrenchLevel.B1, FrenchLevel.B1),
        (taught("Lire", french_level_min=FrenchLevel.A2), FrenchLevel.A2, FrenchLevel.B1),
    ],
)
def test_a_course_of_french_takes_the_levels_that_it_names_or_begins_at(offered, begins, ends):
    assert OURS.read_offer(offered).french_levels == (begins, ends)


@pytest.mark.parametrize(
    "offered",
    [
        course("CAP cuisine", skills_taught=("cuisine", "français")),
        course("Français et maths"),
    ],
)
def test_a_course_of_a_trade_or_of_school_subjects_is_no_course_of_french(offered):
    assert OURS.read_offer(offered).french_levels is None


def test_a_lesson_is_not_asked_what_the_work_is_like_and_a_course_of_a_trade_is():
    someone = person(wishes=("peintre",), avoid=(Condition.HEIGHTS,))
    lesson, trade = taught("Français du bâtiment"), course("CAP peintre en bâtiment")
    asked = [{one.code for one in score(someone, one, scorer=OURS).ask} for one in (lesson, trade)]
    assert "offer_conditions_unknown" not in asked[0]
    assert "offer_conditions_unknown" in asked[1]

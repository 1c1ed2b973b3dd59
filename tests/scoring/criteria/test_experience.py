import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.score import Verdict
from matching.domain.terms import Condition, Hours
from tests.examples import examples
from tests.scoring.pairs import offer, person, reason, score
from tests.scoring.vocabularies import shipped_scorer
from tests.strategies import PEOPLE

MASON = {"title": "Maçon", "rome": "F1703"}


def scored(someone, **known):
    return score(someone, offer(**(MASON | known)), scorer=shipped_scorer())


def codes(found):
    return [one.code for one in (*found.closed_by, *found.ask)]


@pytest.mark.parametrize(
    ("experience", "years", "value"),
    [
        ("maçon 7 ans portugal", 5, 1.0),
        ("10 ans masson alger", 5, 1.0),
        ("maçon, deux ans", 4, 0.5),
        ("maçon 6 mois", 1, 0.5),
        ("soudeur 15 ans", 3, 0.0),
    ],
)
def test_years_of_the_very_trade_count_towards_those_asked_for(experience, years, value):
    found = scored(person(experience=(experience,)), experience_min=years)
    assert reason(found, "experience").value == value
    assert found.verdict is (Verdict.OPEN if value >= 0.5 else Verdict.ASK)


@pytest.mark.parametrize("experience", [(), ("maçon",)])
def test_years_that_nobody_told_are_asked(experience):
    found = scored(person(experience=experience), experience_min=2)
    assert codes(found) == ["experience_unknown"]
    assert reason(found, "experience").weight == 0


def test_too_few_years_close_an_offer_only_where_it_says_that_they_are_mandatory():
    someone = person(experience=("maçon 1 an",))
    told = {"experience_min": 3, "description": "Expérience de trois ans exigée."}
    assert codes(scored(someone, **told)) == ["experience_missing"]
    assert codes(scored(someone, experience_min=3)) == ["experience_short"]
    assert codes(scored(someone, experience_min=2)) == []


def test_years_without_work_are_no_experience():
    someone = person(experience=("maçon, au chômage depuis 4 ans",))
    assert codes(scored(someone, experience_min=2)) == ["experience_unknown"]


@examples(60)
@given(someone=PEOPLE, word=st.sampled_from(("zorglub", "frimoser", "le krapouti")))
def test_what_is_required_in_words_that_nobody_can_read_is_asked_and_never_taken_as_known(
    someone, word
):
    job = offer(skills_required=("html", word), skills_desired=("git",))
    found = score(someone, job)
    assert "skills_unread" in codes(found)
    assert word in next(one for one in found.ask if one.code == "skills_unread").params["words"]
    assert "skills_all" not in [one.code for one in found.reasons]


def test_who_says_the_same_words_is_not_asked():
    someone = person(skills=("html", "zorglub"))
    found = score(someone, offer(skills_required=("html", "zorglub")))
    assert (codes(found), reason(found, "skills").code) == ([], "skills_all")


@pytest.mark.parametrize(
    ("wish", "known", "answer"),
    [
        ("pas très tôt le matin", {"title": "Ménage de bureaux 5h30-8h30"}, "refused_early"),
        ("pas tôt le matin", {"description": "Prise de poste à 5h du matin."}, "refused_early"),
        ("pas très tôt", {"title": "Opérateur 3x8"}, "refused_early_partly"),
        ("pas de nuit", {"title": "Opérateur 3x8"}, "refused_hours_partly"),
        ("pas de nuit", {"hours": (Hours.NIGHT,)}, "refused_hours"),
        ("pas le week-end", {"hours": (Hours.WEEKEND,)}, "refused_hours"),
    ],
)
def test_hours_that_are_refused_are_held_against_those_of_the_offer(wish, known, answer):
    assert answer in codes(score(person(wishes=(wish,)), offer(**known)))


@pytest.mark.parametrize(
    ("wish", "known"),
    [
        ("pas très tôt le matin", {"hours": (Hours.MORNING,)}),
        ("pas très tôt le matin", {"title": "Agent d'accueil, 9h-17h"}),
        ("pas de nuit", {"title": "Opérateur 2x8", "conditions": (Condition.STANDING,)}),
    ],
)
def test_early_mornings_are_not_all_mornings_and_two_shifts_know_no_night(wish, known):
    assert codes(score(person(wishes=(wish,)), offer(**known))) == []


def test_a_night_that_is_named_twice_is_refused_once():
    night = offer(hours=(Hours.NIGHT,), conditions=(Condition.NIGHT,))
    assert codes(score(person(wishes=("pas de nuit",)), night)) == ["condition_night"]


@pytest.mark.parametrize(
    "told",
    [
        "7 ans",
        "7 ans en Algérie",
        "sept ans au portugal",
        "7 ans d'expérience",
        "7ans o maroc",
        "7 ans au bled",
    ],
)
def test_years_told_of_alone_are_years_of_the_one_trade_wished_for_wherever_they_were(told):
    someone = shipped_scorer().read_person(person(wishes=("maçon",), experience=(told,)))
    assert dict(someone.years) == {"mason": 7.0}
    plain = shipped_scorer().read_person(person(wishes=("maçon",), experience=("7 ans",)))
    assert someone == plain


@pytest.mark.parametrize(
    "told",
    [
        "7 ans de prison",
        "7 ans sans travail",
        "36 ans",
        "3 enfants de 7 ans",
        "7 ans de maladie",
        "7 ans chez mes parents",
    ],
)
def test_years_of_something_else_or_an_age_are_no_years_of_work(told):
    assert shipped_scorer().read_person(person(wishes=("maçon",), experience=(told,))).years == {}


def test_years_told_of_alone_belong_to_none_of_two_trades():
    assert (
        shipped_scorer()
        .read_person(person(wishes=("maçon", "cuisinier"), experience=("7 ans",)))
        .years
        == {}
    )


def test_a_placement_alone_is_no_year_and_half_a_skill():
    someone = person(wishes=("maçon",), experience=("stage maçonnerie 2 semaines",))
    assert reason(scored(someone, experience_min=2), "experience").value == 0.0
    worked = person(experience=("maçonnerie 2 ans",))
    read = shipped_scorer().read_person
    assert read(someone).skills["masonry"].credit < read(worked).skills["masonry"].credit


def test_what_became_of_an_employer_is_no_trade():
    read = shipped_scorer().read_person(person(experience=("cariste 18 ans, usine fermée",)))
    assert "farm-worker" not in {claim.id for claim in read.held}


@pytest.mark.parametrize(
    ("experience", "least", "asked"),
    [
        ("plaquiste 5 mois", 3, ["experience_short"]),
        ("stage de plaquiste", 2, ["experience_short"]),
        ("débutante", 2, ["experience_short"]),
        ("aucune expérience", 1, ["experience_short"]),
        ("plaquiste 2 ans", 3, []),
        ("plaquiste 4 ans", 3, []),
        ("plaquiste", 3, ["experience_unknown"]),
    ],
)
def test_who_has_less_than_half_of_the_years_asks_whether_that_will_do(experience, least, asked):
    someone = person(wishes=("plaquiste",), experience=(experience,))
    found = score(someone, offer(title="Plaquiste", experience_min=least), scorer=shipped_scorer())
    assert [question.code for question in found.ask] == asked
    assert not found.closed_by

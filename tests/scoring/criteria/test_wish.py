"""Wishes for a meeting: a star, a must-meet, or a stand named in one's own words."""

import pytest

from matching.domain.wish import Wish, WishedBy
from matching.scoring.text.named_stands import names_asked_for, stand_key
from tests.scoring.pairs import offer, person, ready_offer, ready_person, reason, score, stand

STAR = Wish("p1", "s1", WishedBy.PERSON)
MUST_MEET = Wish("p1", "s1", WishedBy.STAND)


def found(*wishes, said=(), name="Stand"):
    someone = ready_person(wishes=("dev web", *said))
    return reason(score(someone, ready_offer(), at=stand(name=name), wishes=wishes), "wish")


def test_nobody_wished_so_nothing_is_said():
    assert found() is None


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ((STAR,), "wish_starred"),
        ((MUST_MEET,), "wish_wanted"),
        ((STAR, MUST_MEET), "wish_both"),
        ((MUST_MEET, STAR), "wish_both"),
    ],
)
def test_each_side_has_its_own_reason(wishes, code):
    one = found(*wishes)
    assert (one.code, one.value) == (code, 1.0)
    assert one.contribution > 0


def test_a_wish_of_somebody_else_or_for_another_stand_is_not_this_pair_s():
    assert found(Wish("p2", "s1", WishedBy.PERSON), Wish("p1", "s2", WishedBy.STAND)) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("je veux voir Orange", "Orange"),
        ("voir ORANGE svp", "Orange"),
        ("J'aimerais rencontrer l'École du Web", "Ecole du web"),
        ("rencontrer CGI et Dell", "Dell"),
        ("travailler chez Les Jardins & Fleurs", "Les Jardins & Fleurs"),
        ("Oreegami", "Oreegami"),
        ("voir le stand de Simax", "SIMAX SAS"),
        ("I want to meet Google", "Google"),
    ],
)
def test_a_stand_named_word_for_word_counts_as_starred(said, name):
    one = found(said=(said,), name=name)
    assert (one.code, one.params) == ("wish_named", {"said": said})


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("je ne veux pas voir Orange", "Orange"),
        ("tout sauf travailler chez Orange", "Orange"),
        ("voir Orange", "Orange Business"),
        ("voir des oranges", "Orange"),
        ("dev web", "Dev web"),
        ("voir", "V"),
    ],
)
def test_a_name_that_is_not_exact_or_is_refused_counts_for_nothing(said, name):
    assert found(said=(said,), name=name) is None


def test_a_name_and_a_must_meet_are_both():
    assert found(MUST_MEET, said=("voir Orange",), name="Orange").code == "wish_both"


def test_an_offer_whose_stand_is_not_known_answers_to_no_name():
    assert stand_key("") == ""
    assert "" not in names_asked_for(("voir", "voir !", "chez"))
    assert reason(score(person(wishes=("voir ",)), offer(), at=stand(name="?")), "wish") is None

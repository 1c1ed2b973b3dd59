"""A course of the trade that is wanted teaches it; a neighbour's is said to be a neighbour's."""

from itertools import permutations, product

import pytest

from matching.domain.terms import OfferKind
from tests.scoring.criteria.test_need import OURS
from tests.scoring.pairs import FAIR, judged, offer, person, reason, score, stand

TITLES = (
    "Formation aide-soignant en 11 mois",
    "CAP maçon en un an",
    "CAP cuisine",
    "Titre professionnel électricien",
    "CAP peintre en bâtiment",
    "Bureautique",
)
TAUGHT = (
    ("soins", "hygiène"),
    ("anglais",),
    ("maçonnerie",),
    ("français", "maths"),
    ("excel",),
    (),
)
WISHES = ("aide-soignante", "peintre", "maçon", "cuisinier", "électricien", "secrétaire", "vendeur")
PEOPLE = [
    person(id=f"p{n}", wishes=(wish,), **known)
    for n, (wish, known) in enumerate(
        product(WISHES, ({}, {"skills": ("hygiène",)}, {"experience": ("aide-soignante 3 ans",)}))
    )
]
COURSES = [
    offer(id=f"o{n:02}", title=title, skills_taught=taught, kind=OfferKind.TRAINING)
    for n, (title, taught) in enumerate(product(TITLES, TAUGHT))
]
SAME = {"trade_same", "trade_parent", "trade_maybe"}


def codes(found):
    return {one.code for one in found.reasons}


def read():
    return (
        [OURS.read_person(one) for one in PEOPLE],
        [OURS.read_offer(one, stand()) for one in COURSES],
    )


def test_no_card_says_that_it_is_the_trade_and_that_something_else_is_taught():
    people, courses = read()
    for found in OURS.score_all(people, courses):
        told = codes(found)
        assert not (told & SAME and told & {"gap_elsewhere", "gap_near", "gap_beside"}), found
        assert not ("gap_closes" in told and told & {"trade_other", "trade_near"}), found


def test_a_course_of_one_of_several_wishes_is_told_in_the_words_of_that_wish():
    courses, told = read()[1], 0
    for wishes in permutations(WISHES, 2):
        someone = OURS.read_person(person(wishes=wishes))
        ids = {claim.text: claim.id for claim in someone.trades}
        for course in courses:
            found = OURS.score(someone, course)
            own = {
                text
                for text, trade in ids.items()
                if course.nearness.get(trade) in {"same", "parent"}
            }
            closed = [one for one in found.reasons if one.code == "gap_closes"]
            if own and closed:
                told += 1
                assert closed[0].params["said"] in own
    assert told


def test_the_matrix_gives_what_each_pair_gives():
    people, courses = read()
    values = [one.value for one in OURS.score_all(people, courses)]
    assert [one.value for one in judged(OURS.matrix(people, courses))] == pytest.approx(values)


def test_a_course_of_the_very_trade_is_worth_no_less_for_a_list_that_names_something_else():
    wish = person(wishes=("aide-soignante",))
    bare = offer(title="Formation aide-soignant", kind=OfferKind.TRAINING)
    listed = offer(title="Formation aide-soignant", kind=OfferKind.TRAINING, skills_taught=("zut",))
    assert score(wish, listed, scorer=OURS).value == score(wish, bare, scorer=OURS).value
    assert reason(score(wish, listed, scorer=OURS), "gap") is None


@pytest.mark.parametrize(
    ("wish", "title", "taught", "code"),
    [
        ("peintre", "CAP maçon en un an", "maçonnerie", "gap_near"),
        ("maçon", "CAP maçon en un an", "maçonnerie", "gap_closes"),
    ],
)
def test_what_a_course_of_a_neighbour_teaches_is_not_said_to_be_of_the_trade(
    wish, title, taught, code
):
    course = offer(title=title, kind=OfferKind.TRAINING, skills_taught=(taught,))
    found = score(person(wishes=(wish,)), course, scorer=OURS, fair=FAIR)
    assert reason(found, "gap").code == code

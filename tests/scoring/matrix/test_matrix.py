"""Every pair at once says what each pair says alone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.terms import Answer, Condition, Contract, Hours, Need, OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.scoring.criteria import GATES, WEIGHINGS
from matching.scoring.matrix.at_once import VALUE_TWINS, VERDICT_TWINS, gating, valuing
from matching.scoring.matrix.at_once.blend import blend_at_once
from matching.scoring.matrix.at_once.lookup import looked_up, looked_up_gate
from matching.scoring.score import Scorer
from tests.examples import examples
from tests.scoring.pairs import FAIR, born, judged, offer, person, ready_offer, ready_person, stand
from tests.scoring.vocabularies import small, small_scorer

SKILLS = (
    "html",
    "javascript",
    "git",
    "anglais",
    "cuisiner",
    "hygiène",
    "soudure TIG",
    "poser du carrelage",
    "c++",
)
TITLES = ("dev web", "intégratrice web", "cuisto", "serveuse", "informatique", "Chose inconnue")
COMMUNES = ("", "Lattes", "Montpellier", "Béziers", "Nulle part")


def some(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def maybe(values):
    return st.sampled_from((None, *values))


PEOPLE = st.builds(
    person,
    wishes=some((*TITLES, "télétravail", "voir le stand Grand Café", "Grand Café")),
    skills=some(SKILLS),
    experience=some(("2 ans cuisinière", "serveuse", "dev web")),
    contracts=some(tuple(Contract)),
    hours_wanted=some(tuple(Hours)),
    radius_km=maybe((0, 5, 20.5, 70)),
    commune=st.sampled_from(COMMUNES),
    avoid=some(tuple(Condition)),
    licences=maybe(((), ("B",), ("B", "C"))),
    french_level=maybe(tuple(FrenchLevel)),
    diploma_level=maybe(tuple(DiplomaLevel)),
    needs=some(tuple(Need)),
    interpreter=st.sampled_from(("", "ar", "tr")),
    vehicle=maybe((True, False)),
    available_from=maybe((date(2024, 6, 10), date(2025, 6, 1))),
)
FACTS = st.none() | st.builds(
    born,
    st.sampled_from((1960, 2000, 2006)),
    rsa=st.sampled_from(tuple(Answer)),
    rqth=st.sampled_from(tuple(Answer)),
)
OFFERS = st.builds(
    offer,
    title=st.sampled_from(TITLES),
    rome=st.sampled_from(("", "M1855", "G1602", "M1801", "Z9999")),
    kind=st.sampled_from(tuple(OfferKind)),
    skills_required=some(SKILLS),
    skills_desired=some(SKILLS),
    skills_taught=some(SKILLS),
    contracts=some(tuple(Contract)),
    hours=some(tuple(Hours)),
    commune=st.sampled_from(COMMUNES),
    remote=maybe((True, False)),
    conditions=some(tuple(Condition)),
    digital_sector=maybe((True, False)),
    french_level_min=maybe((FrenchLevel.A2, FrenchLevel.B1)),
    diploma_min=maybe((DiplomaLevel.CAP,)),
    diploma_max=maybe((DiplomaLevel.BAC,)),
    age_max=maybe((25,)),
    entry_ground=st.sampled_from(("Garantie jeunes", "IAE", "ETTI")),
    licences_required=some(("B", "C")),
    places=maybe((0, 3)),
    starts_on=maybe((date(2024, 1, 8), date(2025, 1, 8))),
)
STANDS = [
    stand(id="s1"),
    stand(id="s2", name="Le Grand Café", languages=("ar",), step_free=True),
    stand(id="s3", languages=("fr", "tr"), step_free=False),
]
WISHES = st.lists(
    st.builds(
        Wish,
        person=st.sampled_from(("p0", "p1", "p2")),
        stand=st.sampled_from(("s1", "s2", "s3")),
        by=st.sampled_from(tuple(WishedBy)),
    ),
    max_size=4,
)
RULES = examples(60)


@st.composite
def fairs(draw, scorer=None):
    scorer = scorer or small_scorer()
    wishes = draw(WISHES)
    people = [
        scorer.read_person(replace(one, id=f"p{number}"), draw(FACTS), FAIR, wishes=wishes)
        for number, one in enumerate(draw(st.lists(PEOPLE, min_size=1, max_size=5)))
    ]
    offers = []
    for number, one in enumerate(draw(st.lists(OFFERS, min_size=1, max_size=5))):
        at = draw(st.sampled_from(STANDS))
        offers.append(scorer.read_offer(replace(one, id=f"o{number}", exhibitor=at.id), at))
    return people, offers


def alone(weighing, people, offers, weights):
    def value(part):
        return np.nan if part is None or part.value is None else part.value

    return [[value(weighing.weigh(one, other, weights)) for other in offers] for one in people]


@pytest.mark.parametrize("weighing", WEIGHINGS, ids=lambda one: one.name)
@examples(40)
@given(fair=fairs())
def test_a_soft_criterion_says_at_once_what_it_says_alone(weighing, fair):
    people, offers = fair
    weights = small_scorer().weights
    expected = alone(weighing, people, offers, weights)
    for answer in (valuing, looked_up):
        found = answer(weighing, offers, weights)(people)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("gate", GATES, ids=lambda one: one.name)
@examples(40)
@given(fair=fairs())
def test_a_hard_rule_says_at_once_what_it_says_alone(gate, fair):
    people, offers = fair
    expected = looked_up_gate(gate, offers)(people)
    np.testing.assert_array_equal(gating(gate, offers)(people), expected)


@RULES
@given(fair=fairs())
def test_the_matrix_says_what_each_score_says(fair):
    matrix = small_scorer().matrix(*fair)
    scores = small_scorer().score_all(*fair)
    cells = judged(matrix)
    assert [one[:3] for one in cells] == [(one.person, one.stand, one.offer) for one in scores]
    assert [one.verdict for one in cells] == [one.verdict for one in scores]
    assert [one.value for one in cells] == [round(one.value, 9) for one in scores]


@RULES
@given(fair=fairs(), data=st.data())
def test_the_matrix_does_not_depend_on_who_else_is_there_nor_on_their_order(fair, data):
    people, offers = fair
    whole = small_scorer().matrix(people, offers)
    shuffled = small_scorer().matrix(
        data.draw(st.permutations(people)), data.draw(st.permutations(offers))
    )
    assert judged(shuffled) == judged(whole)
    panel = small_scorer().panel(offers)
    rows = [row for one in people for row in judged(panel.matrix([one]))]
    assert rows == judged(whole)
    columns = sorted(row for one in offers for row in judged(small_scorer().matrix(people, [one])))
    assert columns == sorted(judged(whole))


CHANGED = [
    ("shares", "skills", 0),
    ("shares", "trade", 0),
    ("need", "desired", 0),
    ("credit", "same_parent", 0),
    ("credit", "same_parent", 1),
    ("credit", "experience", 0),
    ("cap", "without_skills", 1),
    ("distance", "edge", 0),
    ("gap", "already_known", 1),
]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: "-".join(map(str, change)))
@examples(20)
@given(data=st.data())
def test_the_matrix_follows_changed_weights(change, data):
    scorer = Scorer(small(), small_scorer().weights.changed(*change))
    people, offers = data.draw(fairs(scorer))
    values = [one.value for one in judged(scorer.matrix(people, offers))]
    expected = [one.value for one in scorer.score_all(people, offers)]
    assert values == pytest.approx(expected, abs=1e-9)


KNOWN = st.one_of(st.just(np.nan), st.sampled_from((0.0, 0.25, 1.0)), st.floats(0, 1))


@examples(300)
@given(values=st.lists(KNOWN, min_size=len(WEIGHINGS), max_size=len(WEIGHINGS)))
def test_parts_are_brought_together_at_once_as_alone(values):
    from matching.scoring.blend import blend
    from matching.scoring.criteria import Part

    weights = small_scorer().weights
    parts = [
        (weighing, Part("", None if np.isnan(value) else value))
        for weighing, value in zip(WEIGHINGS, values, strict=True)
    ]
    expected = sum(reason.contribution for reason in blend(parts, weights))
    arrays = [
        (weighing, np.asarray([[value]])) for weighing, value in zip(WEIGHINGS, values, strict=True)
    ]
    assert blend_at_once(arrays, weights, np.zeros((1, 1), dtype=bool))[0, 0] == pytest.approx(
        expected, abs=1e-12
    )


def test_every_twin_is_of_a_criterion():
    assert set(VALUE_TWINS) <= {one.name for one in WEIGHINGS}
    assert set(VERDICT_TWINS) <= {one.name for one in GATES}


def test_nobody_and_nothing_make_an_empty_matrix():
    scorer = small_scorer()
    nobody = scorer.matrix([], [scorer.read_offer(ready_offer(), stand())])
    nothing = scorer.matrix([scorer.read_person(ready_person(), None, FAIR)], [])
    assert (nobody.values.shape, nothing.values.shape) == ((0, 1), (1, 0))
    assert judged(nobody) == judged(nothing) == []


def test_more_people_than_a_block_are_all_judged():
    scorer = small_scorer()
    one = scorer.read_person(ready_person(), None, FAIR)
    people = [replace(one, id=f"p{number:04}") for number in range(600)]
    there = scorer.read_offer(ready_offer(), stand())
    matrix = scorer.matrix(people, [there])
    assert matrix.people == tuple(person.id for person in people)
    assert set(matrix.values.ravel()) == {round(scorer.score(one, there).value, 9)}

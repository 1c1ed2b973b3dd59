"""What is named instead of an offer that is refused or full is of what the person wanted."""

from dataclasses import replace

import pytest

from matching.domain.entries import Entries
from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.programme.place_rules import PlaceRules
from matching.domain.score import Bar
from matching.domain.terms import OfferKind
from matching.services.scores.nearest import Nearest, full_offers
from matching.services.scores.sentences import speaks_for
from tests.scoring.pairs import FAIR, offer, person, score, stand
from tests.scoring.vocabularies import shipped_scorer

COOK = person(wishes=("cuisinier", "pas de ménage"), french_level=FrenchLevel.A2)
NO_FRENCH = Bar("french_too_low", {"least": "B1", "has": "A2"})
OFFERS = {
    "wanted": offer(id="wanted", title="Cuisinier", french_level_min=FrenchLevel.B1),
    "same": offer(id="same", title="Cuisinier de collectivité"),
    "course": offer(
        id="course",
        title="CAP cuisine",
        kind=OfferKind.TRAINING,
        skills_taught=("cuisiner",),
    ),
    "near": offer(id="near", title="Commis de cuisine"),
    "far": offer(id="far", title="Agent de quai", skills_desired=("charger un camion",)),
    "refused": offer(id="refused", title="Agent d'entretien"),
}


def nearest(*names, someone=COOK, offers=OFFERS, **known):
    """What may be named to somebody at a fair that has these offers alone."""
    held = {name: offers[name] for name in names}
    scores = [score(someone, each, scorer=shipped_scorer()) for each in held.values()]
    entries = Entries(FAIR, {"p1": someone}, {}, {"s1": stand(name="Simplon")}, held, {})
    return Nearest(entries, scores, 0.2, **known)


def named(found, offer="wanted", **known):
    """The title that is named instead of an offer."""
    closed = next(one for one in found.scores if one.offer == offer)
    said = found.instead(closed, "fr", is_own=True, **known)
    return said.partition("«\u00a0")[2].partition("\u00a0»")[0]


@pytest.mark.parametrize(
    ("offered", "title"),
    [
        (("far", "near", "course", "same"), "Cuisinier de collectivité"),
        (("far", "near", "course"), "CAP cuisine"),
        (("far", "near"), "Commis de cuisine"),
        (("far", "refused"), ""),
        (("far",), ""),
    ],
)
def test_what_answers_the_same_wish_is_named_then_its_neighbour_and_never_what_nobody_wanted(
    offered, title
):
    assert named(nearest("wanted", *offered)) == title


def test_an_open_question_is_nearer_than_an_open_door_to_something_else():
    asked = replace(OFFERS["same"], french_level_min=FrenchLevel.A2, licences_required=("B",))
    found = nearest("wanted", "far", "near", "same", offers=OFFERS | {"same": asked})
    (same,) = (one for one in found.scores if one.offer == "same")
    assert same.ask
    assert named(found) == "Cuisinier de collectivité"


def test_a_course_of_another_trade_is_no_alternative_to_a_course():
    offers = {
        "wanted": replace(
            OFFERS["course"], id="wanted", title="Titre de comptable", diploma_min=DiplomaLevel.BAC
        ),
        "care": replace(
            OFFERS["course"], id="care", title="Accompagnant éducatif", skills_taught=("aider",)
        ),
    }
    someone = person(wishes=("comptable",), diploma_level=DiplomaLevel.CAP)
    found = nearest("wanted", "care", someone=someone, offers=offers)
    assert found.scores[0].closed_by
    assert named(found) == ""


def test_the_job_that_is_refused_names_the_course_whatever_the_person_can_reach_beside_it():
    offers = {
        "wanted": offer(id="wanted", title="Conducteur poids lourd", licences_required=("C",)),
        "quay": offer(id="quay", title="Agent de quai"),
        "course": offer(
            id="course",
            title="Titre professionnel conducteur de poids lourd",
            kind=OfferKind.TRAINING,
            skills_taught=("conduire un camion",),
        ),
    }
    someone = person(wishes=("chauffeur poids lourd",), licences=("B",))
    assert named(nearest(*offers, someone=someone, offers=offers)).startswith("Titre prof")


def test_what_nobody_else_speaks_of_is_named_to_nobody_but_whoever_meets_about_it():
    known = {"full": frozenset({"same"})}
    assert named(nearest("wanted", "same", "near", **known)) == "Commis de cuisine"
    met = nearest("wanted", "same", "near", met=frozenset({"same"}), **known)
    assert named(met) == "Cuisinier de collectivité"


def test_what_is_open_and_full_names_the_next_like_it():
    found = nearest("same", "near", "far", full=frozenset({"same"}))
    assert named(found, "same") == "Commis de cuisine"


def test_an_offer_is_full_when_as_many_as_may_are_met_about_it():
    fair = replace(FAIR, place_rules=PlaceRules(interviews_per_100_places=100))
    offers = [offer(id="a", places=2), offer(id="b", places=2), offer(id="c")]
    assert full_offers(fair, offers, {"a": 2, "b": 1, "c": 9}) == {"a"}
    assert full_offers(FAIR, offers, {"a": 2}) == frozenset()


def test_no_closed_offer_of_the_example_names_one_that_nothing_speaks_for(example):
    basis = example.plan.basis
    entries, told = basis.entries, 0
    for someone in entries.jobseekers:
        scores = [basis.score(someone, name) for name in entries.offers]
        found = Nearest(entries, scores, basis.floor["meeting"])
        titles = {entries.offers[one.offer].title: one for one in scores}
        for one in scores:
            closed = replace(one, closed_by=(NO_FRENCH,))
            title = named(replace(found, scores=[closed]), one.offer)
            assert title == ""
            if title := named(found, one.offer):
                told += 1
                assert speaks_for(titles[title]) or titles[title].value >= basis.floor["meeting"]
    assert told

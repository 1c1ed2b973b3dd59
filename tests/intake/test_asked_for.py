"""What adverts ask for in one column: licences, levels, ages and years are no skills."""

import pytest

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.terms import OfferKind
from matching.intake.cells.languages import read_languages

from .sheets import codes, one_cell, received

ASKED = [
    ("permis B obligatoire", {"licences_required": ("B",)}),
    ("permis non", {}),
    ("bac+2", {"diploma_min": DiplomaLevel.BAC_2}),
    ("français A2", {"french_level_min": FrenchLevel.A2}),
    ("expérience 2 ans", {"experience_min": 2}),
    ("2 ans d'expérience minimum", {"experience_min": 2}),
]
FIELDS = ("licences_required", "diploma_min", "french_level_min", "experience_min", "age_max")


def told(offer):
    return {name: getattr(offer, name) for name in FIELDS if getattr(offer, name)}


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_a_rule_among_the_skills_is_read_as_the_rule_and_never_asked_as_a_skill(text, asked):
    (offer,) = one_cell("offers", "skills_required", text).offers
    assert (offer.skills_required, told(offer)) == ((), asked)
    (beside,) = one_cell("offers", "skills_required", f"soudure; {text}, Excel").offers
    assert (beside.skills_required, told(beside)) == (("soudure", "Excel"), asked)


@pytest.mark.parametrize(
    ("text", "code"), [("niveau bac", "level_vague"), ("permis B souhaité", "demand_is_wish")]
)
def test_a_rule_that_is_not_clear_is_said_and_closes_nothing(text, code):
    report = one_cell("offers", "skills_required", text)
    assert code in codes(report)
    assert (report.offers[0].skills_required, told(report.offers[0])) == ((), {})


@pytest.mark.parametrize("text", ["Excel, Word", "CAP cuisine", "expérience en vente", "CACES 1"])
def test_a_skill_stays_as_it_is_written(text):
    assert one_cell("offers", "skills_required", text).offers[0].skills_required == (text,)


def test_apprentices_are_under_thirty_by_law_and_no_other_age_goes_without_a_ground():
    head = "exhibitor;title;contracts;skills_required\n"
    told = (
        head
        + "mairie;Boulanger;apprentissage;moins de 30 ans\nmairie;Vendeur;CDI;moins de 30 ans\n"
    )
    report = received(offers=told)
    assert [(one.title, one.age_max) for one in report.offers] == [("Boulanger", 29)]
    assert report.offers[0].entry_ground
    assert "invalid_age_without_ground" in codes(report)


def test_an_offer_whose_only_contract_is_a_course_is_a_training():
    assert one_cell("offers", "contracts", "formation").offers[0].kind is OfferKind.TRAINING
    assert one_cell("offers", "contracts", "CDI, formation").offers[0].kind is OfferKind.JOB


@pytest.mark.parametrize(
    ("text", "phone", "email"),
    [
        ("lea@orange.fr", "", "lea@orange.fr"),
        ("06 12 34 56 78 / lea@orange.fr", "0612345678", "lea@orange.fr"),
        ("06 12 34 56 78", "0612345678", ""),
    ],
)
def test_a_column_of_telephones_may_hold_addresses(text, phone, email):
    report = one_cell("jobseekers", "phone", text)
    assert (report.jobseekers[0].phone, report.jobseekers[0].email) == (phone, email)
    assert "phone_impossible" not in codes(report)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("français anglais", ("fr", "en")),
        ("breton français", ("br", "fr")),
        ("espagnol, français B2", ("es", "fr")),
    ],
)
def test_languages_are_told_apart_without_commas_and_beside_a_level(text, spoken):
    assert (read_languages(text).value, read_languages(text).doubts) == (spoken, ())

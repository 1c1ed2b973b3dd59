"""Who may be hired in insertion par l'activité économique (Labour Code L5132-1): yes, no, ask."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.score import Verdict, WayRound
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Contract, OfferKind
from matching.scoring.profiles.insertion import (
    EXCEPT_AI_ETTI,
    IN_AI_ETTI,
    InsertionSituation,
    is_eligible,
)
from tests.examples import examples
from tests.scoring.criteria.test_gates import OPEN, asked, closed, verdict
from tests.scoring.pairs import offer, person, score, stand
from tests.scoring.vocabularies import small_scorer
from tests.strategies import FACTS

DAY = date(2024, 6, 3)
EI = offer(contracts=(Contract.INSERTION,), title="Agent d'entretien")
ETTI = offer(contracts=(Contract.INSERTION, Contract.INTERIM), title="Agent d'entretien")
UNKNOWN = asked("entry_insertion_unknown")


def about(**known):
    return Statistics(person="p1", **known)


LEVEL_1 = {
    "rsa": {"rsa": Answer.YES},
    "rsa in words": {"status": "bénéficiaire du RSA"},
    "ass": {"status": "allocation de solidarité spécifique"},
    "ass in short": {"status": "touche l'ASS"},
    "aah": {"status": "AAH"},
    "more than two years": {"unemployed_since": date(2022, 6, 2)},
    "more than two years in words": {"status": "au chômage depuis plus de 2 ans"},
    "three years in words": {"status": "demandeuse d'emploi depuis trois ans"},
    "detld": {"status": "DETLD"},
}


@pytest.mark.parametrize("facts", LEVEL_1.values(), ids=LEVEL_1)
def test_one_criterion_of_level_1_opens(facts):
    assert verdict(person(), EI, facts=about(**facts)) == OPEN


# Each alone is one criterion of level 2: facts apart, then what the profile holds.
LEVEL_2 = {
    "50 and over": ({"birth_year": 1973}, {}),
    "under 26": ({"birth_year": 2000}, {}),
    "one to two years": ({"unemployed_since": date(2023, 6, 3)}, {}),
    "one to two years in words": ({"status": "sans emploi depuis 18 mois"}, {}),
    "deld": ({"status": "chômage de longue durée"}, {}),
    "rqth": ({"rqth": Answer.YES}, {}),
    "qpv": ({"qpv": Answer.YES}, {}),
    "ase": ({"status": "ancien de l'aide sociale à l'enfance (ASE)"}, {}),
    "alone": ({"status": "mère isolée"}, {}),
    "homeless": ({"status": "sans hébergement"}, {}),
    "refugee": ({"status": "demandeuse d'asile"}, {}),
    "rural": ({"status": "habite en ZRR"}, {}),
    "justice": ({"status": "sortant de détention"}, {}),
    "former detainee": ({"status": "ex-détenu"}, {}),
    "mobility": ({"status": "problème de mobilité"}, {}),
    "diploma": ({}, {"diploma_level": DiplomaLevel.CAP}),
    "french": ({}, {"french_level": FrenchLevel.A1_1}),
}


def joined(names):
    facts, profile, status = {}, {}, []
    for name in names:
        apart, own = LEVEL_2[name]
        status.append(apart.get("status", ""))
        facts |= apart
        profile |= own
    return about(**(facts | {"status": ", ".join(filter(None, status))})), person(**profile)


APART = ("50 and over", "one to two years", "rqth", "qpv", "alone", "homeless", "diploma", "french")


@pytest.mark.parametrize("name", LEVEL_2)
def test_one_criterion_of_level_2_is_not_enough(name):
    facts, someone = joined([name])
    assert verdict(someone, EI, facts=facts) == UNKNOWN
    assert verdict(someone, ETTI, facts=facts) == UNKNOWN


@pytest.mark.parametrize("name", [one for one in LEVEL_2 if one not in {"rqth", "qpv"}])
def test_each_criterion_of_level_2_counts_as_the_third(name):
    facts, someone = joined([name, "rqth", "qpv"])
    assert verdict(someone, EI, facts=facts) == OPEN


@pytest.mark.parametrize("names", [*combinations(APART, 2)])
def test_two_of_level_2_open_an_ai_or_an_etti_and_no_other(names):
    facts, someone = joined(names)
    assert verdict(someone, ETTI, facts=facts) == OPEN
    assert verdict(someone, EI, facts=facts) == UNKNOWN


@pytest.mark.parametrize("names", [*combinations(APART, 3)])
def test_three_of_level_2_open_every_structure(names):
    facts, someone = joined(names)
    assert verdict(someone, EI, facts=facts) == OPEN


@pytest.mark.parametrize(
    "facts",
    [
        None,
        about(),
        about(rsa=Answer.NO, qpv=Answer.NO, rqth=Answer.NO, birth_year=1985),
        about(status="demandeur d'emploi"),
        about(status="salariée en CDI"),
        about(status="RSA demandé"),
        about(status="RSA ?"),
        about(status="demande de RSA en cours"),
        about(unemployed_since=date(2024, 5, 1)),
        about(status="conseiller de vente depuis 5 ans"),
        about(status="assistante sociale"),
        about(status="ass. maternelle"),
    ],
)
def test_what_is_not_known_or_not_enough_is_a_question(facts):
    assert verdict(person(), EI, facts=facts) == UNKNOWN


@pytest.mark.parametrize(
    "status",
    [
        "pas de RSA",
        "sans RSA",
        "non bénéficiaire du RSA",
        "RSA : non",
        "ne touche plus le RSA",
        "plus de RSA",
        "ancien bénéficiaire du RSA",
        "ni RSA ni AAH",
        "pas AAH, pas ASS",
        "fin de RSA",
    ],
)
def test_a_criterion_that_is_denied_does_not_open(status):
    assert verdict(person(), EI, facts=about(status=status)) == UNKNOWN


@pytest.mark.parametrize(
    "status",
    ["pas de RSA mais ASS", "RSA, pas de permis", "sans domicile et RSA", "RSA ; RQTH non"],
)
def test_a_denial_reaches_no_further_than_its_clause(status):
    assert verdict(person(), EI, facts=about(status=status)) == OPEN


def test_a_column_that_says_no_does_not_hide_a_status_that_says_yes():
    assert verdict(person(), EI, facts=about(rsa=Answer.NO, status="RSA")) == OPEN


@pytest.mark.parametrize("status", ["PASS IAE", "Pass IAE valide", "éligible à l'IAE"])
def test_a_prescriber_who_said_yes_opens(status):
    assert verdict(person(), EI, facts=about(status=status)) == OPEN


@pytest.mark.parametrize(
    "status", ["non éligible IAE", "aucun critère IAE", "pas éligible à l'IAE"]
)
def test_a_prescriber_who_said_no_closes_with_a_way_round(status):
    facts = about(status=status, rsa=Answer.YES)
    assert verdict(person(), EI, facts=facts) == closed("entry_insertion")
    (bar,) = score(person(), EI, facts=facts).closed_by
    assert bar.params == {"help": WayRound.PRESCRIBER}


def test_it_is_plainly_impossible_when_everything_is_denied():
    denied = "ni ASS ni AAH, pas ASE, non parent isolé, pas sans domicile, pas réfugié, hors ZRR"
    status = f"{denied}, pas ZRR, pas de détention, pas de problème de mobilité"
    situation = InsertionSituation(
        status=status,
        since=date(2024, 5, 1),
        day=DAY,
        ages=(38, 39),
        diploma=DiplomaLevel.BAC,
        french=FrenchLevel.B2,
        rsa=False,
        rqth=False,
        qpv=False,
    )
    assert is_eligible(situation, EXCEPT_AI_ETTI) is False
    assert is_eligible(situation, IN_AI_ETTI) is False


@pytest.mark.parametrize(
    ("known", "criteria"),
    [
        ({}, 0),
        ({"contracts": (Contract.CDD,)}, 0),
        ({"title": "Développeur IA", "description": "intelligence artificielle (AI)"}, 0),
        ({"contracts": (Contract.INSERTION,)}, 3),
        ({"entry_ground": "IAE"}, 3),
        ({"entry_ground": "Insertion par l'activité économique, L5132-1"}, 3),
        ({"entry_ground": "SIAE : chantier d'insertion"}, 3),
        ({"entry_ground": "ETTI"}, 2),
        ({"entry_ground": "IAE, structure AI"}, 2),
        ({"entry_ground": "Association intermédiaire"}, 2),
        ({"contracts": (Contract.INSERTION,), "description": "Une association intermédiaire"}, 2),
        ({"contracts": (Contract.INSERTION, Contract.INTERIM)}, 2),
        ({"kind": OfferKind.TRAINING, "contracts": (Contract.INSERTION,)}, 3),
    ],
)
def test_which_offers_ask_for_it_and_how_many_criteria(known, criteria):
    assert small_scorer().read_offer(offer(**known), stand()).insertion == criteria


def test_the_name_of_the_structure_may_say_that_two_are_enough():
    facts, someone = joined(["rqth", "qpv"])
    there = stand(name="Association intermédiaire du Lez")
    assert verdict(someone, EI, facts=facts, at=there) == OPEN


@examples(200)
@given(facts=FACTS, other=FACTS, diploma=st.sampled_from((None, *DiplomaLevel)))
def test_which_criterion_decided_never_shows(facts, other, diploma):
    someone = person(diploma_level=diploma)
    ours, theirs = (score(someone, EI, facts=one) for one in (facts, other))
    if ours.verdict is theirs.verdict:
        assert ours == theirs
    answers = (*ours.closed_by, *ours.ask)
    assert all(set(one.params) <= {"help"} for one in answers)


@examples(200)
@given(facts=FACTS)
def test_two_criteria_never_ask_for_more_than_three(facts):
    easier, harder = (score(person(), one, facts=facts).verdict for one in (ETTI, EI))
    assert (harder is not Verdict.OPEN) or (easier is Verdict.OPEN)
    assert (easier is not Verdict.CLOSED) or (harder is Verdict.CLOSED)


def test_the_insertion_rule_never_moves_the_value():
    without = score(person(), offer(contracts=(Contract.CDD,), title="Agent d'entretien"))
    assert score(person(), EI, facts=about(rsa=Answer.YES)).value == without.value
    assert score(person(), EI).value == without.value

from datetime import date

import pytest

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.score import Verdict, WayRound
from matching.domain.terms import Answer, Condition, Contract, Hours, Need, OfferKind
from tests.scoring.pairs import FAIR, born, offer, person, score, stand
from tests.scoring.vocabularies import shipped_scorer


def verdict(someone, something, **options):
    found = score(someone, something, **options)
    said = [bar.code for bar in found.closed_by] + [question.code for question in found.ask]
    return found.verdict, said


OPEN = (Verdict.OPEN, [])


def closed(*codes):
    return (Verdict.CLOSED, list(codes))


def asked(*codes):
    return (Verdict.ASK, list(codes))


@pytest.mark.parametrize(
    ("wanted", "offered", "answer"),
    [
        ((), (Contract.CDI,), OPEN),
        ((Contract.CDI,), (Contract.CDI, Contract.CDD), OPEN),
        ((Contract.CDD, Contract.CDI), (Contract.CDI,), OPEN),
        ((Contract.CDD,), (Contract.CDI,), asked("contract_other")),
        ((Contract.CDD,), (), asked("offer_contracts_unknown")),
    ],
)
def test_contract(wanted, offered, answer):
    assert verdict(person(contracts=wanted), offer(contracts=offered)) == answer


def test_a_course_is_open_to_someone_who_wants_a_job_contract():
    course = offer(kind=OfferKind.TRAINING, contracts=(Contract.TRAINING,))
    assert verdict(person(contracts=(Contract.CDI,)), course) == OPEN


def test_an_apprenticeship_is_closed_to_someone_who_wants_another_contract():
    course = offer(kind=OfferKind.TRAINING, contracts=(Contract.APPRENTICESHIP,))
    assert verdict(person(contracts=(Contract.CDI,)), course) == closed("contract_not_wanted")


@pytest.mark.parametrize(
    ("wanted", "offered", "answer"),
    [
        ("", "night", OPEN),
        ("school_hours", "night", closed("hours_clash")),
        ("school_hours", "weekend evening", closed("hours_clash")),
        ("school_hours", "morning", OPEN),
        ("school_hours", "full_time", asked("hours_amount")),
        ("school_hours", "full_time part_time", OPEN),
        ("morning", "night", closed("hours_clash")),
        ("morning", "night morning", OPEN),
        ("morning", "weekend", OPEN),
        ("morning afternoon", "full_time", OPEN),
        ("morning", "full_time", asked("hours_amount")),
        ("night", "full_time", OPEN),
        ("part_time", "full_time", asked("hours_amount")),
        ("part_time", "part_time morning", OPEN),
        ("full_time", "part_time", OPEN),
        ("full_time", "", OPEN),
        ("full_time part_time", "full_time", OPEN),
        ("morning", "", asked("offer_hours_unknown")),
    ],
)
def test_hours(wanted, offered, answer):
    someone = person(hours_wanted=tuple(Hours(hour) for hour in wanted.split()))
    assert verdict(someone, offer(hours=tuple(Hours(h) for h in offered.split()))) == answer


@pytest.mark.parametrize(
    ("known", "there", "answer"),
    [
        ({"radius_km": 10, "commune": "Lattes"}, {"commune": "Montpellier"}, OPEN),
        ({"radius_km": 10, "commune": "Béziers"}, {"commune": "Montpellier"}, closed("too_far")),
        ({"radius_km": 10, "commune": "Béziers"}, {"commune": "Paris", "remote": True}, OPEN),
        ({"radius_km": 0, "commune": "Le Cailar"}, {"commune": "LE CAILAR"}, OPEN),
        ({"commune": "Béziers"}, {"commune": "Paris"}, OPEN),
        ({"radius_km": 10}, {"commune": "Paris"}, asked("commune_unknown")),
        ({"radius_km": 10, "commune": "Lattes"}, {}, asked("offer_commune_unknown")),
        ({"radius_km": 1, "commune": "Nulle"}, {"commune": "Paris"}, asked("commune_not_found")),
        (
            {"radius_km": 1, "commune": "Paris"},
            {"commune": "Nulle"},
            asked("offer_commune_not_found"),
        ),
    ],
)
def test_distance(known, there, answer):
    assert verdict(person(**known), offer(**there)) == answer


def test_the_bar_of_distance_says_how_far_and_who_helps():
    someone = person(radius_km=10, commune="Béziers")
    (bar,) = score(someone, offer(commune="Montpellier")).closed_by
    assert bar.params == {"km": 61, "radius_km": 10, "help": WayRound.MOBILITY_OR_REMOTE}


def test_remote_work_is_a_way_round_only_where_it_is_not_ruled_out():
    someone = person(radius_km=10, commune="Béziers")
    on_the_spot = offer(commune="Montpellier", remote=False)
    course = offer(commune="Montpellier", kind=OfferKind.TRAINING)
    for place in (on_the_spot, course):
        (bar,) = score(someone, place).closed_by
        assert bar.params["help"] is WayRound.MOBILITY


@pytest.mark.parametrize(
    ("avoid", "conditions", "answer"),
    [
        ((), (Condition.NIGHT,), OPEN),
        ((Condition.LOADS,), (Condition.NIGHT,), OPEN),
        ((Condition.NIGHT,), (Condition.NIGHT, Condition.LOADS), closed("condition_night")),
        (
            (Condition.NIGHT, Condition.LOADS),
            (Condition.NIGHT, Condition.LOADS),
            closed("condition_loads", "condition_night"),
        ),
        ((Condition.LOADS,), (), asked("offer_conditions_unknown")),
    ],
)
def test_conditions_to_avoid(avoid, conditions, answer):
    assert verdict(person(avoid=avoid), offer(conditions=conditions)) == answer


@pytest.mark.parametrize(
    ("wish", "condition"),
    [
        ("standardiste, pas trop d'ordinateur", None),
        ("accueil, pas devant un écran toute la journée", Condition.SCREENS),
        ("vendeuse mais pas rester debout tout le temps", Condition.STANDING),
        ("pas que porter, magasinier", Condition.LOADS),
        ("pas trop de bruit, couturière", Condition.NOISE),
    ],
)
def test_what_is_not_wanted_all_day_is_asked_and_closes_nothing(wish, condition):
    someone = shipped_scorer().read_person(person(wishes=(wish,)))
    assert someone.avoid == ()
    assert someone.avoid_in_part == ((condition,) if condition else ())
    for other in Condition:
        found = score(person(wishes=(wish,)), offer(conditions=(other,)), scorer=shipped_scorer())
        asked_of = [one.params["avoid"] for one in found.ask if one.code == "condition_in_part"]
        assert asked_of == ([(condition,)] if other is condition else [])
        assert not found.closed_by


@pytest.mark.parametrize(
    ("has", "least", "answer"),
    [
        (None, None, OPEN),
        (FrenchLevel.A1, None, OPEN),
        (FrenchLevel.B1, FrenchLevel.B1, OPEN),
        (FrenchLevel.NATIVE, FrenchLevel.C2, OPEN),
        (FrenchLevel.C2, FrenchLevel.NATIVE, OPEN),
        (FrenchLevel.C1, FrenchLevel.NATIVE, closed("french_too_low")),
        (FrenchLevel.A2, FrenchLevel.B1, closed("french_too_low")),
        (None, FrenchLevel.B1, asked("french_unknown")),
    ],
)
def test_french(has, least, answer):
    assert verdict(person(french_level=has), offer(french_level_min=least)) == answer


@pytest.mark.parametrize(
    ("has", "least", "most", "answer"),
    [
        (None, None, None, OPEN),
        (DiplomaLevel.BAC, DiplomaLevel.BAC, None, OPEN),
        (DiplomaLevel.CAP, DiplomaLevel.BAC, None, closed("diploma_too_low")),
        (DiplomaLevel.NONE, None, DiplomaLevel.LEVEL_2, OPEN),
        (DiplomaLevel.CAP, None, DiplomaLevel.LEVEL_2, closed("diploma_too_high")),
        (None, DiplomaLevel.NONE, None, asked("diploma_unknown")),
        (None, None, DiplomaLevel.CAP, asked("diploma_unknown")),
    ],
)
def test_diploma(has, least, most, answer):
    something = offer(diploma_min=least, diploma_max=most)
    assert verdict(person(diploma_level=has), something) == answer


@pytest.mark.parametrize(
    ("has", "asked_for", "answer"),
    [
        (None, (), OPEN),
        (("b",), ("Permis B",), OPEN),
        (("A", "B"), ("B",), OPEN),
        ((), ("B",), closed("licence_missing")),
        (("B",), ("B", "C"), closed("licence_missing")),
        (None, ("B",), asked("licence_unknown")),
        (("CE",), ("B", "C1"), OPEN),
        (("B",), ("CE",), closed("licence_missing")),
    ],
)
def test_licence(has, asked_for, answer):
    assert verdict(person(licences=has), offer(licences_required=asked_for)) == answer


@pytest.mark.parametrize(
    ("has", "vehicle", "answer"),
    [
        (("B",), None, OPEN),
        (("B",), True, OPEN),
        (("B",), False, asked("offer_vehicle_unknown")),
        ((), True, asked("offer_licence_unknown")),
        ((), False, asked("offer_licence_unknown", "offer_vehicle_unknown")),
        (None, None, asked("driving_licence_unknown")),
    ],
)
def test_driving_at_work_is_no_licence_and_closes_nothing(has, vehicle, answer):
    someone = person(licences=has, vehicle=vehicle)
    assert verdict(someone, offer(conditions=(Condition.DRIVING,))) == answer
    assert verdict(someone, offer(conditions=(Condition.LOADS,))) == OPEN


def test_driving_with_its_licence_named_asks_for_that_one():
    job = offer(conditions=(Condition.DRIVING,), licences_required=("C",))
    assert verdict(person(licences=("B",)), job) == closed("licence_missing")


def test_the_bar_of_a_licence_names_only_what_is_missing():
    (bar,) = score(person(licences=("B",)), offer(licences_required=("B", "C"))).closed_by
    assert bar.params == {"licences": "C", "help": "mobility"}


SCHEME = {"age_min": 18, "age_max": 25, "entry_ground": "Plombiers du numérique"}


@pytest.mark.parametrize(
    ("year", "answer"),
    [
        (2004, OPEN),  # 19 or 20
        (2005, OPEN),  # 18 or 19
        (2006, asked("entry_age_unknown")),  # 17 or 18: the birthday decides
        (2007, closed("entry_age")),
        (1998, asked("entry_age_unknown")),  # 25 or 26
        (1997, closed("entry_age")),
        (None, asked("entry_age_unknown")),
    ],
)
def test_age_rule(year, answer):
    assert verdict(person(), offer(**SCHEME), facts=born(year)) == answer


def test_an_age_rule_asks_when_nothing_is_known_of_the_person_or_the_day():
    assert verdict(person(), offer(**SCHEME)) == asked("entry_age_unknown")
    assert verdict(person(), offer(**SCHEME), facts=born(2004), fair=None) == asked(
        "entry_age_unknown"
    )


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"age_min": 16, "age_max": 29}, "entry_age_unknown"),
        ({"age_min": 18}, "entry_age_least_unknown"),
        ({"age_max": 25}, "entry_age_most_unknown"),
    ],
)
def test_a_question_about_an_age_rule_says_the_ages(bounds, code):
    (question,) = score(person(), offer(**bounds, entry_ground="L5314-2")).ask
    ages = {
        name.removeprefix("age_").replace("min", "least").replace("max", "most"): age
        for name, age in bounds.items()
    }
    assert (question.code, question.params) == (code, {"ground": "L5314-2", **ages})


def test_an_age_rule_shows_its_ground_and_never_the_age():
    (bar,) = score(person(), offer(**SCHEME), facts=born(1960)).closed_by
    assert bar.params == {"ground": "Plombiers du numérique", "help": "other_course"}


def test_the_age_limit_of_apprenticeship_sends_to_its_exceptions():
    something = offer(contracts=(Contract.APPRENTICESHIP,), age_max=29, entry_ground="L6222-1")
    (bar,) = score(person(), something, facts=born(1980)).closed_by
    assert (bar.code, bar.params["help"]) == ("entry_age_exceptions", "exception")


@pytest.mark.parametrize(("places", "answer"), [(None, OPEN), (12, OPEN), (0, closed("no_places"))])
def test_places(places, answer):
    assert verdict(person(), offer(kind=OfferKind.WORKSHOP, places=places)) == answer


@pytest.mark.parametrize(
    ("needs", "spoken", "answer"),
    [
        ("", (), OPEN),
        ("ar", ("fr", "AR"), OPEN),
        ("ar", ("fr",), asked("interpreter_needed")),
        ("ar", (), asked("interpreter_needed")),
    ],
)
def test_a_language_in_common(needs, spoken, answer):
    someone = person(interpreter=needs)
    assert verdict(someone, offer(), at=stand(languages=spoken)) == answer


@pytest.mark.parametrize(
    ("needs", "way", "answer"),
    [
        ((), False, OPEN),
        ((Need.QUIET,), False, OPEN),
        ((Need.STEP_FREE,), True, OPEN),
        ((Need.STEP_FREE,), False, closed("step_free_missing")),
        ((Need.STEP_FREE,), None, asked("step_free_unknown")),
    ],
)
def test_a_way_without_steps(needs, way, answer):
    assert verdict(person(needs=needs), offer(), at=stand(step_free=way)) == answer


@pytest.mark.parametrize(
    ("kind", "day", "answer"),
    [
        (OfferKind.TRAINING, date(2024, 9, 1), OPEN),
        (OfferKind.TRAINING, FAIR.date, OPEN),
        (OfferKind.TRAINING, date(2024, 5, 1), asked("course_begun")),
        (OfferKind.JOB, date(2024, 5, 1), OPEN),
    ],
)
def test_a_course_that_has_begun(kind, day, answer):
    assert verdict(person(), offer(kind=kind, starts_on=day)) == answer


@pytest.mark.parametrize(
    ("kind", "free", "start", "answer"),
    [
        (OfferKind.JOB, None, date(2024, 6, 10), OPEN),
        (OfferKind.JOB, date(2024, 6, 10), date(2024, 6, 10), OPEN),
        (OfferKind.JOB, date(2024, 6, 11), date(2024, 6, 10), closed("starts_too_early")),
        (OfferKind.JOB, date(2024, 6, 11), date(2024, 1, 1), closed("starts_too_early")),
        (OfferKind.JOB, date(2024, 1, 1), date(2023, 9, 1), OPEN),
        (OfferKind.JOB, date(2024, 9, 1), None, asked("offer_start_unknown")),
        (OfferKind.JOB, FAIR.date, None, OPEN),
        (OfferKind.TRAINING, date(2024, 9, 1), date(2024, 8, 1), asked("course_starts_early")),
        (OfferKind.TRAINING, date(2024, 9, 1), date(2024, 5, 1), asked("course_begun")),
        (OfferKind.TRAINING, date(2024, 9, 1), date(2024, 10, 1), OPEN),
        (OfferKind.WORKSHOP, date(2024, 9, 1), FAIR.date, OPEN),
    ],
)
def test_the_first_day_a_person_can_start(kind, free, start, answer):
    assert verdict(person(available_from=free), offer(kind=kind, starts_on=start)) == answer


def test_without_a_day_of_the_fair_dates_are_compared_with_one_another():
    someone = person(available_from=date(2024, 9, 1))
    job = offer(starts_on=date(2024, 8, 1))
    assert verdict(someone, job, fair=None) == closed("starts_too_early")
    assert verdict(someone, offer(), fair=None) == asked("offer_start_unknown")


def test_a_start_that_is_too_early_may_wait():
    someone = person(available_from=date(2024, 9, 1))
    (bar,) = score(someone, offer(starts_on=date(2024, 7, 1))).closed_by
    assert bar.params == {
        "starts_on": date(2024, 7, 1),
        "available_from": date(2024, 9, 1),
        "help": WayRound.START_LATER,
    }


def test_a_ceiling_with_a_stated_rule_says_which():
    ruled = offer(diploma_max=DiplomaLevel.CAP, entry_ground="Programme régional")
    (bar,) = score(person(diploma_level=DiplomaLevel.BAC), ruled).closed_by
    assert (bar.code, bar.params["ground"]) == ("diploma_too_high_by_rule", "Programme régional")


def test_an_apprentice_whom_an_exception_frees_from_the_age_limit_is_let_in():
    job = offer(
        contracts=(Contract.APPRENTICESHIP,), age_min=16, age_max=29, entry_ground="L6222-1"
    )
    assert verdict(person(), job, facts=born(1980, rqth=Answer.YES)) == OPEN
    assert verdict(person(), job, facts=born(1980, rqth=Answer.NO)) == closed(
        "entry_age_exceptions"
    )
    assert verdict(person(), job, facts=born(2012, rqth=Answer.YES)) == closed(
        "entry_age_exceptions"
    )
    other = offer(age_min=16, age_max=29, entry_ground="Programme régional")
    assert verdict(person(), other, facts=born(1980, rqth=Answer.YES)) == closed("entry_age")


@pytest.mark.parametrize("ground", ["CEJ", "Contrat d'engagement jeune", "L.5131-6"])
def test_the_youth_contract_lasts_until_29_with_a_handicap(ground):
    scheme = offer(age_min=16, age_max=25, entry_ground=ground)
    assert verdict(person(), scheme, facts=born(1996, rqth=Answer.YES)) == OPEN  # 27 or 28
    assert verdict(person(), scheme, facts=born(1996)) == closed("entry_age_exceptions")
    assert verdict(person(), scheme, facts=born(1993, rqth=Answer.YES)) == closed(
        "entry_age_exceptions"
    )


def test_a_workshop_at_the_fair_has_no_distance_hours_contract_or_conditions():
    someone = person(
        radius_km=1,
        commune="Paris",
        hours_wanted=(Hours.SCHOOL_HOURS,),
        contracts=(Contract.CDI,),
        avoid=(Condition.SCREENS,),
    )
    workshop = offer(
        kind=OfferKind.WORKSHOP,
        commune="Béziers",
        hours=(Hours.EVENING,),
        conditions=(Condition.SCREENS,),
    )
    assert verdict(someone, workshop) == OPEN


def test_a_closed_pair_still_shows_what_must_be_asked_and_its_value():
    found = score(
        person(skills=("html",), licences=()),
        offer(licences_required=("B",), french_level_min=FrenchLevel.B1, skills_required=("html",)),
    )
    assert found.verdict is Verdict.CLOSED
    assert [question.field for question in found.ask] == ["french_level"]
    assert found.value > 0

"""Words that turn a cell round, wish instead of demand, or tell an hour in many ways."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.terms import Answer, Condition, ExhibitorKind, Hours
from matching.intake.cells.choices import read_choices
from matching.intake.cells.consents import read_consent
from matching.intake.cells.words import denies, is_wish, word_list

from .sheets import codes, one_cell, received

DENIALS = ["pas de", "pas le", "sauf", "hors", "sans", "jamais", "ne peut pas", "tout sauf"]
HOURS = ["nuit", "soir", "week-end", "samedi", "dimanche", "matin"]
WISHES = ["souhaité", "apprécié", "serait un plus", "si possible", "non exigé", "de préférence"]


@given(st.sampled_from(DENIALS), st.lists(st.sampled_from(HOURS), min_size=1, max_size=3))
def test_hours_that_are_denied_are_never_hours_that_are_wanted(denial, hours):
    for between in (" ", ", ", " ni ", " et "):
        reading = read_choices(f"{denial} {between.join(hours)}", Hours, "hours")
        assert reading.value == ()
        assert {doubt.code for doubt in reading.doubts} == {"unknown_value"}
        assert not any(doubt.suggestion for doubt in reading.doubts)


@given(
    st.sampled_from(["contracts", "hours", "exhibitor_kind", "vehicle", "conditions"]), st.data()
)
def test_suggestion_never_turns_a_denial_round(section, data):
    words = word_list(section)
    known = data.draw(st.sampled_from(sorted(words.spellings.values())))
    written = f"{data.draw(st.sampled_from(DENIALS))} {known}"
    near = words.nearest(written)
    assert not near or denies(near) == denies(written)


@pytest.mark.parametrize(
    ("section", "written", "meant"),
    [
        ("conditions", "travail en intérieur", ""),
        ("conditions", "travail en exterieure", "travail en extérieur"),
        ("hours", "temps plain", "temps plein"),
    ],
)
def test_suggestion_mends_slips_and_never_says_the_opposite(section, written, meant):
    assert word_list(section).nearest(written) == meant


@given(
    st.sampled_from(["licences_required", "diploma_min", "french_level_min", "titles_required"]),
    st.sampled_from(WISHES),
)
def test_what_a_recruiter_only_wishes_for_closes_nothing(column, wish):
    words = {"licences_required": "B", "diploma_min": "CAP", "french_level_min": "B1"}
    report = one_cell("offers", column, f"{words.get(column, 'SSIAP 1')} {wish}")
    assert not getattr(report.offers[0], column)
    assert "demand_is_wish" in codes(report)


@pytest.mark.parametrize("text", ["B exigé", "Permis B indispensable", "CAP minimum", "A2 requis"])
def test_what_is_demanded_is_no_wish(text):
    assert not is_wish(text)


@pytest.mark.parametrize("text", ["D + voiture", "D (véhicule exigé)", "D et scooter personnel"])
def test_a_vehicle_that_an_offer_demands_beside_a_licence_is_said(text):
    report = one_cell("offers", "licences_required", text)
    assert report.offers[0].licences_required == ("D",)
    assert codes(report) == ["demand_vehicle"]


@pytest.mark.parametrize("text", ["D", "B - véhicule léger", "D, sans voiture"])
def test_a_licence_alone_demands_no_vehicle(text):
    assert "demand_vehicle" not in codes(one_cell("offers", "licences_required", text))


@pytest.mark.parametrize(
    ("contract", "length"),
    [
        ("CDD > 9 mois", "> 9 mois"),
        ("CDI ou CDD de plus de 4 semaines", "plus de 4 semaines"),
        ("CDD 3 à 5 mois", "3 à 5 mois"),
        ("CDI ou CDD (6 mois)", "6 mois"),
        ("Contrat à durée déterminée, 18 mois", "18 mois"),
        ("CDD temps plein 4 mois", "4 mois"),
        ("Apprentissage de 2 ans", "2 ans"),
        ("Mission d'intérim de 10 jours", "10 jours"),
        ("CDI", ""),
        ("CDI (période d'essai 2 mois)", ""),
        ("CDI ou CDD, période d'essai 1 mois", ""),
        ("CDI 35h sur 5 jours", ""),
        ("CDD 5 jours par semaine", ""),
        ("CDD ou apprentissage 16-25 ans", ""),
        ("Contrat à durée indéterminée 3 mois d'essai", ""),
    ],
)
def test_a_length_beside_the_contract_is_kept_as_the_duration(contract, length):
    report = one_cell("offers", "contracts", contract)
    assert report.offers[0].duration == length


@given(st.sampled_from(["☐", "□", "[ ]", "( )"]), st.sampled_from(["J'accepte", "Oui", "D'accord"]))
def test_box_that_was_left_empty_is_no_consent(box, words):
    assert read_consent(f"{box} {words}").value is False


BOXES = [
    ("☑ Oui ☐ Non", True),
    ("☐ Oui ☑ Non", False),
    ("[x] J'accepte [ ] Je refuse", True),
    ("☐ Oui ☐ Non", None),
    ("☑ Oui ☑ Non ☐ Autre", None),
    ("☐ Je refuse", None),
    ("décoché", False),
]


@pytest.mark.parametrize(("text", "answer"), BOXES)
def test_of_boxes_only_the_ticked_one_speaks(text, answer):
    assert read_consent(text).value is answer


PRESENCES = [
    ("le matin (9h30-12h30)", time(9, 30), time(12, 30)),
    ("entre 10 et 12h", time(10), time(12)),
    ("10:00 > 12:00", time(10), time(12)),
    ("9H30 A 12H", time(9, 30), time(12)),
    ("14h00 à 15h00, 15h00 à 16h00", time(14), time(16)),
    ("14h et plus", time(14), None),
    ("pas avant 11h", time(11), None),
    ("pas après 16h", None, time(16)),
    ("Journée complète", None, None),
]


@pytest.mark.parametrize(("text", "arrives", "leaves"), PRESENCES)
def test_presence_is_read_in_the_ways_people_write_it(text, arrives, leaves):
    report = one_cell("jobseekers", "presence", text)
    person = report.jobseekers[0]
    assert (person.arrives, person.leaves) == (arrives, leaves)
    assert "time_unreadable" not in codes(report)


@pytest.mark.parametrize("text", ["9h30-10h30, 14h-15h", "14h-16h (sauf 15h)", "fin de matinée"])
def test_presence_that_no_two_hours_can_say_is_asked(text):
    report = one_cell("jobseekers", "presence", text)
    assert (report.jobseekers[0].arrives, report.jobseekers[0].leaves) == (None, None)
    assert {"time_unreadable", "presence_parted"} & {*codes(report)}


STAND_HOURS = [
    ("toute la journée", None, None, ()),
    ("jusqu'à 16h", None, time(16), ()),
    ("à partir de 10h", time(10), None, ()),
    ("10h-16h non-stop", time(10), time(16), ()),
    ("10h-16h (pause 12h-13h)", time(10), time(16), ((time(12), time(13)),)),
    ("10h-16h, pause déjeuner de 12h à 13h", time(10), time(16), ((time(12), time(13)),)),
    ("entre 10h et 12h", time(10), time(12), ()),
    ("9h30-12h et 14h-17h", time(9, 30), time(17), ((time(12), time(14)),)),
]


@pytest.mark.parametrize(("text", "opens", "closes", "breaks"), STAND_HOURS)
def test_hours_of_a_stand_are_read_with_their_pause(text, opens, closes, breaks):
    report = one_cell("exhibitors", "presence", text)
    stand = next(stand for stand in report.exhibitors if stand.id == "mairie")
    assert (stand.opens, stand.closes, stand.breaks) == (opens, closes, breaks)
    assert "time_unreadable" not in codes(report)


@pytest.mark.parametrize("text", ["10h-16h (pause)", "10h-16h, pause 9h-10h", "10h-16h (12h-13h)"])
def test_pause_that_cannot_be_read_is_asked_and_never_dropped(text):
    report = one_cell("exhibitors", "presence", text)
    assert report.exhibitors[0].opens is None
    assert "time_unreadable" in codes(report)


CLOCKS = [
    ("dix heures", time(10)),
    ("10h environ", time(10)),
    ("14 h.", time(14)),
    ("10h et demie", time(10, 30)),
    ("15h45 max", time(15, 45)),
    ("16h, je récupère mes enfants", time(16)),
]


@pytest.mark.parametrize(("text", "clock"), CLOCKS)
def test_hour_is_read_with_the_words_beside_it(text, clock):
    assert one_cell("jobseekers", "arrives", text).jobseekers[0].arrives == clock


@pytest.mark.parametrize("text", ["16h, ou pas du tout", "16h, mais annulé", "16h, sauf grève"])
def test_hour_that_its_words_turn_round_is_asked(text):
    report = one_cell("jobseekers", "arrives", text)
    assert report.jobseekers[0].arrives is None
    assert "time_unreadable" in codes(report)


READ = [
    ("french_level", "DELF B1", FrenchLevel.B1),
    ("french_level", "B1 - Intermédiaire", FrenchLevel.B1),
    ("diploma_level", "3 - CAP/BEP", DiplomaLevel.CAP),
    ("diploma_level", "Niveau 5 : Bac+2", DiplomaLevel.BAC_2),
    ("licences", "B + véhicule", ("B",)),
    ("licences", "Permis B : non", ()),
    ("licences", "B - valide jusqu'en 2030", ("B",)),
    ("vehicle", "Transports en commun, vélo", False),
    ("radius_km", "moins de 10 km", 10),
    ("most_meetings", "deux", 2),
    ("phone", '="0639981101"', "0639981101"),
    ("phone", "tel:+33639981101", "0639981101"),
]


@pytest.mark.parametrize(("column", "text", "value"), READ)
def test_words_of_a_person_are_read(column, text, value):
    report = one_cell("jobseekers", column, text)
    assert getattr(report.jobseekers[0], column) == value
    assert [flaw for flaw in report.flaws if flaw.line == 2] == []


ASKED = [
    ("french_level", "A1 avancé"),
    ("french_level", "B1 en cours"),
    ("diploma_level", "Licence 1"),
    ("diploma_level", "BTS 1ère année"),
    ("diploma_level", "Bac pro abandonné"),
    ("diploma_level", "Niveau 3 : Bac+2"),
    ("diploma_level", "CAP à Bac"),
    ("licences", "B ou C"),
]


@pytest.mark.parametrize(("column", "text"), ASKED)
def test_words_that_say_no_settled_value_give_none_and_are_asked(column, text):
    report = one_cell("jobseekers", column, text)
    assert getattr(report.jobseekers[0], column) is None
    assert [flaw for flaw in report.flaws if flaw.line == 2]


def test_birth_date_without_signs_gives_its_year():
    assert one_cell("jobseekers", "birth_year", "12031998").statistics[0].birth_year == 1998
    assert one_cell("jobseekers", "birth_year", "19980312").statistics[0].birth_year == 1998
    assert one_cell("jobseekers", "birth_year", "99999999").statistics[0].birth_year is None


def test_person_who_draws_no_benefit_is_counted_as_such():
    assert one_cell("jobseekers", "rsa", "non bénéficiaire").statistics[0].rsa is Answer.NO


def test_numbers_of_a_stand_may_be_words_and_people():
    stands = received(exhibitors="id;name;tables;kind\nmairie;M;2 recruteurs;OF / CFA\nb;B;deux;\n")
    assert {stand.id: stand.tables for stand in stands.exhibitors} == {"mairie": 2, "b": 2}
    assert stands.exhibitors[1].kind is ExhibitorKind.SCHOOL


EXPERIENCES = [("2 An(s)", 2), ("24 mois", 2), ("Débutant accepté", 0), ("D", 0), ("6 mois", None)]


@pytest.mark.parametrize(("text", "years"), EXPERIENCES)
def test_experience_is_read_in_years(text, years):
    assert one_cell("offers", "experience_min", text).offers[0].experience_min == years


def test_working_week_is_a_full_or_a_part_time():
    week = one_cell("offers", "hours", "24H/semaine\nTravail en journée")
    assert week.offers[0].hours == (Hours.PART_TIME,)
    assert "unknown_value" not in codes(week)
    assert one_cell("offers", "hours", "36h00 hebdo").offers[0].hours == (Hours.FULL_TIME,)


DAY = (Hours.MORNING, Hours.AFTERNOON)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("journée, 1 week-end sur 2", (*DAY, Hours.WEEKEND)),
        ("matin, un samedi par mois", (Hours.MORNING, Hours.WEEKEND)),
        ("temps partiel, 1 WE/2", (Hours.PART_TIME, Hours.WEEKEND)),
        ("journée, soir", (*DAY, Hours.EVENING)),
        ("samedi et dimanche", (Hours.WEEKEND,)),
        ("1 week-end sur 2", ()),
    ],
)
def test_weekends_in_turn_are_worked_beside_other_days_and_never_alone(text, hours):
    report = one_cell("offers", "hours", text)
    assert report.offers[0].hours == hours
    assert ("unknown_value" in codes(report)) == (not hours)


def test_a_form_that_was_never_sent_is_nobody_and_words_around_a_level_agree_with_it():
    people = "Brouillon;Prénom;Niveau de français;Voiture / permis;À éviter\n"
    people += "1;Essai;;;\n0;Mei;Un peu (A2);ni l'un ni l'autre;travailler la nuit\n"
    people += "0;Bo;Courant (A1);;porter du lourd|rester debout\n"
    report = received(jobseekers=people)
    by_name = {one.first_name: one for one in report.jobseekers}
    assert by_name.keys() == {"Mei", "Bo"}
    mei, bo = by_name["Mei"], by_name["Bo"]
    assert (mei.french_level, mei.licences, mei.vehicle) == (FrenchLevel.A2, (), False)
    assert mei.avoid == (Condition.NIGHT,)
    assert (bo.french_level, set(bo.avoid)) == (None, {Condition.LOADS, Condition.STANDING})
    assert {"row_cancelled", "level_unknown"} <= {*codes(report)}

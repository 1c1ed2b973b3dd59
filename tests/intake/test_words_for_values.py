"""Halves of a day, numbers in words, licence and vehicle in one cell, hours that are no week."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.fair import Fair
from matching.domain.terms import OfferKind
from matching.intake.cells.licences import read_licences_and_vehicle, read_licences_held
from matching.intake.cells.numbers import read_number
from matching.intake.cells.times.clocks import read_clock
from matching.intake.cells.times.stretches import read_hours, read_presence
from matching.intake.tables.books.xls_look import look_at_old_sheets

from .sheets import FAIR, codes, one_cell, received

BEFORE = ["", "le ", "plutôt le ", "en ", "toute la ", "dans la ", "l'", "de préférence le "]
QUARTERS = [time(hour, minute) for hour in range(9, 17) for minute in (0, 30)]


@given(st.sampled_from(BEFORE), st.sampled_from(["matin", "Matinée", "MATINS"]))
def test_morning_ends_where_midday_begins(before, word):
    assert read_presence(before + word, FAIR.midday).value == (None, time(12, 30))
    assert read_hours(before + word, FAIR.midday).value == ((None, time(12, 30)),)


@given(st.sampled_from(BEFORE), st.sampled_from(["après-midi", "aprem", "APRÈS MIDI"]))
def test_afternoon_begins_where_midday_ends(before, word):
    assert read_presence(before + word, FAIR.midday).value == (time(13, 30), None)


@given(st.lists(st.sampled_from(QUARTERS), min_size=2, max_size=2, unique=True))
def test_halves_of_a_day_never_overlap(ends):
    start, end = sorted(ends)
    fair = Fair("essai", "Essai", date(2023, 6, 30), time(9), time(17), breaks=((start, end),))
    morning, afternoon = fair.midday
    assert morning <= afternoon
    at_midday = start < time(14) and end > time(12)
    assert fair.midday == ((start, end) if at_midday else (time(12), time(12)))


@pytest.mark.parametrize("text", ["fin de matinée", "début d'après-midi", "matin sauf 10h", "soir"])
def test_part_of_a_half_day_is_asked(text):
    assert "time_unreadable" in codes(one_cell("jobseekers", "presence", text))


@pytest.mark.parametrize("text", ["matin ou après-midi", "le matin et l'après-midi", "matin/aprem"])
def test_both_halves_are_the_whole_day(text):
    report = one_cell("jobseekers", "presence", text)
    assert (report.jobseekers[0].arrives, report.jobseekers[0].leaves) == (None, None)
    assert codes(report).count("time_unreadable") == 0


ONES = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
TENS = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante"] + [
    "quatre-vingt"
] * 2


def spelled(number):
    """A number from 1 to 99 as the Académie spells it."""
    if number < 20:
        return ONES[number - 1]
    ten = TENS[number // 10]
    rest = number % 20 if number >= 60 else number % 10
    if not rest:
        return f"{ten}s" if number == 80 else ten
    return (
        f"{ten} et {ONES[rest - 1]}"
        if rest in {1, 11} and number < 80
        else (f"{ten}-{ONES[rest - 1]}")
    )


@given(st.integers(1, 99), st.sampled_from(["", " km"]), st.booleans())
def test_number_in_words_is_read_as_the_number(number, unit, hyphens):
    words = spelled(number) + unit
    text = words if hyphens else words.replace("-", " ")
    assert read_number(text, "radius_km").value == number


@given(st.integers(1, 23), st.sampled_from([("", 0), (" trente", 30), (" et demie", 30)]))
def test_hour_in_words_is_read_as_the_hour(hour, minutes):
    said, minute = minutes
    assert read_clock(f"{spelled(hour)} heures{said}").value == time(hour, minute)


MOBILITIES = [
    ("B + voiture", ("B",), True),
    ("B/oui", ("B",), True),
    ("oui/non", ("B",), False),
    ("non / oui", (), True),
    ("non/non", (), False),
    ("B (sans voiture)", ("B",), False),
    ("permis B, pas de véhicule", ("B",), False),
    ("B - Véhicule léger", ("B",), None),
    ("permis B non véhiculé", ("B",), False),
    ("ni permis ni voiture", (), False),
    ("pas de permis", (), None),
    ("véhiculée", None, True),
]


@pytest.mark.parametrize(("cell", "licences", "vehicle"), MOBILITIES)
def test_licence_and_vehicle_in_one_cell_are_both_read(cell, licences, vehicle):
    person = one_cell("jobseekers", "Permis/véhicule", cell).jobseekers[0]
    assert (person.licences, person.vehicle) == (licences, vehicle)


@pytest.mark.parametrize("cell", ["oui", "aucun", "à voir", "voiture en panne, permis B"])
def test_what_says_neither_clearly_is_asked_and_nothing_is_kept(cell):
    report = one_cell("jobseekers", "Permis / véhicule", cell)
    assert (report.jobseekers[0].licences, report.jobseekers[0].vehicle) == (None, None)
    assert "licence_vehicle_unread" in codes(report)


def test_heading_tells_which_answer_is_of_the_vehicle():
    person = one_cell("jobseekers", "Véhicule et permis", "oui / non").jobseekers[0]
    assert (person.licences, person.vehicle) == ((), True)


def test_licences_of_two_columns_add_up():
    people = "id;first_name;Permis/véhicule;CACES\nj1;Ana;B + voiture;CACES R489 1, 3\n"
    person = received(jobseekers=people).jobseekers[0]
    assert (person.licences, person.vehicle) == (("B", "CACES R489 1, 3"), True)


@given(
    st.sampled_from(["B", "permis B", "permis", "B obtenu"]),
    st.sampled_from([", ", " ", " (", " - ", " mais ", " et "]),
    st.sampled_from(["sans", "pas de", "non", "ni", "plus de", "aucun", "pas"]),
    st.sampled_from(["voiture", "véhicule", "véhiculé"]),
)
def test_denied_vehicle_is_never_a_vehicle(licence, between, denial, vehicle):
    assert not (read_licences_and_vehicle(f"{licence}{between}{denial} {vehicle}").value or [0])[-1]


OFFICIAL = {
    "AM - Cyclomoteur": ("AM",),
    "A1 - Moto légère": ("A1",),
    "A - Moto": ("A",),
    "B1 - Quadricycle lourd": ("B1",),
    "B - Véhicule léger": ("B",),
    "BE - B + Remorque": ("B", "BE"),
    "C1 - Poids lourd < 7,5 t": ("C1",),
    "C - Poids lourd": ("C",),
    "CE - Ensemble super lourd": ("CE",),
    "CE - Poids lourd + remorque": ("CE",),
    "D - Transport en commun": ("D",),
}


@given(st.lists(st.sampled_from(sorted(OFFICIAL)), min_size=1, max_size=4, unique=True))
def test_official_labels_of_licences_are_read_without_a_question(labels):
    reading = read_licences_held(", ".join(labels))
    assert set(reading.value) == {one for label in labels for one in OFFICIAL[label]}
    assert reading.doubts == ()


@given(st.lists(st.sampled_from(["B", "C", "(", ")", "[", "]", "mais", "en cours", ","])))
def test_brackets_and_asides_of_any_shape_are_read_as_licences_or_asked_about(words):
    text = " ".join(words)
    reading = read_licences_held(text)
    assert reading.value is None or set(reading.value) <= {"B", "C"}


def test_an_empty_bracket_beside_a_licence_says_nothing():
    assert read_licences_held("B ()").value == ("B",)


def test_yes_to_a_question_about_licence_b_needs_no_question():
    report = one_cell("jobseekers", "Avez-vous le permis B ?", "Oui")
    assert (report.jobseekers[0].licences, "licence_guessed" in codes(report)) == (("B",), False)


@given(st.integers(5, 22), st.integers(5, 22), st.sampled_from(["{}h-{}h", "{}h à {}h", "{}h/{}h"]))
def test_hours_of_the_day_are_no_hours_of_a_week(start, end, form):
    text = form.format(start, end)
    offer = one_cell("offers", "Horaires", text).offers[0]
    assert not {"full_time", "part_time"} & {*offer.hours}, text


@pytest.mark.parametrize(
    "cell", ["oui sous réserve", "accord partiel", "plutôt d'accord", "oui provisoirement"]
)
def test_agreement_with_a_reserve_is_asked(cell):
    report = one_cell("jobseekers", "Consentement", cell)
    assert (report.jobseekers[0].consent_contact, codes(report)) == (None, ["consent_unread"])


@pytest.mark.parametrize(
    ("heading", "title", "kind"),
    [
        ("Nom de la formation", "CAP Cuisine", OfferKind.TRAINING),
        ("FOR libellé", "CAP Cuisine", OfferKind.TRAINING),
        ("Nom de la formation", "Atelier CV", OfferKind.WORKSHOP),
        ("Intitulé du poste ou de la formation", "Cuisinier", OfferKind.JOB),
        ("Intitulé du poste", "Atelier de couture", OfferKind.WORKSHOP),
        ("Intitulé du poste", "Formateur", OfferKind.JOB),
    ],
)
def test_heading_of_the_title_tells_what_is_offered(heading, title, kind):
    report = received(offers=f"Entreprise;{heading}\nMairie;{title}\n")
    assert report.offers[0].kind is kind


@pytest.mark.parametrize(
    ("letter", "words", "years"),
    [("E", "2 An(s)", 2), ("S", "2 An(s)", None), ("D", "Débutant accepté", 0)],
)
def test_letter_of_france_travail_is_read_with_its_words(letter, words, years):
    text = f"Entreprise;Intitulé;experienceExige;experienceLibelle\nMairie;A;{letter};{words}\n"
    report = received(offers=text)
    assert (report.offers[0].experience_min, "number_unreadable" in codes(report)) == (years, False)


@pytest.mark.parametrize("cell", ["pourvu", "oui", "Pourvue"])
def test_offer_that_is_filled_is_set_aside_and_said(cell):
    text = f"Entreprise;Intitulé;Poste pourvu ?\nMairie;A;\nMairie;B;{cell}\n"
    report = received(offers=text)
    assert ([one.title for one in report.offers], codes(report)) == (["A"], ["row_cancelled"])


def test_stand_that_names_its_contact_is_no_list_of_people():
    text = "Nom de votre entreprise,Heure d'arrivée,Heure de départ,Nom et prénom du contact\n"
    report = received(exhibitors=text + "Mairie,9:30,17:00,Rita Paz\nCFA du Parc,,,\n")
    assert {one.name: one.recruiters for one in report.exhibitors} == {
        "Mairie": ("Rita Paz",), "CFA du Parc": (),
    }  # fmt: skip


OLD_BOOK = Path(__file__).with_name("hidden-rows.xls")  # LibreOffice wrote it: one row, one column


def test_rows_columns_and_merges_of_an_old_workbook_are_seen():
    report = received(jobseekers=OLD_BOOK.read_bytes())
    found = {one.first_name: one.referrer for one in report.jobseekers}
    assert found == {"Awa": "CCAS", "Bo": "CCAS", "Dia": "PLIE"}
    assert [flaw.line for flaw in report.flaws if flaw.code == "row_hidden"] == [4]
    known = OLD_BOOK.read_bytes().replace(b"Notes", b"Ville")  # a column that is read
    assert "column_hidden" in codes(received(jobseekers=known))


@given(st.data())
def test_damaged_old_workbook_tells_no_look_and_breaks_nothing(data):
    content = bytearray(OLD_BOOK.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(8, len(content)))])
    for look in look_at_old_sheets(cut).values():
        assert all(line > 0 for line in look.hidden)


@pytest.mark.parametrize(
    ("text", "licences"),
    [("B+E", ("BE",)), ("C + E", ("CE",)), ("B, C1+E", ("B", "C1E")), ("B + voiture", ("B",))],
)
def test_licence_for_a_trailer_written_as_a_sum(text, licences):
    assert (
        received(jobseekers=f'id;Prénom;Permis\n1;Ana;"{text}"\n').jobseekers[0].licences
        == licences
    )
    offers = f'id;exhibitor;title;Permis exigé\no1;mairie;Livreur;"{text.split(" + v")[0]}"\n'
    assert received(offers=offers).offers[0].licences_required == licences

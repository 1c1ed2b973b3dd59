from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import (
    Answer,
    Condition,
    Contract,
    ExhibitorKind,
    Hours,
    Need,
    OfferKind,
)
from matching.intake.cells.consents import read_consent

from .sheets import one_cell, received

READ = [
    ("phone", "06 12 34 56 78", "0612345678"),
    ("phone", "+33 (0)6.12.34.56.78", "0612345678"),
    ("phone", "0033612345678", "0612345678"),
    ("phone", "612345678.0", "0612345678"),
    ("phone", "33612345678", "0612345678"),
    ("phone", "Tél : 01-23-45-67-89", "0123456789"),
    ("phone", "+221 77 123 45 67", "+221771234567"),
    ("email", " Ana.DUPONT@Example.ORG ", "ana.dupont@example.org"),
    ("email", "mailto:ana@example.org", "ana@example.org"),
    ("language", "arabe", "ar"),
    ("language", "AR", "ar"),
    ("language", "Tamoul", "ta"),
    ("language", "langue des signes", "fsl"),
    ("french_level", "B1", FrenchLevel.B1),
    ("french_level", "a1.1", FrenchLevel.A1_1),
    ("french_level", "niveau A 2", FrenchLevel.A2),
    ("french_level", "B1+", FrenchLevel.B1),
    ("french_level", "Langue maternelle", FrenchLevel.NATIVE),
    ("french_level", "native", FrenchLevel.NATIVE),
    ("arrives", "9:30", time(9, 30)),
    ("arrives", "9h30", time(9, 30)),
    ("arrives", "9 h 30", time(9, 30)),
    ("arrives", "10h", time(10)),
    ("arrives", "0930", time(9, 30)),
    ("arrives", "09:30:00", time(9, 30)),
    ("arrives", "0.3958333333333333", time(9, 30)),
    ("arrives", "0,604166667", time(14, 30)),
    ("arrives", "2:30 pm", time(14, 30)),
    ("arrives", "midi", time(12)),
    ("arrives", "14", time(14)),
    ("arrives", "2023-06-30 09:45:00", time(9, 45)),
    ("arrives", "à 11h", time(11)),
    ("wishes", "vendeur; caissier | accueil;vendeur", ("vendeur", "caissier", "accueil")),
    ("wishes", "vente, accueil", ("vente, accueil",)),
    ("experience", "aucune", ()),
    ("diploma_level", "0", DiplomaLevel.NONE),
    ("diploma_level", "4.0", DiplomaLevel.BAC),
    ("diploma_level", "niveau 5", DiplomaLevel.BAC_2),
    ("diploma_level", "CAP cuisine", DiplomaLevel.CAP),
    ("diploma_level", "BEP", DiplomaLevel.CAP),
    ("diploma_level", "Bac pro", DiplomaLevel.BAC),
    ("diploma_level", "Bac +2", DiplomaLevel.BAC_2),
    ("diploma_level", "BTS SIO", DiplomaLevel.BAC_2),
    ("diploma_level", "Licence", DiplomaLevel.BAC_3),
    ("diploma_level", "Master archéologie", DiplomaLevel.BAC_5),
    ("diploma_level", "Niveau 3 (CAP)", DiplomaLevel.CAP),
    ("diploma_level", "master1", DiplomaLevel.BAC_3),
    ("diploma_level", "bac2", DiplomaLevel.BAC_2),
    ("french_level", "B1 (à l'oral)", FrenchLevel.B1),
    ("contracts", "CDD 6 mois", (Contract.CDD,)),
    ("contracts", "tous", ()),
    ("most_meetings", "3 max", 3),
    ("diploma_level", "sans diplôme", DiplomaLevel.NONE),
    ("diploma_level", "NV5", DiplomaLevel.CAP),
    ("diploma_level", "NV1", DiplomaLevel.BAC_5),
    ("digital_level", "0", DigitalLevel.NEVER),
    ("digital_level", "3/4", DigitalLevel.OFFICE),
    ("digital_level", "jamais", DigitalLevel.NEVER),
    ("digital_level", "Smartphone", DigitalLevel.PHONE_ONLY),
    ("digital_level", "bureautique", DigitalLevel.OFFICE),
    ("contracts", "CDI, CDD", (Contract.CDI, Contract.CDD)),
    ("contracts", "cdi/intérim", (Contract.CDI, Contract.INTERIM)),
    ("contracts", "Alternance", (Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION)),
    ("contracts", "contrat pro ou stage", (Contract.PROFESSIONALISATION, Contract.INTERNSHIP)),
    ("contracts", "CDDI;civic_service", (Contract.INSERTION, Contract.CIVIC_SERVICE)),
    ("hours_wanted", "temps plein", (Hours.FULL_TIME,)),
    ("hours_wanted", "matin et après-midi", (Hours.MORNING, Hours.AFTERNOON)),
    ("hours_wanted", "mi-temps; week-end", (Hours.PART_TIME, Hours.WEEKEND)),
    ("hours_wanted", "horaires scolaires", (Hours.SCHOOL_HOURS,)),
    ("radius_km", "15 km", 15.0),
    ("radius_km", "2,5", 2.5),
    ("radius_km", "1\u202f000", 1000.0),
    ("commune", " Montpellier\u00a0 ", "Montpellier"),
    ("licences", "B", ("B",)),
    ("licences", "permis B, CACES R489", ("B", "CACES R489")),
    ("licences", "non", ()),
    ("licences", "", None),
    ("available_from", "01/09/2023", date(2023, 9, 1)),
    ("available_from", "à partir du 1er septembre 2023", date(2023, 9, 1)),
    ("available_from", "tout de suite", None),
    ("available_from", "Immédiatement", None),
    ("vehicle", "x", True),
    ("vehicle", "Non", False),
    ("vehicle", "voiture", True),
    ("vehicle", "bus et tram", False),
    ("vehicle", "", None),
    ("avoid", "port de charges, debout", (Condition.STANDING, Condition.LOADS)),
    ("avoid", "pas de nuit; bruit", (Condition.NIGHT, Condition.NOISE)),
    ("avoid", "aucun", ()),
    ("needs", "fauteuil roulant; gros caractères", (Need.STEP_FREE, Need.LARGE_PRINT)),
    ("needs", "large_print|quiet", (Need.QUIET, Need.LARGE_PRINT)),
    ("most_meetings", "3", 3),
    ("consent_contact", "oui", True),
]

STATISTICS = [
    ("birth_year", "1999", 1999),
    ("birth_year", "12/03/1999", 1999),
    ("age", "34", 34),
    ("age", "28 ans", 28),
    ("age", "31,0", 31),
    ("age", "", None),
    ("gender", "Femme", "f"),
    ("gender", "H", "m"),
    ("qpv", "oui", Answer.YES),
    ("qpv", "ne souhaite pas répondre", Answer.DECLINED),
    ("rqth", "nsp", Answer.UNKNOWN),
    ("rsa", "", Answer.UNKNOWN),
    ("status", "demandeuse d'emploi", "demandeuse d'emploi"),
    ("unemployed_since", "2022-10-15", date(2022, 10, 15)),
]

EXHIBITORS = [
    ("kind", "École", ExhibitorKind.SCHOOL),
    ("kind", "organisme de formation", ExhibitorKind.SCHOOL),
    ("kind", "association", ExhibitorKind.SUPPORT),
    ("kind", "Entreprise", ExhibitorKind.EMPLOYER),
    ("tables", "2 tables", 2),
    ("tables", "", 1),
    ("languages", "français, arabe; en", ("fr", "ar", "en")),
    ("step_free", "plain-pied", True),
    ("opens", "10h", time(10)),
    (
        "breaks",
        "12:30-13:30; 15h à 15h15",
        ((time(12, 30), time(13, 30)), (time(15), time(15, 15))),
    ),
    ("recruiters", "Mme A.; M. B.", ("Mme A.", "M. B.")),
]

OFFERS = [
    ("kind", "poste", OfferKind.JOB),
    ("kind", "Formation", OfferKind.TRAINING),
    ("kind", "atelier", OfferKind.WORKSHOP),
    ("rome", "m 1805", "M1805"),
    ("description", "Ligne 1\nLigne 2", "Ligne 1\nLigne 2"),
    ("remote", "hybride", True),
    ("remote", "sur site", False),
    ("french_level_min", "B2", FrenchLevel.B2),
    ("diploma_max", "CAP", DiplomaLevel.CAP),
    ("licences_required", "permis", ("B",)),
    ("conditions", "extérieur/hauteur", (Condition.HEIGHTS, Condition.OUTDOORS)),
    ("places", "12 places", 12),
    ("minutes", "1h30", 90),
    ("minutes", "30 min", 30),
    ("starts_on", "2023-09-01", date(2023, 9, 1)),
    ("starts_on", "01/09/2023", date(2023, 9, 1)),
    ("starts_on", "1er septembre 2023", date(2023, 9, 1)),
    ("starts_on", "lundi 4 sept. 2023", date(2023, 9, 4)),
    ("starts_on", "1/9/23", date(2023, 9, 1)),
    ("free", "gratuite", True),
    ("free", "payant", False),
    ("digital_sector", "oui", True),
]


@pytest.mark.parametrize(("column", "cell", "value"), READ)
def test_cell_of_a_jobseeker_is_read(column, cell, value):
    assert getattr(one_cell("jobseekers", column, cell).jobseekers[0], column) == value


@pytest.mark.parametrize(("column", "cell", "value"), STATISTICS)
def test_cell_for_statistics_is_read(column, cell, value):
    assert getattr(one_cell("jobseekers", column, cell).statistics[0], column) == value


@pytest.mark.parametrize(("column", "cell", "value"), EXHIBITORS)
def test_cell_of_an_exhibitor_is_read(column, cell, value):
    assert getattr(one_cell("exhibitors", column, cell).exhibitors[0], column) == value


@pytest.mark.parametrize(("column", "cell", "value"), OFFERS)
def test_cell_of_an_offer_is_read(column, cell, value):
    assert getattr(one_cell("offers", column, cell).offers[0], column) == value


DOUBTS = [
    ("jobseekers", "contracts", "CDI; CDDD", "unknown_value", "CDI; CDD"),
    ("jobseekers", "avoid", "debut", "unknown_value", "debout"),
    ("jobseekers", "needs", "gros caractère", "unknown_value", "gros caractères"),
    ("jobseekers", "qpv", "ouii", "unknown_value", "oui"),
    ("jobseekers", "french_level", "débutant", "level_vague", ""),
    ("jobseekers", "french_level", "B1/B2", "level_vague", ""),
    ("jobseekers", "french_level", "langue matrenelle", "level_unknown", "langue maternelle"),
    ("jobseekers", "diploma_level", "niveau V", "diploma_old_scale", "3"),
    ("jobseekers", "diploma_level", "III", "diploma_old_scale", "5"),
    ("jobseekers", "diploma_level", "niveau bac", "level_vague", ""),
    ("jobseekers", "diploma_level", "BTS non validé", "level_vague", ""),
    ("jobseekers", "digital_level", "moyen", "level_vague", ""),
    ("jobseekers", "phone", "06 12 34 56", "phone_impossible", ""),
    ("jobseekers", "phone", "6,12346E+08", "phone_impossible", ""),
    ("jobseekers", "phone", "O6 12 34 56 78", "phone_impossible", "0612345678"),
    ("jobseekers", "phone", "0612345678 / 0712345678", "phone_several", "0612345678"),
    ("jobseekers", "email", "ana(at)example.org", "email_implausible", "ana@example.org"),
    ("jobseekers", "email", "ana@gmail", "email_implausible", "ana@gmail.com"),
    ("jobseekers", "email", "ana@gmial.com", "email_doubtful", "ana@gmail.com"),
    ("jobseekers", "arrives", "25:00", "time_impossible", ""),
    ("jobseekers", "arrives", "fin de matinée", "time_unreadable", ""),
    ("jobseekers", "arrives", "0,3", "time_unreadable", ""),
    ("jobseekers", "arrives", "le 12 à 14h", "time_unreadable", "14:00"),
    ("jobseekers", "licences", "rose", "licence_unknown", ""),
    ("jobseekers", "consent_contact", "à voir", "consent_unread", ""),
    ("jobseekers", "consent_contact", "oui mais pas tout de suite", "consent_unread", ""),
    ("jobseekers", "radius_km", "15 miles", "number_unreadable", "15"),
    ("jobseekers", "most_meetings", "2,5", "number_not_whole", ""),
    ("jobseekers", "vehicle", "peut-être", "yes_no_unreadable", ""),
    ("jobseekers", "language", "portuguais", "unknown_language", "portugais"),
    ("jobseekers", "language", "arabe, français", "language_several", "arabe"),
    ("jobseekers", "diploma_level", "3ème", "level_vague", ""),
    ("jobseekers", "birth_year", "99", "year_short", "1999"),
    ("jobseekers", "age", "26-35", "age_unreadable", ""),
    ("jobseekers", "licences", "oui", "licence_guessed", "B"),
    ("jobseekers", "unemployed_since", "mars 2022", "date_partial", "2022-03-01"),
    ("jobseekers", "unemployed_since", "44927", "date_from_number", "2023-01-01"),
    ("offers", "starts_on", "31/02/2023", "date_impossible", ""),
    ("offers", "starts_on", "06/30/2023", "date_impossible", "2023-06-30"),
    ("offers", "rome", "ROME M1805 dev", "rome_form", "M1805"),
    ("exhibitors", "breaks", "13:30-12:30", "stretch_unreadable", "12:30-13:30"),
    ("exhibitors", "tables", "1.5", "number_not_whole", ""),
]


@pytest.mark.parametrize(("kind", "column", "cell", "code", "suggestion"), DOUBTS)
def test_doubtful_cell_is_said_with_the_nearest_good_value(kind, column, cell, code, suggestion):
    flaw = one_cell(kind, column, cell).flaws[0]
    assert (flaw.line, flaw.column, flaw.value, flaw.code, flaw.suggestion, flaw.lost) == (
        2,
        column,
        cell,
        code,
        suggestion,
        False,
    )


@pytest.mark.parametrize(
    ("kind", "column", "cell", "code", "suggestion"), [case for case in DOUBTS if case[4]]
)
def test_suggestion_written_in_the_cell_ends_the_doubt(kind, column, cell, code, suggestion):
    assert code not in [flaw.code for flaw in one_cell(kind, column, suggestion).flaws]


def test_unknown_word_does_not_cost_the_known_ones():
    person = one_cell("jobseekers", "contracts", "CDI; bonheur; CDD").jobseekers[0]
    assert person.contracts == (Contract.CDI, Contract.CDD)


def test_doubtful_level_is_not_known_rather_than_low():
    assert one_cell("jobseekers", "french_level", "débutant").jobseekers[0].french_level is None


def test_old_scale_of_diplomas_is_turned_round():
    person = one_cell("jobseekers", "diploma_level", "niveau V").jobseekers[0]
    assert person.diploma_level == DiplomaLevel.CAP


@pytest.mark.parametrize("cell", ["interpreter:ar", "interprète arabe", "Interprète en arabe"])
def test_interpreter_among_the_needs_gives_the_language(cell):
    person = one_cell("jobseekers", "needs", f"quiet; {cell}").jobseekers[0]
    assert (person.interpreter, person.needs) == ("ar", (Need.QUIET,))


def test_interpreter_asked_with_yes_speaks_the_language_of_the_person():
    report = received(jobseekers="first_name;language;interpreter\nAna;arabe;oui\n")
    assert report.jobseekers[0].interpreter == "ar"
    assert report.flaws == ()


def test_interpreter_without_any_language_is_asked():
    report = one_cell("jobseekers", "interpreter", "oui")
    assert report.jobseekers[0].interpreter == ""
    assert [(flaw.column, flaw.code) for flaw in report.flaws] == [
        ("interpreter", "interpreter_language")
    ]


@pytest.mark.parametrize("cell", ["=1+1", "@SOMME(A1)", "+cmd|' /C calc'!A0", "-(2+3)"])
def test_formula_in_a_text_is_kept_as_inert_text_and_said(cell):
    report = one_cell("jobseekers", "commune", cell)
    assert report.jobseekers[0].commune == cell
    assert [flaw.code for flaw in report.flaws] == ["formula_text"]


def test_formula_in_a_number_gives_no_value():
    report = one_cell("jobseekers", "radius_km", "=2+3")
    assert report.jobseekers[0].radius_km is None
    assert [flaw.code for flaw in report.flaws] == ["formula_text"]


@pytest.mark.parametrize("cell", ["- ménage", "+33 6 12 34 56 78", "-5", "a=b"])
def test_dash_or_plus_of_ordinary_writing_is_no_formula(cell):
    assert one_cell("jobseekers", "referrer", cell).flaws == ()


@pytest.mark.parametrize("cell", ["-", "?", "n/a", "NC", "…", "néant"])
def test_words_for_nothing_mean_not_known(cell):
    report = one_cell("jobseekers", "french_level", cell)
    assert (report.jobseekers[0].french_level, report.flaws) == (None, ())


def test_signs_that_deceive_the_eye_are_removed():
    person = one_cell("jobseekers", "commune", "Mas\u200bsy\u202e\x07").jobseekers[0]
    assert person.commune == "Massy"


def test_long_value_is_shortened_in_the_report():
    flaw = one_cell("jobseekers", "radius_km", "loin " * 100).flaws[0]
    assert (len(flaw.value), flaw.value[-1]) == (60, "…")


# Every wording of a refusal is a no; what is neither, or not yet, is asked of the person.
REFUSALS = [
    "refuse", "je refuse", "refusé", "ne souhaite pas", "ne souhaite pas être contactée",
    "pas d'accord", "opposé", "s'oppose", "je m'oppose", "opposition", "non merci",
    "surtout pas", "stop", "désinscrit", "retire son accord", "accord retiré",
    "consentement retiré", "pas encore", "jamais", "contre", "décline", "ne veut pas",
    "ne pas contacter", "ne plus contacter", "opt-out", "optout", "unsubscribe", "révoqué",
    "hors de question", "défavorable", "négatif", "interdit", "sans accord", "sans consentement",
    "aucun contact", "pas de contact", "no", "No thanks", "denied", "declined", "not agreed",
    "does not agree", "refus", "refus catégorique", "niet", "NON (voir mail)",
    "non, sauf urgence", "n'accepte pas", "n'a pas donné son accord", "n'autorise pas",
    "non autorisé", "pas autorisé", "pas de démarchage", "pas intéressé", "pas intéressée",
    "je ne préfère pas", "préfère pas", "évitez", "ne pas appeler", "ne pas rappeler",
    "laissez-moi tranquille", "nan", "✗", "0", "false", "faux", "N", "retrait", "s'est rétracté",
    "rétractation", "annulé", "liste rouge", "Bloctel", "pas pour le moment", "pas maintenant",
    "ni mail ni sms", "en aucun cas", "absolument pas", "plus maintenant", "veto", "rejeté",
    "nein", "لا", "do not contact", "never", "withdrawn", "revoked", "objected", "objects",
    "no consent", "not given",
]  # fmt: skip
UNSETTLED = [
    "oui mais non", "a changé d'avis", "pas de problème", "sans problème", "pas d'opposition",
    "ne refuse pas", "peut-être", "à voir", "?", "oui ?", "accord à demander", "accord en attente",
    "oui si urgent", "accord expiré", "oui sauf SMS", "consentement à recueillir", "bien sûr",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSALS)
def test_every_wording_of_a_refusal_is_a_no(text):
    assert (read_consent(text).value, read_consent(text).doubts) == (False, ())


@pytest.mark.parametrize("text", UNSETTLED)
def test_what_is_no_settled_answer_is_asked_and_never_a_yes(text):
    reading = read_consent(text)
    assert (reading.value, [doubt.code for doubt in reading.doubts]) == (None, ["consent_unread"])


@given(st.sampled_from(REFUSALS), st.sampled_from(["", " (mail)", " !", ", merci", " - voir Ali"]))
def test_a_refusal_with_anything_beside_it_is_never_a_yes(text, beside):
    assert read_consent(text.upper() + beside).value is not True

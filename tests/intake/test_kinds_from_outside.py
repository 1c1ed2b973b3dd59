"""Each kind of file that once failed, in rows of our own: its right reading.

The files themselves lie beside some checkouts (`test_outside_files`); these need none.
"""

import json
from datetime import date, time
from io import BytesIO

import pytest
from openpyxl import Workbook

from matching.domain.terms import Condition, Contract
from matching.intake.folder import read_files

from .sheets import FAIR_TOML, codes, received, tabs


def by_name(report):
    return {one.first_name: one for one in report.jobseekers}


def people(content):
    report = received(jobseekers=content)
    return report, by_name(report)


def test_names_in_other_scripts_stay_as_they_are():
    _, found = people("Prénom;Nom;Souhaits\n王;芳;vente\nLéo ☀;Roc;jardin\n")
    assert {name: one.last_name for name, one in found.items()} == {"王": "芳", "Léo ☀": "Roc"}


BIRTHS = ["3 juin 87", "née le 03/06/1987", "06/23/1987", "1987-06-03 00:00:00", "31/06/1987"]


@pytest.mark.parametrize("written", BIRTHS)
def test_year_of_birth_is_read_from_a_date_as_written(written):
    report, _ = people(f"Prénom;Date de naissance\nAna;{written}\n")
    assert report.statistics[0].birth_year == 1987


def test_row_hidden_by_a_filter_is_no_visitor():
    book = Workbook()
    for row in (["Prénom", "Métier"], ["Ana", "vente"], ["Bo", "jardin"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.auto_filter.ref = "A1:B3"
    content = BytesIO()
    book.save(content)
    report, found = people(content.getvalue())
    assert (list(found), "row_hidden" in codes(report)) == (["Ana"], True)


@pytest.mark.parametrize("said", ["Je refuse", "pas d'accord", "Opposition", "Refus", "NON merci"])
def test_refusal_of_any_wording_is_no(said):
    assert people(f"Prénom;Consentement\nAna;{said}\n")[1]["Ana"].consent_contact is False


@pytest.mark.parametrize("said", ["peut-être", "à voir", "NSP", "oui ?"])
def test_what_does_not_say_yes_is_no_consent(said):
    assert people(f"Prénom;Consentement;Véhicule\nAna;{said};{said}\n")[1]["Ana"].vehicle is None
    assert people(f"Prénom;Consentement\nAna;{said}\n")[1]["Ana"].consent_contact is None


def test_row_of_values_that_names_columns_is_a_visitor():
    content = (
        "Ton prénom;Langue de la maison ?;Comment viens-tu au travail ?;Ce que tu cherches\n"
        "Ana;Français;Voiture;Informatique\nBo;Arabe;Bus;vente\n"
    )
    assert set(people(content)[1]) == {"Ana", "Bo"}


def test_eventbrite_gives_wishes_and_sets_the_deleted_aside():
    content = (
        "Nº de commande,Date de commande,Nom de famille,Prénom,Type de billet,Nº de participant,"
        "Statut du participant,Quel type de poste cherchez-vous ?\n"
        "71,2023-05-01 10:00,Roc,Léa,Gratuit,901,Participant,Soudure\n"
        "72,2023-05-01 10:01,Sy,Bo,Gratuit,902,Supprimé,Vente\n"
    )
    report, found = people(content)
    assert {name: (one.last_name, one.wishes) for name, one in found.items()} == {
        "Léa": ("Roc", ("Soudure",))
    }
    assert codes(report).count("row_cancelled") == 1


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("line", ["\r", "\r\n", "\n"])
def test_accents_are_kept_in_every_csv_of_a_spreadsheet(encoding, line):
    rows = ["Prénom;Nom;Métier recherché", "Zoé;Bénéteau;Préparation à façon", "Noël;Çelik;où"]
    _, found = people((line.join(rows) + line).encode(encoding))
    assert {name: (one.last_name, one.wishes) for name, one in found.items()} == {
        "Zoé": ("Bénéteau", ("Préparation à façon",)),
        "Noël": ("Çelik", ("où",)),
    }


ADVERT = {
    "id": "9Z", "intitule": "Caissier (H/F)", "description": "Encaisser.\nAccueillir.",
    "romeCode": "D1505", "entreprise": {"nom": "CFA du Parc"}, "typeContrat": "CDD",
    "permis": [{"libelle": "B - Véhicule léger", "exigence": "S"}], "nombrePostes": 2,
    "lieuTravail": {"libelle": "34 - LATTES"},
    "competences": [{"libelle": "Rendre la monnaie", "exigence": "E"}],
}  # fmt: skip


@pytest.mark.parametrize("employer", ["entreprise.nom", "Entreprise"])
def test_offers_of_france_travail_laid_flat_are_read(employer):
    flat = {**ADVERT, employer: "CFA du Parc", "lieuTravail.libelle": "34 - LATTES"}
    flat = {key: one for key, one in flat.items() if key not in {"entreprise", "lieuTravail"}}
    cells = [one if isinstance(one, str) else json.dumps(one) for one in flat.values()]
    rows = [list(flat), cells]
    offer = received(offers=rows).offers[0]
    assert (offer.id, offer.exhibitor, offer.rome, offer.places, offer.commune) == (
        "9Z", "cfa", "D1505", 2, "LATTES",
    )  # fmt: skip
    assert offer.description == "Encaisser.\nAccueillir."
    assert (offer.skills_required, offer.licences_required) == (("Rendre la monnaie",), ())


def test_whole_names_keep_their_parts_and_one_question_is_asked():
    names = ["Lia Sanz", "Mme Roc", "M. Jo PETIT", '"Sow, Mia"', "Ana DIA épouse LY"]
    report, found = people("Nom et prénom\n" + "\n".join(names) + "\n")
    assert {one.last_name for one in found.values()} >= {"PETIT", "Sow", "DIA épouse LY"}
    assert codes(report).count("name_order") == 1


def test_google_form_keeps_its_answers_whole():
    content = (
        "Horodateur,Nom et prénom,Numéro de téléphone (facultatif),"
        '"Quels domaines vous intéressent ? (plusieurs choix possibles)",'
        "À quelle heure pensez-vous venir ?,RGPD : j'accepte la transmission de mes données\n"
        '2023/05/01 9:14:02 AM UTC+1,ROC Léa,0639981201,"Vente, accueil, Jardin",10:15:00 AM,'
        "J'accepte\n"
    )
    person = people(content)[1]["Léa"]
    assert (person.last_name, person.phone) == ("ROC", "0639981201")
    assert person.wishes == ("Vente, accueil, Jardin",)
    assert (person.arrives, person.consent_contact) == (time(10, 15), True)


def test_helloasso_reads_who_comes_and_not_who_paid():
    content = (
        "Statut de la commande;Nom participant;Prénom participant;Nom payeur;Prénom payeur"
        ";Email payeur;Quel métier recherchez-vous ?;Avez-vous le permis B ?\n"
        "Validé;ROC;Léa;PAYE;Guy;guy@example.org;Cuisine;Non\n"
        "Annulé;SY;Bo;SY;Bo;bo@example.org;Vente;Oui\n"
    )
    report, found = people(content)
    assert {name: (one.last_name, one.email, one.licences) for name, one in found.items()} == {
        "Léa": ("ROC", "", ())
    }
    assert ("row_cancelled" in codes(report), "guy@example.org" in repr(report)) == (True, False)


def test_health_and_bank_columns_are_stored_nowhere():
    content = "Prénom;N° de sécurité sociale;RIB;Traitement médical\nAna;1850534172;FR76123;aspro\n"
    report, _ = people(content)
    assert codes(report) == ["column_private"] * 3
    assert not any(word in repr(report) for word in ("1850534172", "FR76123", "aspro"))


def test_list_of_a_department_is_read_without_its_numbers():
    content = (
        "code individu Iodas;n° allocataire;civilité;nom individu;prénom individu"
        ";téléphone individu;libellé prestataire orientation\n"
        "7;0098765;Mme;ROC;Léa;0639981202;PLIE Sud\n"
    )
    report, found = people(content)
    person = found["Léa"]
    assert (person.last_name, person.phone, person.referrer) == ("ROC", "0639981202", "PLIE Sud")
    assert (report.statistics[0].gender, "0098765" in repr(report)) == ("f", False)


LICENCES = [
    "B - Véhicule léger",
    "Permis B (depuis 3 ans)",
    "B (boîte auto)",
    "oui, B",
    "Catégorie B",
]


@pytest.mark.parametrize("written", LICENCES)
def test_licence_b_is_b_on_both_sides(written):
    assert people(f"Prénom;Permis\nAna;{written}\n")[1]["Ana"].licences == ("B",)
    report = received(offers=[["Entreprise", "Poste", "Permis"], ["Mairie", "A", written]])
    assert report.offers[0].licences_required == ("B",)


def test_limesurvey_boxes_are_read_under_their_question():
    content = (
        '"ID de la réponse";"Votre prénom :";"Quel contrat cherchez-vous ? [CDI]"'
        ';"Quel contrat cherchez-vous ? [Alternance]";"Touchez-vous le RSA ?"\n'
        '"4";"Léa";"Oui";"Non";"Oui"\n"5";"Bo";"Non";"Oui";"Ne souhaite pas répondre"\n'
    )
    report, found = people(content)
    assert {name: one.contracts for name, one in found.items()} == {
        "Léa": ("cdi",), "Bo": ("apprenticeship", "professionalisation"),
    }  # fmt: skip
    assert {one.rsa for one in report.statistics} == {"yes", "declined"}


def test_workbook_of_three_tabs_is_three_tables():
    content = tabs(
        Visiteurs=[["Prénom", "Métier"], ["Ana", "vente"]],
        Stands=[["Entreprise", "Nb tables"], ["Roc", 2]],
        Postes=[["Entreprise", "Intitulé du poste"], ["Roc", "Vendeuse"]],
    )
    report = read_files({"fair.toml": FAIR_TOML.encode(), "tout.xlsx": content})
    assert (report.jobseekers[0].first_name, report.exhibitors[0].tables) == ("Ana", 2)
    assert report.offers[0].title == "Vendeuse"


@pytest.mark.parametrize("written", ["6.39981203E8", "6,39981203E+08", "06-39-98-12-03 (mère)"])
def test_phone_that_a_spreadsheet_changed_is_read(written):
    assert people(f"Prénom;Téléphone\nAna;{written}\n")[1]["Ana"].phone == "0639981203"


def test_page_of_instructions_before_the_list_is_passed_over():
    notes = [["Comment remplir"], ["Une ligne par personne"], ["Le prénom d'abord"]]
    content = tabs(Notice=notes, Liste=[["Prénom", "Nom"], ["Ana", "Roc"]])
    report, found = people(content)
    assert (found["Ana"].last_name, "other_sheets" in codes(report)) == ("Roc", True)


@pytest.mark.parametrize("noon", [0.5, "0,5", "midi", time(12)])
def test_half_a_day_in_a_cell_of_hours_is_noon(noon):
    _, found = people([["Prénom", "Heure d'arrivée"], ["Ana", noon]])
    assert found["Ana"].arrives == time(12)


def test_totals_titles_and_footers_are_nobody():
    content = "Prénom;Nom;Tél\nGroupe B;;\nAna;Roc;0639981204\nSous-total;;1\nÉdité le 3/5/2023;;\n"
    report, found = people(content)
    assert list(found) == ["Ana"]
    assert set(codes(report)) == {"row_group", "row_total", "row_footer"}


def test_two_rows_of_one_company_are_one_stand():
    report = received(
        exhibitors="Entreprise;Recruteur;Stand\nMairie;Mme Roc;B1\nMairie;M. Sy;B1\n"
        "CFA du Parc;;B2\n"
    )
    assert {one.name: one.recruiters for one in report.exhibitors} == {
        "Mairie": ("Mme Roc", "M. Sy"), "CFA du Parc": (),
    }  # fmt: skip


def test_line_end_in_a_quoted_cell_tears_no_row():
    content = (
        'Horodateur,Présentez-vous,"Domaines (cochez)",Prénom,Nom\n'
        '1,"Motivée,\nponctuelle\net ""sérieuse""","Vente, Jardin",Ana,Roc\n2,Rien,Vente,Bo,Sy\n'
    )
    report, found = people(content)
    assert {name: one.wishes for name, one in found.items()} == {
        "Ana": ("Vente, Jardin",), "Bo": ("Vente",),
    }  # fmt: skip
    assert "quote_open" not in codes(report)


NAMES = [
    "export-fete-des-metiers-03_05_2023-09_12.csv", "report-2023-05-03T0912.csv",
    "results-survey118822.csv", "Inscriptions (réponses) - Réponses au formulaire 2.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_file_of_any_name_is_told_by_its_headings(name):
    files = {
        "fair.toml": FAIR_TOML.encode(),
        name: b"Nom participant;Pr\xc3\xa9nom participant\nROC;L\xc3\xa9a\n",
        "exhibitors.csv": b"id;name\nmairie;Mairie\n",
        "offers.csv": b"exhibitor;title\nmairie;Agent\n",
    }
    assert [one.first_name for one in read_files(files).jobseekers] == ["Léa"]


def test_what_is_offered_written_as_a_contract_is_read_as_that():
    offers = (
        "Entreprise;Intitulé du poste;Contrat;Postes\n"
        "Mairie;Refaire son CV;accompagnement;12\n"
        "Mairie;Découvrir le code;atelier;8\n"
        "Mairie;Agent d'accueil;CDI;2\n"
    )
    report = received(exhibitors="Nom;Tables\nMairie;1\n", offers=offers)
    read = {one.title: (str(one.kind), one.contracts, one.places) for one in report.offers}
    assert read == {
        "Refaire son CV": ("support", (), 12),
        "Découvrir le code": ("workshop", (), 8),
        "Agent d'accueil": ("job", (Contract.CDI,), 2),
    }
    assert [flaw.code for flaw in report.flaws if flaw.column == "Contrat"] == []


def test_parts_of_a_total_are_nobody():
    people = "N°;Nom;Prénom\n1;Roux;Ana\n2;Lim;Bao\n;TOTAL;2\n;dont femmes;1\n;hommes;1\n"
    report = received(jobseekers=people)
    assert [one.first_name for one in report.jobseekers] == ["Ana", "Bao"]
    assert [(one.line, one.code) for one in report.flaws if one.lost] == [
        (4, "row_total"),
        (5, "row_total"),
        (6, "row_total"),
    ]


@pytest.mark.parametrize(
    ("written", "year"),
    [("né en 97", 1997), ("née en 03", 2003), ("04-89", 1989), ("juin 01", 2001),
     ("1979/11", 1979), ("03-04", None), ("97", None)],
)  # fmt: skip
def test_year_of_birth_beside_a_month_or_a_word(written, year):
    read = received(jobseekers=f"Prénom;Né(e) en\nAna;{written}\n")
    assert read.statistics[0].birth_year == year
    assert [flaw.column for flaw in read.flaws] == ([] if year else ["Né(e) en"])


@pytest.mark.parametrize(
    ("written", "day"),
    [("vendredi 12/03/2027", date(2027, 3, 12)), ("ven. 12 mars 2027", date(2027, 3, 12)),
     ("lundi 12/03/2027", None), ("mardi 12 mars 2027", None)],
)  # fmt: skip
def test_day_of_the_week_that_contradicts_its_date_is_asked(written, day):
    read = received(jobseekers=f"Prénom;Libre à partir du\nAna;{written}\n")
    assert read.jobseekers[0].available_from == day
    assert [flaw.code for flaw in read.flaws] == ([] if day else ["weekday_other"])


@pytest.mark.parametrize(
    "written",
    [
        "de 12h30 à 13h30",
        "pause de 12h30 à 13h30",
        "entre 12:30 et 13:30",
        "Pause déjeuner : 12h30-13h30",
    ],
)
def test_break_in_words_is_read(written):
    read = received(exhibitors=f"id;Nom;Pauses\nmairie;Mairie;{written}\ncfa;CFA;\n")
    breaks = {stand.id: stand.breaks for stand in read.exhibitors}
    assert breaks["mairie"] == ((time(12, 30), time(13, 30)),)
    assert read.flaws == ()


def test_two_halves_of_a_day_are_asked_unless_the_fair_itself_pauses_between():
    rows = "Ana;9h30-11h et 14h-16h\nBo;10h-12h30 puis 13h30-15h\n"
    read = received(jobseekers=f"Prénom;Présence\n{rows}")
    hours = {one.first_name: (one.arrives, one.leaves) for one in read.jobseekers}
    assert hours == {"Ana": (None, None), "Bo": (time(10), time(15))}
    (asked,) = [flaw for flaw in read.flaws if flaw.code == "presence_parted"]
    assert (asked.value, asked.params["start"], asked.params["end"]) == (
        "9h30-11h et 14h-16h", "09h30", "16h00",
    )  # fmt: skip


@pytest.mark.parametrize("number", ["Annulé - Eva", "Annulée", "INS-004 annulé", "7 (désistement)"])
def test_number_that_says_its_row_is_off_sets_it_aside(number):
    read = received(jobseekers=f"N°;Prénom\n1;Ana\n{number};Eva\n")
    assert [one.first_name for one in read.jobseekers] == ["Ana"]
    assert [(flaw.line, flaw.code) for flaw in read.flaws] == [(3, "row_cancelled")]


@pytest.mark.parametrize(
    ("written", "level", "code"),
    [("DEAES", 3, ""), ("TP ADVF", 3, ""), ("BAFA", None, "diploma_without_level"),
     ("CACES 3", None, "diploma_without_level"), ("DEAS", None, "level_vague")],
)  # fmt: skip
def test_diplomas_of_a_trade_have_their_level_and_certificates_have_none(written, level, code):
    read = received(jobseekers=f"Prénom;Diplôme\nAna;{written}\n")
    assert read.jobseekers[0].diploma_level == level
    assert [flaw.code for flaw in read.flaws] == ([code] if code else [])


def test_diploma_of_a_trade_that_an_offer_asks_for_stays_what_it_asks_for():
    read = received(offers="id;exhibitor;title;skills_required\no1;mairie;Aide;DEAES | écoute\n")
    assert read.offers[0].skills_required == ("DEAES", "écoute")
    assert read.offers[0].diploma_min is None


def test_trades_counted_in_several_columns_are_all_wishes_and_no_answer_is_none():
    text = "Prénom;Métier 1;Métier 2;Métier n°3\nAna;façadier;NC;élagueur\n"
    assert received(jobseekers=text).jobseekers[0].wishes == ("façadier", "élagueur")


def test_refused_loads_among_needs_are_avoided_and_the_other_need_stays():
    text = 'Prénom;Besoins\nAna;"pas de port de charges, besoin d\'une chaise"\n'
    read = received(jobseekers=text)
    assert read.jobseekers[0].avoid == (Condition.LOADS,)


def test_remark_alone_below_stands_is_no_stand():
    text = "id;Nom;Tables\nmairie;Mairie;1\n;* stands 1 à 4 à gauche en entrant;\ncfa;CFA;2\n"
    read = received(exhibitors=text)
    assert [stand.name for stand in read.exhibitors] == ["CFA", "Mairie"]
    assert [flaw.code for flaw in read.flaws] == ["row_footer"]


@pytest.mark.parametrize(
    ("written", "hours"),
    [("26h", ("part_time",)), ("39 heures", ("full_time",)), ("151h67/mois", ("full_time",)),
     ("104 h par mois", ("part_time",)), ("21h", ())],
)  # fmt: skip
def test_hours_of_a_week_or_a_month_are_full_or_part_time(written, hours):
    read = received(jobseekers=f"Prénom;Temps de travail\nAna;{written}\n")
    assert tuple(str(one) for one in read.jobseekers[0].hours_wanted) == hours


@pytest.mark.parametrize("mark", [",", "."])
@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("151{}67h par mois", ("full_time",)),
        ("151{}67 heures/mois", ("full_time",)),
        ("151{}67 h mensuelles", ("full_time",)),
        ("151{}67h", ("full_time",)),
        ("104{}5h/mois, le soir", ("part_time", "evening")),
        ("35{}00h", ("full_time",)),
        ("17{}5 heures hebdo", ("part_time",)),
    ],
)
def test_parts_of_an_hour_change_no_working_time_and_need_no_question(written, mark, hours):
    cell = written.format(mark)
    read = received(jobseekers=f'Prénom;Temps de travail\nAna;"{cell}"\n')
    assert tuple(str(one) for one in read.jobseekers[0].hours_wanted) == hours
    assert "unknown_value" not in [flaw.code for flaw in read.flaws]


@pytest.mark.parametrize(
    ("written", "hours", "asked"),
    [
        ("8h-12,14h-18h", ("afternoon",), "8h-12"),
        ("8h à 12,14h à 18h", ("afternoon",), "8h à 12"),
        ("120h", (), "120h"),
    ],
)
def test_comma_between_stretches_and_hours_of_a_course_are_no_amount(written, hours, asked):
    read = received(jobseekers=f'Prénom;Temps de travail\nAna;"{written}"\n')
    assert tuple(str(one) for one in read.jobseekers[0].hours_wanted) == hours
    doubts = [flaw.params["item"] for flaw in read.flaws if flaw.code == "unknown_value"]
    assert doubts == [asked]


@pytest.mark.parametrize(
    ("written", "level", "asked"),
    [
        ("CAP ou expérience", None, True),
        ("Bac ou 3 ans de métier", None, True),
        ("BTS (ou expérience équivalente)", None, True),
        ("CAP à défaut expérience", None, True),
        ("CAP/BEP ou équivalent", 3, False),
        ("sans diplôme, expérience exigée", 0, False),
    ],
)
def test_diploma_that_experience_may_stand_in_for_closes_nothing_and_is_asked(
    written, level, asked
):
    offers = f"id;exhibitor;title;Diplôme minimum\no1;mairie;Agent;{written}\n"
    read = received(offers=offers)
    assert read.offers[0].diploma_min == level
    assert ("demand_either" in codes(read)) is asked


@pytest.mark.parametrize(
    ("written", "names", "said"),
    [
        ("Mme Roux (RH), M. Diaz", ("Mme Roux (RH)", "M. Diaz"), []),
        ("Anne Roux et Luc Diaz", ("Anne Roux", "Luc Diaz"), []),
        ("M. et Mme Petit", ("M. et Mme Petit",), []),
        ("Roux, Anne", ("Roux, Anne",), []),
        ("à confirmer", (), []),
        ("2 personnes", (), ["2 personnes"]),
        ("06 39 98 00 99", (), ["06 39 98 00 99"]),
    ],
)
def test_recruiters_are_people_each_alone(written, names, said):
    read = received(exhibitors=f'id;name;Recruteurs\nmairie;Mairie;"{written}"\n')
    assert read.exhibitors[0].recruiters == names
    assert [flaw.params["item"] for flaw in read.flaws if flaw.code == "no_name"] == said


@pytest.mark.parametrize("written", ["non", "Aucune", "pas de pause", "sans"])
def test_stand_that_says_it_has_no_break_is_asked_nothing(written):
    read = received(exhibitors=f"id;name;Pause\nmairie;Mairie;{written}\n")
    assert read.exhibitors[0].breaks == ()
    assert "stretch_unreadable" not in codes(read)


@pytest.mark.parametrize(
    ("written", "stand"), [("12.0", "12"), ("à définir", ""), ("2 bis", "2 bis")]
)
def test_stand_is_called_by_what_stands_at_it(written, stand):
    read = received(exhibitors=f"id;name;N° de stand\nmairie;Mairie;{written}\n")
    assert read.exhibitors[0].stand == stand


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("3h de l'après-midi", time(15)),
        ("2h30 de l'aprem", time(14, 30)),
        ("10h du matin", time(10)),
        ("à l'ouverture", None),
        ("14h du soir", "asked"),
        ("12h du soir", "asked"),
        ("0h du soir", "asked"),
        ("0h30 de l'après-midi", "asked"),
        ("12h du matin", "asked"),
        ("12h30 de l'après-midi", time(12, 30)),
        ("0h du matin", time(0)),
        ("9h du soir", time(21)),
    ],
)
def test_hour_is_told_by_the_half_of_the_day_beside_it(written, clock):
    read = received(jobseekers=f"Prénom;Arrivée\nAna;{written}\n")
    asked = "time_unreadable" in codes(read)
    assert ("asked" if asked else read.jobseekers[0].arrives) == clock


def test_numbers_that_a_program_wrote_with_decimals_name_their_stand():
    read = received(
        exhibitors="id;nom\n1;Alpha\n2;Beta\n",
        offers="id;exposant;titre\n1.0;1.0;Vendeur\n2.0;2.0;Cuisinier\n",
        jobseekers="id;prénom;naissance\n1.0;Ana;NaT\nnan;Bo;1990.0\n",
    )
    assert [(one.id, one.exhibitor) for one in read.offers] == [("1", "1"), ("2", "2")]
    assert read.jobseekers[0].id == "1"
    assert "nan" not in read.jobseekers[1].id
    assert codes(read) == []


@pytest.mark.parametrize(
    "written", ["Leroy et Fils", "LEROY & FILS", "SARL Leroy & Fils", "Leroy et fils SAS"]
)
def test_stand_is_found_by_its_name_whatever_its_legal_form(written):
    stands = "id;nom\nl;Leroy & Fils\na;Alpha\n"
    read = received(exhibitors=stands, offers=f"exposant;titre\n{written};Maçon\n")
    assert [one.exhibitor for one in read.offers] == ["l"]


def test_stands_that_differ_in_their_legal_form_alone_are_named_whole():
    stands = "id;nom\na;Alpha\ns;SARL Alpha\n"
    offers = "exposant;titre\nAlpha;A\nSARL Alpha;B\nAlpha SAS;C\n"
    read = received(exhibitors=stands, offers=offers)
    assert {one.title: one.exhibitor for one in read.offers} == {"A": "a", "B": "s"}
    assert "exhibitor_unknown" in codes(read)


@pytest.mark.parametrize(
    ("written", "contracts", "hours"),
    [
        ("CDI - temps partiel", ("cdi",), ("part_time",)),
        ("CDI (35h)", ("cdi",), ("full_time",)),
        ("CDI (151,67h/mois)", ("cdi",), ("full_time",)),
        ("CDD 20h/semaine", ("cdd",), ("part_time",)),
        ("CDD puis CDI, mi-temps", ("cdi", "cdd"), ("part_time",)),
        ("CDI mais CDD possible", ("cdi", "cdd"), ()),
        ("CDD d'insertion 6 mois", ("insertion",), ()),
        ("CDI après période d'essai", ("cdi",), ()),
    ],
)
def test_contract_tells_of_all_engagements_and_of_the_working_time_beside(
    written, contracts, hours
):
    read = received(
        jobseekers=f'Prénom;Contrat souhaité\nAna;"{written}"\n',
        offers=f'id;exhibitor;title;Contrat\no1;mairie;Agent;"{written}"\n',
    )
    person, offer = read.jobseekers[0], read.offers[0]
    assert (person.contracts, person.hours_wanted) == (contracts, hours)
    assert (offer.contracts, offer.hours) == (contracts, hours)
    assert "unknown_value" not in codes(read)


def test_working_time_that_a_contract_denies_is_asked_and_one_of_the_hours_counts():
    read = received(
        offers="id;exhibitor;title;Contrat;Temps de travail\n"
        "o1;mairie;A;CDI, pas de temps partiel;\no2;mairie;B;CDI temps partiel;35h\n"
    )
    assert [tuple(map(str, one.hours)) for one in read.offers] == [(), ("full_time",)]
    assert "unknown_value" in codes(read)


def test_agreement_with_a_but_is_asked_of_the_person():
    read = received(jobseekers="Prénom;Accord contact\nAna;d'accord mais pas le soir\n")
    assert read.jobseekers[0].consent_contact is None
    assert "consent_unread" in codes(read)


def test_name_that_begins_those_of_two_stands_is_asked_without_a_guess():
    stands = "id;nom\nm;Interim 34 Montpellier\ns;Interim 34 Lodève\na;Atelier du bois\n"
    offers = "exposant;titre\nInterim 34;Cariste\nAtelier du boi;Menuisier\nAtelier du bois;A\n"
    read = received(exhibitors=stands, offers=offers)
    asked = {f.value: f.suggestion for f in read.flaws if f.code == "exhibitor_unknown"}
    assert asked == {"Interim 34": "", "Atelier du boi": "Atelier du bois"}


@pytest.mark.parametrize(
    ("written", "first", "last", "year"),
    [
        ("Mme BENSAÏD Naïma (12/04/1979)", "Naïma", "BENSAÏD", 1979),
        ("Ana SOL (née en 1985)", "Ana", "SOL", 1985),
        ("DOS SANTOS Maria née DA COSTA", "Maria", "DOS SANTOS née DA COSTA", None),
        ("De la FONTAINE Jean", "Jean", "De la FONTAINE", None),
        ("Ben ALI", "Ben", "ALI", None),
    ],
)
def test_whole_name_leaves_a_birth_aside_and_is_never_without_its_given_name(
    written, first, last, year
):
    read = received(jobseekers=f"Nom et prénom;Souhaits\n{written};vente\n")
    (person,) = read.jobseekers
    assert (person.first_name, person.last_name) == (first, last)
    assert read.statistics[0].birth_year == year


def test_column_of_beginnings_that_mostly_says_at_once_is_one_of_beginnings():
    offers = [f"o{number};mairie;A{number};dès que possible" for number in range(3)]
    table = "\n".join(["id;exhibitor;title;Date", *offers, "o4;mairie;B;01/09/2027", ""])
    read = received(offers=table)
    starts = {one.title: one.starts_on for one in read.offers}
    assert starts == {"A0": None, "A1": None, "A2": None, "B": date(2027, 9, 1)}
    assert "unknown_heading" not in codes(read)


def test_first_of_two_addresses_is_kept_and_said():
    read = received(jobseekers="Prénom;Mail\nAna;ana@exemple.fr / a.b@exemple.org\n")
    assert read.jobseekers[0].email == "ana@exemple.fr"
    assert [flaw.code for flaw in read.flaws] == ["email_several"]


@pytest.mark.parametrize(
    ("written", "hours"),
    [("10h00/12h00", (time(10), time(12))), ("pas le matin", (time(13, 30), None)),
     ("sauf l'après-midi", (None, time(12, 30))), ("le matin de préférence", (None, time(12, 30))),
     ("pas dispo le matin", (time(13, 30), None)), ("dès l'ouverture", (None, None))],
)  # fmt: skip
def test_hours_of_a_person_as_people_write_them(written, hours):
    read = received(jobseekers=f"Prénom;Présence\nAna;{written}\n")
    assert (read.jobseekers[0].arrives, read.jobseekers[0].leaves) == hours
    assert codes(read) == []


@pytest.mark.parametrize("written", ["absent", "ne vient pas", "pas disponible", "indisponible"])
def test_whoever_does_not_come_by_the_column_of_hours_is_set_aside(written):
    read = received(jobseekers=f"Prénom;Présence\nAna;9h-12h\nBo;{written}\n")
    assert [one.first_name for one in read.jobseekers] == ["Ana"]
    assert [(flaw.line, flaw.code) for flaw in read.flaws] == [(3, "row_cancelled")]


def test_one_hour_alone_is_asked_and_is_neither_coming_nor_going():
    read = received(jobseekers="Prénom;Présence\nAna;14H30\n")
    assert (read.jobseekers[0].arrives, read.jobseekers[0].leaves) == (None, None)
    assert [(flaw.code, flaw.params["clock"]) for flaw in read.flaws] == [
        ("presence_one_hour", "14h30")
    ]


def test_boxes_of_forms_are_lists_whatever_stands_before_their_name():
    text = (
        "Prénom;Domaines : Restauration;Domaines : Bâtiment;"
        "Q3[SQ001]. Quels contrats ? [CDI];Q3[SQ002]. Quels contrats ? [CDD]\n"
        "Ana;X;;Non;Oui\n"
    )
    (person,) = received(jobseekers=text).jobseekers
    assert (person.wishes, person.contracts) == (("Restauration",), (Contract.CDD,))


@pytest.mark.parametrize(
    ("written", "hours"),
    [("6h-13h du mardi au samedi", {"morning", "weekend"}),
     ("18h-23h samedi et dimanche", {"evening", "weekend"}), ("35h, travail le samedi",
      {"full_time", "weekend"})],
)  # fmt: skip
def test_hours_of_work_beside_days_keep_both(written, hours):
    read = received(offers=f"id;exhibitor;title;hours\no1;mairie;A;{written}\n")
    assert {str(one) for one in read.offers[0].hours} == hours


def test_post_to_fill_at_once_has_no_first_day_and_asks_nothing():
    read = received(offers="id;exhibitor;title;starts_on\no1;mairie;A;dès que possible\n")
    assert (read.offers[0].starts_on, codes(read)) == (None, [])

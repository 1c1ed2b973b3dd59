import csv
import re
import tomllib
from collections import Counter
from datetime import date, time
from functools import cache
from io import StringIO
from pathlib import Path

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.slots import SlotGrid
from matching.domain.terms import Answer, Condition, Contract, ExhibitorKind, Hours, Need, OfferKind
from matching.intake.folder import read_files, read_folder

FOLDER = Path(__file__).parents[2] / "data" / "examples" / "mosson"
AN_INTERVIEW_OF_ADVICE = re.compile(
    "Premier entretien|Entretien de conseil|Entretien d.(orientation|information)"
)
PHONE_OF_FICTION = re.compile(r"(0|\+33|0033)(63998|46571)\d{4}")


@cache
def received():
    return read_folder(FOLDER)


def person(identifier):
    return next(one for one in received().jobseekers if one.id == identifier)


def offers_titled(start):
    return [offer for offer in received().offers if offer.title.startswith(start)]


def rows(name, encoding, delimiter):
    text = (FOLDER / name).read_bytes().decode(encoding)
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))


def in_cells():
    """Flaws that touch a row; those of line 1 only say how a heading was understood."""
    return [flaw for flaw in received().flaws if flaw.line > 1]


def test_fair_is_the_closing_day_of_june_2023():
    fair = received().fair
    assert (fair.id, fair.date, fair.opens, fair.closes) == (
        "mosson-2023",
        date(2023, 6, 30),
        time(9, 30),
        time(17),
    )
    assert (fair.slot_minutes, fair.most_meetings, fair.least_meetings) == (15, 6, 2)
    assert fair.breaks == ((time(12, 30), time(13, 30)),)
    with (FOLDER / "fair.toml").open("rb") as file:
        assert tomllib.load(file)["format"] == "parvis-fair/1"


def test_thirty_people_come_through_in_the_order_of_the_sheet():
    assert [one.id for one in received().jobseekers] == [f"p{n:02d}" for n in range(1, 31)]
    assert [one.person for one in received().statistics] == [f"p{n:02d}" for n in range(1, 31)]


def test_every_stand_and_every_offer_comes_through():
    assert len(received().exhibitors) == len(rows("exhibitors.csv", "utf-8-sig", ";")) - 1 == 22
    assert len(received().offers) == len(rows("offers.csv", "utf-8", ",")) - 1 == 55


def test_only_the_two_planted_cells_need_mending():
    assert [
        (flaw.file, flaw.line, flaw.column, flaw.value, flaw.suggestion, flaw.lost)
        for flaw in in_cells()
    ] == [
        ("jobseekers.csv", 12, "Contrats", "CDII|intérim", "CDI|intérim", False),
        ("jobseekers.csv", 23, "Départ", "11h30", "", False),
    ]


def test_mending_both_cells_leaves_nothing_to_mend():
    raw = (FOLDER / "jobseekers.csv").read_bytes().decode("cp1252")
    mended = raw.replace("CDII|", "CDI|").replace("13h30;11h30", "13h30;16h30").encode("cp1252")
    files = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    again = read_files(files | {"jobseekers.csv": mended})
    people = {one.id: one for one in again.jobseekers}
    assert [flaw for flaw in again.flaws if flaw.line > 1] == []
    assert people["p11"].contracts == (Contract.CDI, Contract.INTERIM)
    assert people["p22"].leaves == time(16, 30)


def test_unknown_contract_keeps_the_other_contract():
    assert person("p11").contracts == (Contract.INTERIM,)


def test_leaving_before_arriving_loses_the_hour_not_the_person():
    bilal = person("p22")
    assert (bilal.first_name, bilal.arrives, bilal.leaves) == ("Bilal", time(13, 30), None)


def test_nothing_is_set_aside():
    assert [flaw for flaw in received().flaws if flaw.lost] == []


def test_headings_that_were_guessed_doubled_or_unknown_are_told():
    told = {(flaw.column, flaw.suggestion) for flaw in received().flaws if flaw.line == 1}
    assert told == {("Compétances", "skills"), ("Téléphone", ""), ("Remarque de l'atelier", "")}


def test_nothing_of_an_unknown_column_is_kept():
    assert "concours de jeux vidéo" not in repr(received())
    assert received().asides == {}


def test_home_phone_serves_when_there_is_no_mobile():
    assert (person("p02").phone, person("p16").phone) == ("0639981002", "0465712016")


def test_accents_of_the_windows_file_arrive_whole():
    assert person("p23").full_name == "Françoise Lœillard-Prades"
    assert person("p12").last_name == "O'Kembéla"
    assert person("p07").first_name == "María José"


def test_hours_written_in_many_ways_are_read():
    arrivals = {key: person(key).arrives for key in ("p01", "p02", "p06", "p17", "p30")}
    assert arrivals == {
        "p01": time(9, 45),
        "p02": time(9, 30),
        "p06": time(10, 30),
        "p17": time(10),
        "p30": None,
    }


def test_decimal_comma_is_read_as_a_distance():
    assert (person("p06").radius_km, person("p23").radius_km) == (12.5, 7.5)


def test_diplomas_in_everyday_words_are_read():
    words = {
        key: person(key).diploma_level for key in ("p01", "p02", "p03", "p05", "p15", "p18", "p19")
    }
    assert words == {
        "p01": DiplomaLevel.BAC_5,
        "p02": DiplomaLevel.CAP,
        "p03": DiplomaLevel.NONE,
        "p05": None,
        "p15": DiplomaLevel.BAC,
        "p18": DiplomaLevel.BAC_2,
        "p19": DiplomaLevel.BAC_3,
    }


def test_ease_with_digital_tools_in_words_or_figures_is_read():
    words = {key: person(key).digital_level for key in ("p02", "p04", "p05", "p07", "p08", "p23")}
    assert words == {
        "p02": DigitalLevel.OFFICE,
        "p04": DigitalLevel.NEVER,
        "p05": DigitalLevel.PHONE_ONLY,
        "p07": DigitalLevel.MAIL_AND_WEB,
        "p08": DigitalLevel.ADVANCED,
        "p23": DigitalLevel.MAIL_AND_WEB,
    }


def test_archaeologist_keeps_her_limits_and_no_illness():
    ines = person("p01")
    assert set(ines.avoid) == {Condition.LOADS, Condition.STANDING}
    assert ines.needs == (Need.SITTING,)
    assert ines.french_level is FrenchLevel.NATIVE


def test_parent_with_little_french_keeps_her_hours_and_her_interpreter():
    zohra = person("p05")
    assert (zohra.french_level, zohra.interpreter) == (FrenchLevel.A1, "ar")
    assert zohra.hours_wanted == (Hours.SCHOOL_HOURS,)
    assert zohra.licences == ()


def test_every_person_can_be_called_or_written_to():
    assert [one.id for one in received().jobseekers if not (one.phone or one.email)] == []


def test_phones_and_addresses_belong_to_nobody():
    sheet = rows("jobseekers.csv", "cp1252", ";")
    columns = {
        kind: [at for at, heading in enumerate(sheet[0]) if heading == kind]
        for kind in ("Téléphone", "E-mail")
    }
    phones = [row[at] for row in sheet[1:] for at in columns["Téléphone"] if row[at]]
    written = [re.sub(r"[\s.\-]", "", phone) for phone in phones]
    addresses = [row[at] for row in sheet[1:] for at in columns["E-mail"] if row[at]]
    assert len(columns["Téléphone"]) == 2
    assert [phone for phone in written if not PHONE_OF_FICTION.fullmatch(phone)] == []
    assert [address for address in addresses if not address.endswith("@example.org")] == []


def test_people_are_of_age_and_of_all_ages():
    ages = [2023 - facts.birth_year for facts in received().statistics if facts.birth_year]
    assert (min(ages), max(ages), len(ages)) == (18, 62, 30)


def test_every_answer_for_statistics_is_given_by_someone():
    assert {facts.qpv for facts in received().statistics} == set(Answer)
    assert {facts.rqth for facts in received().statistics} >= {Answer.YES, Answer.DECLINED}


def test_stands_are_of_every_kind_and_each_brings_an_offer():
    assert {stand.kind for stand in received().exhibitors} == set(ExhibitorKind)
    assert {offer.exhibitor for offer in received().offers} == {
        stand.id for stand in received().exhibitors
    }


def test_job_adverts_belong_to_fictional_employers_only():
    fictional = {stand.id for stand in received().exhibitors if "(fictif)" in stand.name}
    named = [
        offer
        for offer in received().offers
        if offer.exhibitor not in fictional and offer.kind is OfferKind.JOB
    ]
    assert len(fictional) == 7
    assert [offer.id for offer in named if offer.contracts or offer.pay or offer.rome] == []
    assert [offer.id for offer in named if "(exemple fictif)" not in offer.description] == []


def test_interviews_of_advice_are_support_and_lead_to_no_contract():
    advice = [
        offer for offer in received().offers if AN_INTERVIEW_OF_ADVICE.match(offer.description)
    ]
    assert [offer.id for offer in advice] == ["o45", "o47", "o48", "o49"]
    assert {(offer.kind, offer.contracts) for offer in advice} == {(OfferKind.SUPPORT, ())}


def test_workshops_have_seats_and_a_length():
    workshops = [offer for offer in received().offers if offer.kind is OfferKind.WORKSHOP]
    assert len(workshops) == 5
    assert {8 <= one.places <= 12 and 45 <= one.minutes <= 60 for one in workshops} == {True}


def test_certificates_are_online_without_diploma_and_say_nothing_of_their_price():
    certificates = offers_titled("Certificat")
    seen = Counter((one.remote, one.diploma_min, one.duration, one.free) for one in certificates)
    assert seen == {(True, DiplomaLevel.NONE, "6 mois", None): 4}


def test_rules_of_age_and_of_diploma_name_their_ground():
    grounds = {
        (offer.age_min, offer.age_max, offer.diploma_max): offer.entry_ground
        for offer in received().offers
        if offer.entry_ground
    }
    assert grounds[16, 29, None] == "Code du travail, art. L6222-1"
    assert grounds[None, None, DiplomaLevel.CAP].startswith("Règle du financeur")
    civic = offers_titled("Mission de service civique")
    assert [one.entry_ground for one in civic] == ["Code du service national, art. L120-1"]


def test_codes_of_occupations_have_the_form_of_rome():
    codes = [offer.rome for offer in received().offers if offer.rome]
    assert [code for code in codes if not re.fullmatch(r"[A-N]\d{4}", code)] == []
    assert len(set(codes)) >= 25


def test_tables_hold_the_promised_and_the_most_meetings_of_thirty_people():
    fair, slots = received().fair, SlotGrid.of(received().fair)
    seats = sum(
        stand.tables
        * len(
            slots.within(
                fair.moment(stand.opens or fair.opens), fair.moment(stand.closes or fair.closes)
            )
        )
        for stand in received().exhibitors
    )
    assert len(slots) == 26
    assert seats > 2 * len(received().jobseekers) * fair.most_meetings

import shutil
from contextlib import contextmanager
from datetime import date, time

import pytest
from sqlalchemy import Engine, event

from matching.domain.errors import FairError
from matching.intake.mapping import MappingAnswers
from matching.intake.opening import NOT_A_TABLE
from matching.services.files.examples import example_folder, open_example, schemes
from matching.services.files.mending.mend import Mend, mend, take_in
from matching.services.files.mending.needs_mending import is_no_entry, needs_mending
from matching.services.files.receive_files import (
    FairFrame,
    FlawsRefused,
    read_report,
    receive_files,
    receive_folder,
)
from matching.services.plan.announce import announce
from matching.store import fairs, import_report
from matching.store.day import happenings
from matching.store.people import badges
from tests.fairs import shop_in

MOSSON = "mosson-2023"


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(example_folder("mosson"), tmp_path / "mosson")


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def codes(shop):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)


@contextmanager
def statements_that_write():
    """The statements other than questions that reach a database meanwhile."""
    found = []

    def note(connection, cursor, statement, *rest):
        if statement.split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


FRAME = FairFrame("Forum d'été", date(2027, 6, 1), "Gymnase", time(9), time(17))
SAID = MappingAnswers(columns={"jobseekers": {"Projet de vie": "wishes"}})


@pytest.mark.parametrize("extra", ["", "3;Cy;;tard;\n", "Total;2;;;\n", "4;Di;bon;;B (auto)\n"])
def test_same_files_again_write_nothing(shop, extra):
    heads = "N°;Prénom;Niveau de français;Arrivée;Projet de vie"
    files = {
        "liste.csv": f"{heads}\n1;Ana;B1;9h;\n{extra}".encode(),
        "stands.csv": b"Nom;Tables\nMairie;1\n",
        "offres.csv": "Exposant;Intitulé;Annonce\nMairie;Accueil;Permis B exigé\n".encode(),
    }
    with statements_that_write() as first:
        receive_files(shop, files, frame=FRAME, said=SAID)
    with statements_that_write() as again:
        receipt = receive_files(shop, files, frame=FRAME, said=SAID)
    assert (bool(first), again, receipt.changed) == (True, [], False)


def test_example_fair_is_received_whole(shop):
    receipt = open_example(shop, "mosson")
    assert (receipt.jobseekers, receipt.exhibitors, receipt.offers) == (30, 22, 55)
    assert receipt.changed is True
    assert "mosson" in schemes()


def test_same_folder_twice_changes_nothing(shop, folder):
    receive_folder(shop, folder)
    before, carried = entries(shop), codes(shop)
    assert receive_folder(shop, folder).changed is False
    assert (entries(shop), codes(shop)) == (before, carried)


def test_everybody_gets_one_badge_and_one_call_number(shop, folder):
    receive_folder(shop, folder)
    assert len(set(codes(shop).values())) == 30
    assert sorted(entries(shop).call_numbers.values()) == list(range(1, 31))


@pytest.mark.slow
def test_corrected_name_keeps_badge_and_call_number(shop, folder):
    receive_folder(shop, folder)
    carried, numbers = codes(shop), entries(shop).call_numbers
    people = folder / "jobseekers.csv"
    first = entries(shop).jobseekers["p01"].first_name.encode("cp1252")
    people.write_bytes(people.read_bytes().replace(b";" + first + b";", b";Corrig\xe9e;", 1))
    assert receive_folder(shop, folder).changed is True
    assert entries(shop).jobseekers["p01"].first_name == "Corrigée"
    assert (codes(shop), entries(shop).call_numbers) == (carried, numbers)


def test_two_flaws_of_the_example_can_be_mended(shop):
    receipt = open_example(shop, "mosson")
    harm = [flaw for flaw in receipt.flaws if needs_mending(flaw)]
    assert [(flaw.line, flaw.column) for flaw in harm] == [(12, "Contrats"), (23, "Départ")]
    values = ["CDI|intérim", "16h30"]
    mends = [
        Mend(flaw.file, flaw.line, flaw.column, value)
        for flaw, value in zip(harm, values, strict=True)
    ]
    mended = mend(shop, MOSSON, mends)
    assert mended.changed is True
    assert [flaw for flaw in mended.flaws if needs_mending(flaw)] == []
    assert [flaw.code for flaw in read_report(shop, MOSSON).flaws] == [
        "heading_twice", "heading_guessed", "heading_unknown",
    ]  # fmt: skip


def test_strict_import_refuses_flaws_and_changes_nothing(shop, folder):
    with pytest.raises(FlawsRefused) as refusal:
        receive_folder(shop, folder, strict=True)
    assert len(refusal.value.flaws) == 2
    with shop.store.reading() as reader:
        assert fairs.list_fairs(reader) == ()


def test_refused_folder_leaves_the_fair_as_it_was(shop, folder):
    receive_folder(shop, folder)
    before = entries(shop)
    (folder / "offers.csv").unlink()
    with pytest.raises(FairError, match="table_missing"):
        receive_folder(shop, folder)
    assert entries(shop) == before


def test_person_who_came_stays_when_the_list_no_longer_names_them(shop, folder):
    from matching.services.door.welcome import check_in

    receive_folder(shop, folder)
    check_in(shop, MOSSON, codes(shop)["p02"], nonce="n")
    rows = (folder / "jobseekers.csv").read_bytes().split(b"\r\n")
    gone = [row for row in rows if not row.startswith((b"p02;", b"p03;"))]
    (folder / "jobseekers.csv").write_bytes(b"\r\n".join(gone))
    receive_folder(shop, folder)
    left = entries(shop).jobseekers
    assert ("p02" in left, "p03" in left) == (True, False)
    with shop.store.reading() as reader:
        assert len(happenings.read_happenings(reader, MOSSON)) == 1


def test_files_without_a_fair_are_framed_by_what_was_typed(shop, folder):
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    frame = FairFrame("Forum d'été", date(2027, 6, 1), "Gymnase", time(9), time(17))
    receipt = receive_files(shop, files, frame=frame)
    assert receipt.fair == "forum-d-ete-2027-06-01"
    assert receipt.jobseekers == 30


def test_files_without_a_fair_nor_a_frame_are_refused(shop, folder):
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    with pytest.raises(FairError, match="fair_missing"):
        receive_files(shop, files)


def test_unknown_example_is_refused_and_names_those_there_are(shop):
    with pytest.raises(FairError) as refusal:
        open_example(shop, "atlantis")
    assert "mosson" in str(refusal.value.params["known"])


NOBODY_NUMBERED = (
    "first_name;last_name;phone\nAmina;Diaz;0639980001\nBilal;Ben Ali;0639980002\nChloé;O'Neil;\n"
)


def unnumbered(folder, people):
    (folder / "jobseekers.csv").write_text(people, encoding="utf-8")
    return folder


def badge_of(shop, first_name):
    found = {one.first_name: key for key, one in entries(shop).jobseekers.items()}
    return codes(shop)[found[first_name]], entries(shop).call_numbers[found[first_name]]


def test_badge_survives_a_corrected_name_in_a_list_without_ids(shop, folder):
    receive_folder(shop, unnumbered(folder, NOBODY_NUMBERED))
    before = badge_of(shop, "Amina"), badge_of(shop, "Chloé")
    mended = NOBODY_NUMBERED.replace("Diaz", "Díaz-Lopez").replace("O'Neil", "O'Neill")
    receive_folder(shop, unnumbered(folder, mended))
    assert (badge_of(shop, "Amina"), badge_of(shop, "Chloé")) == before
    assert len(entries(shop).jobseekers) == 3


def test_stranger_in_a_list_without_ids_gets_a_badge_of_their_own(shop, folder):
    receive_folder(shop, unnumbered(folder, NOBODY_NUMBERED))
    before = badge_of(shop, "Bilal")
    swapped = NOBODY_NUMBERED.replace("Bilal;Ben Ali;0639980002", "Binta;Ben Ali;0639980003")
    receive_folder(shop, unnumbered(folder, swapped))
    assert badge_of(shop, "Binta")[0] != before[0]


def test_person_who_drops_off_the_list_and_returns_keeps_badge_and_number(shop, folder):
    receive_folder(shop, unnumbered(folder, NOBODY_NUMBERED))
    before = badge_of(shop, "Bilal")
    without = "\n".join(line for line in NOBODY_NUMBERED.split("\n") if "Bilal" not in line)
    receive_folder(shop, unnumbered(folder, without))
    assert len(entries(shop).jobseekers) == 2
    receive_folder(shop, unnumbered(folder, NOBODY_NUMBERED))
    assert badge_of(shop, "Bilal") == before


def test_what_a_plan_names_stays_and_its_hours_too(drawn, folder):
    from matching.services.plan.plan_view import plan_view

    shop = drawn
    announce(shop, MOSSON)
    offers = folder / "exhibitors.csv"
    lines = offers.read_bytes().split(b"\n")
    offers.write_bytes(b"\n".join(line for line in lines if not line.startswith(b"cgi;")))
    receive_folder(shop, folder)
    assert plan_view(shop, MOSSON).meetings > 0
    frame = folder / "fair.toml"
    frame.write_text(frame.read_text().replace("slot_minutes = 15", "slot_minutes = 20"))
    with pytest.raises(FairError, match="fair_planned"):
        receive_folder(shop, folder)


def with_people(folder, people):
    (folder / "jobseekers.csv").write_text(people, encoding="utf-8")
    return folder


ASIDE = "first_name;last_name;phone\nAmina;Diaz;0639980001\nTotal;;1\n"


def test_row_set_aside_is_taken_in_by_one_act_and_stays_in(shop, folder):
    before = receive_folder(shop, with_people(folder, ASIDE))
    aside = [flaw for flaw in before.flaws if is_no_entry(flaw)]
    assert (before.jobseekers, [flaw.line for flaw in aside]) == (1, [3])
    after = take_in(shop, MOSSON, file="jobseekers.csv", line=3)
    assert (after.jobseekers, [flaw for flaw in after.flaws if is_no_entry(flaw)]) == (2, [])
    mended = mend(shop, MOSSON, [Mend("jobseekers.csv", 2, "first_name", "Aminata")])
    assert mended.jobseekers == 2


def test_consent_is_never_given_by_a_correction(shop, folder):
    people = "first_name;Consentement\nAmina;peut-être\nBo;Je refuse\n"
    receive_folder(shop, with_people(folder, people))
    for column in ("Consentement", "consent_contact"):
        with pytest.raises(FairError, match="consent_not_mended"):
            mend(shop, MOSSON, [Mend("jobseekers.csv", 2, column, "oui")])
    consents = {one.first_name: one.consent_contact for one in entries(shop).jobseekers.values()}
    assert consents == {"Amina": None, "Bo": False}


def test_nothing_private_or_unknown_reaches_the_store(shop, folder):
    people = (
        "first_name;IBAN;Pathologie;Remarques;Souhaits\n"
        "Amina;FR7630006000011234567890189;diabete;gauchere;vente 2 99 05 34 172 123 45\n"
    )
    receive_folder(shop, with_people(folder, people))
    with shop.store.reading() as reader:
        kept = repr(import_report.read_received_tables(reader, MOSSON)) + repr(
            read_report(shop, MOSSON)
        )
    written = kept + repr(entries(shop))
    assert not any(word in written for word in ("FR7630", "diabete", "gauchere", "2 99 05"))
    assert "vente" in written


STRAY = {"liste.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "vide.csv": b"bonjour\n"}


def test_files_that_give_nothing_are_refused_one_by_one_and_never_called_imported(shop):
    open_example(shop, "mosson")
    fair, before = entries(shop).fair, codes(shop)
    for files in (STRAY, {**STRAY, "offres.csv": b"Exposant;Intitul\xe9\nMairie;Accueil\n"}):
        with pytest.raises(FairError, match="files_not_read") as refused:
            receive_files(shop, files, frame=fair)
        told = [(one.code, one.params["file"]) for one in refused.value.refusals]
        assert told == [("not_a_table", "liste.xlsx"), ("headings_missing", "vide.csv")]
    left = MappingAnswers(kinds=dict.fromkeys(STRAY, NOT_A_TABLE))
    with pytest.raises(FairError, match="nothing_to_read"):
        receive_files(shop, STRAY, frame=fair, said=left)
    with pytest.raises(FairError, match="no_files"):
        receive_files(shop, {}, frame=fair)
    assert (entries(shop).fair, codes(shop)) == (fair, before)


def test_a_second_list_of_one_kind_is_not_called_imported_either(shop):
    open_example(shop, "mosson")
    people = "Pr\u00e9nom;Nom\nAna;Sol\n".encode()
    with pytest.raises(FairError, match="files_not_read") as refused:
        receive_files(
            shop, {"visiteurs.csv": people, "divers.csv": people}, frame=entries(shop).fair
        )
    assert [one.code for one in refused.value.refusals] == ["table_twice"]

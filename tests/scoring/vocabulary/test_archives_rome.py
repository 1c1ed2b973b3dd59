import pytest

from matching.scoring.vocabulary.archives import OfficialSkill, read_archive
from tests.scoring.official_archives import OPTIONAL, REQUIRED, rome_files, unpacked, zipped


def rome(tmp_path, **how):
    return read_archive(zipped(tmp_path / "RefRomeCsv.zip", rome_files(**how)))


def sheet(found, code):
    return next(entry for entry in found.occupations if entry.code == code)


def test_an_archive_becomes_trades_in_the_order_of_their_codes(tmp_path):
    found = rome(tmp_path)
    assert found.source == "rome"
    assert [entry.code for entry in found.occupations] == [
        *("G1602", "G1604", "K1304", "M1805", "M1810", "M1855")
    ]
    assert found.missing == ()


def test_a_trade_keeps_every_other_name_as_it_is_written(tmp_path):
    found = rome(tmp_path)
    web = sheet(found, "M1855")
    assert web.label == "Développeur / Développeuse web"
    assert web.labels == ("Intégrateur / Intégratrice multimédia",)
    assert sheet(found, "G1602").labels == ("Garçon / Fille de salle",)
    assert found.trade_labels == 9  # six titles, three more names, none of an absent sheet


def test_a_definition_is_in_order_and_without_the_way_in(tmp_path):
    assert sheet(rome(tmp_path), "G1602").text == "Prépare des plats. Veille à l'hygiène."


def test_moves_are_in_the_order_of_their_numbers_and_to_known_trades(tmp_path):
    moves = sheet(rome(tmp_path), "M1855").near
    assert moves == ("M1810", "G1602", "M1805", "G1604", "K1304")


def test_skills_at_the_heart_of_a_trade_are_told_apart(tmp_path):
    found = rome(tmp_path)
    cook = sheet(found, "G1602")
    assert cook.core == ("301",)
    assert cook.skills == ("304", "400", "401")
    assert sheet(found, "G1604").core == ("302",)
    assert sheet(found, "M1855").skills == ()  # neither a context of work nor an unknown item


def test_skills_have_their_wider_skill_and_kind(tmp_path):
    found = {skill.code: skill for skill in rome(tmp_path).skills}
    assert found["301"] == OfficialSkill("301", "Cuire une viande", parent="300", kind="know_how")
    kinds = {code: found[code].kind for code in ("300", "304", "400", "401")}
    assert kinds == {"300": "wide", "304": "attitude", "400": "knowledge", "401": "certificate"}


def test_parents_and_digital_trades_come_from_the_sheet(tmp_path):
    web = sheet(rome(tmp_path), "M1855")
    assert (web.parent, web.digital) == ("M1805", True)
    assert not sheet(rome(tmp_path), "G1602").digital


def test_the_attribution_names_the_version_of_the_files(tmp_path):
    found = rome(tmp_path, name="unix_{table}_v467_utf8.csv")
    assert found.version == "467"
    assert found.attribution == "France Travail, ROME 4.0 version 467, Licence Ouverte 2.0"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Numero de version : 61\nTitre : ROME 4.0 version 61 - 25M12", "461"),
        ("Numero de version : 61", "61"),
    ],
)
def test_the_version_comes_from_its_own_file_when_names_do_not_tell(tmp_path, text, version):
    files = rome_files(name="unix_{table}.csv") | {"version.txt": text.encode()}
    assert read_archive(zipped(tmp_path / "rome.zip", files)).version == version


def test_an_archive_that_tells_no_version_is_known_by_its_content(tmp_path):
    found = rome(tmp_path, name="{table}.csv")
    assert found.version == found.digest[:8]


@pytest.mark.parametrize("within", ["", "RefRomeCsv/"])
@pytest.mark.parametrize("pack", [zipped, unpacked])
@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "utf-8-sig"},
        {"encoding": "iso8859-15"},
        {"encoding": "iso8859-15", "name": "unix_{table}_v460_iso8859-15.csv"},
        {"delimiter": ";"},
        {"delimiter": ";", "encoding": "iso8859-15", "name": "UNIX_{table}_V460.CSV"},
    ],
)
def test_packing_and_encoding_change_nothing(tmp_path, pack, within, how):
    plain = rome(tmp_path)
    again = read_archive(pack(tmp_path / "again", rome_files(**how), within))
    assert again == plain


def test_a_folder_with_the_archive_inside_is_the_archive(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    zipped(folder / "RefRomeCsv.zip", rome_files())
    assert read_archive(folder) == rome(tmp_path)


def test_letters_damaged_at_the_publisher_do_not_change_the_others(tmp_path):
    name = "unix_referentiel_code_rome_v460_utf8.csv"
    files = rome_files()
    files[name] = files[name].replace("Crêpière".encode(), b"Cr\xeapi\xe8re")
    found = read_archive(zipped(tmp_path / "rome.zip", files))
    assert sheet(found, "M1855").label == "Développeur / Développeuse web"


def test_of_two_versions_the_newer_is_read(tmp_path):
    old = rome_files(name="unix_{table}_v99_utf8.csv")
    found = read_archive(zipped(tmp_path / "rome.zip", rome_files() | old))
    assert found.version == "460"


def test_of_two_encodings_one_is_read(tmp_path):
    latin = rome_files(name="unix_{table}_v460_iso8859-15.csv", encoding="iso8859-15")
    both = read_archive(zipped(tmp_path / "both.zip", rome_files() | latin))
    assert both == rome(tmp_path)


@pytest.mark.parametrize("table", OPTIONAL)
def test_an_optional_file_that_is_missing_is_named(tmp_path, table):
    found = rome(tmp_path, without=[table], name="unix_{table}_v461_iso8859-15.csv")
    assert found.missing == (f"unix_{table}_v461_iso8859-15.csv",)
    assert len(found.occupations) == 6


def test_names_of_trades_are_enough(tmp_path):
    found = rome(tmp_path, without=OPTIONAL)
    assert len(found.missing) == len(OPTIONAL)
    assert (found.trade_labels, found.skill_labels) == (9, 0)


def test_the_tree_of_skills_gives_parents_when_their_column_is_not_there(tmp_path):
    files = rome_files()
    name = "unix_referentiel_competence_v460_utf8.csv"
    files[name] = files[name].replace(b"code_ogr_macro_comp", b"something_else")
    found = {skill.code: skill for skill in read_archive(zipped(tmp_path / "r.zip", files)).skills}
    assert (found["301"].parent, found["302"].parent) == ("300", "")


def test_the_digest_changes_with_a_word_and_not_with_the_version_number(tmp_path):
    files = rome_files(name="unix_{table}_v461_utf8.csv")
    later = read_archive(zipped(tmp_path / "later.zip", files))
    name = "unix_referentiel_appellation_v461_utf8.csv"
    files[name] = files[name].replace(b"Fille", b"Dame")
    changed = read_archive(zipped(tmp_path / "changed.zip", files))
    assert later.digest == rome(tmp_path).digest != changed.digest


def test_required_tables_are_those_without_which_no_trade_has_a_name():
    assert set(REQUIRED).isdisjoint(OPTIONAL)

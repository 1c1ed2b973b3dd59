"""Every code that intake can say is provoked here, and has its sentence in both languages."""

import ast
import string
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.pofile import read_po
from openpyxl import Workbook

import matching.intake
import matching.phrases
from matching.domain.errors import FairError
from matching.intake.folder import read_folder, read_tables
from matching.intake.headings import HELPING, KINDS, columns
from matching.intake.map_file import read_map_file
from matching.intake.mapping import MappingAnswers, table_with
from matching.intake.replay import replayed
from matching.intake.tables.layout import read_table
from matching.phrases.say import codes, say

from .sheets import FAIR, FAIR_TOML, files, one_cell, read, received, tabs, workbook
from .test_workbooks import archive, computed

CATALOGUES = Path(matching.phrases.__file__).parent / "catalogues"


def catalogue(language: str) -> dict[str, str]:
    with (CATALOGUES / language / "intake.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def people(text):
    return lambda: received(jobseekers=text)


def cell(kind, column, written):
    return lambda: one_cell(kind, column, written)


def said(kind, choices):
    tables = received(jobseekers="id;first_name;phone\nj1;Ana;06\n").tables
    return [table_with(table, MappingAnswers(columns={kind: choices})) for table in tables]


def hidden_column():
    return marked(lambda sheet: sheet.column_dimensions.__getitem__("B"))


def hidden_row():
    return marked(lambda sheet: sheet.row_dimensions[3])


def marked(find):
    book = Workbook()
    for row in (["id", "first_name"], ["j1", "Ana"], ["j2", "Bo"]):
        book.active.append(row)
    find(book.active).hidden = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


_COMPUTED = workbook([["id", "first_name", "most_meetings"], ["j1", "Ana", "=1+2"]])


def mended_twice():
    """A cell mended by hand, of which the next file says something else again."""
    first, second = (
        received(jobseekers=f"id;first_name;arrives\nj1;Ana;{hour}\n") for hour in ("tard", "10h")
    )
    mended = first.tables[0].with_cell(2, "arrives", "9h30")
    return read_tables(FAIR, [replayed(second.tables[0], mended), *second.tables[1:]])


def accepted():
    """A cell that nobody could read, which somebody called right as it stands."""
    first = received(jobseekers="id;first_name;arrives\nj1;Ana;tard\n")
    return read_tables(FAIR, [first.tables[0].accepting(2, "arrives"), *first.tables[1:]])


FLAWS = {
    "mend_outdated": mended_twice,
    "id_shared": people("code;first_name\n" + "".join(f"K;{name}\n" for name in "ABCD")),
    "file_unknown": lambda: read(notes_csv="a;b\n1;2\n"),
    "key_of_days": lambda: read(fair_toml=FAIR_TOML + "last_day = 2030-01-01\n"),
    "key_unknown": lambda: read(fair_toml=FAIR_TOML + "couleur = 1\n"),
    "encoding_mixed": people("id;first_name\nj1;Zoé\n".encode() + b"j2;No\xe9\n"),
    "text_garbled": people("id;first_name\nj1;ZoÃ©\n"),
    "nul_removed": people(b"id;first_name\nj1;A\0na\n"),
    "other_sheets": people(workbook([["first_name"], ["Ana"]], sheets=["A", "B"])),
    "columns_cut": people([["id", "first_name"], ["j1", "Ana", *[None] * 298, "loin"]]),
    "title_skipped": people("Visiteurs;\nid;first_name\nj1;Ana\n"),
    "quote_open": people('id;first_name\nj1;"Ana\n'),
    "row_too_long": people("id;first_name\nj1;Ana;x\n"),
    "row_too_short": people("id;first_name;phone\nj1;Ana\n"),
    "cell_too_long": cell("jobseekers", "skills", "a" * 20_001),
    "text_damaged": cell("jobseekers", "commune", "Marsill\ufffd"),
    "cell_accepted": accepted,
    "cell_error": people([["first_name", "commune"], ["Ana", "#REF!"]]),
    "formula_read": people(computed(_COMPUTED, b"3")),
    "formula_without_value": people(_COMPUTED),
    "formula_text": cell("jobseekers", "commune", "=A1"),
    "heading_guessed": people("id;first_name;telphone\nj1;Ana;\n"),
    "heading_unknown": people("id;first_name;couleur\nj1;Ana;bleu\n"),
    "heading_twice": people("id;first_name;mobile;portable\nj1;Ana;;\n"),
    "number_unreadable": cell("jobseekers", "radius_km", "loin"),
    "number_not_whole": cell("offers", "places", "2,5"),
    "time_unreadable": cell("jobseekers", "arrives", "tôt"),
    "time_impossible": cell("jobseekers", "arrives", "25h"),
    "stretch_unreadable": cell("exhibitors", "breaks", "midi"),
    "date_unreadable": cell("offers", "starts_on", "bientôt"),
    "date_impossible": cell("offers", "starts_on", "31/02/2023"),
    "date_partial": cell("offers", "starts_on", "septembre 2023"),
    "date_from_number": cell("offers", "starts_on", "45170"),
    "year_short": cell("jobseekers", "birth_year", "87"),
    "email_several": cell("jobseekers", "email", "a@exemple.fr / b@exemple.fr"),
    "weekday_other": cell("jobseekers", "available_from", "lundi 12/03/2027"),
    "presence_parted": people("id;first_name;présence\nj1;Ana;9h-10h30 et 11h-12h\n"),
    "diploma_without_level": cell("jobseekers", "diploma_level", "BAFA"),
    "workshop_length": lambda: received(
        offers="id;exhibitor;kind;title\no1;mairie;atelier;Atelier CV\n"
    ),
    "presence_one_hour": people("id;first_name;présence\nj1;Ana;14H30\n"),
    "age_ground_known": lambda: received(
        offers="id;exhibitor;title;contracts;skills_required\n"
        "o1;mairie;A;apprentissage;moins de 30 ans\n"
    ),
    "skill_moved": people("id;first_name;skills\nj1;Ana;vente | 28 ans\n"),
    "skill_contradicted": people("id;first_name;french_level;skills\nj1;Ana;A2;français B2\n"),
    "skill_asked": people("id;first_name;skills\nj1;Ana;vente | B1\n"),
    "french_level_kept": people("id;first_name;language;french_level\nj1;Ana;français B2;A2\n"),
    "stand_is_school": lambda: received(
        offers="id;exhibitor;title;kind\no1;cfa;CAP maçon;formation\n"
    ),
    "stand_is_support": lambda: received(
        exhibitors="name\nCCAS\n",
        offers="exhibitor;title;kind\nCCAS;Se loger;accompagnement\n",
    ),
    "age_unreadable": cell("jobseekers", "age", "jeune"),
    "year_unreadable": cell("jobseekers", "birth_year", "vingt ans"),
    "phone_impossible": cell("jobseekers", "phone", "06"),
    "phone_several": cell("jobseekers", "phone", "0612345678 ou 0712345678"),
    "email_implausible": cell("jobseekers", "email", "ana"),
    "email_doubtful": cell("jobseekers", "email", "ana@gmail.con"),
    "level_vague": cell("jobseekers", "french_level", "débutant"),
    "level_unknown": cell("jobseekers", "digital_level", "zzz"),
    "diploma_old_scale": cell("jobseekers", "diploma_level", "niveau V"),
    "yes_no_unreadable": cell("jobseekers", "vehicle", "bof"),
    "unknown_value": cell("jobseekers", "contracts", "bonheur"),
    "unknown_language": cell("jobseekers", "language", "klingonais ancien"),
    "language_several": cell("jobseekers", "language", "arabe, français"),
    "licence_not_held": cell("jobseekers", "licences", "B en cours"),
    "licence_guessed": cell("jobseekers", "licences", "oui"),
    "interpreter_language": cell("jobseekers", "interpreter", "oui"),
    "rome_form": cell("offers", "rome", "1805"),
    "first_name_missing": people("id;first_name\nj1;\nj2;Bo\n"),
    "nobody_says_what": people("id;first_name\na;Ana\nb;Bo\nc;Cy\nd;Di\ne;Ed\n"),
    "few_say_what": people("id;first_name;wishes\na;Ana;vente\nb;Bo;\nc;Cy;\nd;Di;\ne;Ed;\n"),
    "stands_without_offer": lambda: received(
        exhibitors="id;name\nmairie;Mairie\nb;B\nc;C\nd;D\ne;E\n"
    ),
    "offer_is_support": lambda: received(
        exhibitors="id;name;kind\ncaf;CAF;soutien\n",
        offers="id;exhibitor;kind;title\no1;caf;atelier;Point CAF\n",
    ),
    "name_order": people("id;Nom et prénom\nj1;Durand Ana\n"),
    "first_name_unsaid": people("id;Nom et prénom\nj1;Mme Durand\n"),
    "column_private": people("id;first_name;IBAN\nj1;Ana;x\n"),
    "column_not_used": lambda: read_tables(FAIR, said("jobseekers", {"phone": ""})),
    "column_hidden": people(hidden_column()),
    "cell_private": cell("jobseekers", "skills", "vendre 2 99 05 34 172 123 45"),
    "consent_unread": cell("jobseekers", "consent_contact", "à voir"),
    "licence_unknown": cell("jobseekers", "licences", "rose"),
    "licence_either": cell("jobseekers", "licences", "B ou C"),
    "demand_either": cell("offers", "diploma_min", "CAP ou expérience"),
    "no_name": cell("exhibitors", "recruiters", "2 personnes"),
    "demand_is_wish": cell("offers", "licences_required", "B souhaité"),
    "demand_vehicle": cell("offers", "licences_required", "B + véhicule"),
    "heading_asked": cell("jobseekers", "Mobilité", "vélo cargo"),
    "demand_unsaid": cell("offers", "description", "Permis C exigé"),
    "sheets_joined": people(
        tabs(A=[["N°", "Prénom"], [1, "Ana"]], B=[["N°", "Prénom"], [2, "Bo"]])
    ),
    "sheet_numbers": people(
        tabs(A=[["N°", "Prénom"], [1, "Ana"]], B=[["N°", "Prénom"], [1, "Bo"]])
    ),
    "map_place_taken": lambda: received(
        exhibitors="id;name;map_x;map_y\nx;X;1;1\nmairie;Mairie;1;1\n"
    ),
    "exhibitor_joined": lambda: received(exhibitors="name;recruiters\nmairie;Mme A\nmairie;M. B\n"),
    "licence_vehicle_unread": people("id;first_name;Permis/véhicule\nj1;Ana;à voir\n"),
    "row_total": people("id;first_name;phone\nj1;Ana;\nTotal;;1\n"),
    "row_heading": people("id;first_name;phone\nj1;Ana;\nid;first_name;phone\n"),
    "row_example": people("id;first_name;last_name\nexemple;Exemple;À effacer\nj1;Ana;Li\n"),
    "row_group": people("id;first_name;phone\nj1;Ana;\n;Groupe A;\n"),
    "row_footer": people("id;first_name;phone\nj1;Ana;\nFait le 3 mai;;\n"),
    "row_cancelled": people("id;first_name;Inscription\nj1;Ana;\nj2;Bo;annulée\n"),
    "row_hidden": people(hidden_row()),
    "row_unanswered": people("id;first_name;phone;email\nj1;Ana;;\nj2;;;\n"),
    "name_missing": lambda: received(exhibitors="id;name\nx;\nmairie;Mairie\n"),
    "title_missing": lambda: received(offers="exhibitor;title\ncfa;\ncfa;A\n"),
    "exhibitor_missing": lambda: received(offers="exhibitor;title\n;A\ncfa;A\n"),
    "exhibitor_unknown": lambda: received(offers="exhibitor;title\nzzz;A\ncfa;A\n"),
    "exhibitor_lost": lambda: received(
        exhibitors="id;name;tables\nx;X;0\nmairie;Mairie;1\n",
        offers="exhibitor;title\nx;A\nmairie;A\n",
    ),
    "duplicate_id": people("id;first_name\nj1;Ana\nj1;Bo\n"),
    "duplicate_person": people("first_name\nAna\nAna\n"),
    "duplicate_offer": lambda: received(offers="exhibitor;title\nmairie;Accueil\nmairie;Accueil\n"),
    "offer_maybe_twice": lambda: received(
        offers="id;exhibitor;title\no1;mairie;Accueil\no2;mairie;Accueil\n"
    ),
    "person_maybe_twice": people("id;first_name;phone\nj1;Ana;0612345678\nj2;Ana;0612345678\n"),
    "free_never": cell("jobseekers", "leaves", "8h"),
    "stand_never_open": cell("exhibitors", "closes", "8h"),
    "hours_outside": cell("exhibitors", "opens", "8h"),
    "invalid_range": cell("jobseekers", "radius_km", "-1"),
    "invalid_hours": people("id;first_name;arrives;leaves\nj1;Ana;12h;11h\n"),
    "invalid_crossed": lambda: received(
        offers="exhibitor;title;diploma_min;diploma_max\ncfa;A;5;3\ncfa;B;;\n"
    ),
    "invalid_above_places": lambda: received(
        offers="exhibitor;title;kind;places;group_min\ncfa;A;workshop;4;5\n"
    ),
    "invalid_age_without_ground": lambda: received(
        offers="exhibitor;title;age_min\ncfa;A;18\ncfa;B;\n"
    ),
}


def toml(old, new):
    return lambda: read(fair_toml=FAIR_TOML.replace(old, new))


def table(content):
    return lambda: read_table("jobseekers", "jobseekers.xlsx", content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def map_file(text):
    def read():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "map.toml"
            path.write_text(text, "utf-8")
            return read_map_file(path)

    return read


REFUSALS = {
    "map_unreadable": map_file("files = ["),
    "map_format": map_file('format = "parvis-map/9"'),
    "map_name_unknown": map_file('format = "parvis-map/1"\n[columns.jobseeker]\n'),
    "folder_missing": lambda: read_folder(Path("nulle-part")),
    "file_too_large": table(b" " * 25_000_001),
    "fair_missing": lambda: read(fair_toml=None),
    "fair_unreadable": toml("date =", "date :"),
    "fair_format": toml("parvis-fair/1", "autre"),
    "fair_key_missing": toml("title", "titre"),
    "fair_value": toml("2023-06-30", '"hier"'),
    "fair_empty": toml("Forum d'essai", " "),
    "fair_range": toml("breaks", "rooms = -1\nbreaks"),
    "fair_hours": toml("17:00:00", "08:00:00"),
    "fair_id": toml("essai-2023", "É"),
    "fair_timezone": toml("breaks", 'timezone = "Mars"\nbreaks'),
    "fair_walk": toml("breaks", 'walks = [["A", "A", 5]]\nbreaks'),
    "fair_no_slot": toml("breaks", "slot_minutes = 240\nbreaks"),
    "table_missing": lambda: read(offers_csv=None),
    "table_twice": lambda: read(offers_xlsx=b"PK"),
    "table_empty": table(b""),
    "headings_missing": table(b"Bo;Li\nCy;Wu\n"),
    "column_missing": people("phone\n06\n"),
    "no_jobseekers": people("id;first_name\nj1;\n"),
    "no_exhibitors": lambda: received(exhibitors="id;name\nx;\n"),
    "no_offers": lambda: received(offers="exhibitor;title\nzzz;A\n"),
    "too_many_rows": table(b"first_name\n" + b"Ana\n" * 20_001),
    "not_a_table": table(b"%PDF-1.7"),
    "json_no_table": lambda: read_table("offers", "offres.json", b'{"total": '),
    "zip_bomb": table(archive({"xl/a.xml": b" " * 60_000_000})),
    "xlsx_broken": table(b"PK\x03\x04"),
    "xlsx_encrypted": table(OLE + "EncryptedPackage".encode("utf-16-le")),
    "parquet_format": table(b"PAR1"),
    "column_target_unknown": lambda: table_with(
        read().tables[0], MappingAnswers(columns={"jobseekers": {"first_name": "couleur"}})
    ),
    "line_unknown": lambda: read().tables[0].with_cell(99, "id", ""),
    "column_unknown": lambda: read().tables[0].with_cell(2, "couleur", ""),
}


@pytest.mark.parametrize("code", sorted(FLAWS))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_flaw_is_provoked_and_said(code, language):
    flaw = next(flaw for flaw in FLAWS[code]().flaws if flaw.code == code)
    sentence = say(
        f"flaw.{code}",
        language,
        file=flaw.file,
        line=flaw.line,
        column=flaw.column,
        value=flaw.value,
        suggestion=flaw.suggestion,
        **flaw.params,
    )
    assert not any(blank in sentence for blank in ("« »", "“”", "{"))
    assert len(flaw.value) <= 60


@pytest.mark.parametrize("code", sorted(REFUSALS))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_refusal_is_provoked_and_said(code, language):
    with pytest.raises(FairError) as refusal:
        REFUSALS[code]()
    assert refusal.value.code == code
    assert "{" not in say(f"error.{code}", language, **refusal.value.params)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that never opens")
def test_file_that_the_system_keeps_closed_is_refused(tmp_path):
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "offers.csv").unlink()
    (tmp_path / "offers.csv").symlink_to("/proc/self/mem")
    with pytest.raises(FairError) as refusal:
        read_folder(tmp_path)
    assert refusal.value.code == "file_unreadable"
    assert "offers.csv" in say("error.file_unreadable", "fr", **refusal.value.params)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_catalogue_says_exactly_what_intake_can_say(language):
    fields = {f"field.{column}" for kind in KINDS for column in (*columns(kind), *HELPING)}
    flaws = {f"flaw.{code}" for code in FLAWS}
    refusals = {f"error.{code}" for code in REFUSALS} | {"error.file_unreadable"}
    assert set(catalogue(language)) == fields | flaws | refusals


def test_both_languages_fill_the_same_blanks():
    def blanks(sentence):
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    french, english = catalogue("fr"), catalogue("en")
    for code, sentence in french.items():
        assert blanks(sentence) == blanks(english[code]), code


def test_every_code_in_the_source_has_its_sentence():
    makers = {"Doubt": 0, "doubtful": 0, "flaw": 0, "Flaw": 4, "Note": 3, "FairError": 0}
    said = set()
    for path in Path(matching.intake.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in makers and len(node.args) > makers[name]:
                said |= _texts(node.args[makers[name]])
    known = {code.partition(".")[2] for code in codes("fr")}
    assert said - known == set()
    assert len(said) > 60


def _texts(node):
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.islower()
    }

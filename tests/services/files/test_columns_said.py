"""What a person says of columns: used at once, remembered for the same form, cells never kept."""

import json

import pytest
from sqlalchemy import text as sql

from matching.intake.mapping import MappingAnswers
from matching.services.files.look_at_files import look_at_files
from matching.services.files.receive_files import receive_files
from matching.store import fairs
from tests.fairs import morning_fair, shop_in

FAIR = """format = "parvis-fair/1"
id = "essai"
title = "Forum d'essai"
date = 2027-03-12
opens = 09:30:00
closes = 17:00:00
"""
STANDS = "Nom;Tables\nMairie;1\n"
OFFERS = "Exposant;Intitulé\nMairie;Agent d'accueil\n"
PEOPLE = "Prénom;Nom;Ce qui me plaît\nAna;Sol;cuisine secrète\n"
LIKES = MappingAnswers(columns={"jobseekers": {"Ce qui me plaît": "wishes"}})


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def dropped(people=PEOPLE, **others):
    files = {"fair.toml": FAIR, "liste.csv": people, "stands.csv": STANDS, "offres.csv": OFFERS}
    return {name: content.encode() for name, content in (files | others).items() if content}


def wishes(shop):
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, "essai").jobseekers.values()
    return {person.first_name: person.wishes for person in people}


def settings(shop):
    with shop.store.reading() as reader:
        rows = reader.execute(sql("SELECT name, value FROM settings WHERE name LIKE 'form.%'"))
        return [tuple(row) for row in rows]


def test_look_at_files_keeps_nothing(shop):
    look = look_at_files(shop, dropped(), said=LIKES)
    assert [mapping.kind for mapping in look.mappings] == ["jobseekers", "exhibitors", "offers"]
    assert (look.fair.id, look.refusals) == ("essai", ())
    with shop.store.reading() as reader:
        assert (fairs.list_fairs(reader), settings(shop)) == ((), [])


def test_people_come_alone_and_offers_wait_for_stands(shop):
    assert look_at_files(shop, {"liste.csv": PEOPLE.encode()}).refusals == ()
    look = look_at_files(shop, {"offres.csv": OFFERS.encode()})
    assert [one.params["kind"] for one in look.refusals] == ["exhibitors"]


def test_column_said_once_is_used_and_known_again(shop):
    receive_files(shop, dropped(), said=LIKES)
    assert wishes(shop) == {"Ana": ("cuisine secrète",)}
    # Another day, another file of the same form: columns turned round, other people.
    again = "CE QUI ME PLAIT;nom;prénom\nvente;Li;Bo\n"
    receive_files(shop, dropped(people=again))
    assert wishes(shop) == {"Bo": ("vente",)}


def test_no_cell_of_anybody_is_remembered(shop):
    said = MappingAnswers(
        columns=LIKES.columns, answers={"jobseekers": {"wishes": {"0" * 24: "cuisinier"}}}
    )
    receive_files(shop, dropped(), said=said)
    kept = json.dumps(settings(shop))
    assert "cuisinier" in kept
    assert not any(word in kept for word in ("secrète", "Sol", "Ce qui"))


def test_untouched_columns_are_not_remembered(shop):
    receive_files(shop, dropped())
    assert settings(shop) == []


def test_one_table_alone_leaves_the_others_of_its_fair(shop):
    receive_files(shop, dropped())
    with shop.store.reading() as reader:
        fair = fairs.read_fair(reader, "essai")
    look = look_at_files(shop, {"liste.csv": PEOPLE.encode()}, fair="essai")
    assert look.refusals == ()
    receipt = receive_files(shop, {"liste.csv": PEOPLE.encode()}, frame=fair, said=LIKES)
    assert (receipt.jobseekers, receipt.exhibitors, receipt.offers) == (1, 1, 1)
    assert wishes(shop) == {"Ana": ("cuisine secrète",)}


ODD = "Qui vient;Pour quoi\nAna;{}\n"


def test_kind_that_somebody_said_of_a_form_holds_for_its_next_file(shop):
    """Said once of headings, by whatever name the next file comes."""
    frame = morning_fair()
    sent = {"stands.csv": b"Nom\nMairie\n", "offres.csv": b"Exposant;Titre\nMairie;Agent\n"}
    first = {**sent, "liste1.csv": ODD.format("vente").encode()}
    people = {"Qui vient": "first_name"}
    said = MappingAnswers(kinds={"liste1.csv": "jobseekers"}, columns={"jobseekers": people})
    receive_files(shop, first, frame=frame, said=said)
    again = {"liste2.csv": ODD.format("cuisine").encode()}
    look = look_at_files(shop, again, fair=frame.id)
    assert [(one.file, one.kind) for one in look.mappings] == [("liste2.csv", "jobseekers")]
    other = look_at_files(shop, again, said=MappingAnswers(kinds={"liste2.csv": "offers"}))
    assert [one.kind for one in other.mappings] == ["offers"]


def test_form_that_was_taken_in_as_two_kinds_is_told_by_its_headings_again(shop):
    """Nothing is known of it any more, and no file is refused for that."""
    frame = morning_fair()
    shared = b"Entreprise;Poste\nMairie;Agent\n"
    receive_files(shop, {"exposants.csv": shared, "offres.csv": shared}, frame=frame)
    look = look_at_files(shop, {"liste.csv": shared}, fair=frame.id)
    assert [(one.file, one.kind) for one in look.mappings] == [("liste.csv", "offers")]


def test_file_that_is_named_by_its_kind_is_of_it_whatever_its_form_was_before(shop):
    frame = morning_fair()
    shared = b"Entreprise;Poste\nMairie;Agent\n"
    receive_files(shop, {"stands.csv": STANDS.encode(), "offres.csv": shared}, frame=frame)
    look = look_at_files(shop, {"exposants.csv": shared}, fair=frame.id)
    assert [(one.file, one.kind) for one in look.mappings] == [("exposants.csv", "exhibitors")]

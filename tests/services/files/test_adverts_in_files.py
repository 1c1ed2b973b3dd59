"""Sentences of an advert in a file's description: asked offer by offer, never applied."""

from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.domain.fair import Fair
from matching.intake.adverts.advert_text import proposals_of
from matching.services.files.mending.mend import AdvertAnswer, mend
from matching.services.files.mending.to_mend import ToMend
from matching.services.files.receive_files import receive_files, receive_folder
from matching.services.prepare.steps import steps
from matching.store import fairs
from tests.fairs import shop_in

FRAME = Fair(
    id="essai", title="Essai", date=date(2027, 3, 12), opens=time(9, 30), closes=time(17), place=""
)
TOLD = "Livraison en ville. Permis C obligatoire, 3 ans d'expérience, travail le samedi, CACES 3"
CLOSING = ("licences_required", "hours", "diploma_min", "experience_min", "french_level_min")


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def files(*offers, heading="Annonce"):
    rows = "".join(f"Mairie;{title};{hours};{told}\n" for title, hours, told in offers)
    return {
        "liste.csv": "Prénom;Nom;Souhaits\nAna;Sol;cuisine\n".encode(),
        "stands.csv": b"Nom;Tables\nMairie;1\n",
        "offres.csv": f"Exposant;Intitulé;Horaires;{heading}\n{rows}".encode(),
    }


def offers_of(shop):
    with shop.store.reading() as reader:
        return {one.title: one for one in fairs.read_entries(reader, "essai").offers.values()}


def demands(flaws):
    return [(str(one.params["demands"]), str(one.params["words"])) for one in flaws]


@pytest.mark.parametrize("heading", ["Annonce", "Description", "Descriptif du poste", "Missions"])
def test_what_a_text_demands_is_asked_once_an_offer_and_closes_nothing(shop, heading):
    offers = files(("Livreur", "", TOLD), ("Accueil", "", "Sourire"), heading=heading)
    receipt = receive_files(shop, offers, frame=FRAME)
    (asked,) = ToMend.of(receipt.flaws).adverts
    assert demands(asked) == [
        ("hours", "weekend"), ("licences_required", "C"), ("licences_required", "CACES cat. 3"),
        ("experience_min", "3"),
    ]  # fmt: skip
    offer = offers_of(shop)["Livreur"]
    assert [getattr(offer, column) for column in CLOSING] == [(), (), None, None, None]
    look = next(step for step in steps(shop, "essai") if step.name == "look")
    assert [(lack.code, lack.count) for lack in look.lacks] == [("to_confirm", 1)]
    assert heading in asked[0].column


def test_what_is_confirmed_stands_in_the_columns_and_the_rest_is_not_asked_again(shop):
    told = files(("Livreur", "matin", TOLD))
    (asked,) = ToMend.of(receive_files(shop, told, frame=FRAME).flaws).adverts
    first = asked[0]
    answer = AdvertAnswer(
        first.file, first.line, first.column, (("licences_required", "C"), ("hours", "weekend"))
    )
    for receipt in (mend(shop, "essai", adverts=[answer]), receive_files(shop, told, frame=FRAME)):
        assert ToMend.of(receipt.flaws).is_empty
        offer = offers_of(shop)["Livreur"]
        assert (offer.licences_required, offer.experience_min) == (("C",), None)
        assert [hours.value for hours in offer.hours] == ["morning", "weekend"]
        assert offer.description == TOLD


def test_offer_of_which_nothing_is_demanded_stays_open_when_its_list_comes_again(shop):
    told = files(("Livreur", "", f'"Ligne une\n{TOLD}"'))
    (asked,) = ToMend.of(receive_files(shop, told, frame=FRAME).flaws).adverts
    none = AdvertAnswer(asked[0].file, asked[0].line, asked[0].column)
    mend(shop, "essai", adverts=[none])
    receipt = receive_files(shop, told, frame=FRAME)
    assert ToMend.of(receipt.flaws).is_empty
    assert offers_of(shop)["Livreur"].licences_required == ()
    assert offers_of(shop)["Livreur"].description == f"Ligne une\n{TOLD}"


@pytest.mark.parametrize(
    ("kind", "told", "asked"),
    [
        ("formation", "Vise un niveau 4, permis B passé avec nous", []),
        ("formation", "Niveau 4 exigé à l'entrée", [("diploma_min", "4")]),
        ("accompagnement", "Permis B aidé par le stand", []),
        ("emploi", "Permis B", [("licences_required", "B")]),
        ("", "Permis B souhaité, débutant accepté", []),
    ],
)
def test_courses_and_help_demand_only_in_words_that_demand(shop, kind, told, asked):
    offers = f"Exposant;Intitulé;Type;Description\nMairie;Un titre;{kind};{told}\n".encode()
    receipt = receive_files(shop, {**files(), "offres.csv": offers}, frame=FRAME)
    found = ToMend.of(receipt.flaws).adverts
    assert [demand for flaws in found for demand in demands(flaws)] == asked


@pytest.mark.parametrize(
    ("licence", "asked"), [("aucun", []), ("C", []), ("B", [("licences_required", "C")])]
)
def test_a_column_that_says_it_leaves_nothing_to_ask(shop, licence, asked):
    offers = f"Exposant;Intitulé;Permis;Description\nMairie;Livreur;{licence};Permis C exigé\n"
    receipt = receive_files(shop, {**files(), "offres.csv": offers.encode()}, frame=FRAME)
    found = ToMend.of(receipt.flaws).adverts
    assert [demand for flaws in found for demand in demands(flaws)] == asked


def test_a_question_of_a_text_refuses_no_strict_import(shop, tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    for name, content in files(("Livreur", "", TOLD)).items():
        (folder / name).write_bytes(content)
    (folder / "fair.toml").write_text(
        'format = "parvis-fair/1"\nid = "essai"\ntitle = "Essai"\ndate = 2027-03-12\n'
        "opens = 09:30:00\ncloses = 17:00:00\n"
    )
    receipt = receive_folder(shop, folder, strict=True)
    assert len(ToMend.of(receipt.flaws).adverts) == 1


PIECES = st.sampled_from(
    ["permis B exigé", "CACES R489 1", "2 ans d'expérience", "bac +2", "travail de nuit",
     "le samedi", "français B1", "souhaité", "pas de permis", "bonne humeur", "temps partiel",
     "de 14h à 22h", "permis PL", "port de charges"]
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    said=st.lists(PIECES, min_size=1, max_size=6), mark=st.sampled_from([", ", ". ", "\n", " - "])
)
def test_whatever_a_text_demands_is_asked_and_nothing_of_it_is_applied(shop, said, mark):
    told = mark.join(said)
    receipt = receive_files(shop, files(("Livreur", "", f'"{told}"')), frame=FRAME)
    asked = [demand for flaws in ToMend.of(receipt.flaws).adverts for demand in demands(flaws)]
    assert sorted(asked) == sorted((one.column, one.cell) for one in proposals_of(told))
    offer = offers_of(shop)["Livreur"]
    assert [getattr(offer, column) or None for column in CLOSING] == [None] * len(CLOSING)

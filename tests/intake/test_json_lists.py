"""Lists in JSON are read as tables of offers and stands, and what is no list is said."""

import csv
import json
import random
from io import StringIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.domain.errors import FairError
from matching.domain.terms import OfferKind
from matching.intake.folder import read_files
from matching.intake.opening import folder_files, open_files
from matching.intake.tables.json_lists import read_json
from matching.intake.tables.layout import read_table

from .sheets import EXHIBITORS, FAIR_TOML, JOBSEEKERS, OFFERS, codes
from .test_adverts import OFFER

STANDS = "id;name\nentrepot;Entrepôt (fictif)\ncfa;CFA du Parc\n"
SERVER = {
    "id": "194SALLE",
    "intitule": "Serveur (H/F)",
    "description": "Permis B exigé. CAP obligatoire, 3 ans d'expérience minimum. Le soir.",
    "permis": [{"libelle": "B - Véhicule léger", "exigence": "S"}],
    "lieuTravail": {"libelle": "34 - SETE", "latitude": 43.4},
    "entreprise": {"nom": "CFA du Parc", "entrepriseAdaptee": False},
    "nombrePostes": 2,
    "dureeTravailLibelle": None,
}
FILTERS = [{"filtre": "typeContrat", "agregation": [{"valeurPossible": "CDD", "nbResultats": 3}]}]
SERVICE = {
    "source": "essai",
    "id": "essai--o1",
    "structure_id": "essai--cfa",
    "nom": "Bilan mobilité",
    "type": "accompagnement",
    "thematiques": ["mobilite--acheter-un-vehicule", "mobilite--comprendre-et-utiliser"],
    "frais": "gratuit",
}
STRUCTURE = {"source": "essai", "id": "essai--cfa", "nom": "CFA du Parc", "date_maj": "2026-01-01"}
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)
values = st.one_of(words, st.none(), st.integers(), st.booleans(), st.lists(words, max_size=3))
records = st.dictionaries(words, st.one_of(values, st.dictionaries(words, values, max_size=3)))


def received(**contents):
    files = {"fair.toml": FAIR_TOML, "gens.csv": JOBSEEKERS, "stands.csv": STANDS}
    files |= {name.replace("_json", ".json"): json.dumps(found) for name, found in contents.items()}
    return read_files({name: content.encode() for name, content in files.items()})


def in_any_file(offers, name, content):
    files = {"fair.toml": FAIR_TOML.encode(), "gens.csv": JOBSEEKERS.encode()}
    return read_files({**files, "stands.csv": STANDS.encode(), name: content}).offers == offers


@pytest.mark.parametrize(
    "wrapped",
    [
        {"resultats": [OFFER, SERVER], "filtresPossibles": FILTERS},
        {"filtresPossibles": FILTERS, "resultats": [OFFER, SERVER]},
        [OFFER, SERVER],
        {"code": 200, "data": {"total": 2, "items": [OFFER, SERVER]}},
    ],
)
def test_offers_of_a_search_are_read_as_a_table_whatever_wraps_them(wrapped):
    offers = {offer.id: offer for offer in received(recherche_json=wrapped).offers}
    warehouse, restaurant = offers["194TEST"], offers["194SALLE"]
    assert (warehouse.exhibitor, warehouse.commune, warehouse.licences_required) == (
        "entrepot", "LATTES", ("B",),
    )  # fmt: skip
    assert (restaurant.exhibitor, restaurant.places) == ("cfa", 2)


def test_text_of_an_offer_closes_nothing():
    offer = next(one for one in received(x_json=[OFFER, SERVER]).offers if one.id == "194SALLE")
    assert "Permis B exigé" in offer.description
    closing = (offer.licences_required, offer.diploma_min, offer.experience_min, offer.hours)
    assert closing == ((), None, None, ())


def test_one_offer_alone_and_an_offer_a_line_are_read_too():
    offers = received(x_json=[OFFER, SERVER]).offers
    assert in_any_file(offers[1:], "x.json", json.dumps(OFFER).encode())
    lines = "\r\n".join(json.dumps(offer) for offer in (OFFER, SERVER))
    assert in_any_file(offers, "x.json", lines.encode("utf-8-sig"))
    assert in_any_file(offers, "x.txt", json.dumps([OFFER, SERVER], indent=1).encode())


def test_table_made_of_json_reads_like_the_json():
    """As pandas' `json_normalize` writes it: lists in the words of Python."""
    offers = received(x_json=[OFFER, SERVER]).offers
    flat = [
        {
            f"{name}.{inner}" if inner else name: found
            for name, value in offer.items()
            for inner, found in (value if isinstance(value, dict) else {"": value}).items()
        }
        for offer in (OFFER, SERVER)
    ]
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(flat[0] | flat[1]), restval="")
    writer.writeheader()
    writer.writerows(flat)
    assert in_any_file(offers, "x.csv", text.getvalue().encode())


def test_services_and_structures_of_data_inclusion_become_offers_and_stands():
    files = {"services.json": [SERVICE], "structures.json": [STRUCTURE]}
    found = {name: json.dumps(content).encode() for name, content in files.items()}
    report = read_files({"fair.toml": FAIR_TOML.encode(), "x.csv": JOBSEEKERS.encode(), **found})
    (offer,), (stand,) = report.offers, report.exhibitors
    assert (stand.id, stand.name) == ("essai--cfa", "CFA du Parc")
    assert (offer.exhibitor, offer.kind, offer.free) == (stand.id, OfferKind.SUPPORT, True)
    assert len(offer.themes) == 2
    assert "value_unknown" not in codes(report)


@pytest.mark.parametrize(
    "content", [b"{", b"[1, 2]", b'"bonjour"', b"[" * 100_000, b"\xff\xfe\x00", b"null"]
)
def test_json_without_a_list_is_refused_in_a_sentence(content):
    with pytest.raises(FairError) as refusal:
        read_table("offers", "offres.json", content)
    assert refusal.value.code == "json_no_table"
    opened = open_files({"reglages.json": content, "stands.csv": EXHIBITORS.encode()}, kinds={})
    assert [refused.code for refused in opened.refusals] == ["json_no_table"]
    said = open_files({"reglages.json": content}, kinds={"reglages.json": ""})
    assert said.refusals == ()


def test_json_of_another_program_beside_the_three_tables_is_only_named():
    whole = {"gens.csv": JOBSEEKERS, "stands.csv": EXHIBITORS, "annonces.csv": OFFERS}
    files = {name: text.encode() for name, text in whole.items()}
    opened = open_files({**files, "reglages.json": b"{"}, kinds={})
    assert (len(opened.tables), opened.refusals, opened.unknown) == (3, (), ("reglages.json",))


def test_json_lying_in_a_folder_is_among_its_files(tmp_path):
    (tmp_path / "recherche.json").write_text(json.dumps({"resultats": [OFFER]}), "utf-8")
    assert list(folder_files(tmp_path)) == ["recherche.json"]


@given(st.lists(records, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_leaf_of_a_list_stands_under_its_name_whatever_the_order(
    found: list[dict[str, object]], chance: random.Random
):
    mixed = [*found]
    chance.shuffle(mixed)
    written = [leaf for record in found for leaf in leaves("", record)]
    assume(written)
    first, again = (
        read_json("x.json", json.dumps(order).encode()).rows for order in (found, mixed)
    )
    assert sorted(row.cells for row in first) == sorted(row.cells for row in again)
    names, cells = first[0].cells, [row.cells for row in first[1:]]
    assert sorted(cell for row in cells for cell in row if cell) == sorted(
        {(place, name): text for place, record in enumerate(found)
         for name, text in leaves("", record)}.values()
    )  # fmt: skip
    assert set(names) == {name for name, _ in written}


def leaves(before, record):
    for name, value in record.items():
        if isinstance(value, dict):
            yield from leaves(f"{before}{name}.", value)
        elif value not in (None, []):
            is_list = isinstance(value, list)
            text = "; ".join(value) if is_list else value
            yield f"{before}{name}", text if isinstance(text, str) else json.dumps(text)

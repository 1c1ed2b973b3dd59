import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.intake.adverts.advert_text import proposals_of
from matching.intake.adverts.adverts import read_advert, read_adverts
from matching.intake.entries.typed_entry import lost_of, read_typed_entry
from matching.intake.folding import tidy
from tests.fairs import morning_fair

# What an advert says, and what it demands.
SAID = [
    ("Permis B exigé. Travail le samedi et en soirée.",
     {"licences_required": ["B"], "hours": ["evening", "weekend"]}),
    ("Permis B et C obligatoires", {"licences_required": ["B", "C"]}),
    ("Vous avez le permis de conduire (catégorie B)", {"licences_required": ["B"]}),
    ("Permis B souhaité, bac+2 serait un plus", {}),
    ("Permis de construire, permis d'exploitation", {}),
    ("CACES R489 catégories 1, 3 et 5 obligatoires",
     {"licences_required": ["CACES R489 cat. 1", "CACES R489 cat. 3", "CACES R489 cat. 5"]}),
    ("CACES en cours de validité", {"licences_required": ["CACES"]}),
    ("FIMO à jour", {"licences_required": ["FIMO"]}),
    ("Pas de travail le week-end, pas de port de charges", {}),
    ("2 ans d'expérience minimum", {"experience_min": ["2"]}),
    ("Expérience exigée de 18 mois sur un poste similaire", {"experience_min": ["1"]}),
    ("Une expérience de 6 mois", {}),
    ("Débutant accepté, 2 ans d'expérience appréciés", {}),
    ("Entreprise de 30 ans, dans la vente depuis 3 ans", {}),
    ("Titulaire d'un bac+2 ou d'un CAP", {"diploma_min": ["3"]}),
    ("Aucun diplôme, CAP non exigé", {}),
    ("Contrat en alternance pour préparer un CAP cuisine",
     {"contracts": ["apprenticeship", "professionalisation"]}),
    ("CDI, 24h par semaine", {"contracts": ["cdi"], "hours": ["part_time"]}),
    ("Poste en 2x8, 35h/semaine", {"hours": ["full_time", "morning", "afternoon"]}),
    ("Port de charges, travail en extérieur", {"conditions": ["loads", "outdoors"]}),
]  # fmt: skip
OFFER = {
    "id": "194TEST", "intitule": "Cariste (H/F)", "description": "Port de charges. CACES exigé.",
    "romeCode": "N1101", "typeContrat": "MIS", "typeContratLibelle": "Intérim - 3 Mois",
    "experienceExige": "E", "experienceLibelle": "2 An(s)", "dureeTravailLibelle": "35H/semaine",
    "lieuTravail": {"libelle": "34 - LATTES", "codePostal": "34970"},
    "entreprise": {"nom": "Entrepôt (fictif)"},
    "permis": [{"libelle": "B - Véhicule léger", "exigence": "E"},
               {"libelle": "C - Poids lourd", "exigence": "S"}],
    "formations": [{"niveauLibelle": "CAP, BEP et équivalents", "exigence": "E"}],
    "competences": [{"code": "1", "libelle": "Gerber une palette", "exigence": "E"},
                    {"code": "2", "libelle": "Tenir un stock", "exigence": "S"}],
}  # fmt: skip


def by_column(proposals):
    found = {}
    for proposal in proposals:
        found.setdefault(proposal.column, []).append(proposal.cell)
    return found


@pytest.mark.parametrize(("text", "demanded"), SAID)
def test_an_advert_proposes_what_it_demands_and_nothing_else(text, demanded):
    found = {column: sorted(cells) for column, cells in by_column(proposals_of(text)).items()}
    assert found == {column: sorted(cells) for column, cells in demanded.items()}


@given(st.lists(st.sampled_from([text for text, _ in SAID]), max_size=6))
def test_whatever_is_proposed_reads_as_a_cell_of_the_offers_and_quotes_the_advert(texts):
    advert = ". ".join(texts)
    for proposal in proposals_of(advert):
        cells = {"exhibitor": "agence", "title": "Poste", proposal.column: proposal.cell}
        read = read_typed_entry(
            "offers", cells, fair=morning_fair(), stands=[Exhibitor("agence", "Agence")]
        )
        assert lost_of("offers", read, cells, read.flaws) == ()
        assert proposal.quote.rstrip("…") in advert


FAIR_DAY = date(2027, 3, 9)


@given(st.text(max_size=300))
def test_any_text_is_an_advert_or_a_sentence(text):
    if tidy(text):
        assert read_advert(text, FAIR_DAY).cells["title"]
    else:
        with pytest.raises(FairError, match="advert_empty"):
            read_advert(text, FAIR_DAY)


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one], lambda one: {"resultats": [one]}]
)
def test_an_export_of_france_travail_is_read_as_the_api_writes_it(wrap):
    (advert,) = read_adverts("offres.json", json.dumps(wrap(OFFER)).encode())
    assert advert.employer == "Entrepôt (fictif)"
    assert advert.cells == {
        "id": "194TEST", "title": "Cariste (H/F)", "rome": "N1101", "commune": "Lattes",
        "description": OFFER["description"], "skills_required": "Gerber une palette",
        "skills_desired": "Tenir un stock",
    }  # fmt: skip
    assert by_column(advert.proposals) == {
        "licences_required": ["B", "CACES"], "diploma_min": ["3"], "experience_min": ["2"],
        "conditions": ["loads"], "hours": ["full_time"], "contracts": ["interim"],
    }  # fmt: skip


def test_the_same_fields_as_columns_of_a_table_are_read_the_same():
    headings = "intitule;description;entreprise.nom;experienceExige;experienceLibelle"
    content = f"{headings}\r\nVendeur;Permis B exigé;Simax;S;1 An(s)\r\n"
    (advert,) = read_adverts("export.csv", content.encode())
    assert (advert.employer, advert.cells["title"]) == ("Simax", "Vendeur")
    assert by_column(advert.proposals) == {"licences_required": ["B"]}


@pytest.mark.parametrize(
    "content", [b"{}", b"[1, 2]", b"{", b"\xff\xfe", b'{"resultats": 3}', b"[[[["]
)
def test_what_holds_no_offer_is_refused_in_a_sentence(content):
    with pytest.raises(FairError, match="adverts_unknown"):
        read_adverts("offres.json", content)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Plongeur\nTrois postes à pourvoir.", {"places": "3"}),
        ("Plongeur\nNombre de postes : 12", {"places": "12"}),
        ("Plongeur\nNous recrutons 4 plongeurs motivés", {"places": "4"}),
        ("Plongeur\nNous recherchons 2 ans d'expérience", {}),
        ("Plongeur\nPostes : 39 h par semaine", {}),
        ("Plongeur\nPoste : 35,5 heures", {}),
        ("Plongeur\nEmploi : 12 mois renouvelables", {}),
        ("Plongeur\nEmploi : 80 % sur l'année", {}),
        ("Plongeur\nPoste : 2 x 8 h", {}),
        ("Plongeur\nPostes : 2 (35 h)", {"places": "2"}),
        ("Plongeur\nPostes : 39 h par semaine, 3 postes à pourvoir", {"places": "3"}),
        ("Plongeur\nNous recherchons deux fois par an des saisonniers", {}),
        ("Plongeur\nNous recrutons quatre fois par an 6 saisonniers", {}),
        ("Plongeur\nNous recrutons vingt-deux heures par semaine", {}),
        ("Plongeur\nVingt-deux postes à pourvoir", {"places": "22"}),
        ("Plongeur\nNous recrutons douze plongeurs", {"places": "12"}),
        ("Plongeur\nNous recrutons deux cents agents", {}),
        ("Plongeur\nCent vingt postes à pourvoir", {}),
        ("Plongeur\nPostes : 1 200", {}),
        ("Plongeur\nDébut du contrat : 5 avril 2027", {"starts_on": "05/04/2027"}),
        ("Plongeur\nÀ compter du 1er mars.", {"starts_on": "01/03/2028"}),
        ("Plongeur\nPrise de poste prévue le 12/04.", {"starts_on": "12/04/2027"}),
        ("Plongeur\nCandidatures à partir du 12/04.", {}),
        ("Plongeur\nDès que possible", {}),
        ("Plongeur\nSalaire brut : 1 830 € par mois", {"pay": "1 830 € par mois"}),
        ("Plongeur\nSMIC + repas", {"pay": "SMIC + repas"}),
        ("Plongeur\nSalaire selon profil", {}),
    ],
)
def test_an_advert_fills_posts_start_and_pay_where_it_tells_them(text, told):
    cells = dict(read_advert(text, FAIR_DAY).cells)
    assert {name: cells[name] for name in ("places", "starts_on", "pay") if name in cells} == told


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Lieu de travail : 62200 BOULOGNE-SUR-MER", "BOULOGNE-SUR-MER"),
        ("Usine située à Vire, en Normandie", "Vire"),
        ("Poste à Villeneuve d'Ascq (59)", "Villeneuve d'Ascq"),
        ("44 - NANTES", "NANTES"),
        ("Lyon 7e (69)", "Lyon"),
    ],
)
def test_the_likeliest_town_of_an_advert_is_where_the_work_is(line, town):
    text = f"Plongeur\nLe groupe est né à Paris.\n{line}"
    assert read_advert(text, FAIR_DAY).towns[0] == town

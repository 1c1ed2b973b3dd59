"""The title of an offer, read in its context."""

import pytest

from matching.scoring.reading.title import OfferTitle, agrees
from tests.scoring.vocabularies import real_reader

READER = real_reader()


def trades(title, *, post):
    return {claim.id for claim in READER.title(title, post=post).trades}


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Entretien en crèche", "cleaner"),
        ("Agent d'entretien en école", "cleaner"),
        ("Ménage dans une école", "cleaner"),
        ("Cuisinier en crèche (H/F)", "cook"),
        ("Secrétaire dans un garage", "secretary"),
        ("Soudeur TIG, 7h-15h", "welder"),
        ("Job d'été : mise en rayon", "shelf-stocker"),
        ("Jardinier (débutant accepté)", "gardener"),
        ("Couture et retouche, chantier d'insertion", "sewing-worker"),
        ("Maçon pour chantiers de rénovation", "mason"),
        ("Conducteur de car scolaire, permis D financé", "bus-driver"),
        ("Secrétaire en cabinet dentaire", "secretary"),
        ("Serveur au restaurant d'entreprise", "waiter"),
        ("Agent de cantine", "canteen-worker"),
        ("Dame de cantine", "canteen-worker"),
        ("Agent de cantine scolaire (H/F)", "canteen-worker"),
        ("Conducteur SPL", "truck-driver"),
        ("Agent de sûreté", "security-guard"),
        ("Monteur pneumatiques", "car-mechanic"),
        ("Chef d'équipe propreté", "cleaner"),
        ("Laveur de voitures", "vehicle-preparer"),
        ("Préparateur de véhicules (H/F)", "vehicle-preparer"),
        ("Surveillant de baignade", "lifeguard"),
        ("Agent d'office", "dishwasher"),
        ("Inventoriste", "inventory-clerk"),
        ("Merchandiseur", "merchandiser"),
        ("Agent de tri postal", "postal-worker"),
        ("Employé de mise en rayon de nuit", "shelf-stocker"),
        ("Garde d'enfants après l'école", "nanny"),
        ("Garde de nuit auprès de personnes dépendantes", "home-carer"),
        ("Vendeur(se) rayon boulangerie", "food-seller"),
        ("ADJOINT TECHNIQUE : ménage du collège", "cleaner"),
        ("Agent territorial - cuisine scolaire", "cook"),
        ("Agent polyvalent : gardien d'immeuble", "building-caretaker"),
        ("Agent d'accueil en déchèterie", "waste-sorter"),
        ("EMPLOYE DRIVE (prépa cdes clients)", "order-picker"),
    ],
)
def test_a_post_is_read_by_its_work_and_not_by_its_place(title, trade):
    assert trades(title, post=True) == {trade}


@pytest.mark.parametrize(
    ("title", "two"),
    [
        ("Agent d'accueil et d'entretien piscine", {"receptionist", "cleaner"}),
        ("Agent de sécurité et d'accueil", {"security-guard", "receptionist"}),
        ("Adjoint technique : jardinier et agent d'entretien", {"gardener", "cleaner"}),
    ],
)
def test_the_two_tasks_of_one_worker_are_both_read(title, two):
    assert trades(title, post=True) == two


@pytest.mark.parametrize(
    "title",
    ["Agent d'ambiance dans les transports", "Accompagnateur de transport scolaire"],
)
def test_an_unclear_word_that_does_not_begin_a_title_names_no_trade(title):
    assert trades(title, post=True) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Laveur de bouteilles",
        "Préparateur de sols",
        "Surveillant de travaux",
        "Poseur de sondes",
        "Monteur de décors",
    ],
)
def test_a_title_whose_first_word_alone_is_near_names_nothing_surely(title):
    assert READER.title(title, post=True).sure == frozenset()


@pytest.mark.parametrize(
    ("title", "choices"),
    [
        ("Agent d'exploitation", {"it-operations-technician", "warehouse-worker"}),
        ("Agent de comptage", {"inventory-clerk", "interviewer"}),
        ("Agent hôtelier", {"hotel-room-attendant", "hospital-service-agent", "cleaner"}),
        ("Employé polyvalent de commerce", {"shelf-stocker", "cashier", "shop-assistant"}),
    ],
)
def test_a_title_of_several_trades_names_none_of_them_for_sure(title, choices):
    assert trades(title, post=True) >= choices
    assert not READER.title(title, post=True).sure


@pytest.mark.parametrize("post", [True, False])
@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Aide au permis", "mobilite--preparer-un-permis"),
        ("Aide au permis B pour jeunes", "mobilite--preparer-un-permis"),
        ("Atelier CV", "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation"),
        ("Se préparer à un entretien", "trouver-un-emploi--convaincre-un-recruteur-en-entretien"),
        ("Cours de français", "lecture-ecriture-calcul--maitriser-le-francais"),
        ("Trouver une place en crèche", "famille--garde-denfants"),
    ],
)
def test_help_names_no_trade(title, theme, post):
    read = READER.title(title, post=post)
    assert read.trades == ()
    assert read.themes == (() if post else (theme,))


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Formation soudeur", "welder"),
        ("Atelier couture", "sewing-worker"),
        ("CAP boulanger", "baker"),
        ("Titre professionnel secrétaire", "secretary"),
    ],
)
def test_a_course_is_read_by_the_trade_that_it_teaches(title, trade):
    read = READER.title(title, post=False)
    assert {claim.id for claim in read.trades} == {trade}
    assert read.teaches


def test_a_workshop_repairs_no_bicycles_because_it_is_one():
    for title in ("Atelier CV", "Atelier couture", "Atelier d'écriture"):
        assert "bike-mechanic" not in trades(title, post=False)


def test_a_title_and_a_code_agree_when_they_name_near_work():
    near = READER.vocabulary.nearness((), "F1703")
    assert agrees(READER.title("Maçon", post=True), near) is True
    assert agrees(READER.title("Coiffeuse", post=True), near) is False
    assert agrees(READER.title("Poste à pourvoir", post=True), near) is None
    assert agrees(OfferTitle(), {}) is None


WRITTEN = (
    "{}(se)",
    "{}.se",
    "{}·se",
    "{}/se",
    "{}-se",
    "{}.euse",
    "{}/euse",
    "{}·euse",
    "{}(euse)",
    "{} / {f}",
)


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    ("man", "rest"),
    [
        ("Serveur", "en brasserie"),
        ("Vendeur", "en boulangerie"),
        ("Vendeur", "pièces et accessoires"),
        ("Coiffeur", ""),
        ("Chauffeur", "de bus"),
        ("Soudeur", "TIG"),
    ],
)
def test_both_genders_in_one_word_are_read_as_either(written, man, rest):
    both = written.format(man, f=f"{man[:-1]}se")
    assert trades(f"{both} {rest}", post=True) == trades(f"{man} {rest}", post=True) != set()


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("Contrôleur de bus", "bus-driver"),
        ("Agent de prévention et de contrôle dans les bus", "bus-driver"),
        ("Agent de fabrication", "maker-space-facilitator"),
        ("Agent d'entretien technique", "cleaner"),
        ("Médiateur dans les hôtels", "hotel-receptionist"),
        ("Diagnostiqueur immobilier", "sales-representative"),
        ("Contrôleur technique automobile", "vehicle-preparer"),
        ("Ouvrière paysagiste", "assembly-worker"),
        ("Animateur sécurité pour les maçons", "mason"),
    ],
)
def test_what_work_is_about_or_where_it_is_done_names_no_trade(title, never):
    assert never not in trades(title, post=True)


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Employé·e de ménage", "cleaner"),
        ("Serveuse en bistrot", "waiter"),
        ("Ouvrière en atelier", "assembly-worker"),
    ],
)
def test_a_word_for_any_worker_and_a_place_leave_the_trade_that_is_named(title, trade):
    read = READER.title(title, post=True)
    assert read.sure == {trade}


def test_both_halves_of_a_post_are_read():
    read = READER.title("Réceptionniste - veilleur.se de nuit", post=True)
    assert read.sure == {"hotel-receptionist", "night-watcher"}


@pytest.mark.parametrize("course", ["CAP", "Titre professionnel", "Formation", "BTS"])
@pytest.mark.parametrize(
    "trade", ["Agent d'entretien", "Électricien", "Auxiliaire de vie", "Esthéticienne", "Serveur"]
)
def test_a_word_for_learning_takes_no_letter_of_the_trade(course, trade):
    assert trades(f"{course} {trade}", post=False) == trades(trade, post=True) != set()


def test_what_stands_in_brackets_takes_the_trade_from_no_course():
    title = "CAP Accompagnant éducatif petite enfance (1 an, adultes)"
    assert trades(title, post=False) == {"nursery-assistant"}


@pytest.mark.parametrize(
    ("title", "both"),
    [
        ("Pizzaïolo / plongeur", {"pizza-maker", "dishwasher"}),
        ("Gardien d'immeuble / agent d'entretien", {"building-caretaker", "cleaner"}),
        ("Coiffeur / coiffeuse", {"hairdresser"}),
        ("Plombière / Plombier", {"plumber"}),
    ],
)
def test_a_slash_tells_two_posts_apart_but_not_two_genders(title, both):
    assert trades(title, post=True) == both


@pytest.mark.parametrize(
    "title", ["Technicien métrologie", "Ouvrier xylorime", "Opérateur blutage"]
)
def test_a_word_for_any_worker_before_one_that_nobody_could_read_tells_nothing(title):
    assert trades(title, post=True) == set()


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Diplôme d'État d'infirmier (3 ans)", "nurse"),
        ("Diplôme d'État d'auxiliaire de puériculture", "childcare-nurse"),
    ],
)
def test_a_diploma_of_state_is_a_course_of_its_trade(title, trade):
    assert trade in trades(title, post=False)

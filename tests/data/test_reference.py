"""The reference vocabulary keeps the rules of its README."""

import csv
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from itertools import chain
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.scoring.text.wording import plain

FOLDER = Path(__file__).parents[2] / "data" / "reference"
TRADES_FILE = tomllib.loads((FOLDER / "trades.toml").read_text(encoding="utf-8"))
TRADES = {trade["id"]: trade for trade in TRADES_FILE["trade"]}
AMBIGUOUS = TRADES_FILE["ambiguous"]
SKILL_TABLES = tomllib.loads((FOLDER / "skills.toml").read_text(encoding="utf-8"))["skill"]
SKILLS = {skill["id"]: skill for skill in SKILL_TABLES}
STOP_PHRASES = (FOLDER / "stop_phrases.txt").read_text(encoding="utf-8").splitlines()
COMMUNES = list(csv.DictReader((FOLDER / "communes.csv").read_text(encoding="utf-8").splitlines()))
WORD_VECTORS = (FOLDER / "word_vectors.csv").read_text(encoding="utf-8").splitlines()

# Code de l'education, art. D121-1: five domains, sixteen competences
CRCN = {
    f"{domain}.{n}"
    for domain, last in zip("12345", (3, 4, 4, 3, 2), strict=True)
    for n in range(1, last + 1)
}

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def fold(text):
    bare = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def labels(entry):
    return {fold(entry["label"]["fr"]), fold(entry["label"]["en"])}


def aliases(entry):
    return [fold(alias) for alias in entry["aliases"]]


def trade_skills(trade):
    return list(chain.from_iterable(trade["skills"].values()))


def owners(entries):
    found = {}
    for entry in entries:
        for name in {*aliases(entry), *labels(entry)}:
            found.setdefault(name, set()).add(entry["id"])
    return found


def shared(entries):
    return {name: ids for name, ids in owners(entries).items() if len(ids) > 1}


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


def kilometres(one, other):
    lat_1, lon_1, lat_2, lon_2 = (
        radians(float(commune[axis]))
        for commune in (one, other)
        for axis in ("latitude", "longitude")
    )
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 12742 * asin(sqrt(half))


def commune(name):
    return max((row for row in COMMUNES if row["name"] == name), key=lambda row: int(row["size"]))


def test_trades_are_as_many_as_a_fair_needs():
    digital = sum(trade["digital"] for trade in TRADES.values())
    assert digital >= 48
    assert len(TRADES) - digital >= 35


@pytest.mark.parametrize("tables", [TRADES_FILE["trade"], SKILL_TABLES], ids=["trade", "skill"])
def test_ids_are_unique_and_kebab_case(tables):
    ids = [table["id"] for table in tables]
    assert repeated(ids) == []
    assert [name for name in ids if not KEBAB.fullmatch(name)] == []


def test_trades_hold_these_keys_and_no_other():
    keys = {"id", "rome", "label", "family", "digital", "near", "aliases", "skills"}
    assert {frozenset(trade) for trade in TRADES.values()} == {frozenset(keys)}
    assert {frozenset(trade["label"]) for trade in TRADES.values()} == {frozenset({"fr", "en"})}
    assert {tuple(trade["skills"]) for trade in TRADES.values()} == {
        ("core", "required", "desired")
    }


def test_rome_codes_look_like_rome_codes():
    assert [t["rome"] for t in TRADES.values() if not re.fullmatch(r"[A-N]\d{4}", t["rome"])] == []


def test_trades_that_share_a_rome_code_are_near():
    first = {}
    for trade in TRADES.values():
        other = first.setdefault(trade["rome"], trade)
        assert other is trade or other["id"] in trade["near"]


def test_families_are_a_dozen_or_two():
    families = {trade["family"] for trade in TRADES.values()}
    assert 12 <= len(families) <= 24
    assert all(KEBAB.fullmatch(family) for family in families)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_trade_labels_are_unique(language):
    assert repeated(fold(trade["label"][language]) for trade in TRADES.values()) == []


@pytest.mark.parametrize("trade", TRADES.values(), ids=TRADES)
def test_near_is_known_both_ways_and_never_itself(trade):
    assert trade["near"]
    assert repeated(trade["near"]) == []
    assert trade["id"] not in trade["near"]
    assert [other for other in trade["near"] if trade["id"] not in TRADES[other]["near"]] == []


@pytest.mark.parametrize("trade", TRADES.values(), ids=TRADES)
def test_trade_skills_exist_and_stand_once(trade):
    skills = trade_skills(trade)
    assert set(skills) <= set(SKILLS)
    assert repeated(skills) == []
    assert 6 <= len(skills) <= 12
    assert all(trade["skills"].values())


@pytest.mark.parametrize("trade", TRADES.values(), ids=TRADES)
def test_trade_aliases_are_six_to_fifteen_and_say_something_new(trade):
    names = aliases(trade)
    assert 6 <= len(names) <= 15
    assert repeated(names) == []
    assert labels(trade).isdisjoint(names)
    assert [name for name in names if len(name) < 2] == []


def test_an_alias_or_a_label_belongs_to_one_trade():
    assert shared(TRADES.values()) == {}


def test_an_alias_or_a_label_belongs_to_one_skill():
    assert shared(SKILLS.values()) == {}


def test_words_that_official_lists_miss_name_one_trade():
    known = owners(TRADES.values())
    assert known[fold("femme de ménage")] == {"cleaner"}
    assert known["nounou"] == {"nanny"}
    assert known["reparateur ordi"] == {"it-maintenance-technician"}
    assert known["dev web"] == {"web-developer"}
    assert known["vigile"] == {"security-guard"}
    assert known["cuisto"] == {"cook"}
    assert known["mecano"] == {"car-mechanic"}


def test_nobody_s_trade_is_simply_computing():
    known = owners(TRADES.values())
    asked = {fold(entry["phrase"]) for entry in AMBIGUOUS}
    assert fold("j'aimerais travailler dans l'informatique") not in known
    assert {"informatique", "securite", "jeux video", "batiment", "sante", "bureau"} <= asked


def test_ambiguous_phrases_are_unique_and_name_no_single_trade():
    phrases = [fold(entry["phrase"]) for entry in AMBIGUOUS]
    assert len(phrases) >= 20
    assert repeated(phrases) == []
    assert set(phrases).isdisjoint(owners(TRADES.values()))


@pytest.mark.parametrize("entry", AMBIGUOUS, ids=lambda entry: entry["phrase"])
def test_ambiguous_phrases_offer_two_to_five_known_trades(entry):
    assert 2 <= len(entry["trades"]) <= 5
    assert repeated(entry["trades"]) == []
    assert set(entry["trades"]) <= set(TRADES)


def test_bare_verbs_mean_known_trades_and_each_is_said_once():
    spoken = TRADES_FILE["spoken"]
    phrases = [fold(phrase) for entry in spoken for phrase in entry["phrases"]]
    assert len(phrases) >= 60
    assert repeated(phrases) == []
    assert {trade for entry in spoken for trade in entry["trades"]} <= set(TRADES)


def test_foreign_names_mean_known_trades_and_are_neither_french_nor_said_twice():
    foreign = TRADES_FILE["foreign"]
    phrases = [fold(phrase) for entry in foreign for phrase in entry["phrases"]]
    bare = {fold(phrase) for entry in TRADES_FILE["spoken"] for phrase in entry["phrases"]}
    assert repeated(phrases) == []
    assert bare.isdisjoint(phrases)
    assert {trade for entry in foreign for trade in entry["trades"]} <= set(TRADES)
    assert {"autista", "berber", "casier", "garson", "maler"}.isdisjoint(phrases)


def test_skills_are_as_many_as_adverts_name():
    assert 180 <= len(SKILLS) <= 300


def test_every_skill_serves_a_trade_or_is_a_parent():
    used = set(chain.from_iterable(trade_skills(trade) for trade in TRADES.values()))
    parents = {skill["parent"] for skill in SKILLS.values() if "parent" in skill}
    assert set(SKILLS) - used - parents == set()


def test_parents_are_skills_and_never_turn_round():
    for skill in SKILLS.values():
        seen = [skill["id"]]
        while "parent" in SKILLS[seen[-1]]:
            seen.append(SKILLS[seen[-1]]["parent"])
            assert repeated(seen) == []


def test_digital_skills_cover_the_whole_national_framework():
    assert {skill["crcn"] for skill in SKILLS.values() if "crcn" in skill} == CRCN


@pytest.mark.parametrize("skill", SKILLS.values(), ids=SKILLS)
def test_skill_aliases_are_three_to_fourteen_and_say_something_new(skill):
    names = aliases(skill)
    assert 3 <= len(names) <= 14  # nouns, and the everyday verbs for them
    assert repeated(names) == []
    assert fold(skill["label"]["fr"]) not in names
    assert [name for name in names if len(name) < 2] == []


def test_skills_of_the_five_schemes_are_known():
    named = """game-creation geolocation qr-codes tinkercad software-testing product-ownership
        digital-marketing user-support ux-research project-management data-analysis no-code ai-tools
        fibre-cabling indesign photoshop illustrator word-processing online-formalities
        computer-building printing-3d kitchen-brigade team-planning customer-relations video-games
        languages excavation-records gis scientific-photography report-writing"""
    assert set(named.split()) <= set(SKILLS)


def test_stop_phrases_are_unique_and_tidy():
    assert 60 <= len(STOP_PHRASES) <= 120
    assert repeated(fold(phrase) for phrase in STOP_PHRASES) == []
    assert [phrase for phrase in STOP_PHRASES if phrase != phrase.strip().lower()] == []


def test_stop_phrases_name_no_trade_no_skill_and_nothing_to_ask_back():
    stops = {fold(phrase) for phrase in STOP_PHRASES}
    names = set(owners(TRADES.values())) | set(owners(SKILLS.values()))
    assert stops & names == set()
    assert stops & {fold(entry["phrase"]) for entry in AMBIGUOUS} == set()


@pytest.mark.parametrize("phrase", ["formation", "emploi", "je cherche du travail", "?", "CV"])
def test_words_that_fool_a_likeness_measure_are_stopped(phrase):
    assert phrase.lower() in STOP_PHRASES


def test_every_word_with_a_vector_stands_once_as_it_is_compared():
    words = [line.partition(",")[0] for line in WORD_VECTORS[1:]]
    assert words == sorted(set(words))
    assert len(words) > 11_000
    assert [word for word in words if plain(word) != word] == []
    assert (FOLDER / "word_vectors.csv").stat().st_size <= 1_000_000


def test_every_commune_of_france_has_one_row_where_france_lies():
    assert list(COMMUNES[0]) == ["name", "insee", "latitude", "longitude", "postcodes", "size"]
    assert repeated(row["insee"] for row in COMMUNES) == []
    assert sum(row["size"] != "0" for row in COMMUNES) > 34_800
    assert (FOLDER / "communes.csv").stat().st_size <= 1_500_000
    for row in COMMUNES:
        assert re.fullmatch(r"\d[\dAB]\d{3}", row["insee"])
        assert re.fullmatch(r"\d{5}( \d{5})*", row["postcodes"])
        if not row["insee"].startswith("97"):
            assert 41.3 < float(row["latitude"]) < 51.2
            assert -5.2 < float(row["longitude"]) < 9.6


@pytest.mark.parametrize(
    ("place", "around"), [("Montpellier", 26), ("Massy", 16), ("Gonesse", 16), ("Meaux", 12)]
)
def test_each_scheme_has_its_neighbours(place, around):
    here = commune(place)
    assert sum(0 < kilometres(here, row) < 30 for row in COMMUNES) >= around


@pytest.mark.parametrize(
    ("town", "from_paris"),
    [("Montpellier", 596), ("Marseille", 661), ("Meaux", 41), ("Massy", 15), ("Gonesse", 16)],
)
def test_distances_are_those_of_a_map(town, from_paris):
    assert kilometres(commune("Paris"), commune(town)) == pytest.approx(from_paris, abs=2.5)


def test_communes_of_one_department_lie_together():
    found = defaultdict(list)
    for row in COMMUNES:
        if not row["insee"].startswith("97"):
            found[row["insee"][:2]].append(row)
    far = [
        (row["name"], row["insee"])
        for rows in found.values()
        for middle in [sorted(rows, key=lambda row: float(row["latitude"]))[len(rows) // 2]]
        for row in rows
        if kilometres(middle, row) > 175
    ]
    assert far == []


# Phrases heard at a desk, none of them an alias: the right trade is among the first three

HEARD_AT_A_DESK = """
reparé les portables = phone-repairer; faire le ménage chez les gens = household-employee;
garder des enfants le mercredi = nanny; cariste caces 3 = forklift-driver; fam de menage = cleaner;
dev siteweb = web-developer; vigil de nuit = security-guard; cuistot resto = cook;
mecano voiture = car-mechanic; je ve etre codeur = software-developer;
faire des aplications pour telephone = app-developer; jinvente des jeux = game-designer;
modelisation tinkercad = artist-3d; imprimente 3d = maker-space-facilitator;
testé des jeux video = software-tester; no-code bubble = no-code-developer;
hackeur gentil = pentester; instaler la fibre = fibre-installer;
depanage ordinateur = it-maintenance-technician; recycler les vieux ordi = it-refurbisher;
infografiste = graphic-designer; montage de clip = video-editor;
gérer un compte instagram = community-manager; referencement google = seo-specialist;
produc owner = product-owner; data analyse = data-analyst; inteligence artificiel = ai-engineer;
faire des cartes géographiques = gis-technician; aide aux seniors avec internet = digital-mediator;
teleconseiler = remote-adviser; secretariat medicale = medical-secretary;
agent dentretien = cleaner; menage hopital = hospital-service-agent; auxilière de vie = home-carer;
travaillé en creche = nursery-assistant; avs école handicap = school-support-assistant;
aider les jeunes de la cité = educator; chef cuisto 20 ans = head-chef; plonjeur = dishwasher;
vendeuse de fringues = shop-assistant; caissiere super marché = cashier;
chofeur livreur = delivery-driver; chauffeur de bu = bus-driver; décharger des camion = handler;
peintre en batimen = painter; plombié = plumber; conduire une pelleteuse = plant-operator;
emballage usine = packer; coifeur homme = hairdresser; faire les ongle = beautician;
tondre les pelouse = gardener; eboueur ripeur = refuse-collector;
fouille archeologique = archaeologist; travailler dans un musé = heritage-mediator;
prof de francais pour etranger = french-teacher;
je voudrais conduire les bus a montpellier = bus-driver; je garde les petits de ma soeur = nanny;
devenir codeur a 60 ans = software-developer;
faire la securité devant les boites de nuit = security-guard;
certificat google support informatique = it-support;
certificat google gestion de projet = project-manager;
jaimerai travailler dans les archives = documentalist; travail dans les vigne = farm-worker;
conduire un fenwic = forklift-driver; laver les assiettes = dishwasher;
programmer des robot = embedded-developer; tirer la fibre optique = fibre-splicer;
detecter les attaques des pirates = soc-analyst; kuisinier = cook; soudage metal = welder
"""
HEARD = dict(re.findall(r"([^;=\s][^;=\n]*?) = ([a-z0-9-]+)", HEARD_AT_A_DESK))


def first_three(phrases):
    named = [
        (fold(text), trade["id"])
        for trade in TRADES.values()
        for text in (*trade["label"]["fr"].split(" / "), trade["label"]["en"], *trade["aliases"])
    ]
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    index = grams.fit_transform([text for text, _ in named])
    likeness = (grams.transform([fold(phrase) for phrase in phrases]) @ index.T).toarray()
    ranked = np.argsort(-likeness, axis=1, kind="stable")
    return [list(dict.fromkeys(named[place][1] for place in row))[:3] for row in ranked]


def test_phrases_heard_that_are_no_aliases_find_their_trade_among_the_first_three():
    assert len(HEARD) >= 60
    assert {fold(phrase) for phrase in HEARD} & set(owners(TRADES.values())) == set()
    found = first_three(HEARD)
    missed = [
        p for (p, trade), three in zip(HEARD.items(), found, strict=True) if trade not in three
    ]
    assert missed == []

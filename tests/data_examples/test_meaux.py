"""Meaux: rules of entry each with its ground, scarce places, a waiting list that moves up."""

import json
import re
import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from matching.__main__ import app
from matching.intake.folder import read_folder
from matching.services.files.examples import example_folder
from matching.services.live.places import PlaceAct, act_on_place, lines_of_person
from matching.services.plan.print_sheets import personal_schedule
from matching.services.scores.matches import offers_of_person, refused_of_person
from matching.services.scores.openings import is_refused
from matching.services.shop.shop import open_shop
from matching.store.fairs import read_entries
from matching.store.people import badges
from matching.web.routes import routes
from tests.badges.papers import page_texts
from tests.fairs import shop_on

SPRING, AUTUMN = "fibre-a", "fibre-b"
SENT_FIRST = {
    person.id
    for person in read_folder(example_folder("meaux")).jobseekers
    if person.referrer == "Mission Locale"
}


@pytest.fixture
def run(whole, tmp_path):
    """A command on a copy of the planned example: its exit code and its document."""
    file = shutil.copy(whole("meaux").file, tmp_path / "fair.db")

    def act(command, *words):
        said = [command, "meaux-2021", *words, "--store", f"sqlite:///{file}", "--json"]
        result = CliRunner().invoke(app, said)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    return act


def accept(run, number, offer=SPRING, *words):
    person = f"m{number:02d}"
    return run("places", "accept", "--offer", offer, "--person", person, *words)[1]


def eligible(run, offer):
    """Who may take a place of an offer, by the scores."""
    scores = run("score")[1]["scores"]
    open_to = [s["person"] for s in scores if (s["offer"], s["verdict"]) == (offer, "open")]
    return sorted(int(person[1:]) for person in open_to)


@pytest.fixture
def full(run):
    """The spring group with its twelve places taken, and the numbers of who may come next."""
    numbers = eligible(run, SPRING)
    assert [accept(run, number)["status"] for number in numbers[:12]] == ["accepted"] * 12
    return run, numbers[:12], numbers[12:]


def test_two_groups_of_twelve_have_more_candidates_than_places(run):
    offers = {offer["offer"]: offer for offer in run("places")[1]["offers"]}
    assert [offers[group]["places"] for group in (SPRING, AUTUMN)] == [12, 12]
    assert len(eligible(run, SPRING)) > 12
    warnings = run("places")[1]["warnings"]
    assert any(f"{offers[SPRING]['interviews']} entretiens prévus pour 12" in w for w in warnings)


def test_each_rule_of_entry_is_said_with_its_own_ground(run):
    closed = {
        (score["person"], bar["code"]): bar["params"]["ground"]
        for score in run("score")[1]["scores"]
        if score["offer"] == SPRING
        for bar in score["closed_by"]
        if "ground" in bar["params"]
    }
    assert closed["m04", "entry_age"].endswith("18 à 25 ans")
    assert closed["m05", "diploma_too_high_by_rule"].endswith("sans qualification ni diplôme")


@pytest.mark.slow
def test_places_go_down_and_the_next_waits_and_is_told_of_the_other_group(full):
    run, _, (next_one, *_) = full
    answer = accept(run, next_one)
    assert (answer["status"], answer["rank"], answer["left"]) == ("waiting", 1, 0)
    assert "groupe de l'automne" in answer["text"]
    assert "Il reste 0 place sur 12. 1 personne attend." in answer["text"]


@pytest.mark.slow
def test_waiting_list_moves_up_by_itself_and_says_so(full):
    run, (first, *_), (second, third, *_) = full
    accept(run, second)
    accept(run, third)
    words = ("places", "give-back", "--offer", SPRING, "--person", f"m{first:02d}")
    answer = run(*words)[1]
    assert answer["moved_up"] == [f"m{second:02d}"]
    assert "Une place s'est libérée." in answer["text"]
    (spring,) = (offer for offer in run("places")[1]["offers"] if offer["offer"] == SPRING)
    assert (spring["left"], spring["waiting"]) == (0, [f"m{third:02d}"])


@pytest.mark.slow
def test_the_report_counts_places_as_they_stand(full):
    run, (first, *_), (second, *_) = full
    accept(run, second)
    assert run("places", "enrol", "--offer", SPRING, "--person", f"m{first:02d}")[0] == 0
    (section,) = (s for s in run("report")[1]["sections"] if s["code"] == "place_stock")
    figures = {figure["code"]: figure["value"] for figure in section["figures"]}
    assert figures == {"taken": 12, "enrolled": 1, "waiting": 1, "offer": 12}


def test_a_repeated_act_takes_no_second_place(run):
    first = accept(run, 1, SPRING, "--nonce", "n1")
    assert accept(run, 1, SPRING, "--nonce", "n1") == first
    assert accept(run, 1)["left"] == 11


def test_a_nonce_of_another_act_is_refused(run):
    accept(run, 1, SPRING, "--nonce", "n1")
    assert accept(run, 2, SPRING, "--nonce", "n1")["error"]["code"] == "nonce_used"


@pytest.mark.parametrize(
    ("number", "said", "named"),
    [(4, "18 à 25 ans", ""), (5, "sans qualification ni diplôme", "Choisir une formation")],
)
def test_a_closed_rule_refuses_with_its_ground_and_a_reason_overrides_it(run, number, said, named):
    refused = accept(run, number)["error"]
    assert refused["code"] == "place_closed"
    assert said in refused["message"]
    # nothing that the fourth asked for is open to them: no unrelated course is named
    assert named in refused["message"]
    assert ("d'une autre offre" in refused["message"]) == bool(named)
    answer = accept(run, number, SPRING, "--reason", "Dérogation écrite du financeur")
    assert answer["status"] == "accepted"


def test_a_question_left_open_is_said_when_a_place_is_given(run):
    assert "La personne a-t-elle cet âge\u202f?" in accept(run, 6)["text"]


def test_an_offer_that_is_not_sure_is_never_promised(run):
    assert accept(run, 40, "smart")["error"]["code"] == "offer_not_certain"
    assert any("l'ouverture n'est pas sûre" in warning for warning in run("places")[1]["warnings"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lend", "--offer", SPRING, "--person", "m01"), "place_act_unknown"),
        (("accept", "--offer", "nothing", "--person", "m01"), "offer_unknown"),
        (("accept", "--offer", "avis", "--person", "m01"), "places_not_told"),
        (("accept", "--offer", SPRING, "--person", "nobody"), "person_unknown"),
        (("give-back", "--offer", SPRING, "--person", "m01"), "place_not_held"),
        (("enrol", "--offer", SPRING, "--person", "m01"), "place_not_held"),
        (("accept", "--offer", SPRING), "target_missing"),
    ],
)
def test_an_act_that_cannot_be_is_refused_by_name(run, words, code):
    exit_code, said = run("places", *words)
    assert (exit_code, said["error"]["code"]) == (1, code)


@pytest.mark.slow
def test_whoever_the_scheme_names_waits_first_and_the_rule_is_said(full):
    run, (first, *_), waiting = full
    for number in waiting:
        accept(run, number)
    answer = run("places")[1]
    assert "Mission Locale" in answer["order"]
    (spring,) = (offer for offer in answer["offers"] if offer["offer"] == SPRING)
    sent = [person in SENT_FIRST for person in spring["waiting"]]
    assert sent == sorted(sent, reverse=True)
    assert True in sent
    assert False in sent
    words = ("places", "give-back", "--offer", SPRING, "--person", f"m{first:02d}")
    assert run(*words)[1]["moved_up"] == spring["waiting"][:1]


def test_over_planning_is_a_setting_that_binds_the_plan_and_is_said_with_its_figure(run):
    answer = run("places")[1]
    (spring,) = (offer for offer in answer["offers"] if offer["offer"] == SPRING)
    assert (spring["wanted"], spring["interviews"]) == (19, 19)  # 12 places, 159 for a hundred
    assert any("Le réglage en permet 19 au plus." in warning for warning in answer["warnings"])


def test_whoever_the_scheme_names_is_interviewed_first_and_the_others_for_the_other_group(whole):
    plan = whole("meaux").plan
    held_back = {one["person"] for one in plan["held_back"] if one["offer"] == SPRING}
    met = {one["person"] for one in plan["meetings"] if one["offer"] == SPRING}
    instead = {one["person"] for one in plan["meetings"] if one["offer"] == AUTUMN}
    assert (len(met), len(held_back)) == (19, 5)
    assert instead == held_back
    assert not held_back & SENT_FIRST
    assert any("19 entretiens prévus pour 12 places" in warning for warning in plan["warnings"])


@pytest.fixture
def planned(whole, tmp_path):
    """A shop on a copy of the planned example, with the people whom its plan held back."""
    file = shutil.copy(whole("meaux").file, tmp_path / "fair.db")
    shop = open_shop(f"sqlite:///{file}")
    yield shop, sorted(one["person"] for one in whole("meaux").plan["held_back"])
    shop.store.close()


def test_whoever_is_held_back_and_nobody_else_reads_that_nobody_speaks_with_them(planned):
    shop, held_back = planned
    people = sorted(person.id for person in read_folder(example_folder("meaux")).jobseekers)
    told = {person: lines_of_person(shop, "meaux-2021", person, "fr") for person in people}
    assert [person for person, lines in told.items() if lines] == held_back
    assert all(
        "groupe du printemps\u00a0»\u00a0: pas de rendez-vous" in told[each][0]
        for each in held_back
    )
    assert all(
        "l'automne\u00a0»" in told[each][0].partition("autre offre")[2] for each in held_back
    )


def test_places_left_count_on_ones_own_page_and_sheet_when_they_are_read(planned):
    shop, (person, *_) = planned
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, "meaux-2021", people=[person])[person]
    phone = TestClient(Starlette(routes=routes(lambda: shop)))

    def said():
        page = phone.post("/mine", data={"code": code, "lang": "fr"}).text
        page = " ".join(re.sub(r"<[^>]+>", " ", page).split())
        (sheet,) = page_texts(personal_schedule(shop, "meaux-2021", person))
        return page, sheet

    one_idea_a_line = phone.post("/mine", data={"code": code, "lang": "fr"}).text
    assert "<p data-said>Vous pouvez demander" in one_idea_a_line
    assert all("Il reste 12 places. Vous pouvez demander" in text for text in said())
    act = PlaceAct("accept", SPRING, "m01")
    act_on_place(shop, "meaux-2021", act, nonce="n1", language="fr")
    assert all("Il reste 11 places. Vous pouvez demander" in text for text in said())
    act = PlaceAct("accept", SPRING, person)
    act_on_place(shop, "meaux-2021", act, nonce="n2", language="fr")
    page, sheet = said()
    mine = "Vous avez une place : « Plombiers du numérique, groupe du printemps »."
    assert mine in page
    assert mine in sheet
    assert all("pas de rendez-vous" not in text for text in (page, sheet))


def test_a_walk_in_takes_no_interview_beyond_the_setting(run):
    said = ("wishes=fibre optique", "diploma_level=0")
    people = ("--first-name", "Zoé", *(word for text in said for word in ("--field", text)))
    assert run("walk-in", *people, "--at", "2021-04-08T09:05:00+02:00")[0] == 0
    (spring,) = (offer for offer in run("places")[1]["offers"] if offer["offer"] == SPRING)
    assert spring["interviews"] == 19


@pytest.mark.slow
def test_schedules_say_who_waits_and_what_refuses_with_its_ground(full, tmp_path):
    run, _, (next_one, *_) = full
    accept(run, next_one)
    run("sheets", "--only", "schedules", "--out", str(tmp_path))
    pages = page_texts((tmp_path / "schedules.pdf").read_bytes())
    (waits,) = (page for page in pages if "en liste d'attente, numéro 1." in page)
    assert "Une autre offre vous est ouverte" in waits
    (refused,) = (page for page in pages if "Dalila" in page)
    assert "groupe du printemps », « Plombiers" in refused or "», « Plombiers" in refused
    assert "pas possible. Il y a une règle d'âge" in refused
    assert "offre vous est ouverte" not in refused  # of what she asked for nothing is open
    assert "CDD" not in refused.split("14 h")[0]  # her own limits are no refusal of her


def test_the_card_of_a_refused_offer_names_what_the_sheet_of_the_person_names(whole, tmp_path):
    with shop_on(Path(whole("meaux").file).read_bytes(), tmp_path) as shop:
        with shop.store.reading() as reader:
            people = read_entries(reader, "meaux-2021").jobseekers
        told = 0
        for person in people:
            known = offers_of_person(shop, "meaux-2021", person)
            sheet = " ".join(refused_of_person(shop, "meaux-2021", person, "en"))
            for score in known.scores:
                if is_refused(score, known.entries, known.nearest.floor):
                    on_sheet = known.nearest.instead(score, "en", is_own=True)
                    assert on_sheet in sheet
                    title = on_sheet.partition("“")[2].partition("”")[0]
                    assert title in known.match(score, language="en").bars[-1]
                    told += bool(title)
        assert told >= 3

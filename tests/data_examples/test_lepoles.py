"""lePoleS: who may have an insertion contract by law, and who must ask a prescriber first."""

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.intake.folder import read_folder
from matching.services.files.examples import example_folder
from matching.services.live.eligibility import eligibility_view
from matching.services.plan.print_sheets import personal_schedule
from matching.services.scores.matches import candidates_of_stand
from matching.services.shop.shop import Shop
from matching.store.database import Store
from matching.store.fairs import read_entries
from tests.badges.papers import page_texts
from tests.fairs import moment, shop_on

YARD = "chantier"
MAY = {"g01", "g02", "g05", "g08", "g09", "g10", "g11", "g13", "g15"}


@pytest.fixture
def lepoles(whole):
    return whole("lepoles")


@pytest.fixture
def verdicts(lepoles):
    scores = lepoles.run("score", lepoles.fair, "--stand", "poles")["scores"]
    return {score["person"]: score for score in scores if score["offer"] == YARD}


def test_eligible_by_one_criterion_or_several_is_open(verdicts):
    assert {person for person, score in verdicts.items() if score["verdict"] == "open"} == MAY


def test_what_only_a_prescriber_can_tell_is_a_question_and_never_a_no(verdicts):
    unsure = {person: score for person, score in verdicts.items() if person not in MAY}
    assert all(
        any("prescripteur" in question["text"] for question in score["ask"])
        for score in unsure.values()
    )
    assert {person for person, score in unsure.items() if score["verdict"] == "closed"} == {"g06"}


def test_no_sentence_says_which_fact_decided(verdicts):
    said = " ".join(
        text["text"]
        for score in verdicts.values()
        for part in ("reasons", "closed_by", "ask")
        for text in score[part]
    )
    assert said
    for word in ("RSA", "RQTH", "handicap", "parent", "QPV", "chômage"):
        assert word.casefold() not in said.casefold()


def test_three_levels_of_digital_workshops_suit_three_levels_of_people(lepoles):
    met = {(meeting["person"], meeting["offer"]) for meeting in lepoles.plan["meetings"]}
    assert {("g12", "premiers"), ("g16", "premiers")} <= met
    assert {("g06", "demarches"), ("g16", "demarches")} <= met
    assert ("g07", "imprimante") in met
    assert met.isdisjoint({(person, "imprimante") for person in ("g06", "g12", "g16")})


def test_yard_has_more_interviews_than_places_and_says_so(lepoles):
    found = lepoles.run("places", lepoles.fair)
    (yard,) = (offer for offer in found["offers"] if offer["offer"] == YARD)
    assert yard["places"] == 8
    assert yard["interviews"] > 8
    assert any("8 places" in warning for warning in found["warnings"])


def test_every_offer_of_insertion_is_a_contract_of_insertion():
    offers = read_folder(example_folder("lepoles")).offers
    assert {offer.id for offer in offers if "insertion" in map(str, offer.contracts)} == {
        YARD,
        "tri",
    }


def test_recruiters_read_who_is_still_to_be_checked_by_a_prescriber(lepoles):
    store = Store.open(f"sqlite:///{lepoles.file}")
    shop = Shop(store, lambda: moment(9), Random(1).randbytes)
    found = candidates_of_stand(shop, lepoles.fair, "poles")
    words = {
        person: found.candidate(person, YARD, language="fr").mark
        for person, offer in found.ranked
        if offer == YARD
    }
    store.close()
    marked = {person for person, said in words.items() if "Éligibilité à vérifier" in said}
    assert marked == {*words} - MAY
    assert marked


def test_proofs_still_to_check_are_one_list_by_the_hour_of_the_meeting(lepoles, tmp_path):
    file = tmp_path / "proofs.pdf"
    people = lepoles.run("eligibility", lepoles.fair, "--list", str(file))["people"]
    left = [one for one in people if one["eligible"] is None]
    told = " ".join(page_texts(file.read_bytes()))
    expected = sorted(left, key=lambda one: (one["meets_at"] or "23:59", one["call_number"]))
    hours = {one["person"]: one["starts_at"][11:16] for one in reversed(lepoles.plan["meetings"])}
    assert left != []
    assert all(one["meets_at"] is None or one["person"] in hours for one in left)
    names = {
        person.id: person.full_name for person in read_folder(example_folder("lepoles")).jobseekers
    }
    places = [told.index(names[one["person"]]) for one in expected]
    assert places == sorted(places)
    assert not any(names[person] in told for person in MAY)


def test_whoever_is_to_be_checked_reads_it_on_their_sheet_with_the_stand_that_helps(
    lepoles, tmp_path
):
    with shop_on(Path(lepoles.file).read_bytes(), tmp_path) as shop:
        planned = {
            row.person for row in eligibility_view(shop, lepoles.fair).rows if row.has_meeting
        }
        assert planned
        with shop.store.reading() as reader:
            people = read_entries(reader, lepoles.fair).jobseekers
        for person in people:
            paper = personal_schedule(shop, lepoles.fair, person)
            text = " ".join(" ".join(page_texts(paper)).split())
            assert ("la loi fixe qui peut l'avoir" in text) is (person in planned), person
            assert ("C1 Relais Emploi" in text) >= (person in planned), person
    met = {one["person"] for one in lepoles.plan["meetings"] if one["stand"] == "relais"}
    assert met


def test_the_pages_of_a_prescriber_say_whom_of_the_list_they_leave_out(lepoles, tmp_path):
    out = tmp_path / "fiches.pdf"
    words = ["eligibility", lepoles.fair, "--out", str(out), "--store", f"sqlite:///{lepoles.file}"]
    said = CliRunner().invoke(app, words).stdout
    with shop_on(Path(lepoles.file).read_bytes(), tmp_path) as shop:
        view = eligibility_view(shop, lepoles.fair)
    others = len(view.open_rows) - len(view.on_pages)
    assert len(page_texts(out.read_bytes())) == len(view.on_pages)
    assert others > 0
    assert f"{len(view.on_pages)}. {others} autre" in said

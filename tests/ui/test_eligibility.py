"""The page of eligibility: a prescriber ticks, the organiser reads and prints."""

from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.services.files.examples import open_example
from matching.services.live.eligibility import eligibility_view
from matching.ui import ENTRANCE
from tests.ui.test_pages import said

FAIR = "lepoles-2019"


def test_a_prescriber_chooses_a_word_a_proof_and_signs_and_takes_it_back(shop, enter_as):
    open_example(shop, "lepoles")
    person = eligibility_view(shop, FAIR).open_rows[0].person
    enter_as(shop, Role.PRESCRIBER)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert app.title.values == ["Éligibilité"]
    app.button(key=f"eligibility.keep.{person}").click().run()
    assert "Choisissez d'abord votre réponse" in said(app)
    app.segmented_control(key=f"eligibility.word.{person}").set_value("is_yes")
    app.text_input(key=f"eligibility.by.{person}").set_value("Mme Roux")
    app.button(key=f"eligibility.keep.{person}").click().run()
    assert "«\u00a0preuve vue\u00a0» est vide" in said(app)
    app.multiselect(key=f"eligibility.proofs.{person}").set_value(["single_parent"])
    app.button(key=f"eligibility.keep.{person}").click().run()
    check = next(row.check for row in eligibility_view(shop, FAIR).rows if row.person == person)
    assert (check.eligible, check.proofs, check.by) == (True, ("single_parent",), "Mme Roux")
    app.segmented_control(key="eligibility.look").set_value("checked").run()
    app.button(key=f"eligibility.undo.{person}").click().run()
    assert person in {row.person for row in eligibility_view(shop, FAIR).open_rows}
    assert not app.exception


def test_an_organiser_reads_and_prints_and_has_nothing_to_tick(shop, visit):
    open_example(shop, "lepoles")
    app = visit("eligibility")
    assert "Seul un accès «\u00a0Prescripteur\u00a0» peut cocher." in said(app)
    assert not [button for button in app.button if str(button.key).startswith("eligibility.keep")]
    assert app.get("download_button")

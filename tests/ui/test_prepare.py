"""A fair is prepared in the app: made, filled, looked at."""

import re
from datetime import time, timedelta

from streamlit.testing.v1 import AppTest

from matching.services.files.fairs_known import every_fair
from matching.services.files.receive_files import receive_files
from matching.services.prepare import blind_plan
from matching.services.prepare.make_fair import make_fair
from matching.store.fairs import read_entries
from matching.ui import ENTRANCE
from tests.ui.test_pages import said

MOSSON = "mosson-2023"
TYPED = {"title": "Forum de la Mosson", "place": "Halle", "date": "12/03/2027"}


def fill(app, form, typed):
    for name, text in typed.items():
        app.text_input(key=f"{form}.{name}").set_value(text)
    app.button(key=f"{form}.save").click().run()


def test_a_fair_is_made_before_any_file(shop, visit):
    app = visit("fair")
    assert app.text_input(key="fair.new.opens").value == "9:30"
    fill(app, "fair.new", TYPED)
    assert "«\u00a0Forum de la Mosson\u00a0» est enregistré\u00a0: 30 créneaux" in said(app)
    (fair,) = every_fair(shop)
    assert (fair.title, fair.place) == ("Forum de la Mosson", "Halle")
    assert app.text_input(key=f"fair.{fair.id}.date").value == "12/03/2027"


def test_before_any_file_is_taken_in_nothing_says_that_all_is_read(shop, visit):
    make_fair(shop, TYPED)
    app = visit("files")
    assert [metric.value for metric in app.metric] == ["0", "0", "0"]
    assert not app.success


def test_a_form_that_cannot_be_says_everything_at_once_and_keeps_what_was_typed(shop, visit):
    app = visit("fair")
    fill(app, "fair.new", {"title": "Forum", "opens": "18h", "closes": "9h"})
    (error,) = app.error
    said_plainly = error.value.replace("\\", "")
    assert "«\u00a0Jour\u00a0» est vide" in said_plainly
    assert "les heures se contredisent (18:00 puis 09:00)" in said_plainly
    assert app.text_input(key="fair.new.title").value == "Forum"
    assert every_fair(shop) == ()


def test_a_fair_is_changed_where_it_was_made(shop, visit):
    fair = make_fair(shop, TYPED)
    app = visit("fair")
    fill(app, f"fair.{fair.id}", {"slot_minutes": "20", "breaks": "12h30-13h30"})
    assert not app.error
    (changed,) = every_fair(shop)
    assert (changed.slot_minutes, len(changed.breaks)) == (20, 1)
    assert [button.proto.label for button in app.get("download_button")] == [
        "Télécharger fair.toml"
    ]


def test_a_fair_is_held_again_on_another_day_and_the_page_goes_on_with_it(shop, visit):
    make_fair(shop, TYPED)
    app = visit("fair")
    app.text_input(key="fair.again.day").set_value("13/03/2027")
    app.button(key="fair.again").click().run()
    assert "est prêt pour le 13/03/2027" in said(app)
    assert len(every_fair(shop)) == 2
    assert any(str(field.value) == "13/03/2027" for field in app.text_input)


def test_a_screen_opens_on_the_fair_that_is_on_not_on_the_one_that_was_made_last(shop, visit):
    days = (shop.clock() + timedelta(days=ahead) for ahead in (0, 8))
    today, _ = (make_fair(shop, TYPED | {"date": f"{day:%d/%m/%Y}"}) for day in days)
    app = visit("fair")
    assert app.text_input(key=f"fair.{today.id}.title").value == "Forum de la Mosson"


def test_what_was_chosen_at_a_screen_is_there_when_its_page_is_loaded_anew(shop, visit):
    today = make_fair(shop, TYPED | {"date": f"{shop.clock():%d/%m/%Y}"})
    other = make_fair(shop, TYPED)
    app = visit("fair")
    (fairs,) = app.sidebar.selectbox
    assert fairs.value == today.id
    fairs.set_value(other.id).run()
    app.sidebar.button_group[0].set_value("en").run()
    anew = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    (fairs,) = anew.sidebar.selectbox
    assert (fairs.value, fairs.label) == (other.id, "Fair")


def test_an_empty_store_opens_on_five_steps_and_the_example_is_one_click(shop, enter_as):
    enter_as(shop)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert app.title.values == ["Départ"]
    app.button(key="start.try.mosson").click().run()
    assert "L'exemple est ouvert\u00a0: 30 personnes, 22 stands." in said(app)
    assert "Points à corriger\u00a0: " in said(app)


def test_three_files_of_any_name_fill_a_fair_made_in_the_app(shop, visit, example_files):
    make_fair(shop, TYPED)
    app = visit("start")
    app.button(key="start.receive").click().run()
    assert "Déposez au moins un tableau" in app.error[0].value
    for name, file in (("jobseekers", "liste"), ("exhibitors", "b"), ("offers", "c")):
        app.file_uploader(key=f"start.{name}").set_value(
            [(f"{file}.csv", example_files[f"{name}.csv"], "text/csv")]
        )
    app.button(key="start.receive").click().run()
    assert app.title.values == ["Fichiers"]
    assert "Déposés au départ" in said(app)
    assert [one.value for one in app.selectbox if (one.key or "").startswith("map.kind.")] == [
        "jobseekers", "exhibitors", "offers"]  # fmt: skip
    assert entries_of(shop) == {}
    app.button(key="files.receive").click().run()
    assert "30 personnes" in said(app)
    assert "Déposés au départ" not in said(app)


def test_several_lists_in_one_place_are_read_beside_each_other(shop, visit):
    make_fair(shop, TYPED)
    app = visit("start")
    dropped = {
        "jobseekers": [("a.csv", "Prénom;Nom;Projet\nAna;Sol;vente\n"),
                       ("a.csv", "Prénom;Nom;Projet\nBo;Li;cuisine\n"),
                       ("b.csv", "Prénom;Nom;Projet\nCy;Wu;ménage\n")],
        "exhibitors": [("s.csv", "Nom;Tables\nMairie;1\n")],
        "offers": [("o.csv", "Exposant;Intitulé\nMairie;Accueil\n"),
                   ("p.csv", "Exposant;Intitulé\nMairie;Jardinier\n")],
    }  # fmt: skip
    for kind, lists in dropped.items():
        sent = [(name, text.encode(), "text/csv") for name, text in lists]
        app.file_uploader(key=f"start.{kind}").set_value(sent)
    app.button(key="start.receive").click().run()
    app.button(key="files.receive").click().run()
    assert "3 personnes, 1 stand, 2 offres" in said(app)
    assert {one.first_name for one in entries_of(shop).values()} == {"Ana", "Bo", "Cy"}


def entries_of(shop):
    (fair,) = every_fair(shop)
    with shop.store.reading() as reader:
        return read_entries(reader, fair.id).jobseekers


def test_what_would_make_a_plan_blind_is_said_in_red_before_it_is_drawn(mosson, visit):
    app = visit("plan")
    (error,) = app.error
    assert "14 stands sur 22 n'ont pas d'heures" in error.value.replace("\\", "")


def test_a_large_fair_looks_for_lonely_stands_only_when_asked(mosson, visit, monkeypatch):
    monkeypatch.setattr(blind_plan, "MOST_PAIRS", 10)
    app = visit("plan")
    app.toggle(key="blind.check").set_value(True).run()
    assert not app.exception


def test_consent_is_asked_of_one_person_at_a_time(shop, visit, example_files):
    content = example_files["jobseekers.csv"].decode("cp1252")
    doubtful = re.sub(r";oui;(?=\d{4};)", ";bof;", content).encode("cp1252")
    files = {**example_files, "jobseekers.csv": doubtful}
    receive_files(shop, files, frame=make_fair(shop, TYPED))
    app = visit("files")
    before = [one for one in app.get("button_group") if (one.key or "").startswith("consent.")]
    assert before
    assert all(one.value in (None, []) for one in before)
    before[0].set_value("non").run()
    assert "La réponse est écrite" in said(app)
    after = [one for one in app.get("button_group") if (one.key or "").startswith("consent.")]
    assert len(after) == len(before) - 1


def test_hours_of_an_announced_fair_are_looked_at_before_they_change(announced, visit):
    app = visit("fair")
    form = f"fair.{MOSSON}"
    fill(app, form, {"closes": "14:15"})
    assert "n'auraient plus lieu" in said(app) or "changeraient d'heure" in said(app)
    assert every_fair(announced)[0].closes == time(17)
    app.button(key="fair.hours_no").click().run()
    assert app.text_input(key=f"{form}.closes").value == "17:00"
    fill(app, form, {"closes": "14:15"})
    app.button(key="fair.hours_yes").click().run()
    assert "Les heures de «\u00a0Le Numérique" in said(app)
    assert "Prévenez les personnes" in said(app)
    assert every_fair(announced)[0].closes == time(14, 15)
    assert not app.error


def test_hours_that_move_nobody_send_nobody_to_a_list(announced, visit):
    app = visit("fair")
    fill(app, f"fair.{MOSSON}", {"closes": "17:30"})
    app.button(key="fair.hours_yes").click().run()
    assert "Les heures de «\u00a0Le Numérique" in said(app)
    assert "Prévenez les personnes" not in said(app)
    assert every_fair(announced)[0].closes == time(17, 30)

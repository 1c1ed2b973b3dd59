"""A fair is prepared in the app: made, filled, looked at."""

from matching.services.files.fairs_known import every_fair
from matching.services.prepare.make_fair import make_fair
from tests.ui.test_pages import said

TYPED = {"title": "Forum de la Mosson", "place": "Halle", "date": "12/03/2027"}


def fill(app, form, typed):
    for name, text in typed.items():
        app.text_input(key=f"{form}.{name}").set_value(text)
    app.button(key=f"{form}.save").click().run()


def test_a_fair_is_made_before_any_file(shop, visit):
    app = visit("fair")
    assert app.text_input(key="fair.new.opens").value == "9:30"
    fill(app, "fair.new", TYPED)
    assert "« Forum de la Mosson » est enregistré : 30 créneaux" in said(app)
    (fair,) = every_fair(shop)
    assert (fair.title, fair.place) == ("Forum de la Mosson", "Halle")
    assert app.text_input(key=f"fair.{fair.id}.date").value == "12/03/2027"


def test_a_form_that_cannot_be_says_everything_at_once_and_keeps_what_was_typed(shop, visit):
    app = visit("fair")
    fill(app, "fair.new", {"title": "Forum", "opens": "18h", "closes": "9h"})
    (error,) = app.error
    said_plainly = error.value.replace("\\", "")
    assert "« Jour du forum » est vide" in said_plainly
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

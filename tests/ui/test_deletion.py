"""The fair of a tab is deleted on its page, once its title is typed."""

from matching.services.files.fairs_known import every_fair
from tests.ui.test_pages import said

MOSSON = "mosson-2023"


def opened(visit):
    app = visit("fair")
    app.session_state["fair.deletion"] = True
    return app.run()


def test_the_page_says_what_goes_and_another_title_deletes_nothing(mosson, visit):
    app = opened(visit)
    assert "30 personnes, 22 stands, 55 offres" in said(app)
    app.text_input(key="fair.delete.title").set_value("Un autre forum")
    app.button(key="fair.delete.yes").click().run()
    assert "Ce n'est pas le titre de ce forum." in said(app)
    assert [fair.id for fair in every_fair(mosson)] == [MOSSON]


def test_the_title_typed_deletes_the_fair_and_the_page_goes_on_without_it(mosson, visit):
    (fair,) = every_fair(mosson)
    app = opened(visit)
    app.text_input(key="fair.delete.title").set_value(fair.title)
    app.button(key="fair.delete.yes").click().run()
    assert f"Le forum {MOSSON} est supprimé." in said(app)
    assert every_fair(mosson) == ()
    assert not app.exception

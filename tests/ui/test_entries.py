"""People, stands and offers are edited by hand, one at a time."""

from matching.domain.edit import EditKind
from matching.store import fairs
from tests.ui.test_pages import said

MOSSON = "mosson-2023"


def stands_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).exhibitors


def field(app, column):
    kinds = (app.text_input, app.selectbox, app.multiselect, app.text_area)
    found = [one for kind in kinds for one in kind if (one.key or "").endswith(f".{column}")]
    (only,) = [one for one in found if one.key.startswith("entry.")]
    return only


def test_a_stand_is_found_changed_refused_removed_and_brought_back(mosson, visit):
    app = visit("entries")
    app.segmented_control(key="entries.kind").set_value(EditKind.EXHIBITORS).run()
    app.text_input(key="entries.search.exhibitors").set_value("cgi").run()
    app.button(key="entries.found.cgi").click().run()
    field(app, "tables").set_value("0")
    app.button(key="entry.save").click().run()
    assert "Rien n'est enregistré" in app.error[0].value
    assert stands_of(mosson)["cgi"].tables != 0
    field(app, "tables").set_value("4")
    app.button(key="entry.save").click().run()
    assert "Enregistré : tables" in said(app)
    assert stands_of(mosson)["cgi"].tables == 4
    app.button(key="entry.remove").click().run()
    assert "du stand part" in said(app)
    assert "cgi" in stands_of(mosson)
    app.button(key="entry.remove_yes").click().run()
    assert "cgi" not in stands_of(mosson)
    app.button(key="entry.bring_back").click().run()
    assert stands_of(mosson)["cgi"].tables == 4


def test_an_untouched_form_changes_nothing_and_a_new_person_gets_a_number(mosson, visit):
    app = visit("entries")
    app.text_input(key="entries.search.jobseekers").set_value("a").run()
    found = next(one for one in app.button if (one.key or "").startswith("entries.found."))
    found.click().run()
    app.button(key="entry.save").click().run()
    assert "Rien n'a changé" in said(app)
    app.button(key="entries.add").click().run()
    field(app, "first_name").set_value("Zoé")
    field(app, "contracts").set_value(["cdi"])
    app.button(key="entry.save").click().run()
    assert "La fiche est ajoutée" in said(app)
    assert any("n° 31" in one.value.replace("\\", "") for one in app.header)

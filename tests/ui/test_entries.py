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
    assert "Enregistré\u00a0: tables" in said(app)
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
    app.button(key="entries.list").click().run()
    app.button(key="entries.add").click().run()
    field(app, "first_name").set_value("Zoé")
    field(app, "contracts").set_value(["cdi"])
    app.button(key="entry.save").click().run()
    assert "La fiche est ajoutée" in said(app)
    assert any("n° 31" in one.value.replace("\\", "") for one in app.header)


def test_a_pasted_advert_becomes_an_offer_with_what_was_ticked(mosson, visit):
    app = visit("entries")
    app.segmented_control(key="entries.kind").set_value(EditKind.OFFERS).run()
    app.text_area(key="adverts.text").set_value("Livreur\nPermis B exigé. Travail le samedi.")
    app.button(key="adverts.read").click().run()
    assert [box.value for box in app.checkbox] == [False, False]
    licence = next(box for box in app.checkbox if "Permis B" in box.label.replace("\\", ""))
    licence.set_value(True)
    app.button(key="adverts.add").click().run()
    assert "Choisissez le stand" in app.error[0].value
    app.selectbox(key="adverts.offer.0.stand").set_value("cgi")
    app.button(key="adverts.add").click().run()
    with mosson.store.reading() as reader:
        offers = fairs.read_entries(reader, MOSSON).offers.values()
    (offer,) = [offer for offer in offers if offer.title == "Livreur"]
    assert (offer.exhibitor, offer.licences_required, offer.hours) == ("cgi", ("B",), ())

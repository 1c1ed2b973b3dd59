"""What an import found wrong is mended on its page, a cell at a time."""

from matching.domain.edit import EditKind
from matching.domain.terms import Need
from matching.store import fairs
from tests.ui.test_pages import said, stored

PEOPLE = """Identifiant;Prénom;Nom;Ce que je cherche;Besoins
1;Ana;Roux;vendeuse;mal au dos, plus de port de charge
2;Bao;Lim;cuisinier;dys, gros caractères
"""
STANDS = "Identifiant;Nom;Type\n1;Magasin;employeur\n"
ASKING = (
    "Identifiant;Exposant;Type;Intitulé;Annonce\n1;1;emploi;Livreur;Permis B exigé, le samedi\n"
)
OFFERS = "Identifiant;Exposant;Type;Intitulé\n1;1;emploi;Vente en boutique\n"


def take_in(app, *, people=PEOPLE, offers=OFFERS):
    app.file_uploader(key="files.upload").set_value(
        [
            (name, text.encode(), "text/csv")
            for name, text in (
                ("personnes.csv", people),
                ("stands.csv", STANDS),
                ("offres.csv", offers),
            )
        ]
    )
    app.text_input(key="files.title").set_value("Forum du quartier")
    app.button(key="files.receive").click().run()


def test_a_cell_with_two_flaws_is_written_anew_once(shop, visit):
    app = visit("files")
    take_in(app)
    assert not app.exception
    chosen = [one for one in app.multiselect if (one.key or "").startswith("flaws.")]
    assert len(chosen) == 2
    for one in chosen:
        one.set_value(
            [next(option for option in one.options if "ascenseur" in option or "marche" in option)]
        )
    app.button(key="flaws.mend").click().run()
    assert not app.exception
    (fair,) = stored(shop, fairs.list_fairs)
    people = stored(shop, fairs.read_entries, fair.id).jobseekers
    assert [one.needs for one in people.values()] == [(Need.STEP_FREE,)] * 2


def test_lists_that_number_their_rows_alike_show_offers_as_offers(shop, visit):
    app = visit("files")
    take_in(app)
    app = visit("entries")
    app.segmented_control(key="entries.kind").set_value(EditKind.OFFERS).run()
    assert app.button(key="entries.found.1").label == "Vente en boutique · Magasin"
    assert "Ana" not in said(app)


def test_what_an_advert_demands_is_confirmed_offer_by_offer(shop, visit):
    app = visit("files")
    take_in(app, people="Prénom;Nom;Souhaits\nAna;Roux;vendeuse\n", offers=ASKING)
    assert "À confirmer dans les offres (1)" in said(app)
    assert "Tout est lu." not in said(app)
    app.button(key="adverts_asked.confirm").click().run()
    (asked,) = (one for one in app.pills if one.key.startswith("adverts_asked."))
    assert asked.value == []
    start = visit("start")
    assert "Offres dont le texte demande plus que leurs colonnes\u00a0: 1." in said(start)
    app = visit("files")
    (asked,) = (one for one in app.pills if one.key.startswith("adverts_asked."))
    asked.set_value([1])
    app.button(key="adverts_asked.confirm").click().run()
    assert not app.exception
    assert "Tout est lu." in said(app)
    (fair,) = stored(shop, fairs.list_fairs)
    (offer,) = stored(shop, fairs.read_entries, fair.id).offers.values()
    assert (offer.licences_required, offer.hours) == (("B",), ())

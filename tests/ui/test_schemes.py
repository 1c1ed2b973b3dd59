"""What pages show of the other example fairs: places of courses, news of people, a click each."""

import re
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Exit, Situation, State
from matching.domain.terms import OfferKind
from matching.services.evening.programme.checkpoints import note_checkpoint, to_call
from matching.services.evening.programme.promotion import promotion_view
from matching.services.evening.recalls import to_recall
from matching.services.files.examples import open_example, schemes
from matching.services.live.places import places_view
from matching.services.live.sessions.groups import sessions_view
from matching.services.rights.consent import set_consent
from matching.services.shop.shop import Shop
from matching.store.fairs import read_entries
from matching.ui import ENTRANCE, session
from tests.fairs import all_come
from tests.ui.test_pages import said, stored

MOSSON = "mosson-2023"


def places_of(shop, offer):
    view = places_view(shop, MOSSON)
    return next(stock.places for stock in view.stocks if stock.places.offer == offer)


def test_a_place_is_given_enrolled_and_taken_back_on_the_floor(announced, visit):
    stock = places_view(announced, MOSSON).stocks[0]
    offer, title = stock.places.offer, stock.title
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("places").run()
    app.text_input(key="floor.find").set_value(title).run()
    app.button(key=f"places.accept.{offer}").click().run()
    assert "Choisissez d'abord une personne." in said(app)
    app.selectbox(key=f"places.person.{offer}").set_value("p01")
    app.text_input(key=f"places.reason.{offer}").set_value("Vu ensemble")
    app.button(key=f"places.accept.{offer}").click().run()
    assert app.selectbox(key=f"places.person.{offer}").value is None
    assert f"a une place\u00a0: «\u00a0{title}\u00a0»" in said(app)
    app.button(key=f"places.enrol.{offer}.p01").click().run()
    assert places_of(announced, offer).enrolled == {"p01"}
    app.button(key=f"places.give_back.{offer}.p01").click().run()
    assert places_of(announced, offer).accepted == ()
    assert not app.exception


def test_places_of_a_course_say_how_many_interviews_there_are_and_no_group_is_among_them(
    announced, visit
):
    stocks = [stock for stock in places_view(announced, MOSSON).stocks if stock.interviews]
    offers = stored(announced, read_entries, MOSSON).offers
    assert not [stock for stock in stocks if offers[stock.places.offer].kind is OfferKind.WORKSHOP]
    title = next(stock.title for stock in stocks if stock.is_certain)
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("places").run()
    app.text_input(key="floor.find").set_value(title).run()
    assert "prévu." in said(app) or "prévus." in said(app)


def test_somebody_leaves_a_group_on_the_floor_and_comes_back(announced, visit):
    group = sessions_view(announced, MOSSON).groups[0]
    offer, starts = group.session.offer.id, f"{group.session.starts_at:%H:%M}"
    person = group.members[0].person
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("sessions").run()
    app.text_input(key="floor.find").set_value(group.session.offer.title).run()
    app.button(key=f"sessions.leave.{offer}.{starts}.{person}").click().run()
    assert "Prévenir" in said(app)
    groups = [one for one in sessions_view(announced, MOSSON).groups if one.members]
    assert person not in {
        meeting.person
        for one in groups
        if one.session.offer.id == offer and f"{one.session.starts_at:%H:%M}" == starts
        for meeting in one.members
    }
    assert not app.exception


def test_whom_to_call_stands_on_the_report_of_a_programme(shop, visit, monkeypatch):
    fair = open_example(shop, "fabrique").fair
    monkeypatch.setattr(session, "fair", lambda: fair)
    app = visit("report")
    assert "Prendre des nouvelles" in said(app)
    assert "Personnes à appeler" in " ".join(expander.label for expander in app.expander)
    app.button(key="follow_up.take_in").click().run()
    assert "Choisissez d'abord un fichier." in said(app)
    app.button(key="follow_up.note").click().run()
    assert "Choisissez d'abord qui vous appelez et sa réponse." in said(app)
    due = to_call(shop, fair)
    shown = " ".join(str(table.value.values.tolist()) for table in app.table)
    assert "2018" in shown
    assert not re.search(r"\d{4}-\d{2}-\d{2}", shown)
    app.selectbox(key="follow_up.call.record").set_value(due[0].record)
    app.segmented_control(key="follow_up.call.situation").set_value(Situation.TRAINING)
    app.button(key="follow_up.note").click().run()
    assert f"C'est noté pour le dossier {due[0].record}." in said(app)
    assert to_call(shop, fair) == due[1:]
    next(one for one in app.button if (one.key or "").startswith("news.undo.")).click().run()
    assert f"La réponse de {due[0].record} est annulée." in said(app)
    assert to_call(shop, fair) == due
    app.selectbox(key="follow_up.call.record").set_value(due[0].record)
    app.segmented_control(key="follow_up.call.situation").set_value(Situation.TRAINING)
    app.button(key="follow_up.note").click().run()
    with pytest.raises(FairError, match="call_not_due"):
        note_checkpoint(shop, fair, due[0].record, Situation.FIRST_JOB)
    with pytest.raises(FairError, match="call_not_due"):
        note_checkpoint(shop, fair, "nobody", Situation.FIRST_JOB)
    assert not app.exception


def test_a_person_enters_and_leaves_a_promotion_on_the_report_and_both_are_taken_back(
    shop, visit, monkeypatch
):
    fair = open_example(shop, "fabrique").fair
    monkeypatch.setattr(session, "fair", lambda: fair)
    app = visit("report")
    app.button(key="promotion.enter_yes").click().run()
    assert "Il manque encore" in said(app)
    app.text_input(key="promotion.in.record").set_value("d901")
    app.selectbox(key="promotion.in.promotion").set_value("2017-2")
    app.date_input(key="promotion.in.on").set_value(date(2018, 1, 8))
    app.text_input(key="promotion.in.caller").set_value("Référente du lundi")
    app.button(key="promotion.enter_yes").click().run()
    assert "Le dossier d901 est dans la promotion 2017-2 depuis le 8 janvier 2018." in said(app)
    app.selectbox(key="promotion.out.record").set_value("d901")
    app.date_input(key="promotion.out.on").set_value(date(2018, 6, 1))
    app.segmented_control(key="promotion.out.way").set_value(Exit.ENDED)
    app.button(key="promotion.leave_yes").click().run()
    assert "1er juillet 2018, 1er septembre 2018, 1er décembre 2018" in said(app)
    for _ in range(2):
        undo = next(one for one in app.button if (one.key or "").startswith("promotion.undo."))
        undo.click().run()
        assert "C'est annulé pour le dossier d901." in said(app)
    assert promotion_view(shop, fair).inside == ()
    assert not app.exception


def test_whoever_agreed_is_called_from_the_report_and_no_more_once_they_say_so(
    announced, visit, monkeypatch
):
    for person in ("p01", "p02"):
        set_consent(announced, MOSSON, person, agrees=True)
    all_come(announced, MOSSON)
    monkeypatch.setattr(Shop, "today", lambda _, frame: frame.date + timedelta(days=32))
    app = visit("report")
    app.selectbox(key="recall.whom").set_value("p01").run()
    app.selectbox(key="recall.state.p01").set_value(State.TRAINING).run()
    app.button(key="recall.note").click().run()
    app.selectbox(key="recall.whom").set_value("p02").run()
    app.button(key="recall.no_more").click().run()
    assert "cette personne ne sera plus appelée" in said(app)
    assert not {"p01", "p02"} & {call.person for call in to_recall(announced, MOSSON, "fr")}
    assert not app.exception


@pytest.mark.parametrize("scheme", sorted({*schemes()} - {"mosson"}))
def test_each_example_is_one_click_from_an_empty_store(shop, enter_as, scheme):
    enter_as(shop)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    app.button(key=f"start.try.{scheme}").click().run()
    assert "L'exemple est ouvert" in said(app)
    assert not app.exception

"""The questionnaire, the kiosk, the hall and files of one person, as a finger meets them."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from badges.code import pretty_code
from matching.domain.access import Role
from matching.domain.day.companions import Companions
from matching.phrases import SPOKEN, say
from matching.services.door.join_files import join_files
from matching.services.door.walk_in import walk_in
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.floor.hall_view import hall_view
from matching.services.interview.answer_questions import keep_answer
from matching.services.interview.questions import QUESTIONS, question
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from matching.ui import ENTRANCE
from matching.ui.parts.shell.plain import plain
from tests.fairs import all_come, companions
from tests.ui.test_pages import facts, said, stored
from tests.ui.visiting import page_of

MOSSON = "mosson-2023"


def people(shop):
    return stored(shop, fairs.read_entries, MOSSON).jobseekers


def labels(app):
    return [one.label for one in app.button]


def touch(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


@pytest.fixture
def kiosk(announced, enter_as):
    enter_as(announced, Role.KIOSK)
    return AppTest.from_file(ENTRANCE, default_timeout=60).run()


@pytest.fixture
def asked(kiosk):
    """Somebody who has typed a first name at the kiosk."""
    touch(kiosk, "kiosk.no_badge")
    kiosk.text_input(key="kiosk.first_name").set_value("Zahra")
    return touch(kiosk, "kiosk.start")


def zahra(shop):
    return next(one for one in people(shop).values() if one.first_name == "Zahra")


def test_a_first_name_is_registered_in_three_acts_and_asked(asked, announced):
    assert zahra(announced).last_name == ""
    assert [fact.kind.value for fact in facts(announced)] == ["arrived"]
    assert say("ask.contracts", "fr") in said(asked)


def test_the_kiosk_shows_no_list_and_no_way_elsewhere(asked, announced):
    assert asked.sidebar.get("page_link") == []
    seen = said(asked) + " ".join(labels(asked))
    assert not any(one.last_name and one.last_name in seen for one in people(announced).values())


def test_every_question_is_a_screen_and_can_be_passed(asked):
    seen = []
    while "ask.skip" in [one.key for one in asked.button]:
        seen.append(said(asked).split("# ")[1].splitlines()[0])
        touch(asked, "ask.skip")
    where_due = {"commune", "phone", "meaning"}
    expected = [one.name for one in QUESTIONS if one.name not in where_due]
    assert seen == [say(f"ask.{name}", "fr") for name in expected]
    assert say("ask.done", "fr") in said(asked)


def test_answers_are_kept_as_they_are_given(asked, announced):
    touch(asked, "ask.contracts.training")
    assert zahra(announced).contracts == ()
    touch(asked, "ask.next")
    assert [one.value for one in zahra(announced).contracts] == ["training"]
    touch(asked, "ask.wishes.web")
    asked.text_input(key="ask.words.wishes").set_value("photographe")
    touch(asked, "ask.next")
    assert zahra(announced).wishes == ("développeur web", "photographe")


def test_one_touch_answers_a_question_with_one_answer_and_goes_on(asked, announced):
    for _ in range(5):
        touch(asked, "ask.skip")
    touch(asked, "ask.french.well")
    assert zahra(announced).french_level.label == "B1"
    assert say("ask.licences", "fr") in said(asked)


def test_going_back_shows_what_was_answered(asked):
    touch(asked, "ask.contracts.job")
    touch(asked, "ask.next")
    touch(asked, "ask.back")
    assert asked.button(key="ask.contracts.job").label.startswith("✓ ")
    assert asked.button(key="ask.contracts.training").label == "Une formation"


def test_an_answer_that_says_nothing_of_it_takes_the_others_away(asked):
    for _ in range(7):
        touch(asked, "ask.skip")
    assert say("ask.licences", "fr") in said(asked)
    touch(asked, "ask.licences.car")
    touch(asked, "ask.licences.none")
    chosen = [one.key for one in asked.button if one.label.startswith("✓")]
    assert chosen == ["ask.licences.none"]
    touch(asked, "ask.licences.scooter")
    chosen = [one.key for one in asked.button if one.label.startswith("✓")]
    assert chosen == ["ask.licences.scooter"]


def test_what_was_not_understood_is_asked_again(asked, announced):
    while say("ask.contact", "fr") not in said(asked):
        touch(asked, "ask.skip")
    touch(asked, "ask.contact.yes")
    asked.text_input(key="ask.words.phone").set_value("je ne sais plus")
    touch(asked, "ask.next")
    assert say("ask.not_understood", "fr") in said(asked)
    asked.text_input(key="ask.words.phone").set_value("06 39 98 00 77")
    touch(asked, "ask.next")
    assert zahra(announced).phone.endswith("639980077")


def test_unclear_words_are_asked_at_the_kiosk_one_after_the_other(asked, announced):
    touch(asked, "ask.skip")
    asked.text_input(key="ask.words.wishes").set_value("conducteur; assistante")
    touch(asked, "ask.next")
    assert say("ask.you_said", "fr", words="conducteur") in said(asked)
    assert len([one for one in asked.button if one.key.startswith("ask.meaning.")]) == 4
    touch(asked, "ask.meaning.truck-driver")
    assert say("ask.you_said", "fr", words="assistante") in said(asked)
    touch(asked, "ask.meaning.none")
    assert say("ask.skills", "fr") in said(asked)
    kept = ("conducteur = Conducteur / Conductrice de poids lourd", "assistant = aucun")
    assert zahra(announced).meanings == kept
    touch(asked, "ask.back")
    assert say("ask.wishes", "fr") in said(asked)


def test_unclear_words_are_confirmed_at_the_desk_and_asked_again(announced, visit):
    fields = {"wishes": "conducteur"}
    known = walk_in(announced, MOSSON, first_name="Zahra", fields=fields, nonce="n").person
    app = visit("matches")
    app.selectbox(key="matches.person").set_value(known).run()
    assert "«\u00a0conducteur\u00a0» peut vouloir dire plusieurs métiers" in said(app)
    touch(app, f"unclear.{known}.0.1")
    assert zahra(announced).meanings == ("conducteur = Conducteur / Conductrice de poids lourd",)
    assert (
        "«\u00a0conducteur\u00a0» veut dire\u00a0: Conducteur / Conductrice de poids lourd"
        in said(app)
    )
    touch(app, f"unclear.{known}.again.0")
    assert zahra(announced).meanings == ()
    touch(app, f"unclear.{known}.0.none")
    assert "«\u00a0conducteur\u00a0»\u00a0: aucun des métiers proposés" in said(app)


@pytest.mark.slow
def test_stopping_shows_number_code_and_meetings_that_follow_the_answers(asked, announced):
    touch(asked, "ask.contracts.training")
    touch(asked, "ask.next")
    touch(asked, "ask.stop")
    shown = {one.label: one.value for one in asked.metric}
    code = stored(announced, badges.live_codes, MOSSON)[zahra(announced).id]
    assert shown == {"Votre numéro": "31", "Votre code": pretty_code(code)}
    plan = stored(announced, plans.announced_plan, MOSSON)
    mine = [one for one in plan.meetings if one.person == zahra(announced).id]
    assert said(asked).count(":material/location_on:") == len(mine) > 0
    touch(asked, "kiosk.finish")
    assert "Zahra" not in said(asked)
    assert [one.label for one in asked.metric] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_the_kiosk_speaks_the_language_that_was_touched(kiosk, language):
    touch(kiosk, f"kiosk.speak.{language}")
    assert say("kiosk.title", language) in said(kiosk)
    touch(kiosk, "kiosk.no_badge")
    kiosk.text_input(key="kiosk.first_name").set_value("Zahra")
    touch(kiosk, "kiosk.start")
    while "ask.skip" in [one.key for one in kiosk.button]:
        assert say("ask.skip", language) in labels(kiosk)
        touch(kiosk, "ask.skip")
    assert say("ask.done", language) in said(kiosk)
    assert say("kiosk.finish", language) in labels(kiosk)


def test_a_kiosk_without_a_name_registers_nobody(kiosk, announced):
    touch(kiosk, "kiosk.no_badge")
    touch(kiosk, "kiosk.start")
    assert len(people(announced)) == 30
    assert kiosk.error


def test_staff_find_whom_to_ask_among_those_of_whom_little_is_known(announced, visit):
    welcomed = walk_in(announced, MOSSON, first_name="Zahra", fields={}, nonce="n")
    app = visit("questions")
    assert [one.label for one in app.button if "Zahra" in one.label] == ["n° 31 · Zahra"]
    touch(app, f"questions.{welcomed.person}")
    assert say("ask.contracts", "fr") in said(app)
    app.selectbox(key="ask.language").set_value("uk").run()
    assert say("ask.contracts", "uk") in said(app)
    assert "n'a pas encore été relue" in said(app)
    touch(app, "ask.stop")
    touch(app, "questions.close")
    assert "À qui posez-vous les questions" in said(app)


def test_staff_ask_somebody_of_the_list_from_what_is_not_known(announced, visit):
    app = visit("questions")
    app.text_input(key="questions.name").set_value("fatoumata").run()
    touch(app, "questions.p04")
    assert say("ask.contracts", "fr") not in said(app)
    touch(app, "ask.back")
    assert not app.exception


def test_the_desk_goes_on_from_a_walk_in_to_the_questions(announced, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Zahra")
    app.text_input(key="walk_in.french_level").set_value("moyen")
    touch(app, "walk_in.register")
    assert any("«\u00a0moyen\u00a0»" in one.value for one in app.warning)
    assert "walk_in.print" in [one.key for one in app.get("download_button")]
    touch(app, "walk_in.ask")
    assert say("ask.contracts", "fr") in said(app)


def test_the_next_walk_in_finds_an_empty_form(announced, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Zahra")
    touch(app, "walk_in.register")
    touch(app, "walk_in.next")
    assert app.text_input(key="walk_in.first_name").value == ""


def test_a_walk_in_by_mistake_is_undone_where_it_was_made(announced, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Zahra")
    touch(app, "walk_in.register")
    touch(app, "walk_in.undo")
    assert "L'arrivée est annulée." in said(app)
    assert [fact.kind.value for fact in facts(announced)][-1] == "undo"


def test_companions_are_counted_at_the_door_and_taken_back(mosson, visit):
    app = visit("welcome")
    touch(app, "door.companion")
    app.selectbox(key="door.interpreter_language").set_value("uk")
    touch(app, "door.interpreter")
    assert companions(mosson, MOSSON) == Companions(1, {"uk": 1})
    assert "<dt>Accompagnants</dt><dd>2</dd>" in hall(app)
    touch(app, "door.along_take_back")
    assert companions(mosson, MOSSON) == Companions(1, {})


def test_files_that_look_alike_are_joined_by_staff(announced, visit):
    other = walk_in(announced, MOSSON, first_name="Fatoumata", fields={}, nonce="n").person
    app = visit("duplicates")
    assert "une personne de ce prénom est attendue" in said(app)
    touch(app, f"duplicates.same.p04.{other}")
    assert "Le n° 4 garde tout" in said(app)
    assert other not in people(announced)
    assert "Aucun dossier ne se ressemble" in said(app)


@pytest.mark.slow
def test_joining_is_asked_twice_and_can_be_taken_back(announced, visit):
    other = walk_in(announced, MOSSON, first_name="Fatoumata", fields={}, nonce="n").person
    app = visit("duplicates")
    assert "Vous pourrez revenir en arrière" in said(app)
    assert labels(app).count("Oui, réunir les deux dossiers") == 1
    assert "C'est la même personne" not in labels(app)
    touch(app, f"duplicates.same.p04.{other}")
    assert "Dossiers réunis" in said(app)
    touch(app, f"duplicates.part.p04.{other}")
    assert "Chaque dossier a de nouveau son badge" in said(app)
    assert other in people(announced)
    assert "Dossiers réunis" not in said(app)
    assert "une personne de ce prénom est attendue" in said(app)


@pytest.mark.slow
def test_files_of_two_people_are_left_alone(announced, visit):
    other = walk_in(announced, MOSSON, first_name="Fatoumata", fields={}, nonce="n").person
    app = visit("duplicates")
    touch(app, f"duplicates.two.p04.{other}")
    assert other in people(announced)
    assert "Aucun dossier ne se ressemble" in said(app)


def hall(app):
    return "".join(one.proto.body for one in app.get("html"))


def test_the_hall_shows_calls_by_number_and_nothing_to_touch(announced, enter_as):
    all_come(announced, MOSSON)
    enter_as(announced, Role.HALL)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert not app.exception
    view = hall_view(announced, MOSSON)
    # More stands than fit take turns by the clock: one of the pages is on the wall.
    pages = [view.calls[first : first + 12] for first in range(0, len(view.calls), 12)]
    called = [[f"{number}" for call in page for number in call.now] for page in pages]
    assert any(numbers and all(each in hall(app) for each in numbers) for numbers in called)
    assert not any(
        one.last_name and one.last_name in hall(app) for one in people(announced).values()
    )
    assert labels(app) == []
    assert app.sidebar.get("page_link") == []


def test_the_hall_says_that_no_plan_is_announced_yet(shop, enter_as):
    open_example(shop, "mosson")
    enter_as(shop, Role.HALL)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert "n'est pas encore annoncé" in hall(app)


@contextmanager
def away(shop):
    """The store does not answer in here: one of its tables has another name."""
    with shop.store.writing() as writer:
        writer.execute(text("ALTER TABLE sessions RENAME TO elsewhere"))
    yield
    with shop.store.writing() as writer:
        writer.execute(text("ALTER TABLE elsewhere RENAME TO sessions"))


def test_a_page_whose_store_is_away_says_so_and_comes_back(announced, visit):
    app = visit("welcome")
    with away(announced):
        app.run()
        assert not app.exception
        assert "ne répond pas" in app.error[0].value
    app.run()
    assert not app.exception
    assert not app.error
    assert "Accueil" in said(app)


def test_a_kiosk_whose_store_is_away_sends_to_the_welcome_and_names_no_address(kiosk, announced):
    with away(announced):
        kiosk.run()
        assert [one.value for one in kiosk.warning] == [say("kiosk.trouble", "fr")]
        assert not kiosk.error
    kiosk.run()
    assert say("kiosk.title", "fr") in said(kiosk)


@pytest.mark.slow
def test_the_next_person_is_not_asked_in_the_language_of_the_one_before(announced, visit):
    one, other = (
        walk_in(announced, MOSSON, first_name=name, fields={}, nonce=name).person
        for name in ("Zahra", "Zoé")
    )
    app = visit("questions")
    touch(app, f"questions.{one}")
    app.selectbox(key="ask.language").set_value("uk").run()
    touch(app, "ask.contracts.training")
    touch(app, "ask.next")
    before = meetings(announced, one)
    app.switch_page(page_of("welcome")).run()
    app.text_input(key="door.name").set_value("Zoé").run()
    touch(app, f"door.found.{other}")
    touch(app, "door.ask")
    assert say("ask.contracts", "fr") in said(app)
    assert meetings(announced, one) != before


def meetings(shop, person):
    plan = stored(shop, plans.announced_plan, MOSSON)
    return [one for one in plan.meetings if one.person == person]


def test_a_question_that_another_tablet_made_needless_gives_way(asked, announced):
    while say("ask.interpreter", "fr") not in said(asked):
        touch(asked, "ask.skip")
    french = question("french")
    keep_answer(announced, MOSSON, zahra(announced).id, french, french.options[-1].text)
    touch(asked, "ask.interpreter.none")
    assert say("ask.licences", "fr") in said(asked)
    touch(asked, "ask.back")
    assert say("ask.french", "fr") in said(asked)


def test_a_screen_of_a_question_that_is_needless_now_shows_the_next_open_one(asked, announced):
    while say("ask.interpreter", "fr") not in said(asked):
        touch(asked, "ask.skip")
    french = question("french")
    keep_answer(announced, MOSSON, zahra(announced).id, french, french.options[-1].text)
    asked.run()
    assert not asked.exception
    assert say("ask.contracts", "fr") in said(asked)
    touch(asked, "ask.skip")
    assert say("ask.wishes", "fr") in said(asked)


@pytest.mark.parametrize("where", ["question", "end"])
def test_a_kiosk_lets_go_of_a_file_that_was_joined_to_another(asked, announced, where):
    if where == "end":
        touch(asked, "ask.stop")
    join_files(announced, MOSSON, kept="p04", other=zahra(announced).id)
    asked.run()
    assert not asked.exception
    assert [one.value for one in asked.error] == [plain(say("kiosk.trouble", "fr"))]
    assert say("kiosk.title", "fr") in said(asked)


def test_staff_are_told_when_the_file_they_ask_for_is_none_any_more(announced, visit):
    one = walk_in(announced, MOSSON, first_name="Zahra", fields={}, nonce="n").person
    app = visit("questions")
    touch(app, f"questions.{one}")
    join_files(announced, MOSSON, kept="p04", other=one)
    touch(app, "ask.contracts.job")
    app.run()
    assert "À qui posez-vous les questions" in said(app)


def test_no_browser_keeps_what_is_typed_at_the_kiosk(kiosk):
    touch(kiosk, "kiosk.no_badge")
    assert kiosk.text_input(key="kiosk.first_name").proto.autocomplete == "off"
    kiosk.text_input(key="kiosk.first_name").set_value("Zahra")
    touch(kiosk, "kiosk.start")
    touch(kiosk, "ask.skip")
    assert kiosk.text_input(key="ask.words.wishes").proto.autocomplete == "off"


def test_the_wall_keeps_its_calls_while_the_store_is_away(announced, enter_as):
    all_come(announced, MOSSON)
    enter_as(announced, Role.HALL)
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    rows = hall(app).partition("<ul>")[2].partition("</ul>")[0]
    assert rows
    with announced.store.writing() as writer:
        writer.execute(text("ALTER TABLE happenings RENAME TO elsewhere"))
    app.run()
    assert not app.exception
    assert rows in hall(app)
    assert "Rien n'est perdu." in hall(app)


def test_a_face_is_touched_at_the_exit_and_taken_back(kiosk, announced):
    kiosk.switch_page(page_of("faces")).run()
    touch(kiosk, "faces.person.good")
    assert "Votre avis est compté" in said(kiosk)
    assert report(announced, MOSSON).section("satisfaction").value("person_good") == 1
    touch(kiosk, "faces.back.person")
    assert "satisfaction" not in {part.code for part in report(announced, MOSSON).sections}

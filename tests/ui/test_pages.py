import re
import time
from html import escape

import pytest

from badges.code import pretty_code
from matching.domain.day.happening import Attendance, HappeningKind, in_force
from matching.domain.wish import WishedBy
from matching.phrases import say
from matching.services.door.welcome import check_in
from matching.services.evening.charts import charts, first_figures
from matching.services.evening.report import report
from matching.services.files.examples import example_folder
from matching.services.plan.agenda import of_person
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.print_sheets import HALL_PAPERS, SHEETS
from matching.store import fairs, weights
from matching.store.day import happenings, plans, wishes
from matching.store.people import badges
from matching.ui.shell import PAGES

MOSSON = "mosson-2023"


def said(app):
    """Everything the page says, in one text."""
    kinds = (app.markdown, app.success, app.error, app.info, app.warning, app.title,
             app.header, app.caption)  # fmt: skip
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def stored(shop, read, *args, **kwargs):
    with shop.store.reading() as reader:
        return read(reader, *args, **kwargs)


def facts(shop):
    return stored(shop, happenings.read_happenings, MOSSON)


def code_of(shop, person):
    return stored(shop, badges.live_codes, MOSSON)[person]


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_on_an_empty_store_and_says_what_to_do(shop, visit, name):
    app = visit(name)
    if name not in {"accesses", "fair", "files", "help"}:
        assert app.title.values == ["Départ"]
        assert "Il manque le jour, les heures et le lieu." in said(app)


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_on_an_announced_fair_in_english_too(announced, visit, name):
    app = visit(name)
    french = app.title[0].value
    app.sidebar.segmented_control(key="shell.language").set_value("en").run()
    assert not app.exception
    assert not app.error
    assert app.title[0].value == say(f"page.{name}", "en")
    assert french == say(f"page.{name}", "fr")


def test_example_is_opened_from_the_files_page(shop, visit):
    app = visit("files")
    app.button(key="files.open").click().run()
    assert "L'exemple est ouvert\u00a0: 30 personnes, 22 stands." in said(app)
    assert len(stored(shop, fairs.read_entries, MOSSON).jobseekers) == 30


def test_flaws_are_mended_on_the_files_page(mosson, visit):
    app = visit("files")
    assert "À corriger (2)" in said(app)
    (contract,) = app.multiselect
    (leaving,) = (one for one in app.text_input if (one.key or "").startswith("flaws."))
    assert (contract.value, leaving.value) == ([], "")
    contract.set_value(["cdi", "interim"])
    leaving.set_value("16h30")
    app.button(key="flaws.mend").click().run()
    assert "Il ne reste rien à corriger" in said(app)
    people = stored(mosson, fairs.read_entries, MOSSON).jobseekers
    assert "16:30" in {f"{one.leaves:%H:%M}" for one in people.values() if one.leaves}


def test_form_that_nobody_touched_changes_nothing(mosson, visit):
    before = stored(mosson, fairs.read_entries, MOSSON)
    app = visit("files")
    app.button(key="flaws.mend").click().run()
    assert stored(mosson, fairs.read_entries, MOSSON) == before
    assert "À corriger (2)" in said(app)


def test_upload_of_three_tables_makes_a_fair(shop, visit, example_files):
    app = visit("files")
    app.file_uploader(key="files.upload").set_value(
        [(name, content, "text/csv") for name, content in example_files.items()]
    )
    app.text_input(key="files.title").set_value("Forum du quartier")
    app.button(key="files.receive").click().run()
    assert "C'est importé\u00a0: 30 personnes, 22 stands, 55 offres." in said(app)
    assert [fair.title for fair in stored(shop, fairs.list_fairs)] == ["Forum du quartier"]


def test_upload_that_brings_its_fair_file_needs_no_title(shop, visit, example_files):
    frame = (example_folder("mosson") / "fair.toml").read_bytes()
    app = visit("files")
    app.file_uploader(key="files.upload").set_value(
        [(name, content, "") for name, content in {**example_files, "fair.toml": frame}.items()]
    )
    app.button(key="files.receive").click().run()
    assert not app.error
    assert [fair.id for fair in stored(shop, fairs.list_fairs)] == [MOSSON]


def upload_without(app, example_files, table):
    """Everything of the example but one of its tables, taken in by the button."""
    chosen = [
        (name, content, "text/csv")
        for name, content in example_files.items()
        if not name.startswith(table)
    ]
    app.file_uploader(key="files.upload").set_value(chosen)
    app.text_input(key="files.title").set_value("Forum du quartier")
    app.button(key="files.receive").click().run()


def test_upload_of_offers_without_their_stands_is_refused_in_a_sentence(shop, visit, example_files):
    app = visit("files")
    upload_without(app, example_files, "exhibitors")
    assert "exposants" in app.error[0].value
    assert stored(shop, fairs.list_fairs) == ()


def test_upload_without_the_offers_is_taken_in(shop, visit, example_files):
    app = visit("files")
    upload_without(app, example_files, "offers")
    assert not app.error
    (fair,) = stored(shop, fairs.list_fairs)
    entries = stored(shop, fairs.read_entries, fair.id)
    assert (bool(entries.exhibitors), bool(entries.offers)) == (True, False)


def test_columns_of_a_dropped_file_are_shown_and_changed_before_it_is_taken_in(shop, visit):
    people = "Prénom;Nom;Ce qui me plaît\nAna;Sol;cuisine\n"
    app = visit("files")
    app.file_uploader(key="files.upload").set_value(
        [
            ("liste.csv", people.encode(), "text/csv"),
            ("stands.csv", b"Nom;Tables\nMairie;1\n", "text/csv"),
            ("offres.csv", "Exposant;Intitulé\nMairie;Accueil\nX;\n".encode(), "text/csv"),
            ("divers.csv", b"Alpha;Beta\nx;y\n", "text/csv"),
        ]
    ).run()
    shown = said(app)
    assert "Il manque, pour bien rapprocher\u00a0: métiers souhaités" in shown
    assert "cuisine" in shown
    assert app.selectbox(key="map.kind.divers.csv").value is None
    app.selectbox(key="map.liste.csv.jobseekers.2").set_value("wishes").run()
    app.text_input(key="files.title").set_value("Forum du quartier")
    app.button(key="files.receive").click().run()
    assert "1 fichier n'est pas lu" in app.error[0].value
    assert not app.success
    assert "«\u00a0divers.csv\u00a0» n'a pas de titres" in app.error[0].value.replace("\\", "")
    app.selectbox(key="map.kind.divers.csv").set_value("").run()
    app.button(key="files.receive").click().run()
    assert "1 personne, 1 stand, 1 offre." in said(app)
    assert "1 offre n'est pas prise" in said(app)
    assert "Pas de fair.toml" not in "".join(one.label for one in app.expander)
    people = stored(shop, fairs.read_entries, session_fair(shop)).jobseekers.values()
    assert [(one.first_name, one.wishes) for one in people] == [("Ana", ("cuisine",))]
    assert not any((one.key or "").startswith("map.") for one in app.selectbox)


def test_a_list_that_comes_again_shows_what_it_changes_and_asks_who_is_the_same(shop, visit):
    def drop(key, people):
        app.file_uploader(key=key).set_value(
            [
                ("liste.csv", people.encode(), "text/csv"),
                ("stands.csv", b"Nom;Tables\nMairie;1\n", "text/csv"),
                ("offres.csv", "Exposant;Intitulé\nMairie;Accueil\n".encode(), "text/csv"),
            ]
        ).run()

    app = visit("files")
    drop("files.upload", "Prénom;Nom\nAmina;Diaz\nBo;Li\n")
    app.text_input(key="files.title").set_value("Forum du quartier")
    app.button(key="files.receive").click().run()
    app.text_input(key="files.title").set_value("").run()
    assert "Tout est lu." in said(app)
    drop("files.upload.1", "Prénom;Nom\nAmina;Dias\nEva;Roy\n")
    assert "Tout est lu." not in said(app)
    app.button(key="files.preview").click().run()
    shown = said(app) + "".join(one.label for one in (*app.expander, *app.radio))
    assert all(
        word in shown for word in ("Nouveau\u00a0: 1", "N'y est plus\u00a0: 1", "Changé\u00a0: 1")
    )
    assert "est-ce la même personne que le n° 2" in shown
    app.button(key="files.apply").click().run()
    assert "Dites d'abord" in app.error[0].value
    (asked,) = (one for one in app.radio if one.key.startswith("map.same."))
    asked.set_value("same").run()
    app.button(key="files.apply").click().run()
    people = stored(shop, fairs.read_entries, session_fair(shop))
    names = {one.full_name: people.call_numbers[key] for key, one in people.jobseekers.items()}
    assert names == {"Amina Dias": 2, "Eva Roy": 3}


def session_fair(shop):
    return stored(shop, fairs.list_fairs)[0].id


def wait_for_the_plan(app):
    for _ in range(6600):
        if any(button.key == "plan.end" for button in app.button):
            time.sleep(0.1)
            app.run()


@pytest.mark.slow
def test_plan_is_drawn_then_announced(mosson, visit):
    app = visit("plan")
    app.number_input(key="plan.seconds").set_value(600)
    app.button(key="plan.draw").click().run()
    wait_for_the_plan(app)
    assert "Il n'est pas encore annoncé" in said(app)
    assert "c'est prouvé" in said(app)
    assert stored(mosson, plans.announced_plan, MOSSON) is None
    app.button(key="plan.announce").click().run()
    assert "est annoncé" in said(app)
    assert stored(mosson, plans.announced_plan, MOSSON).number == 1


def test_no_plan_is_drawn_on_the_page_once_people_who_were_told_are_here(announced, visit):
    app = visit("plan")
    assert not app.button(key="plan.draw").disabled
    check_in(announced, MOSSON, code_of(announced, "p01"), nonce="a")
    app = visit("plan")
    assert app.button(key="plan.draw").disabled
    assert any("Refaire le planning" in one.value for one in app.info)


def test_page_says_before_announcing_whom_a_new_plan_moves(announced, visit):
    """Here nobody; drawing everything anew is a choice that says how many were told."""
    assert not [box for box in visit("plan").success if "ne change aucun rendez-vous" in box.value]
    told = stored(announced, plans.announced_plan, MOSSON)
    draw_plan(announced, MOSSON, seconds=30)
    app = visit("plan")
    assert not app.exception
    assert [box for box in app.success if "ne change aucun rendez-vous" in box.value]
    people = len({meeting.person for meeting in told.meetings})
    assert f"{people} personnes sont déjà prévenues" in said(app)
    assert not app.button(key="plan.afresh").disabled


def test_page_says_what_would_help_and_why_two_do_not_meet(announced, visit):
    app = visit("plan")
    assert "bon rendez-vous" not in said(app)
    app.session_state["plan.help"] = True
    app.session_state["plan.why_not"] = True
    app.run()
    assert not app.exception
    assert "Permettez un rendez-vous de plus par personne" in said(app)
    app.selectbox(key="plan.person").set_value("p11").run()
    app.selectbox(key="plan.stand").set_value("epsi").run()
    assert "Il faut le niveau B2 en français" in said(app)


def test_badge_code_signs_in_and_shows_the_schedule(announced, visit):
    app = visit("welcome")
    app.text_input(key="door.code").set_value(pretty_code(code_of(announced, "p01")).lower())
    app.button(key="door.sign_in").click().run()
    assert "Bienvenue" in said(app)
    assert Attendance.of(facts(announced)).present == {"p01"}
    assert app.text_input(key="door.code").value == ""
    assert "Imprimer la feuille" in app.button(key="print.door.print").label


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("print.door.print", "Feuille déjà préparée ("),
        ("print.door.print_badge", "Badge déjà préparé ("),
    ],
)
def test_a_paper_that_was_just_printed_at_the_desk_is_told_at_once(announced, visit, button, told):
    app = visit("welcome")
    app.text_input(key="door.code").set_value(code_of(announced, "p01"))
    app.button(key="door.sign_in").click().run()
    assert "L'imprimer encore" not in said(app)
    app.button(key=button).click().run()
    assert not app.exception
    assert told in said(app)
    assert said(app).count("L'imprimer encore") == 1


def test_second_sign_in_is_information(announced, visit):
    app = visit("welcome")
    for _ in range(2):
        app.text_input(key="door.code").set_value(code_of(announced, "p01"))
        app.button(key="door.sign_in").click().run()
    assert "Déjà enregistré" in app.info[0].value
    assert [fact.kind for fact in facts(announced)] == [
        HappeningKind.ARRIVED,
        HappeningKind.SCANNED_AGAIN,
    ]


def test_wrong_code_is_refused_in_a_sentence_and_recorded(announced, visit):
    app = visit("welcome")
    app.text_input(key="door.code").set_value("ABC")
    app.button(key="door.sign_in").click().run()
    assert "Le code a 10 signes" in app.error[0].value
    assert [fact.kind for fact in facts(announced)] == [HappeningKind.SCAN_REFUSED]


def test_name_without_accents_finds_and_signs_in(announced, visit):
    app = visit("welcome")
    app.text_input(key="door.name").set_value("ines").run()
    app.button(key="door.found.p01").click().run()
    assert Attendance.of(facts(announced)).present == {"p01"}
    assert "Bienvenue" in said(app)


def test_walk_in_gets_a_number_and_meetings(announced, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Zoé")
    app.text_input(key="walk_in.wishes").set_value("développeuse web")
    app.button(key="walk_in.register").click().run()
    assert "Zoé est inscrit·e et présent·e." in said(app)
    shown = {one.label: one.value for one in app.metric}
    assert shown["Numéro d'appel"] == "31"
    newcomer = next(iter(Attendance.of(facts(announced)).present))
    assert shown["Code du badge"] == pretty_code(code_of(announced, newcomer))
    assert of_person(stored(announced, plans.announced_plan, MOSSON).meetings, newcomer)


def test_walk_in_without_a_name_is_refused(announced, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.last_name").set_value("Tourvieille")
    app.text_input(key="walk_in.wishes").set_value("cuisine ; pâtisserie")
    app.button(key="walk_in.register").click().run()
    assert "prénom" in app.error[0].value
    typed = [app.text_input(key=f"walk_in.{name}").value for name in ("last_name", "wishes")]
    assert typed == ["Tourvieille", "cuisine ; pâtisserie"]
    form = next(each for each in app.get("form") if each.proto.form.form_id == "walk_in.form")
    assert not form.proto.form.clear_on_submit  # the browser would empty it, whatever came of it
    assert facts(announced) == ()


def test_matches_show_reasons_and_closed_offers_on_demand(mosson, visit):
    app = visit("matches")
    app.selectbox(key="matches.person").set_value("p01").run()
    assert "La personne a dit" in said(app)
    assert "n'est pas ouverte" not in said(app)
    app.toggle(key="matches.with_closed").set_value(True).run()
    assert "n'est pas ouverte" in said(app)
    offers = stored(mosson, fairs.read_entries, MOSSON).offers.values()
    ours = said(app)
    for words in sorted({offer.pay for offer in offers}, key=len, reverse=True):
        ours = ours.replace(words, "")
    assert "%" not in ours


def test_recruiters_see_no_surname(mosson, visit):
    app = visit("matches")
    app.segmented_control(key="matches.side").set_value("by_stand").run()
    app.selectbox(key="matches.stand").set_value("oreegami").run()
    people = stored(mosson, fairs.read_entries, MOSSON).jobseekers
    candidates = [one.value for one in app.main.markdown]
    assert candidates
    assert not [one for one in people.values() for text in candidates if one.last_name in text]


def test_meeting_is_marked_held_on_the_floor(announced, visit):
    meeting = min(stored(announced, plans.announced_plan, MOSSON).meetings)
    app = visit("floor")
    app.toggle(key="floor.all_day").set_value(True).run()
    app.button(key=f"floor.held.{meeting.id}").click().run()
    assert [fact.meeting for fact in facts(announced)] == [meeting.id]
    assert "rendez-vous tenu" in said(app)


def test_stand_closed_on_the_floor_says_whom_to_tell(announced, visit):
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("stands").run()
    app.text_input(key="floor.find").set_value("cgi").run()
    assert re.search(r"\*\*\d+ personnes? à déplacer", said(app))
    app.button(key="floor.stand-closed.cgi").click().run()
    assert [fact.kind for fact in facts(announced)] == [HappeningKind.STAND_CLOSED]
    told = app.success[0].value
    assert "Prévenir le n°" in told or "Rien ne bouge" in told
    app.button(key="floor.stand-reopened.cgi").click().run()
    assert facts(announced)[-1].kind is HappeningKind.STAND_REOPENED


def test_every_act_of_the_floor_is_taken_back_among_the_last_acts(announced, visit):
    first, second = sorted(stored(announced, plans.announced_plan, MOSSON).meetings)[:2]
    app = visit("floor")
    app.toggle(key="floor.all_day").set_value(True).run()
    app.button(key=f"floor.held.{first.id}").click().run()
    app.button(key=f"floor.no-show.{second.id}").click().run()
    app.segmented_control(key="floor.look").set_value("stands").run()
    app.text_input(key="floor.find").set_value("cgi").run()
    app.button(key="floor.late.cgi.15").click().run()
    reported = [fact.nonce for fact in facts(announced)]
    app.segmented_control(key="floor.look").set_value("acts").run()
    (now,) = re.findall(r"Il est \*\*(\d\d:\d\d)\*\*", said(app))
    assert re.findall(r"^\*\*(\d\d:\d\d)\*\* ·", said(app), re.MULTILINE) == [now] * 3
    for nonce in reported:  # in the order they were done: no act hides behind a later one
        app.button(key=f"floor.take_back.{nonce}").click().run()
    assert in_force(facts(announced)) == ()
    assert "Aucun geste" in said(app)


def test_everybody_is_here_again_when_the_end_of_the_day_was_said_too_early(announced, visit):
    for person in ("p01", "p02"):
        check_in(announced, MOSSON, code_of(announced, person), nonce=person)
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("people").run()
    app.button(key="floor.everyone_left").click().run()
    assert Attendance.of(facts(announced)).present == set()
    app.segmented_control(key="floor.look").set_value("acts").run()
    assert "2 personnes parties" in said(app)
    taken_back = next(b for b in app.button if (b.key or "").startswith("floor.take_back."))
    taken_back.click().run()
    assert Attendance.of(facts(announced)).present == {"p01", "p02"}


def test_a_meeting_is_found_on_the_floor_by_number_name_or_stand(announced, visit):
    meeting = min(stored(announced, plans.announced_plan, MOSSON).meetings)
    entries = stored(announced, fairs.read_entries, MOSSON)
    app = visit("floor")
    person = entries.jobseekers[meeting.person]
    for find in (str(entries.call_numbers[person.id]), person.first_name.lower()):
        app.text_input(key="floor.find").set_value(find).run()
        assert f"floor.held.{meeting.id}" in {one.key for one in app.button}
    app.text_input(key="floor.find").set_value("nobody of that name").run()
    assert "Rien trouvé" in said(app)


def test_a_long_list_shows_a_page_at_a_time_and_every_row_on_one_of_them(announced, visit):
    planned = stored(announced, plans.announced_plan, MOSSON).meetings
    app = visit("floor")
    app.toggle(key="floor.all_day").set_value(True).run()
    seen, after = [], "floor.meetings.True..list.after"
    for _ in planned:
        seen += [one.key for one in app.button if (one.key or "").startswith("floor.held.")]
        if app.button(key=after).disabled:
            break
        app.button(key=after).click().run()
    assert sorted(seen) == sorted(f"floor.held.{one.id}" for one in planned)


def test_sheets_page_offers_the_pack_and_every_document(announced, visit):
    app = visit("sheets")
    assert len(app.download_button) == len((*SHEETS, *HALL_PAPERS))


def test_a_sheet_filled_by_pen_is_keyed_in_on_the_sheets_page(announced, visit):
    app = visit("sheets")
    app.text_input(key="keying.rows").input("1v2").run()
    assert not app.exception
    facts = stored(announced, happenings.read_happenings, MOSSON)
    assert [fact.kind for fact in facts] == [HappeningKind.HELD, HappeningKind.OUTCOME]
    assert app.text_input(key="keying.rows").value == ""
    assert "CV pris" in app.success[0].value
    app.text_input(key="keying.rows").input("1x; 999v").run()
    assert "999" in app.error[0].value
    assert app.text_input(key="keying.rows").value == "1x; 999v"
    app.text_input(key="keying.rows").input("1x").run()
    assert r"1x\!" in app.error[0].value
    assert stored(announced, happenings.read_happenings, MOSSON) == facts
    app.text_input(key="keying.rows").input("1x!").run()
    assert "ne compte plus" in app.success[0].value


def test_report_page_shows_the_counts(announced, visit):
    app = visit("report")
    found = report(announced, MOSSON)
    told = [(figure.text, figure.definition) for figure in first_figures(found, "fr")]
    shown = [(metric.value, metric.help) for metric in app.metric]
    assert [text for text, _ in shown] == [text for text, _ in told]
    assert all(defined in said for (_, said), (_, defined) in zip(shown, told, strict=True))
    drawn = " ".join(part.proto.body for part in app.get("html"))
    assert all(
        escape(bar.label) in drawn and escape(bar.text) in drawn
        for chart in charts(found, "fr")
        for bar in chart.bars
    )


def test_name_that_looks_like_markup_is_shown_as_it_is(mosson, visit):
    from matching.services.door.walk_in import walk_in

    walk_in(mosson, MOSSON, first_name="**Bo** [x](http://y)", fields={}, nonce="m")
    app = visit("welcome")
    app.text_input(key="door.name").set_value("bo x").run()
    label = next(one.label for one in app.button if "31" in one.label)
    assert r"\*\*Bo\*\* \[x\]\(http\:\/\/y\)".replace(r"\/", "/") in label


def test_arrival_is_undone_from_the_door(announced, visit):
    app = visit("welcome")
    app.text_input(key="door.code").set_value(code_of(announced, "p01"))
    app.button(key="door.sign_in").click().run()
    app.button(key="door.undo").click().run()
    assert "L'arrivée est annulée" in said(app)
    assert Attendance.of(facts(announced)).first_arrival == {}


def test_meeting_marked_by_mistake_is_undone_on_the_floor(announced, visit):
    meeting = min(stored(announced, plans.announced_plan, MOSSON).meetings)
    app = visit("floor")
    app.toggle(key="floor.all_day").set_value(True).run()
    app.button(key=f"floor.held.{meeting.id}").click().run()
    app.button(key=f"floor.undo.{meeting.id}").click().run()
    assert "rendez-vous tenu" not in said(app)


def test_changed_weight_makes_a_new_version_and_the_announced_plan_keeps_its_own(announced, visit):
    before = stored(announced, plans.announced_plan, MOSSON)
    app = visit("weights")
    app.slider(key="weights.of.shares.trade").set_value(60.0)
    app.button(key="weights.save").click().run()
    assert "C'est appliqué" in said(app)
    assert app.slider(key="weights.of.shares.trade").value == 60.0
    kept = stored(announced, weights.weights_of, MOSSON)
    assert [one.number for one in kept] == [1]
    assert stored(announced, plans.announced_plan, MOSSON) == before


def test_weights_go_back_to_the_first_ones(announced, visit):
    app = visit("weights")
    app.slider(key="weights.of.shares.trade").set_value(60.0)
    app.button(key="weights.save").click().run()
    app.button(key="weights.reset").click().run()
    assert app.slider(key="weights.of.shares.trade").value == 25.0
    assert len(stored(announced, weights.weights_of, MOSSON)) == 2


def test_applying_unchanged_weights_makes_no_version(announced, visit):
    app = visit("weights")
    app.button(key="weights.save").click().run()
    assert "Rien n'a changé" in said(app)
    assert stored(announced, weights.weights_of, MOSSON) == ()


def test_starred_stand_is_told_as_a_reason_and_can_be_taken_back(mosson, visit):
    app = visit("matches")
    app.selectbox(key="matches.person").set_value("p01").run()
    star = next(one for one in app.button if (one.key or "").startswith("star."))
    star.click().run()
    (wish,) = stored(mosson, wishes.read_wishes, MOSSON)
    assert wish.by is WishedBy.PERSON
    assert "La personne veut rencontrer ce stand." in said(app)
    next(one for one in app.button if one.key == star.key).click().run()
    assert stored(mosson, wishes.read_wishes, MOSSON) == ()


def test_recruiter_asks_to_meet_someone(mosson, visit):
    app = visit("matches")
    app.segmented_control(key="matches.side").set_value("by_stand").run()
    app.selectbox(key="matches.stand").set_value("oreegami").run()
    next(one for one in app.button if (one.key or "").startswith("must_meet.")).click().run()
    (wish,) = stored(mosson, wishes.read_wishes, MOSSON)
    assert wish.by is WishedBy.STAND


def test_groups_are_compared_on_the_report_page(announced, visit):
    app = visit("report")
    app.toggle(key="report.audit").set_value(True).run()
    assert not app.exception
    assert "moins de cinq personnes" in said(app)


def test_somebody_on_the_list_is_asked_about_before_a_second_file(mosson, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("youssef")
    app.text_input(key="walk_in.last_name").set_value("ait berkanou")
    app.button(key="walk_in.register").click().run()
    assert "est-ce l'une de ces personnes" in said(app)
    assert stored(mosson, fairs.read_entries, MOSSON).call_numbers.keys() == {
        f"p{number:02d}" for number in range(1, 31)
    }
    app.button(key="walk_in.same.p08").click().run()
    assert [fact.person for fact in facts(mosson)] == ["p08"]


def test_a_namesake_is_somebody_else_when_the_door_says_so(mosson, visit):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Youssef")
    app.button(key="walk_in.register").click().run()
    app.button(key="walk_in.another").click().run()
    assert len(stored(mosson, fairs.read_entries, MOSSON).jobseekers) == 31
    assert "est-ce l'une de ces personnes" not in said(app)

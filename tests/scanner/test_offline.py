"""What the tablet does when the server is gone, slow, stubborn, or no longer knows it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scanner.conftest import (
    answered,
    back,
    kept,
    linked,
    network_came,
    opened,
    type_code,
    wait_until,
)

pytestmark = pytest.mark.browser
WRONG_CLOCK = "(() => {{ const now = Date.now; Date.now = () => now() + {ahead}; }})()"


def near_now(scanned_at, seconds=6):
    away = datetime.fromisoformat(scanned_at) - datetime.now(UTC)
    return abs(away) < timedelta(seconds=seconds)


def badges_of(door):
    return list(door.people)


def test_green_only_after_the_server_has_answered(page, door):
    first, _, _ = badges_of(door)
    type_code(page, first.lower())
    said = answered(page, "accepted")
    assert "Bienvenue" in said
    assert "Amina1 · n° 1" in said
    assert "10:15" in said
    assert "Stand A1" in said
    assert [words["station"] for words in door.asked] == ["tablette 1"]
    assert near_now(door.asked[0]["scanned_at"])


def test_second_scan_is_information_with_the_first_time(page, door):
    first, _, _ = badges_of(door)
    type_code(page, first)
    answered(page, "accepted")
    type_code(page, first)
    at = door.arrived[first]["first_at"][11:16]
    said = answered(page, "already")
    assert f"Déjà enregistré à {at}, tablette «\u00a0tablette 1\u00a0»" in said
    assert len({words["nonce"] for words in door.asked}) == 2


def test_arrivals_wait_while_the_server_is_gone_and_then_send_themselves(page, door):
    first, second, _ = badges_of(door)
    kept(page)
    door.served.cut()
    type_code(page, first)
    assert "Ce badge est valable" in answered(page, "noted")
    assert linked(page, "away", 1) == "Hors ligne — 1 en attente"
    type_code(page, second)
    assert linked(page, "away", 2) == "Hors ligne — 2 en attente"
    shown = datetime.now(UTC)
    door.served.start()
    assert "passages envoyés\xa0: 2" in linked(page, "ok")
    # what was sent is not said to be waiting any more
    answered(page, "idle")
    assert set(door.arrived) == {first, second}
    assert all(datetime.fromisoformat(words["scanned_at"]) < shown for words in door.asked)


def test_same_badge_twice_offline_is_one_act(page, door):
    first, _, _ = badges_of(door)
    kept(page)
    door.served.cut()
    type_code(page, first)
    linked(page, "away", 1)
    type_code(page, first)
    page.get_by_text("Ce badge est déjà noté ici").wait_for()
    assert linked(page, "away", 1) == "Hors ligne — 1 en attente"


def test_badge_that_is_not_on_the_list_is_kept_but_not_called_valid(page, door):
    first, _, third = badges_of(door)
    door.known = [first]
    page.reload()
    page.wait_for_function(
        """() => document.querySelector('.offline-note')?.textContent
        .includes('Badges connus de cette tablette\xa0: 1 ')"""
    )
    door.served.cut()
    type_code(page, third)
    assert "pas dans la liste" in answered(page, "noted")
    linked(page, "away", 1)
    back(page, door)
    linked(page, "ok")
    assert set(door.arrived) == {third}


def test_page_opens_without_the_server_and_still_holds_what_waited(page, door):
    first, second, _ = badges_of(door)
    kept(page)
    door.served.cut()
    type_code(page, first)
    linked(page, "away", 1)
    page.reload()
    assert linked(page, "away", 1) == "Hors ligne — 1 en attente"
    type_code(page, second)
    assert "Ce badge est valable" in answered(page, "noted")
    linked(page, "away", 2)
    back(page, door)
    linked(page, "ok")
    assert set(door.arrived) == {first, second}


def test_upgrade_of_the_app_keeps_the_page_and_drops_the_old_files(page, door):
    kept(page)
    door.upgraded = True
    page.evaluate("navigator.serviceWorker.getRegistration('/scan/').then((one) => one.update())")
    page.wait_for_function(
        """async () => { const names = await caches.keys();
        return names.length === 1 && names[0].startsWith('parvis-scan-next-'); }"""
    )
    door.served.cut()
    page.reload()
    linked(page, "away", 0)
    type_code(page, badges_of(door)[0])
    assert "Ce badge est valable" in answered(page, "noted")


def test_answer_that_is_lost_signs_in_once(page, door):
    first, _, _ = badges_of(door)
    door.losing = 1
    type_code(page, first)
    answered(page, "noted")
    linked(page, "ok")
    page.get_by_text("passages envoyés : 1").wait_for()
    assert len({words["nonce"] for words in door.asked}) == 1
    assert len(door.asked) >= 2
    assert set(door.arrived) == {first}


def test_page_killed_while_asking_loses_nothing(page, tablet, door):
    first, _, _ = badges_of(door)
    page.route("**/check-ins", lambda _: None)
    type_code(page, first)
    page.wait_for_function(
        """async () => { const open = indexedDB.open('parvis-door');
        const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
        const all = database.transaction('acts').objectStore('acts').getAll();
        return new Promise((done) => (all.onsuccess = () => done(all.result.length === 1))); }"""
    )
    page.close()
    assert door.asked == []
    # Another page may still be asking; a minute later none is.
    tablet.add_init_script(WRONG_CLOCK.format(ahead=60_000))
    opened(tablet, door).get_by_text("passages envoyés : 1").wait_for()
    assert set(door.arrived) == {first}


@pytest.mark.parametrize("ahead", [-7_200_000, 7_200_000])
def test_clock_two_hours_wrong_sends_the_right_time(tablet, door, ahead):
    first, second, _ = badges_of(door)
    tablet.add_init_script(WRONG_CLOCK.format(ahead=ahead))
    page = kept(opened(tablet, door))
    type_code(page, first)
    answered(page, "accepted")
    door.served.cut()
    page.reload()  # this page has never met the server
    type_code(page, second)
    answered(page, "noted")
    back(page, door)
    page.get_by_text("passages envoyés : 1").wait_for()
    assert [near_now(words["scanned_at"], 20) for words in door.asked] == [True, True]


def test_badge_used_elsewhere_meanwhile_is_told(page, door):
    first, _, _ = badges_of(door)
    kept(page)
    door.served.cut()
    type_code(page, first)
    linked(page, "away", 1)
    door.arrived[first] = {"first_at": "2023-06-30T10:42:00+02:00", "station": "tablette 2"}
    back(page, door)
    told = page.locator(".told")
    told.wait_for()
    assert "À dire à l'organisateur" in told.inner_text()
    assert "Il a aussi servi à 10:42, tablette «\u00a0tablette 2\u00a0»" in told.inner_text()
    told.get_by_role("button", name="C'est vu").click()
    told.wait_for(state="hidden")
    page.reload()
    assert linked(page, "ok") == "En ligne"
    assert page.locator(".told").is_hidden()


def test_badge_refused_afterwards_is_told_and_never_sent_again(page, door):
    first, second, _ = badges_of(door)
    kept(page)
    door.served.cut()
    type_code(page, first)
    linked(page, "away", 1)
    door.people = {second: "Bilal"}  # the first badge was replaced meanwhile
    back(page, door)
    linked(page, "ok")
    assert "Ce badge n'est pas de ce forum" in page.locator(".told").inner_text()
    page.reload()
    page.locator(".told").wait_for()
    assert len(door.asked) == 1


def test_poison_entry_ends_and_lets_the_others_pass(page, door):
    first, second, third = badges_of(door)
    kept(page)
    door.served.cut()
    for code in (first, second, third):
        type_code(page, code)
        answered(page, "noted")
    linked(page, "away", 3)
    door.answers = {first: 422, second: 500}
    back(page, door)
    for tries in range(2, 6):
        linked(page, "ok", 1)
        network_came(page)
        wait_until(lambda: len(door.asked) == 2 + tries)  # noqa: B023
    page.locator(".told li").nth(1).wait_for()
    linked(page, "ok")
    assert set(door.arrived) == {third}
    asked = [words["code"] for words in door.asked]
    assert asked.count(first) == 1
    assert asked.count(second) == 5
    assert asked.count(third) == 1
    assert "Le serveur n'a pas voulu" in page.locator(".told").inner_text()
    wait_until(lambda: len(door.given_up) == 2)
    assert [words["station"] for words in door.given_up] == ["tablette 1"] * 2
    door.answers = {}
    for _ in range(2):
        page.get_by_role("button", name="Renvoyer").first.click()
    page.locator(".told").wait_for(state="hidden")
    linked(page, "ok", 0)
    assert set(door.arrived) == {first, second, third}


def test_server_that_is_busy_is_not_a_poison(page, door):
    first, _, _ = badges_of(door)
    door.answers = {first: 503}
    type_code(page, first)
    answered(page, "noted")
    assert linked(page, "ok", 1) == "En ligne — 1 en cours d'envoi"
    for _ in range(6):
        network_came(page)
    door.answers = {}
    linked(page, "ok", 0)
    assert set(door.arrived) == {first}
    assert page.locator(".told").is_hidden()


def test_server_that_asks_to_slow_down_is_waited_for(page, door):
    first, _, _ = badges_of(door)
    door.answers = {first: 429}
    type_code(page, first)
    answered(page, "noted")
    linked(page, "ok", 1)
    door.answers = {}
    linked(page, "ok", 0)
    assert set(door.arrived) == {first}


@pytest.mark.parametrize(
    ("status", "link", "words"),
    [(401, "unrecognised", "n'est plus reconnue"), (403, "forbidden", "n'a pas le droit")],
)
def test_tablet_that_is_sent_away_keeps_the_arrival_and_says_what_to_do(
    page, door, status, link, words
):
    first, _, _ = badges_of(door)
    door.every_answer = status
    type_code(page, first)
    answered(page, "noted")
    assert words in linked(page, link, 1)
    enter = page.get_by_role("link", name="Entrer le code")
    assert enter.get_attribute("href").startswith("/enter?next=%2Fscan%2Fmorning-2023")
    door.every_answer = 0
    page.reload()
    page.get_by_text("passages envoyés : 1").wait_for()
    assert set(door.arrived) == {first}


def test_answer_of_another_machine_is_no_answer(page, door):
    first, _, _ = badges_of(door)
    page.route("**/check-ins", lambda route: route.fulfill(status=200, body="<p>Wi-Fi login</p>"))
    type_code(page, first)
    answered(page, "noted")
    linked(page, "away", 1)
    page.unroute("**/check-ins")
    network_came(page)
    linked(page, "ok", 0)
    assert set(door.arrived) == {first}


def test_limits_of_offline_are_written_on_the_page(page):
    page.get_by_text("Que fait cette page hors ligne").click()
    said = page.locator(".offline-note").inner_text()
    for words in ("Hors ligne, elle ne fait pas ceci", "prénom", "autre tablette", "imprime rien"):
        assert words in said

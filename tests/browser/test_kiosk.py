"""The walk-in, the kiosk and the screen of the hall, as hands and eyes meet them."""

import re
import shutil
import time
from contextlib import contextmanager, suppress

import pymupdf
import pytest
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect
from sqlalchemy import text

from matching.domain.access import Role
from matching.domain.terms import OfferKind
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.files.examples import example_folder
from matching.services.files.receive_files import receive_folder
from matching.services.floor.hall_view import hall_view
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.shop.shop import open_shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges
from tests.browser.conftest import PATIENCE, screen_of, settle
from tests.fairs import all_come

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOSSON = "mosson-2023"
WALL = """[...document.querySelectorAll('.hall li')].map(
    row => ['.name', '.now'].map(part => row.querySelector(part).innerText.trim()))"""
# Headless Chromium has no voice: this one keeps what it was asked to say.
VOICE = """
window.spoken = [];
const voices = LANGUAGES.map((lang) => ({ lang, name: lang, localService: true }));
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, speak: (said) => window.spoken.push([said.lang, said.text]),
  get speaking() { return window.isReading === true; },
  cancel() {}, addEventListener() {}, removeEventListener() {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
SIZES = [{"width": 768, "height": 1024}, {"width": 1280, "height": 800}]


@pytest.fixture(scope="module")
def shop(served):
    """The store that the app serves, its fair planned and announced."""
    opened = open_shop(served[2])
    with opened.store.reading() as reader:
        is_planned = plans.announced_plan(reader, MOSSON) is not None
    if not is_planned:
        draw_plan(opened, MOSSON, seconds=30)
        announce(opened, MOSSON)
    yield opened
    opened.store.close()


@pytest.fixture
def screen(served, shop):
    """Open a screen in a role: a page that has not gone anywhere yet."""

    @contextmanager
    def opened(role, *, voices=None, size=SIZES[0]):
        given = give_access(shop, name=role.value, role=role, fair=MOSSON)
        cookie = open_station(shop, given.access.number, station="Borne").cookie
        with screen_of(served, cookie, **size) as page:
            if voices is not None:
                page.add_init_script(VOICE.replace("LANGUAGES", str(voices)))
            yield page

    return opened


def start(page, served, name="Zahra", language="Français", no_badge="Je n'ai pas de badge"):
    page.goto(served[0])
    page.get_by_role("button", name=language, exact=True).click()
    page.get_by_role("button", name=no_badge).click()
    page.locator(".st-key-ask form input, .st-key-ask [data-testid=stForm] input").fill(name)
    page.keyboard.press("Enter")
    page.locator(".st-key-ask_options").wait_for()


def question(page, name):
    page.get_by_role("heading", level=1, name=name).wait_for()


def people(shop, name):
    with shop.store.reading() as reader:
        known = fairs.read_entries(reader, MOSSON).jobseekers.values()
    return [one for one in known if one.first_name == name]


def test_a_walk_in_takes_three_acts_and_ends_on_paper(served, shop, screen, tmp_path):
    with screen(Role.DOOR) as page:
        page.goto(served[0])
        page.get_by_role("radio", name="Sans badge").or_(
            page.get_by_role("button", name="Sans badge")
        ).first.click()
        page.get_by_role("textbox", name="Prénom", exact=True).fill("Ousmane")
        page.keyboard.press("Enter")
        page.get_by_text("Ousmane est inscrit·e et présent·e.").wait_for()
        # The counters above are metrics too, and the page is still being drawn.
        shown = page.get_by_test_id("stMetricValue")
        expect(shown.last).to_have_text(re.compile(r"^[A-Z0-9]{5}-[A-Z0-9]{5}$"))
        number, code = (one.inner_text() for one in shown.all()[-2:])
        with page.expect_download() as download:
            page.get_by_role("button", name="Préparer le PDF").first.click()
        download.value.save_as(tmp_path / "sheet.pdf")
        words = pymupdf.open(tmp_path / "sheet.pdf")[0].get_text()
        assert code in words
        assert number in words.split()
        assert "Ousmane" in words
        page.get_by_role("button", name="Poser les questions").click()
        question(page, "Que cherchez-vous ?")
        page.get_by_role("button", name="Une formation").click()
        page.get_by_role("button", name="✓ Une formation").wait_for()
        page.get_by_role("button", name="Continuer").click()
        question(page, "Quel travail voulez-vous faire ?")
        page.get_by_role("button", name="Arrêter ici").click()
        question(page, "Merci. C'est fini.")
    (found,) = people(shop, "Ousmane")
    assert [one.value for one in found.contracts] == ["training"]


@pytest.mark.parametrize("size", SIZES, ids=["portrait", "landscape"])
def test_every_answer_of_the_kiosk_is_big_enough_and_in_sight(served, screen, size):
    with screen(Role.KIOSK, size=size) as page:
        start(page, served, "Zoé")
        for _ in range(20):
            page.wait_for_timeout(400)
            assert page.evaluate(SMALL) == []
            ways_on = page.locator(".st-key-ask_ways button")
            if not ways_on.count():
                break
            assert all(one.bounding_box()["y"] < size["height"] - 56 for one in ways_on.all())
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
            asked = page.locator(".st-key-ask h1").inner_text()
            page.get_by_role("button", name="Passer").click()
            expect(page.get_by_role("heading", level=1, name=asked)).to_have_count(0)
        question(page, "Merci. C'est fini.")


SMALL = """() => [...document.querySelectorAll('.st-key-ask button, .st-key-ask a')].filter(
    (target) => target.checkVisibility() && !target.closest('h1, h2, h3')
).map((target) => [target.innerText, target.getBoundingClientRect()]).filter(
    ([, box]) => box.height < 56 || box.width < 56
).map(([name]) => name)"""


def test_the_kiosk_speaks_arabic_from_right_to_left(served, screen):
    with screen(Role.KIOSK, voices=["fr-FR", "ar-SA"]) as page:
        start(page, served, "Zahra", "العربية", "ليست لدي شارة")
        expect(page.locator(".st-key-ask").first).to_have_attribute("dir", "rtl")
        expect(page.locator(".st-key-ask").first).to_have_attribute("lang", "ar")
        first, second = (page.locator(".st-key-ask_options button").nth(n) for n in (0, 1))
        assert first.bounding_box()["x"] > second.bounding_box()["x"]
        page.get_by_role("button", name="استماع").click()
        assert page.evaluate("window.spoken[0]") == ["ar-SA", "ما طلبك؟"]
        assert ["ar-SA", "تكوين مهني"] in page.evaluate("window.spoken")


def test_nothing_is_said_before_it_is_asked_and_every_screen_when_it_is(served, screen):
    with screen(Role.KIOSK, voices=["fr-FR"]) as page:
        start(page, served)
        page.get_by_role("button", name="Passer").click()
        question(page, "Quel travail voulez-vous faire ?")
        assert page.evaluate("window.spoken") == []
        page.get_by_role("button", name="Lire tout haut").click()
        page.get_by_role("button", name="Ne plus lire tout haut").wait_for()
        page.get_by_role("button", name="Passer").click()
        question(page, "Que savez-vous faire ?")
        page.wait_for_function(
            "window.spoken.some(([, said]) => said == 'Que savez-vous faire\u202f?')"
        )
        page.get_by_role("button", name="Ne plus lire tout haut").click()
        page.get_by_role("button", name="Lire tout haut", exact=True).wait_for()
        page.evaluate("window.spoken.length = 0")
        page.get_by_role("button", name="Passer").click()
        question(page, "Jusqu'à quelle heure restez-vous ici ?")
        assert page.evaluate("window.spoken") == []


def test_without_a_voice_in_the_language_there_is_no_button_to_listen(served, screen):
    with screen(Role.KIOSK, voices=["en-GB"]) as page:
        start(page, served)
        assert page.get_by_role("button", name="Écouter").count() == 0
        assert page.get_by_role("button", name="Lire tout haut").count() == 0


def test_the_kiosk_forgets_whoever_goes_away(served, shop, screen):
    with screen(Role.KIOSK) as page:
        page.clock.install()
        start(page, served, "Aminata")
        page.clock.fast_forward(16_000)
        expect(page.get_by_text("L'écran s'efface bientôt.")).to_be_visible()
        page.mouse.move(200, 200)
        expect(page.get_by_text("L'écran s'efface bientôt.")).to_be_hidden()
        page.clock.fast_forward(19_000)
        question(page, "Que cherchez-vous ?")
        page.clock.fast_forward(2_000)
        question(page, "Bienvenue")
        page.get_by_role("button", name="Je n'ai pas de badge").click()
        question(page, "Quel est votre prénom ?")
        assert page.locator("[data-testid=stForm] input").input_value() == ""
    assert len(people(shop, "Aminata")) == 1


def test_the_kiosk_forgets_nobody_to_whom_it_reads(served, screen):
    with screen(Role.KIOSK, voices=["fr-FR"]) as page:
        page.clock.install()
        start(page, served, "Amel")
        page.evaluate("window.isReading = true")
        page.clock.fast_forward(60_000)
        page.clock.fast_forward(19_000)
        question(page, "Que cherchez-vous ?")
        expect(page.get_by_text("L'écran s'efface bientôt.")).to_be_hidden()
        page.evaluate("window.isReading = false")
        page.clock.fast_forward(1_000)
        page.clock.fast_forward(21_000)
        question(page, "Bienvenue")


def test_a_voice_that_never_ends_keeps_nobody_on_the_screen(served, screen):
    with screen(Role.KIOSK, voices=["fr-FR"]) as page:
        page.clock.install()
        start(page, served, "Amira")
        page.evaluate("window.isReading = true")
        for _ in range(5):
            page.clock.fast_forward(50_000)
        question(page, "Bienvenue")


def test_meetings_follow_the_answers_of_whoever_went_away(served, shop, screen):
    with screen(Role.KIOSK) as page:
        page.clock.install()
        start(page, served, "Assa")
        page.get_by_role("button", name="Une formation").click()
        page.get_by_role("button", name="✓ Une formation").wait_for()
        page.get_by_role("button", name="Continuer").click()
        question(page, "Quel travail voulez-vous faire ?")
        page.get_by_role("button", name="Sites internet").click()
        page.get_by_role("button", name=re.compile("^✓")).wait_for()
        page.get_by_role("button", name="Continuer").click()
        question(page, "Que savez-vous faire ?")
        before = number_of_plan(shop)
        page.clock.fast_forward(21_000)
        question(page, "Bienvenue")
        expect_soon(lambda: number_of_plan(shop) > before)


def number_of_plan(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).number


def expect_soon(is_so):
    for _ in range(100):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError(is_so)


def test_a_badge_is_read_in_the_same_tab_for_the_fair_of_the_kiosk(served, shop, screen, tmp_path):
    folder = shutil.copytree(example_folder("mosson"), tmp_path / "other")
    frame = folder / "fair.toml"
    words = frame.read_text().replace("2023-06-30", "2022-06-30")
    frame.write_text(words.replace(MOSSON, "autre-2022"))
    receive_folder(shop, folder)
    with screen(Role.KIOSK) as page:
        page.goto(served[0])
        way = page.get_by_role("link", name="J'ai un badge")
        way.wait_for()
        page.locator('[data-test-script-state="notRunning"]').wait_for()  # drawn to its end
        way.click()
        page.get_by_role("link", name="Je n'ai pas de badge").wait_for()
        assert page.url == f"{served[0]}/scan/{MOSSON}?lang=fr"
        assert len(page.context.pages) == 1


def test_a_language_touched_before_the_badge_is_that_of_the_sheet(served, shop, screen):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p03"]
    with screen(Role.KIOSK) as page:
        page.goto(served[0])
        page.get_by_role("button", name="Español", exact=True).click()
        page.locator('a[href$="lang=es&touched=yes"]').click()
        page.locator("#parvis-code").fill(code)
        page.keyboard.press("Enter")

        def is_kept():
            with shop.store.reading() as reader:
                person = fairs.read_entries(reader, MOSSON).jobseekers["p03"]
            return person.sheet_language == "es"

        until(page, is_kept)


@contextmanager
def away(shop):
    """The store does not answer in here: one of its tables has another name."""
    with shop.store.writing() as writer:
        writer.execute(text("ALTER TABLE sessions RENAME TO elsewhere"))
    try:
        yield
    finally:
        with shop.store.writing() as writer:
            writer.execute(text("ALTER TABLE elsewhere RENAME TO sessions"))


def test_the_wall_calls_on_while_the_store_is_away_and_after(served, shop, screen):
    all_come(shop, MOSSON)
    with screen(Role.HALL, size=SIZES[1]) as page:
        page.goto(served[0])
        page.locator(".hall li").first.wait_for()
        with away(shop):
            footer = page.locator(".hall footer")
            expect(footer).to_contain_text("Rien n'est perdu.", timeout=20_000)
            assert page.locator(".hall li").count()
        expect(footer).not_to_contain_text("Rien n'est perdu.", timeout=15_000)


@pytest.mark.parametrize(
    "seen",
    [
        (Role.DOOR, "Sans badge", "ne répond pas", "Accueil"),
        (Role.KIOSK, "Français", "Cela ne marche pas maintenant", "Bienvenue"),
    ],
    ids=["door", "kiosk"],
)
def test_a_screen_whose_store_was_away_comes_back_by_itself(served, shop, screen, seen):
    role, touched, told, then = seen
    with screen(role) as page:
        page.goto(served[0])
        question(page, then)
        page.locator('[data-test-script-state="notRunning"]').wait_for()  # drawn to its end
        at = page.url
        with away(shop):
            page.evaluate("window.isTheSame = true")
            touch = page.get_by_role("radio", name=touched).or_(
                page.get_by_role("button", name=touched, exact=True)
            )
            # a screen that notices by itself has nothing left to touch
            with suppress(TooLate):
                touch.first.click(timeout=5_000)
            page.get_by_text(told).first.wait_for()
        question(page, then)
        assert page.evaluate("window.isTheSame")
        assert page.url == at


def test_the_kiosk_forgets_without_the_server_too(served, screen):
    with screen(Role.KIOSK) as page:
        page.clock.install()
        start(page, served, "Awa")
        page.get_by_role("button", name="Arrêter ici").click()
        question(page, "Merci. C'est fini.")
        page.route("**/*", lambda route: route.abort())
        page.context.set_offline(True)
        page.evaluate("WebSocket.prototype.send = () => {}")
        page.clock.fast_forward(21_000)
        page.clock.fast_forward(4_000)
        expect(page.get_by_text("Merci")).to_have_count(0)
        assert "Awa" not in page.content()


def test_the_kiosk_looks_nobody_up_and_is_left_by_a_code_only(served, shop, screen):
    door = give_access(shop, name="Porte", role=Role.DOOR, fair=MOSSON)
    with screen(Role.KIOSK) as page:
        page.goto(f"{served[0]}/scan/{MOSSON}")
        page.get_by_role("link", name="Je n'ai pas de badge").wait_for()
        assert page.get_by_text("Chercher par le nom").count() == 0
        assert page.get_by_label("Nom de cette tablette").count() == 0
        page.get_by_role("link", name="Je n'ai pas de badge").click()
        question(page, "Bienvenue")
        page.goto(f"{served[0]}/files")
        question(page, "Bienvenue")
        page.goto(f"{served[0]}/leave")
        page.get_by_role("button").click()
        page.goto(served[0])
        question(page, "Bienvenue")
        page.locator("a.way-out").click()
        page.locator("#code").fill(door.code)
        page.keyboard.press("Enter")
        question(page, "Accueil")


def is_called(page, shop, stand, number):
    """Whether the wall calls a number to a stand, once it says there what the day says; else None.

    A stand that calls nobody is not shown.
    """
    shown = dict(page.evaluate(WALL))
    day = {call.name: call.now for call in hall_view(shop, MOSSON).calls if call.group is None}
    # Whom the stand calls itself bears a mark.
    found = tuple(map(int, re.findall(r"\d+", shown.get(stand, ""))))
    return number in found if found == day.get(stand, ()) else None


def until(page, is_so):
    """Look at a wall that follows the clock, until it is as the day is at that moment.

    More stands than fit take turns: the wall comes round to each.
    """
    patience = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < patience
        page.wait_for_timeout(500)


def call_somebody(shop):
    """Let a stand call whom it meets first: the meeting, that number, the stand's name."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        planned = sorted(plans.announced_plan(reader, MOSSON).meetings)
        settled = {fact.meeting for fact in happenings.read_happenings(reader, MOSSON)}
    first = next(
        meeting
        for meeting in planned
        if meeting.id not in settled
        and entries.offers[meeting.offer].kind not in {OfferKind.WORKSHOP, OfferKind.SUPPORT}
    )
    report = StaffReport("called", meeting=first.id)
    follow_day(shop, MOSSON, report, nonce=f"called-{first.id}")
    return first, entries.call_numbers[first.person], entries.exhibitors[first.stand].name


def test_the_hall_calls_by_itself_and_has_nothing_to_touch(served, shop, screen):
    all_come(shop, MOSSON)
    with screen(Role.HALL, size=SIZES[1]) as page:
        page.goto(served[0])
        page.locator(".hall li").first.wait_for()
        assert page.locator("main button:visible").count() == 0
        assert page.get_by_test_id("stSidebar").is_hidden()
        fits = "document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight"
        assert page.evaluate(fits)
        meeting, number, stand = call_somebody(shop)
        until(page, lambda: is_called(page, shop, stand, number))
        report = StaffReport("held", meeting=meeting.id)
        follow_day(shop, MOSSON, report, nonce=f"held-{meeting.id}")
        # Whoever has come is called no more.
        until(page, lambda: is_called(page, shop, stand, number) is False)


WALLS = [(1920, 1080), (1080, 1920), (1280, 720), (390, 844)]
ROWS = {"few": 12, "some": 16, "many": 24}
# So many rows of the fullest kind: words that stick out of their row, or of the screen.
CUT = """([size, count]) => {
  const hall = document.querySelector('.hall');
  const rows = [...hall.querySelectorAll('li')];
  const full = rows.find(row => row.querySelector('.later')) ?? rows[0];
  full.querySelector('.now').textContent = '118 · 204';
  hall.className = `hall ${size}`;
  const shown = Array.from({ length: count }, () => full.cloneNode(true));
  hall.querySelector('ul').replaceChildren(...shown);
  const cut = [...hall.querySelectorAll('li')].filter(row => {
    const { top, bottom } = row.getBoundingClientRect();
    return [...row.children].some(part => {
      const { top: from, bottom: to } = part.getBoundingClientRect();
      return from < top - 1 || to > bottom + 1;
    });
  }).length;
  const { bottom } = hall.querySelector('footer').getBoundingClientRect();
  return [cut, bottom <= innerHeight];
}"""


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_of_any_size_cuts_no_number_and_no_name(served, shop, screen, wall):
    all_come(shop, MOSSON)
    width, height = wall
    with screen(Role.HALL, size={"width": width, "height": height}) as page:
        page.goto(served[0])
        page.locator(".hall li").first.wait_for()
        settle(page)
        told = {name: page.evaluate(CUT, [name, count]) for name, count in ROWS.items()}
    assert told == {name: [0, True] for name in ROWS}

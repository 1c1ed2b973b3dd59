"""Three messy files, by keyboard alone, to printed schedules: nothing lost, nothing invented."""

import re
from dataclasses import fields
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import TimeoutError as NoAnswer

from matching.domain.access import Role
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.phrases import say
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.plan.print_sheets import SHEETS
from matching.services.shop.shop import open_shop
from matching.store import fairs, import_report
from tests.browser.conftest import app_over, screen_of

MOST_ACTS = 25
WANTED = ("cuisinier", "vendeuse", "agent d'accueil")
PEOPLE = [
    (
        f"{family} {given}", f"06 39 98 10 {place:02d}", WANTED[place % 3],
        ("bon", "A2", "bon", "B2")[place % 4], ("oui", "non")[place % 2],
        ("9h30-12h", "14h-17h", "")[place % 3],
    )
    for place, (family, given) in enumerate(
        [("DIALLO", "Awa"), ("SOL", "Ana"), ("LI", "Bo"), ("DE LA CRUZ", "Inés"), ("WU", "Cy"),
         ("MOREL", "Léa"), ("BEN ALI", "Sami"), ("ROY", "Eva"), ("NGUYEN", "Minh"),
         ("PETIT", "Jo"), ("KABORÉ", "Irène"), ("COSTA", "Rui")]
    )
]  # fmt: skip
HEADINGS = (
    "Nom Prénom", "Tel", "Ce que je cherche comme travail", "Niveau FR", "Permis (O/N)", "Dispo",
    "N° dossier interne", "Couleur badge", "Parking", "Repas", "Groupe", "Saisi par", "Remarques",
)  # fmt: skip
STANDS = [("Mairie", "9h30-17h", 2, "employeur"), ("Bistrot", "10h-16h", 1, "employeur"),
          ("CFA du Parc", "9h30-12h30", 1, "école")]  # fmt: skip
OFFERS = [("Mairie", "Agent d'accueil", "CDI"), ("Bistrot", "Cuisinier", "CDD"),
          ("Bistrot", "Vendeuse", "CDI"), ("CFA du Parc", "CAP cuisine", "stage")]  # fmt: skip
NEVER_KEPT = "zinzolin"


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def messy(tmp_path):
    """The three files as their makers keep them, and the app over an empty store."""
    people = [["Forum de l'emploi du quartier"], ["Liste au 3 mars"], [], HEADINGS]
    people += [(*person, *[f"{NEVER_KEPT}{n}" for n in range(7)]) for person in PEOPLE]
    people.append(("TOTAL", "", 12))
    stands = [["Exposants"], ("Nom de la structure", "Horaires", "Nb tables", "Type"), *STANDS]
    offers = [("Nom de la structure", "Poste proposé", "Contrat"), *OFFERS]
    made = {"export (3).xlsx": people, "qui vient.xlsx": stands, "ce qu'ils cherchent.xlsx": offers}
    for name, rows in made.items():
        (tmp_path / name).write_bytes(workbook(rows))
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    shop = open_shop(url)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(tmp_path, url) as address:
        yield address, cookie, url, [str(tmp_path / name) for name in made]


class Hand:
    """Somebody who has a keyboard and no mouse; counts every act but the way of the focus."""

    def __init__(self, page):
        self.page, self.acts = page, 0

    def reach(self, target):
        """Go to a place by the tabulator, as long as it takes."""
        target.wait_for()
        for _ in range(300):
            self.page.keyboard.press("Tab")
            if target.evaluate("one => one.contains(one.getRootNode().activeElement)"):
                return
        raise AssertionError("the keyboard does not reach it")

    def press(self, name, role="button", place=0):
        """Press a button or follow a link that bears this name."""
        self.reach(self.page.get_by_role(role, name=name).nth(place))
        self.page.keyboard.press("Enter")
        self.acts += 1

    def visit(self, title):
        """Go to another page, by the menu, which a narrow screen folds away."""
        unfold = self.page.get_by_test_id("stExpandSidebarButton")
        if unfold.is_visible():
            self.reach(unfold)
            self.page.keyboard.press("Enter")
            self.acts += 1
        self.press(title, role="link")

    def open(self, title):
        """Open what is folded under a title."""
        self.reach(self.page.locator("summary", has_text=title).first)
        self.page.keyboard.press("Enter")
        self.acts += 1

    def write(self, label, text):
        """Write in a field."""
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.acts += 1

    def choose(self, label, text):
        """Choose in a list by writing the beginning of a word."""
        self.reach(self.page.get_by_role("combobox", name=label).first)
        self.page.keyboard.type(text)
        self.page.get_by_role("option", name=text).first.wait_for()
        self.page.keyboard.press("Enter")
        self.acts += 1

    def drop(self, files):
        """Open the place for files and take three."""
        button = self.page.get_by_test_id("stFileUploaderDropzone").first
        for _ in range(5):  # a page still being drawn loses a key: a hand presses it again
            self.reach(button)
            try:
                with self.page.expect_file_chooser(timeout=5_000) as chooser:
                    self.page.keyboard.press("Enter")
            except NoAnswer:
                continue
            chooser.value.set_files(files)
            break
        self.acts += 1


SCREENS = [(1280, 800), (768, 1024), (390, 844)]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_three_messy_files_become_schedules_by_keyboard(messy, width, height):
    address, cookie, url, files = messy
    with screen_of((address, cookie, url), cookie, width=width, height=height) as page:
        page.set_default_timeout(25_000)
        page.goto(f"{address}/files")
        page.get_by_text("la base répond").wait_for()  # the last line of every page
        hand = Hand(page)
        hand.drop(files)
        page.get_by_text("Vos colonnes → les nôtres").wait_for()
        hand.choose("Nom Prénom", "nom puis prénom")
        hand.open("Pas de fair.toml")
        hand.write(say("fair.title", "fr"), "Forum du quartier")
        hand.press("Importer")
        page.get_by_text("C'est importé : 12 personnes, 3 stands,").wait_for()
        hand.choose(re.compile(": bon "), "B1")
        hand.press("Corriger")
        page.get_by_text("Il ne reste rien à corriger").wait_for()
        hand.visit("Planning")
        hand.press("Dessiner le planning")
        page.get_by_role("button", name="Annoncer").first.wait_for(timeout=120_000)
        hand.press("Annoncer")
        page.get_by_text("annoncé").first.wait_for()
        hand.visit("Impressions")
        page.get_by_role("heading", name="Impressions").wait_for()
        with page.expect_download() as printed:
            hand.press(say("sheets.print", "fr"), place=SHEETS.index("schedules"))
        assert printed.value.path().read_bytes().startswith(b"%PDF")
    assert hand.acts <= MOST_ACTS
    count_cells(url)


def count_cells(url):
    """Every cell of the three files is in the store, and nothing that no cell said."""
    shop = open_shop(url)
    with shop.store.reading() as reader:
        (fair,) = fairs.list_fairs(reader)
        entries = fairs.read_entries(reader, fair.id)
        kept = repr([one.document for one in import_report.read_received_tables(reader, fair.id)])
    shop.store.close()
    assert NEVER_KEPT not in kept
    found = {person.full_name: person for person in entries.jobseekers.values()}
    assert len(found) == len(PEOPLE)
    clocks = {"9h30-12h": ["09:30", "12:00"], "14h-17h": ["14:00", "17:00"], "": []}
    for name, phone, wish, level, licence, hours in PEOPLE:
        family = " ".join(word for word in name.split() if word.isupper())
        person = found[f"{name.removeprefix(family).strip()} {family}"]
        said = touched(person, Jobseeker("x", "x"))
        ends = [f"{clock:%H:%M}" for clock in (person.arrives, person.leaves) if clock]
        assert said.pop("phone") == phone.replace(" ", "")
        assert said.pop("wishes") == (wish,)
        assert said.pop("french_level").label == {"bon": "B1"}.get(level, level)
        assert said.pop("licences") == (("B",) if licence == "oui" else ())
        assert ends == clocks[hours]
        assert set(said) <= {"arrives", "leaves", "last_name"}
    stands = {stand.name: stand for stand in entries.exhibitors.values()}
    kinds = {"école": "school", "employeur": "employer"}
    assert {name: (one.tables, one.kind.value) for name, one in stands.items()} == {
        name: (tables, kinds[kind]) for name, _, tables, kind in STANDS
    }
    for stand in stands.values():
        said = touched(stand, Exhibitor("x", "x"))
        assert set(said) <= {"tables", "kind", "opens", "closes"}
    brought = {(stands_name(entries, offer), offer.title) for offer in entries.offers.values()}
    assert brought == {(stand, title) for stand, title, _ in OFFERS}
    for offer in entries.offers.values():
        assert set(touched(offer, Offer("x", "x", "x"))) <= {"contracts"}


def stands_name(entries, offer):
    return entries.exhibitors[offer.exhibitor].name


def touched(record, empty):
    """The fields that differ from those of a record of which nothing is said."""
    return {
        one.name: getattr(record, one.name)
        for one in fields(record)
        if one.name not in {"id", "first_name", "name", "title", "exhibitor"}
        and getattr(record, one.name) != getattr(empty, one.name)
    }

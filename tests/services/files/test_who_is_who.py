"""A list that was put right moves nobody's number, badge, wishes or meetings to somebody else."""

import random
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.services.files.again.known_people import Roster
from matching.services.files.again.same_people import recognised
from matching.services.files.mending.mend import Mend, mend
from matching.services.files.preview import PreviewAnswers, preview_files
from matching.services.files.receive_files import receive_files
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.fairs import shop_in

from .test_columns_said import dropped

HERE = ("Ana Sol", "Bo Li", "Cy Wu", "Dina Roche", "Ana Keller", "Emil Wu", "Gus Nadir", "Hoa Pham")
LATER = ("Zita Quick", "Yann Oudot", "Xenia Bru", "Wim Jacobs")
TRADES = ("cuisine", "vente", "bois", "soudure", "accueil", "ménage", "web", "transport")


@dataclass(frozen=True)
class Row:
    name: str
    phone: str
    wish: str
    id: str = ""

    @property
    def cells(self):
        return ";".join((self.id, *self.name.split(), self.phone, self.wish))


def rows_of(names):
    return [
        Row(name, f"06399810{place:02}", TRADES[place % len(TRADES)])
        for place, name in enumerate(names)
    ]


def numbered(rows):
    return [replace(row, id=str(number)) for number, row in enumerate(rows, 1)]


def as_list(rows):
    return "N°;Prénom;Nom;Tél;Souhaits\n" + "".join(f"{row.cells}\n" for row in rows)


def without_numbers(rows):
    return "Prénom;Nom;Tél;Souhaits\n" + "".join(
        ";".join((*row.name.split(), row.phone, row.wish)) + "\n" for row in rows
    )


@st.composite
def put_right(draw):
    """A list, and the same put right; who is new, gone, and has another telephone."""
    before = rows_of(draw(st.lists(st.sampled_from(HERE), min_size=2, unique=True)))
    gone = draw(st.sets(st.sampled_from([row.name for row in before]), max_size=len(before) - 1))
    called = draw(st.sets(st.sampled_from([row.name for row in before]))) - gone
    new = draw(st.lists(st.sampled_from(LATER), unique=True))
    after = [
        replace(row, phone=f"07{row.phone[2:]}") if row.name in called else row
        for row in before
        if row.name not in gone
    ]
    for place, name in enumerate(new):
        row = Row(name, f"06399820{place:02}", "jardin")
        after.insert(draw(st.integers(0, len(after))), row)
    if draw(st.booleans()):
        random.Random(draw(st.integers(0, 99))).shuffle(after)
    return before, after, (set(new), gone, called)


@given(put_right(), st.booleans(), st.booleans())
def test_nobody_is_taken_for_another_whatever_numbers_say(lists, numbers_before, numbers_after):
    before, after, (new, gone, _) = lists
    first = roster(numbered(before) if numbers_before else unnumbered(before))
    second = roster(numbered(after) if numbers_after else unnumbered(after))
    found = recognised(second, first)
    names = {key: one.name for key, one in first.people.items()}
    kept = {one.name: found.carried.get(key, key) for key, one in second.people.items()}
    assert len({*kept.values()}) == len(kept)
    assert {name for name, key in kept.items() if names.get(key) != name} == plain(new)
    assert not {kept[name] for name in plain(new)} & names.keys()
    assert {*names.values()} - kept.keys() == plain(gone)
    assert (found.doubtful, found.possible) == ((), ())


def plain(names):
    return {" ".join(sorted(name.casefold().split())) for name in names}


def unnumbered(rows):
    return [replace(row, id=f"p-{row.name}-{row.phone}".replace(" ", "")) for row in rows]


def roster(rows):
    return Roster.of([jobseeker(row.id, row.name, row.phone) for row in rows])


def jobseeker(key, name, phone=""):
    first, _, last = name.partition(" ")
    return Jobseeker(key, first, last, phone=phone)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("lists")


@settings(max_examples=12, deadline=None)
@given(put_right(), st.booleans())
def test_preview_and_store_name_exactly_who_is_new_gone_and_changed(path, lists, is_numbered):
    before, after, (new, gone, called) = lists
    shop = shop_in(Path(mkdtemp(dir=path)))
    written = as_list(numbered(after)) if is_numbered else without_numbers(after)
    receive_files(shop, dropped(as_list(numbered(before))))
    held = carried(shop)
    with shop.store.reading() as reader:
        fair = fairs.read_fair(reader, "essai")
    seen = preview_files(shop, dropped(written), fair=fair)
    assert {one.name for one in seen.new} == new
    assert {one.name for one in seen.gone} == gone
    assert {(one.name, one.columns) for one in seen.changed} == {
        (name, ("phone",)) for name in called
    }
    receive_files(shop, dropped(written))
    now = carried(shop)
    assert now.keys() == {row.name for row in after}
    assert {name: now[name] for name in now.keys() & held.keys()} == {
        name: held[name] for name in now.keys() & held.keys()
    }
    assert preview_files(shop, dropped(written), fair=fair).is_empty
    shop.store.close()


def carried(shop):
    """Badge, call number and wishes by name."""
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, "essai")
        found = fairs.read_entries(reader, "essai")
    return {
        person.full_name: (codes[key], found.call_numbers[key], person.wishes)
        for key, person in found.jobseekers.items()
    }


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def preview(shop, people):
    with shop.store.reading() as reader:
        fair = fairs.read_fair(reader, "essai")
    return preview_files(shop, dropped(people), fair=fair)


def meetings(shop):
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, "essai")
        people = fairs.known_jobseekers(reader, "essai")
    return sorted((people[one.person].full_name, one.stand, one.slot) for one in plan.meetings)


def test_a_row_inserted_above_moves_no_meeting_of_an_announced_plan(shop):
    rows = rows_of(HERE[:4])
    receive_files(shop, dropped(as_list(numbered(rows))))
    draw_plan(shop, "essai", seconds=10)
    announce(shop, "essai")
    told = meetings(shop)
    put_right = numbered([Row("Zita Quick", "0639982000", "jardin"), rows[0], *rows[2:]])
    seen = preview(shop, as_list(put_right))
    assert [one.name for one in seen.new] == ["Zita Quick"]
    assert [one.name for one in (*seen.gone, *seen.staying)] == ["Bo Li"]
    assert seen.changed == ()
    receive_files(shop, dropped(as_list(put_right)))
    assert meetings(shop) == told


def test_a_number_of_another_system_that_now_bears_another_name_is_asked(shop):
    head = "N°;Prénom;Nom;Tél;Souhaits\n"
    receive_files(shop, dropped(head + "4821;Ana;Sol;0639981001;vente\n4822;Bo;Li;;bois\n"))
    held = carried(shop)
    second = head + "4821;Zoltan;Herrera;0639981009;vente\n4822;Bo;Li;;bois\n"
    seen = preview(shop, second)
    (asked,) = seen.maybe_same
    assert (asked.name, asked.before) == ("Zoltan Herrera", "Ana Sol")
    assert ([one.name for one in seen.new], [one.name for one in seen.gone]) == (
        ["Zoltan Herrera"],
        ["Ana Sol"],
    )
    receive_files(shop, dropped(second))
    assert carried(shop)["Zoltan Herrera"][:2] != held["Ana Sol"][:2]


def test_who_somebody_says_it_is_keeps_the_badge_under_another_name(shop):
    head = "N°;Prénom;Nom;Souhaits\n"
    receive_files(shop, dropped(head + "4821;Ana;Sol;vente\n4822;Bo;Li;bois\n"))
    held = carried(shop)
    second = head + "4821;Zoltan;Herrera;vente\n4822;Bo;Li;bois\n"
    (asked,) = preview(shop, second).maybe_same
    receive_files(shop, dropped(second), answered=PreviewAnswers(together=frozenset([asked.pair])))
    assert carried(shop)["Zoltan Herrera"][:2] == held["Ana Sol"][:2]


def test_a_number_whose_name_was_only_put_right_is_the_same_person(shop):
    head = "N°;Prénom;Nom;Souhaits\n"
    receive_files(shop, dropped(head + "4821;Ana;Sol;vente\n4822;Bo;Li;bois\n"))
    held = carried(shop)
    second = head + "4821;Ana;Solano;vente\n4822;Bo;Li;bois\n"
    assert preview(shop, second).maybe_same == ()
    receive_files(shop, dropped(second))
    assert carried(shop)["Ana Solano"][:2] == held["Ana Sol"][:2]


def test_one_name_born_in_another_year_is_asked():
    before = Roster.of([jobseeker("1", "Ana Sol")], [Statistics("1", 1971)])
    again = Roster.of([jobseeker("1", "Ana Sol")], [Statistics("1", 1999)])
    found = recognised(again, before)
    assert found.possible == (("1", "1"),)
    assert found.carried["1"] != "1"


def test_namesakes_are_told_apart_by_year_and_telephone():
    people = [jobseeker("1", "Ana Sol", "0639981001"), jobseeker("2", "Ana Sol", "0639981002")]
    before = Roster.of([*people, jobseeker("3", "Ana Sol")], [Statistics("3", 1971)])
    again = [jobseeker("1", "Ana Sol"), jobseeker("2", "Ana Sol", "0639981001")]
    after = Roster.of([*again, jobseeker("3", "Ana Sol", "0639981002")], [Statistics("1", 1971)])
    assert recognised(after, before).carried == {"1": "3", "2": "1", "3": "2"}


def test_a_name_written_anew_in_its_own_row_is_the_same_person(shop):
    receive_files(shop, dropped(as_list(numbered(rows_of(HERE[:3])))))
    held = carried(shop)
    mend(shop, "essai", [Mend("liste.csv", 3, "Prénom", "Ulysse"), Mend("liste.csv", 3, "Tél", "")])
    assert carried(shop)["Ulysse Li"] == held["Bo Li"]


def test_what_was_mended_stays_with_its_person_when_rows_are_numbered_anew(shop):
    rows = rows_of(HERE[:3])
    receive_files(shop, dropped(as_list(numbered(rows))))
    mend(shop, "essai", [Mend("liste.csv", 3, "Souhaits", "couture")])
    inserted = numbered([Row("Zita Quick", "0639982000", "vente"), *rows])
    receive_files(shop, dropped(as_list(inserted)))
    wishes = {name: held[2] for name, held in carried(shop).items()}
    assert wishes["Bo Li"] == ("couture",)
    assert wishes["Ana Sol"] == ("cuisine",)


STAND_LIST = "N°;Nom;Tables\n1;Mairie;1\n2;CFA;1\n3;Leclerc;1\n"
OFFER_LIST = (
    "N°;Exposant;Intitulé\n1;Mairie;Agent d'accueil\n2;CFA;CAP cuisine\n3;Leclerc;Boucher\n"
)


def told(shop):
    """The ids of stands by name, and of offers by their stand's name and title."""
    with shop.store.reading() as reader:
        found = fairs.read_entries(reader, "essai")
    stands = {one.name: key for key, one in found.exhibitors.items()}
    offers = {
        (found.exhibitors[one.exhibitor].name, one.title): key for key, one in found.offers.items()
    }
    return stands, offers


def sent(stands, offers=OFFER_LIST):
    people = as_list(numbered(rows_of(HERE[:3])))
    return dropped(people, **{"stands.csv": stands, "offres.csv": offers})


def test_stands_and_offers_numbered_anew_stay_themselves(shop):
    receive_files(shop, sent(STAND_LIST))
    stands, offers = told(shop)
    again = sent(
        "N°;Nom;Tables\n1;Greta;1\n2;Mairie;1\n3;Leclerc;1\n",
        "N°;Exposant;Intitulé\n1;Greta;Couture\n2;Mairie;Agent d'accueil\n3;Leclerc;Boucher\n",
    )
    with shop.store.reading() as reader:
        fair = fairs.read_fair(reader, "essai")
    seen = preview_files(shop, again, fair=fair)
    assert ([one.name for one in seen.new], [one.name for one in seen.gone], seen.changed) == (
        ["Greta", "Couture"],
        ["CFA", "CAP cuisine"],
        (),
    )
    receive_files(shop, again)
    now_stands, now_offers = told(shop)
    assert now_stands.pop("Greta") not in stands.values()
    assert now_offers.pop(("Greta", "Couture")) not in offers.values()
    assert now_stands.items() <= stands.items()
    assert now_offers.items() <= offers.items()


def test_a_stand_renamed_in_its_row_is_the_same_stand(shop):
    receive_files(shop, sent(STAND_LIST))
    stands, offers = told(shop)
    receive_files(
        shop, sent(STAND_LIST.replace("CFA", "Greta"), OFFER_LIST.replace("CFA", "Greta"))
    )
    now_stands, now_offers = told(shop)
    assert now_stands["Greta"] == stands["CFA"]
    assert now_offers["Greta", "CAP cuisine"] == offers["CFA", "CAP cuisine"]


def test_a_receipt_names_who_left_the_list_and_who_was_taken_for_another(shop):
    head = "N°;Prénom;Nom;Souhaits\n"
    receive_files(shop, dropped(head + "4821;Ana;Sol;vente\n4822;Bo;Li;bois\n4823;Cy;Wu;web\n"))
    second = head + "4821;Zoltan;Herrera;vente\n4822;Bo;Li;bois\n"
    receipt = receive_files(shop, dropped(second))
    assert receipt.unlisted == ("Ana Sol", "Cy Wu")
    assert receipt.apart == (("Zoltan Herrera", "Ana Sol"),)


def test_preview_tells_what_a_list_without_a_column_takes_from_figures(shop):
    """Years of birth stand apart from people, and are lost like any other cell."""
    receive_files(shop, dropped("Prénom;Nom;Tél;Né(e) en\nAna;Sol;0639981001;1990\n"))
    seen = preview(shop, "Prénom;Nom;Tél\nAna;Sol;0639981001\n")
    assert [(one.name, one.columns) for one in seen.changed] == [("Ana Sol", ("birth_year",))]
    assert preview(shop, "Prénom;Nom;Tél;Né(e) en\nAna;Sol;0639981001;1990\n").is_empty

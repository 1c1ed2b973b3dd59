"""The same list again: what changes is shown first, what was mended stays, people keep badges."""

import pytest

from matching.services.files.mending.mend import Mend, mend, take_in
from matching.services.files.mending.needs_mending import needs_mending
from matching.services.files.preview import PreviewAnswers, preview_files
from matching.services.files.receive_files import receive_files
from matching.services.live.live_fair import read_live_fair
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.rights.decisions import decision_log
from matching.store import fairs
from matching.store.people import badges
from tests.fairs import shop_in

from .test_columns_said import dropped

HEAD = "Prénom;Nom;Tél;Arrivée;Souhaits\n"
FIRST = (
    HEAD
    + "Ana;Sol;0639981001;tard;cuisine\nBo;Li;0639981002;9h30;vente\nCy;Wu;0639981003;;bois\n"
    + "Total;;3;;\n"
)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    receive_files(opened, dropped(FIRST))
    yield opened
    opened.store.close()


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, "essai")


def by_name(shop):
    return {person.first_name: person for person in entries(shop).jobseekers.values()}


def carried(shop):
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, "essai")
    found = entries(shop)
    return {
        person.first_name: (codes[key], found.call_numbers[key])
        for key, person in found.jobseekers.items()
    }


def preview(shop, people):
    return preview_files(shop, dropped(people), fair=entries(shop).fair)


def names(changes):
    return [change.name for change in changes]


def test_same_list_again_changes_nothing(shop):
    assert preview(shop, FIRST).is_empty
    assert receive_files(shop, dropped(FIRST)).changed is False


def test_what_will_change_is_said_before_it_is_applied(shop):
    before = entries(shop)
    second = FIRST.replace("vente", "accueil").replace("Cy;Wu;0639981003", "Di;Vo;0639981009")
    seen = preview(shop, second)
    assert (names(seen.new), names(seen.gone)) == (["Di Vo"], ["Cy Wu"])
    assert [(one.name, one.columns) for one in seen.changed] == [("Bo Li", ("wishes",))]
    assert entries(shop) == before


def test_whoever_the_file_has_lost_and_the_plan_names_is_said_to_stay(shop):
    draw_plan(shop, "essai", seconds=10)
    announce(shop, "essai")
    planned = {meeting.person for meeting in read_live_fair(shop, "essai").plan.meetings}
    lost = next(one for one in by_name(shop).values() if one.id in planned)
    rows = FIRST.splitlines(keepends=True)
    left = "".join(row for row in rows if not row.startswith(f"{lost.first_name};"))
    seen = preview(shop, left)
    assert (names(seen.gone), names(seen.staying)) == ([], [lost.full_name])


def test_new_telephone_or_new_name_keeps_badge_and_call_number(shop):
    before = carried(shop)
    second = FIRST.replace("0639981002", "0639981077").replace("Cy;Wu", "Cy;Wu-Morel")
    seen = preview(shop, second)
    assert (seen.new, seen.gone, seen.maybe_same) == ((), (), ())
    receive_files(shop, dropped(second))
    assert carried(shop) == before


def test_somebody_else_at_the_same_telephone_is_another_person(shop):
    before = carried(shop)
    receive_files(shop, dropped(FIRST.replace("Ana;Sol", "Zoltan;Herrera")))
    assert carried(shop)["Zoltan"] not in before.values()


@pytest.mark.parametrize("name", ["Zoltan;Herrera", "Samira;Sol"])
def test_another_name_at_the_same_telephone_is_asked_and_not_decided(shop, name):
    second, before = FIRST.replace("Ana;Sol", name), carried(shop)["Ana"]
    (asked,) = preview(shop, second).maybe_same
    assert (asked.name, asked.before) == (name.replace(";", " "), "Ana Sol")
    receive_files(shop, dropped(second), answered=PreviewAnswers(together=frozenset([asked.pair])))
    assert carried(shop)[name.split(";")[0]] == before


def test_two_people_at_one_telephone_are_each_asked(shop):
    second = FIRST.replace("Ana;Sol;0639981001", "Zoltan;Herrera;0639981001").replace(
        "Total", "Mia;Roy;0639981001;;\nTotal"
    )
    asked = preview(shop, second).maybe_same
    assert {(pair.name, pair.before) for pair in asked} == {
        ("Zoltan Herrera", "Ana Sol"),
        ("Mia Roy", "Ana Sol"),
    }


def test_namesakes_are_not_taken_for_each_other(shop):
    twins = HEAD + "Ana;Sol;0639981011;;\nAna;Sol;0639981012;;\n"
    receive_files(shop, dropped(twins))
    seen = preview(shop, HEAD + "Ana;Sol;0639981021;;\nAna;Sol;0639981022;;\n")
    assert (len(seen.new), len(seen.gone)) == (2, 2)


def test_nearly_the_same_name_is_asked_and_two_people_stay_two(shop):
    plain = HEAD + "Amina;Diaz;;;\nBo;Li;;;\n"
    receive_files(shop, dropped(plain))
    second = plain.replace("Diaz", "Dias")
    (asked,) = preview(shop, second).maybe_same
    assert (asked.name, asked.before) == ("Amina Dias", "Amina Diaz")
    before = carried(shop)["Amina"]
    receive_files(shop, dropped(second), answered=PreviewAnswers(apart=frozenset([asked.pair])))
    assert carried(shop)["Amina"] != before


def test_nearly_the_same_name_that_is_one_person_keeps_the_badge(shop):
    plain = HEAD + "Amina;Diaz;;;\nBo;Li;;;\n"
    receive_files(shop, dropped(plain))
    before = carried(shop)["Amina"]
    receive_files(shop, dropped(plain.replace("Diaz", "Dias")))
    assert carried(shop)["Amina"] == before


def test_a_mended_cell_is_mended_again_in_the_next_file(shop):
    mend(shop, "essai", [Mend("liste.csv", 2, "Arrivée", "10h30")])
    # Other rows, another order, one wish changed; the cell itself says the same.
    lines = FIRST.replace("cuisine", "pâtisserie").splitlines()
    second = "\n".join([lines[0], "Eva;Roy;0639981044;;", *reversed(lines[1:])]) + "\n"
    receive_files(shop, dropped(second))
    ana = by_name(shop)["Ana"]
    assert (f"{ana.arrives:%H:%M}", ana.wishes) == ("10:30", ("pâtisserie",))


def test_a_cell_that_now_says_something_else_is_a_conflict_and_the_file_counts(shop):
    mend(shop, "essai", [Mend("liste.csv", 2, "Arrivée", "10h30")])
    second = FIRST.replace("tard", "11h")
    (conflict,) = preview(shop, second).conflicts
    assert (conflict.value, conflict.params["before"]) == ("11h", "10h30")
    receive_files(shop, dropped(second))
    assert f"{by_name(shop)['Ana'].arrives:%H:%M}" == "11:00"


def test_a_mended_telephone_still_finds_its_row(shop):
    mend(shop, "essai", [Mend("liste.csv", 2, "Tél", "0639981055")])
    receive_files(shop, dropped(FIRST.replace("bois", "métal")))
    assert by_name(shop)["Ana"].phone == "0639981055"


def test_a_row_that_was_taken_in_is_taken_in_again(shop):
    take_in(shop, "essai", file="liste.csv", line=5)
    receive_files(shop, dropped(FIRST.replace("bois", "métal")))
    assert "Total" in by_name(shop)


def test_preview_of_stands_and_offers_names_them(shop):
    files = dropped(FIRST, **{"stands.csv": "Nom;Tables\nMairie;2\nCFA;1\n"})
    seen = preview_files(shop, files, fair=entries(shop).fair)
    assert names(seen.new) == ["CFA"]
    assert [(one.kind, one.name, one.columns) for one in seen.changed] == [
        ("exhibitors", "Mairie", ("tables",))
    ]


def test_what_somebody_called_right_as_it_is_asks_nobody_again(shop):
    people = "Prénom;Nom;Langue;Arrivée\nAna;Sol;arabe, français;tard\nBo;Li;;\n"
    offers = "Exposant;Intitulé\nMairie;Accueil\nLeclerc;Boucher\n"
    files = {**dropped(people), "offres.csv": offers.encode()}

    def harm(receipt):
        return {flaw.code for flaw in receipt.flaws if needs_mending(flaw)}

    first = receive_files(shop, files)
    asked = {"language_several", "exhibitor_unknown"}
    assert asked <= harm(first)
    right = [
        Mend(flaw.file, flaw.line, flaw.column, is_right=True)
        for flaw in first.flaws
        if flaw.code in asked
    ]
    mended = mend(shop, "essai", right, station="Fichiers")
    assert harm(mended) == harm(first) - asked
    (one, other_one) = decision_log(shop, "essai").document["decisions"]
    assert {one["act"], other_one["act"]} == {"cell-accepted"}
    assert (one["station"], one["cell"]["table"]) == ("Fichiers", "jobseekers")
    assert "arabe" not in str(one)
    assert (mended.jobseekers, mended.offers) == (first.jobseekers, first.offers)
    assert [flaw.code for flaw in mended.flaws].count("cell_accepted") == 2
    assert harm(receive_files(shop, files)) == harm(mended)
    other = people.replace("arabe, français", "peul, français")
    assert "language_several" in harm(receive_files(shop, {**files, "liste.csv": other.encode()}))

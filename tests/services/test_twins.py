import pytest

from matching.domain.errors import FairError
from matching.domain.happening import Attendance
from matching.domain.wish import WishedBy
from matching.services.announce import announce
from matching.services.answer_questions import keep_answer
from matching.services.draw_plan import draw_plan
from matching.services.examples import example_folder
from matching.services.find_people import find_people
from matching.services.follow_day import Told, follow_day
from matching.services.known_codes import known_codes
from matching.services.print_sheets import personal_schedule
from matching.services.questions import question
from matching.services.receive_files import receive_folder
from matching.services.report import report
from matching.services.twins import join_files, likely_twins, tell_apart
from matching.services.undo_arrival import undo_arrival
from matching.services.walk_in import walk_in
from matching.services.welcome import check_in
from matching.services.wish_meeting import wish_meeting
from matching.store import badges, fairs, happenings, plans
from tests.fairs import shop_in

MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    opened = shop_in(tmp_path_factory.mktemp("planned"))
    receive_folder(opened, example_folder("mosson"))
    draw_plan(opened, MOSSON, seconds=30)
    announce(opened, MOSSON)
    opened.store.close()
    return (tmp_path_factory.getbasetemp() / "planned0" / "fair.db").read_bytes()


@pytest.fixture
def shop(tmp_path, planned):
    (tmp_path / "fair.db").write_bytes(planned)
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def at(shop, hour, minute=0):
    return entries(shop).fair.moment(shop.clock().time().replace(hour=hour, minute=minute))


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def announced(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def code_of(shop, person):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def facts(shop, person):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON, person=person)


def newcomer(shop, name="Fatoumata", **fields):
    return walk_in(
        shop, MOSSON, first_name=name, fields=fields, nonce=f"w.{name}{fields}", at=at(shop, 10)
    )


def pairs(shop):
    return [(one.kept.person, one.other.person, one.likeness) for one in likely_twins(shop, MOSSON)]


@pytest.mark.parametrize(
    ("name", "fields", "likeness"),
    [
        ("Fatoumata", {"last_name": "N'Diombana"}, "name"),
        ("fatoumata", {"last_name": "ndiombana"}, "sound"),
        ("Fatoumata", {"last_name": "N'Djombana"}, "sound"),
        ("Fatou", {"phone": "0639981004"}, "contact"),
        ("Fatoumata", {}, "first_name"),
    ],
)
def test_files_that_look_alike_are_proposed_the_list_first(shop, name, fields, likeness):
    other = newcomer(shop, name, **fields).person
    assert pairs(shop) == [("p04", other, likeness)]


def test_strangers_are_not_proposed(shop):
    newcomer(shop, "Zoé", last_name="Nouvelle")
    newcomer(shop, "Zoé", last_name="Ancienne")
    assert pairs(shop) == []


def test_files_of_two_people_are_not_proposed_again(shop):
    other = newcomer(shop).person
    tell_apart(shop, MOSSON, "p04", other)
    assert pairs(shop) == []
    assert len(entries(shop).jobseekers) == 31


def test_both_badges_open_the_door_for_the_one_person_left(shop):
    other = newcomer(shop)
    own = code_of(shop, "p04")
    join_files(shop, MOSSON, kept="p04", other=other.person)
    assert pairs(shop) == []
    answers = [
        check_in(shop, MOSSON, code, nonce=code, at=at(shop, 11)) for code in (own, other.code)
    ]
    assert [(one.status, one.person, one.call_number) for one in answers] == [
        ("already", "p04", 4),
        ("already", "p04", 4),
    ]
    assert answers[0].first_at == at(shop, 10)
    assert answers[0].next == answers[1].next
    assert len(known_codes(shop, MOSSON).hashes) == 31


def test_facts_of_both_files_are_those_of_one_person(shop):
    check_in(shop, MOSSON, code_of(shop, "p04"), nonce="a", at=at(shop, 9, 40))
    other = newcomer(shop)
    join_files(shop, MOSSON, kept="p04", other=other.person)
    assert [fact.kind.value for fact in facts(shop, "p04")] == ["arrived", "arrived"]
    assert facts(shop, other.person) == ()
    assert {fact.data.get("was", "") for fact in facts(shop, "p04")} == {"", other.person}
    attendance = Attendance.of(facts(shop, "p04"))
    assert attendance.first_arrival == {"p04": at(shop, 9, 40)}


def test_a_person_joined_counts_once_in_every_figure(shop):
    other = newcomer(shop)
    before = report(shop, MOSSON).section("reach")
    assert (before.value("registered"), before.value("walk_ins")) == (30, 1)
    join_files(shop, MOSSON, kept="p04", other=other.person)
    after = report(shop, MOSSON).section("reach")
    assert (after.value("registered"), after.value("walk_ins"), after.value("came")) == (30, 0, 1)


def test_what_one_file_does_not_know_the_other_tells(shop):
    other = newcomer(shop, email="fatou@example.org", skills="coudre", french_level="C1")
    keep_answer(shop, MOSSON, other.person, question("hours"), "soir")
    listed = entries(shop).jobseekers["p04"]
    join_files(shop, MOSSON, kept="p04", other=other.person)
    whole = entries(shop).jobseekers["p04"]
    assert whole.email == "fatou@example.org"
    assert whole.skills == (*listed.skills, "coudre")
    assert (whole.french_level, whole.hours_wanted) == (listed.french_level, listed.hours_wanted)
    assert [one.person for one in find_people(shop, MOSSON, "Fatoumata")] == ["p04"]


def test_meetings_of_the_other_file_stay_where_the_person_is_free_and_nobody_moves(shop):
    other = newcomer(shop)
    before = announced(shop)
    theirs = {one for one in before.meetings if one.person not in {"p04", other.person}}
    join_files(shop, MOSSON, kept="p04", other=other.person)
    after = announced(shop)
    assert after.number == before.number + 1
    assert {one for one in after.meetings if one.person != "p04"} == theirs
    mine = sorted(one for one in after.meetings if one.person == "p04")
    kept = {one.id for one in before.meetings if one.person == "p04"}
    assert kept <= {one.id for one in mine}
    ends = [one.slot + one.length for one in mine]
    assert all(end <= one.slot for end, one in zip(ends, mine[1:], strict=False))
    assert len(mine) <= entries(shop).fair.most_meetings


def test_a_meeting_held_under_the_other_file_stays_held(shop):
    other = newcomer(shop)
    held = next(one for one in announced(shop).meetings if one.person == other.person)
    follow_day(shop, MOSSON, Told("held", meeting=held.id), nonce="h", at=at(shop, 16))
    join_files(shop, MOSSON, kept="p04", other=other.person)
    (fact,) = (one for one in facts(shop, "p04") if one.kind == "held")
    assert fact.meeting != held.id
    assert [one.offer for one in announced(shop).meetings if one.id == fact.meeting] in (
        [held.offer],
        [],
    )


def test_joining_again_changes_nothing_more(shop):
    other = newcomer(shop).person
    join_files(shop, MOSSON, kept="p04", other=other)
    before = facts(shop, "p04"), announced(shop).meetings, entries(shop)
    join_files(shop, MOSSON, kept="p04", other=other)
    assert (facts(shop, "p04"), announced(shop).meetings, entries(shop)) == before


def test_three_files_become_one(shop):
    second, third = newcomer(shop), newcomer(shop, "Fatou")
    join_files(shop, MOSSON, kept=second.person, other=third.person)
    join_files(shop, MOSSON, kept="p04", other=second.person)
    assert {check_in(shop, MOSSON, one.code, nonce=one.code).person for one in (second, third)} == {
        "p04"
    }
    assert len(entries(shop).jobseekers) == 30


def test_the_list_that_comes_again_does_not_part_them(shop):
    join_files(shop, MOSSON, kept="p04", other="p07")
    folder = example_folder("mosson")
    with shop.store.writing() as writer:
        fairs.write_fair(writer, entries(shop).fair, digest="another", at=shop.clock())
    receive_folder(shop, folder)
    assert "p07" not in entries(shop).jobseekers
    assert len(entries(shop).jobseekers) == 29


def test_a_working_plan_drawn_before_names_nobody_who_is_no_more(shop):
    other = newcomer(shop).person
    draw_plan(shop, MOSSON, seconds=5)
    join_files(shop, MOSSON, kept="p04", other=other)
    with shop.store.reading() as reader:
        number = plans.last_number(reader, MOSSON) - 1
        working = plans.read_plan(reader, MOSSON, number=number)
    assert other not in {one.person for one in working.meetings}


def test_the_first_arrival_of_somebody_joined_can_be_undone(shop, organiser):
    other = newcomer(shop).person
    join_files(shop, MOSSON, kept="p04", other=other)
    undo_arrival(shop, MOSSON, "p04", visitor=organiser, nonce="u")
    assert Attendance.of(facts(shop, "p04")).present == frozenset()


@pytest.fixture
def organiser(shop):
    from matching.domain.access import Role
    from matching.services.enter import open_station
    from matching.services.give_access import give_access

    number = give_access(shop, name="O", role=Role.ORGANISER).access.number
    return open_station(shop, number, station="S").visitor


@pytest.mark.parametrize(
    ("kept", "other", "code"),
    [("p04", "p04", "same_file"), ("p04", "x", "person_unknown"), ("x", "p04", "person_unknown")],
)
def test_files_that_are_not_two_are_refused(shop, kept, other, code):
    with pytest.raises(FairError) as refusal:
        join_files(shop, MOSSON, kept=kept, other=other)
    assert refusal.value.code == code


def test_one_person_read_alone_is_as_among_all(shop):
    other = newcomer(shop, email="fatou@example.org").person
    keep_answer(shop, MOSSON, "p04", question("hours"), "soir")
    wish_meeting(shop, MOSSON, person=other, stand="cgi", by=WishedBy.PERSON, wanted=True)
    join_files(shop, MOSSON, kept="p04", other=other)
    everybody = entries(shop)
    with shop.store.reading() as reader:
        alone = fairs.read_entries_of(reader, MOSSON, "p04")
        with pytest.raises(FairError):
            fairs.read_entries_of(reader, MOSSON, other)
    assert alone.jobseekers == {"p04": everybody.jobseekers["p04"]}
    assert alone.statistics == {"p04": everybody.statistics["p04"]}
    assert alone.call_numbers == {"p04": 4}
    assert alone.wishes == tuple(one for one in everybody.wishes if one.person == "p04") != ()
    assert alone.jobseekers["p04"].email == "fatou@example.org"


def test_the_paper_of_somebody_joined_has_the_meetings_of_both_files(shop):
    import pymupdf

    other = newcomer(shop).person
    join_files(shop, MOSSON, kept="p04", other=other)
    words = pymupdf.open(stream=personal_schedule(shop, MOSSON, "p04"))[0].get_text()
    mine = [one for one in announced(shop).meetings if one.person == "p04"]
    stands = entries(shop).exhibitors
    assert all(stands[one.stand].stand in words.split() for one in mine)

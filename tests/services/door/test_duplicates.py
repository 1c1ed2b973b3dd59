import shutil
from dataclasses import replace
from datetime import time

import pytest

from matching.domain.day.happening import Attendance
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import Hours
from matching.domain.wish import WishedBy
from matching.services.door.day_counts import day_counts
from matching.services.door.duplicates import joined_files, known_of, likely_duplicates
from matching.services.door.find_people import find_people
from matching.services.door.join_files import join_files, part_files, tell_apart
from matching.services.door.offline_codes import known_codes
from matching.services.door.undo_arrival import undo_arrival
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import check_in
from matching.services.evening.report import report
from matching.services.files.examples import example_folder
from matching.services.files.receive_files import receive_folder
from matching.services.floor.wish_meeting import wish_meeting
from matching.services.interview.answer_questions import keep_answer
from matching.services.interview.questions import question
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.plan_view import plan_view
from matching.services.plan.print_sheets import personal_schedule
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges, duplicates
from matching.store.people.duplicates import DuplicateVerdict, Word
from tests.databases import BOTH, empty_store
from tests.fairs import moment, shop_on, shop_over

MOSSON = "mosson-2023"


@pytest.fixture
def shop(tmp_path, example):
    """The announced example at ten o'clock, when the newcomers of these tests come."""
    with shop_on(example.announced, tmp_path, now=moment(10)) as opened:
        yield opened


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
    return [
        (one.kept.person, one.other.person, one.likeness) for one in likely_duplicates(shop, MOSSON)
    ]


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


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ({"arrives": time(10), "leaves": time(12, 30)}, (("presence", "10:00-12:30"),)),
        ({"arrives": time(10)}, (("arrives", "10:00"),)),
        ({"leaves": time(17)}, (("leaves", "17:00"),)),
        ({}, ()),
    ],
)
def test_an_hour_told_alone_reads_as_a_coming_or_a_going(hours, told):
    assert known_of(Jobseeker("p", "Ana", **hours)) == told


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
    # whoever walks in hears their meetings at once, and that is noted too
    assert [fact.kind.value for fact in facts(shop, "p04")] == ["arrived", "arrived", "told"]
    assert facts(shop, other.person) == ()
    assert {fact.person for fact in facts(shop, "p04")} == {"p04"}
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
    assert whole.french_level == listed.french_level
    assert whole.hours_wanted == (Hours.EVENING,)
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
    # What began before they came is written down, and others may meet them in its last minutes.
    coming = [one for one in mine if one.slot >= 2]
    ends = [one.slot + one.length for one in coming]
    assert all(end <= one.slot for end, one in zip(ends, coming[1:], strict=False))
    assert len(mine) <= entries(shop).fair.most_meetings


def test_a_meeting_held_under_the_other_file_stays_held(shop):
    other = newcomer(shop)
    held = next(one for one in announced(shop).meetings if one.person == other.person)
    follow_day(shop, MOSSON, StaffReport("held", meeting=held.id), nonce="h", at=at(shop, 16))
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


@pytest.mark.slow
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
def organiser_of():
    from matching.domain.access import Role
    from matching.services.access.enter import open_station
    from matching.services.access.give_access import give_access

    def enter(shop):
        number = give_access(shop, name="O", role=Role.ORGANISER).access.number
        return open_station(shop, number, station="S").visitor

    return enter


@pytest.fixture
def organiser(shop, organiser_of):
    return organiser_of(shop)


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


@pytest.fixture(params=BOTH)
def door(request, tmp_path):
    """The fair on the morning of its day, no plan announced, on every database."""
    with empty_store(request.param, tmp_path) as store:
        opened = shop_over(store, tmp_path)
        receive_folder(opened, example_folder("mosson"))
        yield opened


def everything(shop):
    """All that is read of the people of a fair."""
    with shop.store.reading() as reader:
        return (
            happenings.read_happenings(reader, MOSSON),
            fairs.read_entries(reader, MOSSON),
            badges.live_codes(reader, MOSSON),
            badges.open_codes(reader, MOSSON),
            day_counts(shop, MOSSON),
            likely_duplicates(shop, MOSSON),
        )


def test_somebody_expected_walks_in_is_joined_leaves_and_comes_back_with_either_badge(door):
    own, other = code_of(door, "p04"), newcomer(door)
    join_files(door, MOSSON, kept="p04", other=other.person)
    for hour, code in enumerate((own, other.code, own), 11):
        follow_day(
            door, MOSSON, StaffReport("left", person="p04"), nonce=f"l{hour}", at=at(door, hour)
        )
        assert day_counts(door, MOSSON).present == 0
        back = check_in(door, MOSSON, code, nonce=f"b{hour}", at=at(door, hour, 30))
        assert (back.status, back.person) == ("accepted", "p04")
        counts = day_counts(door, MOSSON)
        assert (counts.expected, counts.came, counts.present) == (30, 1, 1)


def test_joined_parted_undone_and_come_again_nobody_is_kept_out(door, organiser_of):
    organiser = organiser_of(door)
    own, other = code_of(door, "p04"), newcomer(door)
    check_in(door, MOSSON, own, nonce="a", at=at(door, 9, 40))
    join_files(door, MOSSON, kept="p04", other=other.person)
    follow_day(door, MOSSON, StaffReport("left", person="p04"), nonce="l", at=at(door, 11))
    check_in(door, MOSSON, other.code, nonce="b", at=at(door, 12))
    undo_arrival(door, MOSSON, "p04", visitor=organiser, nonce="u")
    part_files(door, MOSSON, "p04", other.person)
    check_in(door, MOSSON, own, nonce="c", at=at(door, 13))
    check_in(door, MOSSON, other.code, nonce="d", at=at(door, 13))
    assert day_counts(door, MOSSON).present == 2
    join_files(door, MOSSON, kept=other.person, other="p04")
    follow_day(door, MOSSON, StaffReport("left", person=other.person), nonce="m", at=at(door, 14))
    back = check_in(door, MOSSON, own, nonce="e", at=at(door, 15))
    assert (back.status, back.person) == ("accepted", other.person)
    assert day_counts(door, MOSSON).present == 1


def test_files_joined_and_parted_are_as_they_were(door):
    check_in(door, MOSSON, code_of(door, "p04"), nonce="a", at=at(door, 9, 40))
    other = newcomer(door, email="fatou@example.org")
    keep_answer(door, MOSSON, other.person, question("hours"), "soir")
    wish_meeting(door, MOSSON, person=other.person, stand="cgi", by=WishedBy.PERSON, wanted=True)
    before = everything(door)
    join_files(door, MOSSON, kept="p04", other=other.person)
    assert everything(door) != before
    ((kept, joined),) = [(one.kept, one.other) for one in joined_files(door, MOSSON)]
    assert (kept.person, joined.person) == ("p04", other.person)
    for _ in range(2):
        part_files(door, MOSSON, kept.person, joined.person)
        assert everything(door) == before
        assert joined_files(door, MOSSON) == ()


def test_parted_files_have_the_meetings_again_that_they_had(shop):
    other = newcomer(shop).person
    before = announced(shop)
    join_files(shop, MOSSON, kept="p04", other=other)
    part_files(shop, MOSSON, "p04", other)
    after = announced(shop)

    def told(plan):
        return {(one.person, one.stand, one.offer, one.slot) for one in plan.meetings}

    strangers = {one for one in told(after) if one[0] not in {"p04", other}}
    assert strangers == {one for one in told(before) if one[0] not in {"p04", other}}
    joined = {one for one in told(before) if one[0] == other}
    assert joined
    assert joined <= told(after)
    assert {one for one in told(before) if one[0] == "p04"} <= told(after)


def test_files_that_nobody_joined_cannot_be_parted(shop):
    tell_apart(shop, MOSSON, "p04", "p07")
    with pytest.raises(FairError) as refusal:
        part_files(shop, MOSSON, "p04", "p07")
    assert refusal.value.code == "files_not_joined"


@pytest.mark.parametrize("gone", [(b"p04",), (b"p07",), (b"p04", b"p07")])
def test_a_list_that_no_longer_names_a_file_of_a_person_takes_nobody_away(door, tmp_path, gone):
    codes = [code_of(door, one) for one in ("p04", "p07")]
    join_files(door, MOSSON, kept="p04", other="p07")
    folder = shutil.copytree(example_folder("mosson"), tmp_path / "again")
    lines = (folder / "jobseekers.csv").read_bytes().split(b"\r\n")
    stay = [line for line in lines if line.split(b";")[0] not in gone]
    assert len(lines) - len(stay) == len(gone)
    (folder / "jobseekers.csv").write_bytes(b"\r\n".join(stay))
    receive_folder(door, folder)
    assert len(entries(door).jobseekers) == 29
    answers = [check_in(door, MOSSON, code, nonce=code, at=at(door, 11)) for code in codes]
    assert [(one.status, one.person) for one in answers] == [
        ("accepted", "p04"),
        ("already", "p04"),
    ]


def test_a_number_that_many_share_is_no_sign_unless_names_are_near(shop):
    people = ("Ana", "Benoît", "Chidi", "Dorothée"), ("Petit", "Okoye", "Vanneste", "Zidani")
    for first, last in zip(*people, strict=True):
        newcomer(shop, first, last_name=last, phone="0400000000")
    assert pairs(shop) == []
    newcomer(shop, "Benoit", last_name="Okoyé", phone="0400000000")
    assert [likeness for _, _, likeness in pairs(shop)] == ["contact"]


def test_the_plan_shows_nobody_who_is_no_more(shop):
    other = newcomer(shop).person
    plan = announced(shop)
    number = plan.number + 1
    with shop.store.writing() as writer:
        plans.write_plan(writer, replace(plan, number=number, unmet=((other, "few"),)))
    assert len(plan_view(shop, MOSSON).unmet) == 1
    with shop.store.writing() as writer:
        duplicates.tell(
            writer,
            MOSSON,
            Word(other, "p04", DuplicateVerdict.ONE, number),
            at=shop.clock(),
            station="",
        )
    assert plan_view(shop, MOSSON).unmet == ()


def test_a_wish_of_the_joined_file_can_be_taken_back(shop):
    other = newcomer(shop).person
    wish_meeting(shop, MOSSON, person=other, stand="cgi", by=WishedBy.PERSON, wanted=True)
    join_files(shop, MOSSON, kept="p04", other=other)
    wishes = entries(shop).wishes
    assert ("p04", "cgi") in {(one.person, one.stand) for one in wishes}
    wish_meeting(shop, MOSSON, person="p04", stand="cgi", by=WishedBy.PERSON, wanted=False)
    assert ("p04", "cgi") not in {(one.person, one.stand) for one in entries(shop).wishes}


def test_files_told_apart_may_come_together_through_a_third(shop):
    join_third = newcomer(shop).person
    tell_apart(shop, MOSSON, join_third, "p04")
    join_files(shop, MOSSON, kept="p07", other=join_third)
    join_files(shop, MOSSON, kept="p04", other="p07")
    assert len(entries(shop).jobseekers) == 29


def test_files_side_by_side_say_what_tells_two_people_apart_and_no_whole_number(shop):
    here = min(entries(shop).jobseekers.values(), key=lambda one: one.id)
    fields = {"last_name": here.last_name, "phone": "0639980001", "email": "ana.sol@exemple.fr"}
    walk_in(shop, MOSSON, first_name=here.first_name, fields=fields, nonce="a")
    (pair,) = likely_duplicates(shop, MOSSON)
    facts = dict(pair.other.facts)
    assert (facts["phone"], facts["email"]) == ("… 0001", "an…@exemple.fr")
    assert dict(pair.kept.facts)["wishes"] == ", ".join(here.wishes)

"""What was said at the door, and files of one person: the same word on every database."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.day.attendance import count_attendance
from matching.store.people import badges, names
from matching.store.people.answers import answered, answers_of, filled, keep_answers, whole
from matching.store.people.duplicates import DuplicateVerdict, Word, joined, settled, tell, told
from tests.databases import BOTH, empty_store
from tests.examples import examples
from tests.fairs import moment, small_entries

FAIR = "morning-2023"
NOW = moment(9)


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    with empty_store(request.param, tmp_path) as opened:
        entries = small_entries()
        with opened.writing() as writer:
            fairs.write_fair(writer, entries.fair, digest="d", at=NOW)
            fairs.replace_jobseekers(
                writer,
                FAIR,
                jobseekers=list(entries.jobseekers.values()),
                statistics=entries.statistics.values(),
                keep=(),
            )
            for person in entries.jobseekers:
                badges.issue(writer, FAIR, person, code=f"CODE{person}", at=NOW)
        yield opened


def test_an_answer_given_again_is_as_given_last_and_the_others_stay(store):
    with store.writing() as writer:
        keep_answers(writer, FAIR, "amina", {"wishes": ["a"], "vehicle": True}, at=NOW)
        keep_answers(writer, FAIR, "amina", {"wishes": ["b"]}, at=NOW)
        assert answers_of(writer, FAIR, "amina") == {"wishes": ["b"], "vehicle": True}
        people = fairs.read_entries(writer, FAIR).jobseekers
    assert (people["amina"].wishes, people["amina"].vehicle) == (("b",), True)
    assert people["bilal"] == small_entries().jobseekers["bilal"]


def say(writer, person, other, said=DuplicateVerdict.ONE):
    tell(writer, FAIR, Word(person, other, said, 0), at=NOW, station="s")


def come(writer, nonce, person, **more):
    fact = Happening(HappeningKind.ARRIVED, NOW, nonce, person=person, **more)
    (visit,) = happenings.next_visits(writer, {(FAIR, person)}).values()
    happenings.append(writer, FAIR, fact, recorded_at=NOW, visit=visit)


def everything(writer):
    """All that is read of the people of the fair."""
    people = ("amina", "bilal", "chloe")
    return (
        happenings.read_happenings(writer, FAIR),
        [happenings.read_happenings(writer, FAIR, person=person) for person in people],
        [happenings.read_written(writer, FAIR, person=person) for person in people],
        happenings.of_people(writer, {(FAIR, person) for person in people}),
        happenings.find_all(writer, {(FAIR, nonce) for nonce in "abc"}),
        happenings.of_kind(writer, FAIR, HappeningKind.ARRIVED),
        count_attendance(writer, FAIR),
        badges.live_codes(writer, FAIR),
        badges.open_codes(writer, FAIR),
        badges.find_badges(writer, {f"CODE{person}" for person in people}),
        fairs.read_entries(writer, FAIR),
        names.read_names(writer, FAIR),
    )


def test_facts_and_badge_of_a_joined_file_are_read_as_those_of_the_person(store):
    with store.writing() as writer:
        come(writer, "a", "amina", data={"walk_in": "yes"})
        come(writer, "b", "bilal", data={"walk_in": "yes"})
        say(writer, "bilal", "amina")
        facts = happenings.read_happenings(writer, FAIR, person="amina")
        assert [(fact.person, dict(fact.data)) for fact in facts] == [
            ("amina", {"walk_in": "yes"}),
            ("amina", {}),
        ]
        assert facts == happenings.read_happenings(writer, FAIR)
        assert facts == happenings.of_kind(writer, FAIR, HappeningKind.ARRIVED)
        assert happenings.of_people(writer, {(FAIR, "amina"), (FAIR, "bilal")}) == {
            (FAIR, "amina"): facts
        }
        assert happenings.find(writer, FAIR, "b") == facts[1]
        assert happenings.read_written(writer, FAIR, person="bilal") == ()
        assert count_attendance(writer, FAIR) == (1, 1)
        found = badges.find_badges(writer, {"CODEamina", "CODEbilal"})
        assert {badge.person for badge in found.values()} == {"amina"}
        assert badges.live_codes(writer, FAIR) == {"amina": "CODEamina", "chloe": "CODEchloe"}
        assert badges.open_codes(writer, FAIR) == ("CODEamina", "CODEbilal", "CODEchloe")
        assert sorted(fairs.read_entries(writer, FAIR).call_numbers) == ["amina", "chloe"]


def test_parting_gives_back_all_that_there_was(store):
    with store.writing() as writer:
        come(writer, "a", "amina")
        come(writer, "b", "bilal", data={"walk_in": "yes"})
        come(writer, "c", "chloe")
        keep_answers(writer, FAIR, "bilal", {"wishes": ["b"]}, at=NOW)
        before = everything(writer)
    with store.writing() as writer:
        say(writer, "chloe", "bilal")
        say(writer, "bilal", "amina")
        assert count_attendance(writer, FAIR) == (1, 1)
    with store.writing() as writer:
        say(writer, "bilal", "amina", DuplicateVerdict.OPEN)
        assert joined(writer, FAIR) == {"chloe": "bilal"}
        say(writer, "chloe", "bilal", DuplicateVerdict.OPEN)
        assert everything(writer) == before


def test_a_meeting_of_a_joined_file_has_the_name_that_it_has_as_the_persons_own(store):
    theirs = Meeting(0, "bilal", "agence", "dev")
    plan = PlanVersion(
        FAIR, 1, PlanState.ANNOUNCED, NOW, "v", 0, "optimal", (theirs,), unmet=(("bilal", "x"),)
    )
    held = Happening(HappeningKind.HELD, NOW, "h", person="bilal", meeting=theirs.id)
    with store.writing() as writer:
        plans.write_plan(writer, plan)
        happenings.append(writer, FAIR, held, recorded_at=NOW)
        say(writer, "bilal", "amina")
        own = replace(theirs, person="amina")
        read = plans.read_plan(writer, FAIR)
        assert (read.meetings, read.unmet) == ((own,), ())
        assert happenings.find(writer, FAIR, "h") == replace(held, person="amina", meeting=own.id)


def test_a_plan_keeps_what_was_held_under_either_file_unless_that_was_undone(store):
    own, theirs = Meeting(0, "amina", "ecole", "form"), Meeting(0, "bilal", "agence", "dev")
    plan = PlanVersion(FAIR, 1, PlanState.ANNOUNCED, NOW, "v", 0, "optimal", (own, theirs))
    held = Happening(HappeningKind.HELD, NOW, "h", person="bilal", meeting=theirs.id)
    undone = Happening(HappeningKind.UNDONE, NOW, "u", person="bilal", about="h")
    with store.writing() as writer:
        plans.write_plan(writer, plan)
        say(writer, "bilal", "amina")
        assert plans.read_plan(writer, FAIR).meetings == (own,)
        happenings.append(writer, FAIR, held, recorded_at=NOW)
        moved = (replace(theirs, person="amina"),)
        assert plans.read_plan(writer, FAIR).meetings == moved
        assert plans.announced_meetings(writer, FAIR, {"amina"}) == {"amina": moved}
        happenings.append(writer, FAIR, undone, recorded_at=NOW)
        assert plans.read_plan(writer, FAIR).meetings == (own,)


def test_the_next_coming_in_never_has_a_number_of_another(store):
    with store.writing() as writer:
        come(writer, "a", "amina")
        come(writer, "b", "bilal")
        say(writer, "bilal", "amina")
        come(writer, "c", "amina")
        say(writer, "bilal", "amina", DuplicateVerdict.OPEN)
        come(writer, "d", "bilal")
        say(writer, "amina", "bilal")
        come(writer, "e", "bilal")
        facts = happenings.read_happenings(writer, FAIR, person="bilal")
    assert [fact.nonce for fact in facts] == ["a", "b", "c", "d", "e"]


def test_twins_are_asked_of_the_database_once_in_a_transaction(store):
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    with store.writing() as writer:
        event.listen(writer, "before_cursor_execute", note)
        everything(writer)
        assert sum("FROM twins" in statement for statement in asked) == 1
        say(writer, "bilal", "amina")
        assert joined(writer, FAIR) == {"bilal": "amina"}
    with store.reading() as reader:
        assert joined(reader, FAIR) == {"bilal": "amina"}


KINDS = (HappeningKind.ARRIVED, HappeningKind.LEFT, HappeningKind.UNDONE)
ACTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["a", "b", "c"]), st.integers(0, 6)),
    max_size=10,
)
LINKS = st.lists(st.permutations(["a", "b", "c"]), max_size=3)


def test_counts_of_the_database_are_those_of_the_facts_whoever_was_joined(store):
    fairs_made = iter(range(10_000))

    @examples(40)
    @given(ACTS, LINKS)
    def one_day(acts, links):
        fair = f"day{next(fairs_made)}"
        with store.writing() as writer:
            fairs.write_fair(writer, replace(small_entries().fair, id=fair), digest="", at=NOW)
            for number, (kind, person, about) in enumerate(acts):
                told = {"about": str(about)} if kind is KINDS[2] else {"person": person}
                with suppress(IntegrityError):
                    fact = Happening(kind, NOW, str(number), **told)
                    happenings.append(writer, fair, fact, recorded_at=NOW, visit=number)
            for person, other, _ in links:
                tell(writer, fair, Word(person, other, DuplicateVerdict.ONE, 0), at=NOW, station="")
        with store.reading() as reader:
            attendance = Attendance.of(happenings.read_happenings(reader, fair))
            counted = count_attendance(reader, fair)
            assert attendance.present.isdisjoint(joined(reader, fair))
        assert counted == (len(attendance.first_arrival), len(attendance.present))

    one_day()


def test_a_new_badge_takes_the_place_of_both(store):
    with store.writing() as writer:
        say(writer, "bilal", "amina")
        badges.issue(writer, FAIR, "amina", code="NEW", at=NOW)
        assert badges.open_codes(writer, FAIR) == ("CODEchloe", "NEW")


def test_files_that_belonged_to_a_joined_one_follow_it(store):
    with store.writing() as writer:
        say(writer, "chloe", "bilal")
        say(writer, "bilal", "amina")
        assert joined(writer, FAIR) == {"bilal": "amina", "chloe": "amina"}


def test_a_ring_of_files_is_not_closed(store):
    with store.writing() as writer:
        say(writer, "chloe", "bilal")
        say(writer, "bilal", "amina")
        say(writer, "amina", "chloe")
        assert joined(writer, FAIR) == {"bilal": "amina", "chloe": "amina"}


def test_the_last_word_on_two_files_counts_whichever_is_named_first(store):
    with store.writing() as writer:
        say(writer, "amina", "bilal", DuplicateVerdict.TWO)
        assert joined(writer, FAIR) == {}
        say(writer, "bilal", "amina")
        assert joined(writer, FAIR) == {"bilal": "amina"}
        assert told(writer, FAIR) == (Word("bilal", "amina", DuplicateVerdict.ONE, 0),)


def test_files_told_apart_may_come_together_through_a_third(store):
    with store.writing() as writer:
        say(writer, "chloe", "amina", DuplicateVerdict.TWO)
        say(writer, "chloe", "bilal")
        say(writer, "bilal", "amina")
        assert joined(writer, FAIR) == {"bilal": "amina", "chloe": "amina"}


MEETINGS = st.lists(
    st.builds(
        Meeting,
        slot=st.integers(0, 6),
        person=st.sampled_from(["a", "b", "c"]),
        stand=st.sampled_from(["s", "t"]),
        offer=st.sampled_from(["o", "p"]),
        length=st.integers(1, 3),
    ),
    max_size=8,
)


@examples(100)
@given(MEETINGS)
def test_joined_meetings_never_clash_and_nobody_else_loses_any(meetings):
    found = settled(meetings, {"b": "a"})
    assert [meeting for meeting in found if meeting.person == "c"] == sorted(
        meeting for meeting in meetings if meeting.person == "c"
    )
    own = [meeting for meeting in meetings if meeting.person == "a"]
    added = [meeting for meeting in found if meeting.person == "a" and meeting not in own]
    for meeting in added:
        others = [other for other in found if other.person == "a" and other is not meeting]
        assert all(
            meeting.slot + meeting.length <= other.slot or other.slot + other.length <= meeting.slot
            for other in others
        )
        assert meeting.id not in {other.id for other in others}


def test_hours_come_from_one_file_or_the_other_never_from_both():
    document = {"arrives": "09:00:00", "leaves": None, "phone": "", "licences": None}
    other = {"arrives": None, "leaves": "08:00:00", "phone": "06", "licences": []}
    assert filled(document, other) == {**document, "phone": "06", "licences": []}
    nothing = {"arrives": None, "leaves": None}
    assert filled(nothing, other)["leaves"] == "08:00:00"


def test_no_licence_at_all_is_known():
    assert filled({"licences": []}, {"licences": ["B"]}) == {"licences": []}


def test_an_answered_hour_holds_whatever_the_list_says_of_the_other():
    document = {"arrives": "11:00:00", "leaves": None}
    assert answered(document, {"leaves": "10:00:00"}) == {"arrives": None, "leaves": "10:00:00"}
    assert answered(document, {"leaves": "12:00:00"}) == {**document, "leaves": "12:00:00"}
    leaving = {"arrives": None, "leaves": "10:00:00"}
    assert answered(leaving, {"arrives": "11:00:00"}) == {"arrives": "11:00:00", "leaves": None}


def test_of_two_answered_hours_that_contradict_each_other_the_last_holds(store):
    with store.writing() as writer:
        keep_answers(writer, FAIR, "amina", {"leaves": "10:00:00"}, at=NOW)
        keep_answers(writer, FAIR, "amina", {"arrives": "11:00:00"}, at=NOW)
        assert answers_of(writer, FAIR, "amina") == {"arrives": "11:00:00"}


def test_answers_win_over_both_lists_and_those_of_the_file_kept_over_all():
    documents = {"a": {"level": "B1", "wishes": ["x"]}, "b": {"level": "B2", "wishes": ["y"]}}
    assert whole(documents, {"b": "a"}) == {"a": {"level": "B1", "wishes": ["x", "y"]}}
    answers = {"b": {"level": "A2", "wishes": ["z"]}}
    assert whole(documents, {"b": "a"}, answers) == {"a": {"level": "A2", "wishes": ["z"]}}
    answers |= {"a": {"level": "A1"}}
    assert whole(documents, {"b": "a"}, answers) == {"a": {"level": "A1", "wishes": ["z"]}}


def test_what_was_answered_under_a_joined_file_is_not_asked_again(store):
    with store.writing() as writer:
        keep_answers(writer, FAIR, "bilal", {"vehicle": True}, at=NOW)
        say(writer, "bilal", "amina")
        assert answers_of(writer, FAIR, "amina") == {"vehicle": True}
        assert fairs.read_entries_of(writer, FAIR, "amina").jobseekers["amina"].vehicle is True


def test_a_meeting_that_was_held_stays_rather_than_one_that_was_not():
    own, theirs = Meeting(0, "a", "s", "o"), Meeting(0, "b", "t", "o")
    moved = replace(theirs, person="a")
    assert settled([own, theirs], {"b": "a"}) == (own,)
    assert settled([own, theirs], {"b": "a"}, {moved.id}) == (moved,)
    assert settled([own, theirs], {"b": "a"}, {moved.id, own.id}) == (own,)

"""What was said at the door, and files of one person: the same word on every database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.domain.happening import Happening, HappeningKind
from matching.domain.meeting import Meeting
from matching.store import badges, fairs, happenings
from matching.store.answers import answered, answers_of, filled, keep_answers
from matching.store.twins import hand_over, joined, settled, tell, told
from tests.databases import BOTH, empty_store
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


def test_facts_and_badge_go_over_and_both_codes_are_open(store):
    with store.writing() as writer:
        for nonce, person in (("a", "amina"), ("b", "bilal")):
            fact = Happening(
                HappeningKind.ARRIVED, NOW, nonce, person=person, data={"walk_in": "yes"}
            )
            happenings.append(writer, FAIR, fact, recorded_at=NOW, visit=0)
        hand_over(writer, FAIR, "bilal", "amina")
        tell(writer, FAIR, "bilal", "amina", is_same=True, at=NOW, station="s")
        facts = happenings.read_happenings(writer, FAIR, person="amina")
        found = badges.find_badges(writer, {"CODEamina", "CODEbilal"})
        assert badges.live_codes(writer, FAIR) == {"amina": "CODEamina", "chloe": "CODEchloe"}
        assert badges.open_codes(writer, FAIR) == ("CODEamina", "CODEbilal", "CODEchloe")
        assert sorted(fairs.read_entries(writer, FAIR).call_numbers) == ["amina", "chloe"]
    assert [dict(fact.data) for fact in facts] == [{"walk_in": "yes"}, {"was": "bilal"}]
    assert {one.person for one in found.values()} == {"amina"}


def test_a_new_badge_takes_the_place_of_both(store):
    with store.writing() as writer:
        hand_over(writer, FAIR, "bilal", "amina")
        badges.issue(writer, FAIR, "amina", code="NEW", at=NOW)
        assert badges.open_codes(writer, FAIR) == ("CODEchloe", "NEW")


def test_files_that_belonged_to_a_joined_one_follow_it(store):
    with store.writing() as writer:
        tell(writer, FAIR, "chloe", "bilal", is_same=True, at=NOW, station="")
        tell(writer, FAIR, "bilal", "amina", is_same=True, at=NOW, station="")
        assert joined(writer, FAIR) == {"bilal": "amina", "chloe": "amina"}


def test_the_last_word_on_two_files_counts_whichever_is_named_first(store):
    with store.writing() as writer:
        tell(writer, FAIR, "amina", "bilal", is_same=False, at=NOW, station="")
        assert joined(writer, FAIR) == {}
        assert told(writer, FAIR) == {frozenset({"amina", "bilal"})}
        tell(writer, FAIR, "bilal", "amina", is_same=True, at=NOW, station="")
        assert joined(writer, FAIR) == {"bilal": "amina"}


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


@settings(deadline=None, max_examples=100)
@given(MEETINGS)
def test_joined_meetings_never_clash_and_nobody_else_loses_any(meetings):
    found = settled(meetings, {"b": "a"})
    assert [one for one in found if one.person == "c"] == sorted(
        one for one in meetings if one.person == "c"
    )
    own = [one for one in meetings if one.person == "a"]
    added = [one for one in found if one.person == "a" and one not in own]
    for one in added:
        others = [other for other in found if other.person == "a" and other is not one]
        assert all(
            one.slot + one.length <= other.slot or other.slot + other.length <= one.slot
            for other in others
        )
        assert one.id not in {other.id for other in others}


def test_hours_come_from_one_file_or_the_other_never_from_both():
    document = {"arrives": "09:00:00", "leaves": None, "phone": "", "licences": None}
    other = {"arrives": None, "leaves": "08:00:00", "phone": "06", "licences": []}
    assert filled(document, other) == {**document, "phone": "06", "licences": []}
    nothing = {"arrives": None, "leaves": None}
    assert filled(nothing, other)["leaves"] == "08:00:00"


def test_no_licence_at_all_is_known():
    assert filled({"licences": []}, {"licences": ["B"]}) == {"licences": []}


def test_hours_answered_after_those_of_the_list_give_way_when_they_make_no_sense():
    document = {"arrives": "11:00:00", "leaves": None}
    assert answered(document, {"leaves": "10:00:00"}) == document
    assert answered(document, {"leaves": "12:00:00"})["leaves"] == "12:00:00"

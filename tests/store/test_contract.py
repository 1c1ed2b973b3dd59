"""What every database must keep of its word."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.day.meeting import Meeting, PlanState, PlanStep, PlanVersion
from matching.domain.day.places import OfferPlaces
from matching.domain.entries import running_numbers
from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DiplomaLevel
from matching.domain.score import Question, Reason, Score
from matching.domain.terms import Contract, OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.store import fairs, import_report, vocabularies, weights
from matching.store.day import happenings, plans, wishes
from matching.store.day.attendance import count_attendance
from matching.store.people import badges, duplicates
from tests.databases import BOTH, empty_store
from tests.examples import examples
from tests.fairs import moment, small_entries

NOW = moment(9)


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    with empty_store(request.param, tmp_path) as opened:
        yield opened


def enter(store, entries):
    with store.writing() as writer:
        fairs.write_fair(writer, entries.fair, digest="d", at=NOW)
        fairs.replace_jobseekers(
            writer,
            entries.fair.id,
            jobseekers=list(entries.jobseekers.values()),
            statistics=entries.statistics.values(),
            keep=(),
        )
        fairs.replace_offers(
            writer, entries.fair.id, entries.exhibitors.values(), entries.offers.values()
        )


@pytest.fixture
def entries(store):
    enter(store, small_entries())
    return small_entries()


def append(store, fact, **more):
    with store.writing() as writer:
        return happenings.append(writer, "morning-2023", fact, recorded_at=NOW, **more)


def arrived(nonce, person="amina"):
    return Happening(HappeningKind.ARRIVED, NOW, nonce, person=person, station="s1")


def test_entries_come_back_as_they_were(store, entries):
    with store.reading() as reader:
        found = fairs.read_entries(reader, "morning-2023")
    # those of a workshop are seats of its groups, and it has none yet
    told = {
        offer.id: offer.places
        for offer in entries.offers.values()
        if offer.places is not None and offer.kind is not OfferKind.WORKSHOP
    }
    stock = {offer: OfferPlaces(offer, places) for offer, places in told.items()}
    # nobody has taken a place yet
    assert found == replace(entries, left=told, stock=stock)


def test_unknown_fair_is_refused_and_names_those_known(store, entries):
    with store.reading() as reader, pytest.raises(FairError) as refusal:
        fairs.read_entries(reader, "nowhere")
    assert refusal.value.code == "fair_unknown"
    assert refusal.value.params["known"] == "morning-2023"


def test_call_numbers_stay_when_a_person_is_added(store, entries):
    with store.writing() as writer:
        newcomer = Jobseeker("aaron", "Aaron")
        assert fairs.add_jobseeker(writer, "morning-2023", newcomer, walk_in=True) == 4
    with store.reading() as reader:
        numbers = fairs.read_entries(reader, "morning-2023").call_numbers
    assert numbers == {**entries.call_numbers, "aaron": 4}


@pytest.mark.parametrize(
    ("ids", "numbers"),
    [
        (["10", "2", "1", "9", "5", "6", "7"], [10, 2, 1, 9, 5, 6, 7]),
        (["007", "8", "3", "1"], [7, 8, 3, 1]),
        (["1", "01"], None),
        (["0", "1"], None),
        (["4711", "4712"], None),
        (["1", "two"], None),
        ([], None),
    ],
)
def test_a_running_number_of_a_list_is_told_from_any_other_number(ids, numbers):
    assert running_numbers(ids) == (dict(zip(ids, numbers, strict=True)) if numbers else {})


def test_the_running_number_of_a_list_is_the_call_number_where_nobody_bears_it(store, entries):
    def listed(numbers):
        people = [Jobseeker(str(number), f"P{number}") for number in numbers]
        fairs.replace_jobseekers(writer, "other", jobseekers=people, statistics=(), keep=())
        found = fairs.read_entries(writer, "other").call_numbers
        return {int(person): number for person, number in found.items() if person.isdecimal()}

    with store.writing() as writer:
        fairs.write_fair(writer, replace(entries.fair, id="other"), digest="d", at=NOW)
        assert listed(range(1, 13)) == {number: number for number in range(1, 13)}
        fairs.add_jobseeker(writer, "other", Jobseeker("walk", "Wali"), walk_in=True)
        after = listed(range(1, 16))
    # 13 is borne by whoever walked in: number 13 of the list comes after all the others
    assert after == {**{number: number for number in range(1, 16)}, 13: 16}


def test_people_no_longer_listed_go_but_walk_ins_and_kept_stay(store, entries):
    with store.writing() as writer:
        fairs.add_jobseeker(writer, "morning-2023", Jobseeker("walk", "Wali"), walk_in=True)
        fairs.replace_jobseekers(
            writer,
            "morning-2023",
            jobseekers=[replace(entries.jobseekers["amina"], phone="0639980001")],
            statistics=(),
            keep={"bilal"},
        )
        left = fairs.read_entries(writer, "morning-2023").jobseekers
    assert set(left) == {"amina", "bilal", "walk"}
    assert left["amina"].phone == "0639980001"


def test_flaws_come_back_in_order(store, entries):
    found = [
        Flaw("f.csv", 2, "age", "x", "number", suggestion="3", lost=True, params={"least": 1}),
        Flaw("f.csv", 1, "", "", "heading_unknown"),
    ]
    with store.writing() as writer:
        import_report.replace_report(writer, "morning-2023", tables=(), flaws=found)
        back = import_report.read_flaws(writer, "morning-2023")
    assert [flaw.code for flaw in back] == ["number", "heading_unknown"]
    assert back[0].params == {"least": "1"}
    assert back[0].lost is True


def test_same_nonce_twice_writes_one_fact(store, entries):
    assert append(store, arrived("n1"), visit=0).is_new is True
    assert append(store, arrived("n1"), visit=0).is_new is False
    with store.reading() as reader:
        assert happenings.read_happenings(reader, "morning-2023") == (arrived("n1"),)


def test_second_first_arrival_is_refused_by_the_index(store, entries):
    append(store, arrived("n1"), visit=0)
    with pytest.raises(IntegrityError):
        append(store, arrived("n2"), visit=0)
    assert append(store, arrived("n3"), visit=1).is_new is True


def test_undo_twice_is_refused_by_the_index(store, entries):
    append(store, arrived("n1"), visit=0)
    undo = Happening(HappeningKind.UNDONE, NOW, "u1", person="amina", about="n1")
    append(store, undo)
    with pytest.raises(IntegrityError):
        append(store, replace(undo, nonce="u2"))


def test_refused_transaction_leaves_nothing_behind(store, entries):
    def cut_short():
        with store.writing() as writer:
            happenings.append(writer, "morning-2023", arrived("n1"), recorded_at=NOW, visit=0)
            raise RuntimeError("cut")

    with pytest.raises(RuntimeError, match="cut"):
        cut_short()
    with store.reading() as reader:
        assert happenings.read_happenings(reader, "morning-2023") == ()


def test_new_badge_revokes_the_one_before(store, entries):
    with store.writing() as writer:
        badges.issue(writer, "morning-2023", "amina", code="OLD", at=NOW)
        badges.issue(writer, "morning-2023", "amina", code="NEW", at=NOW + timedelta(minutes=1))
        assert badges.live_codes(writer, "morning-2023") == {"amina": "NEW"}
        found = badges.find_badges(writer, ["NONE", "OLD"])
        assert [(badge.code, badge.revoked_at) for badge in found.values()] == [
            ("OLD", NOW + timedelta(minutes=1))
        ]


def version(number, *meetings, state=PlanState.WORKING):
    return PlanVersion(
        fair="morning-2023",
        number=number,
        state=state,
        drawn_at=NOW,
        score_version="v",
        seed=0,
        status="optimal",
        meetings=meetings,
        goals={"score": 1.5},
        unmet=(("chloe", "no_free_slot"),),
    )


def test_plan_comes_back_as_it_was(store, entries):
    drawn = version(1, Meeting(0, "amina", "agence", "dev", 1, 0.75))
    with store.writing() as writer:
        plans.write_plan(writer, drawn)
        assert plans.read_plan(writer, "morning-2023") == drawn
        assert plans.last_number(writer, "morning-2023") == 1


def test_announced_plan_is_the_one_announced_last(store, entries):
    with store.writing() as writer:
        for number in (1, 2, 3):
            plans.write_plan(writer, version(number))
        assert plans.announced_plan(writer, "morning-2023") is None
        plans.mark_announced(writer, "morning-2023", 1, at=NOW)
        plans.mark_announced(writer, "morning-2023", 2, at=NOW + timedelta(minutes=5))
        assert plans.announced_plan(writer, "morning-2023").number == 2


def test_two_plans_of_one_number_are_refused(store, entries):
    with store.writing() as writer:
        plans.write_plan(writer, version(1))
    with pytest.raises(IntegrityError), store.writing() as writer:
        plans.write_plan(writer, version(1))


def test_wish_kept_twice_is_one_and_can_be_taken_back(store, entries):
    star = Wish("amina", "agence", WishedBy.PERSON)
    asked = Wish("amina", "agence", WishedBy.STAND)
    with store.writing() as writer:
        for wish in (star, star, asked):
            wishes.put_wish(writer, "morning-2023", wish, at=NOW)
        assert wishes.read_wishes(writer, "morning-2023") == (star, asked)
        wishes.drop_wish(writer, "morning-2023", star)
    with store.reading() as reader:
        assert fairs.read_entries(reader, "morning-2023").wishes == (asked,)


def test_official_list_replaces_the_one_of_its_source(store):
    first = vocabularies.KeptList("rome", "460", "d1", "France Travail", 13_120, NOW)
    second = replace(first, version="461", digest="d2")
    with store.writing() as writer:
        for kept in (first, second):
            vocabularies.replace_list(writer, kept, kept.digest.encode())
    with store.reading() as reader:
        assert vocabularies.kept_lists(reader) == (second,)
        assert vocabularies.read_content(reader, "rome") == b"d2"


def test_what_made_a_score_version_is_written_once(store):
    with store.writing() as writer:
        for lists in ([], ["rome"]):
            vocabularies.remember_score_version(writer, "v1", {"lists": lists}, at=NOW)
    with store.reading() as reader:
        assert vocabularies.score_version(reader, "v1") == {"lists": []}
        assert vocabularies.score_version(reader, "v2") is None


def test_every_version_of_the_weights_stays_the_newest_first(store, entries):
    with store.writing() as writer:
        for name in ("a", "b"):
            weights.add_weights(writer, "morning-2023", version=name, document=name, at=NOW)
    with store.reading() as reader:
        kept = weights.weights_of(reader, "morning-2023")
    assert [(saved.number, saved.version) for saved in kept] == [(2, "b"), (1, "a")]


def test_scores_of_a_plan_come_back_with_their_reasons(store, entries):
    told = {"said": "html", "skills": ("html", "git"), "starts_on": date(2023, 9, 1)}
    reason = Reason("skills", "skills_some", 0.5, 0.5, 0.25, told)
    params = {
        "wanted": (Contract.CDI, Contract.CDD),
        "least": DiplomaLevel.BAC,
        "name": {"fr": "x"},
    }
    question = Question("offer.contracts", "offer_contracts_unknown", params)
    score = Score("amina", "agence", "dev", (reason,), (), (question,))
    plan = version(1, Meeting(0, "amina", "agence", "dev", 1, 0.25))
    key = plan.meetings[0].id
    with store.writing() as writer:
        plans.write_plan(writer, plan, scores={key: score})
    with store.reading() as reader:
        found = plans.scores_of_plan(reader, "morning-2023", plan.number)
    assert found == {key: score}
    assert type(found[key].ask[0].params["wanted"][0]) is Contract


def one_score(value):
    reason = Reason("skills", "skills_some", value, 1.0, value, {})
    return Score("amina", "agence", "dev", (reason,), (), ())


def test_plan_copied_from_an_earlier_one_is_the_plan_that_was_given(store, entries):
    stays, moves = Meeting(0, "amina", "agence", "dev"), Meeting(1, "bilal", "agence", "dev")
    comes = Meeting(4, "chloe", "ecole", "form")
    first = version(1, stays, moves)
    second = version(2, stays, replace(moves, slot=3), comes)
    with store.writing() as writer:
        plans.write_plan(writer, first)
        plans.write_plan(writer, second, step=PlanStep.of(second, first))
        assert plans.read_plan(writer, "morning-2023", number=1) == first
        assert plans.read_plan(writer, "morning-2023", number=2) == second


def test_plan_of_joined_files_is_not_copied_but_written(store, entries):
    first = version(1, Meeting(0, "amina", "agence", "dev"))
    second = version(2, Meeting(0, "bilal", "agence", "dev"))
    with store.writing() as writer:
        plans.write_plan(writer, first)
        word = duplicates.Word("amina", "bilal", duplicates.DuplicateVerdict.ONE, 1)
        duplicates.tell(writer, "morning-2023", word, at=NOW, station="s")
        plans.write_plan(writer, second, step=PlanStep.of(second, second))
        assert plans.read_plan(writer, "morning-2023", number=2).meetings == second.meetings


def test_score_of_a_meeting_holds_until_a_later_plan_keeps_another(store, entries):
    meeting = Meeting(0, "amina", "agence", "dev")
    early, late = one_score(0.25), one_score(0.5)
    with store.writing() as writer:
        plans.write_plan(writer, version(1, meeting), scores={meeting.id: early})
        plans.write_plan(writer, version(2, meeting))
        plans.write_plan(writer, version(3))
        plans.write_plan(writer, version(4, meeting), scores={meeting.id: late})
        plans.write_plan(writer, version(5, meeting))
    with store.reading() as reader:
        found = [plans.scores_of_plan(reader, "morning-2023", number) for number in range(1, 6)]
        asked = plans.scores_of_plan(reader, "morning-2023", 5, meetings=[meeting.id, "m-none"])
    key = meeting.id
    assert found == [{key: early}, {key: early}, {}, {key: late}, {key: late}]
    assert asked == {key: late}


def test_plan_known_already_is_read_again_only_when_another_is_announced(store, entries):
    first = version(1, Meeting(0, "amina", "agence", "dev"), state=PlanState.ANNOUNCED)
    with store.writing() as writer:
        plans.write_plan(writer, first)
        assert plans.announced_plan(writer, "morning-2023", known=first) is first
        plans.write_plan(writer, version(2, state=PlanState.ANNOUNCED))
        assert plans.announced_plan(writer, "morning-2023", known=first).number == 2


def test_encoded_phrases_replace_those_made_before(store):
    with store.writing() as writer:
        for digest in ("a", "b"):
            vocabularies.replace_senses(writer, digest, digest.encode(), at=NOW)
    with store.reading() as reader:
        assert vocabularies.read_senses(reader, "a") is None
        assert vocabularies.read_senses(reader, "b") == b"b"


FACT_KINDS = [HappeningKind.ARRIVED, HappeningKind.LEFT, HappeningKind.UNDONE, HappeningKind.HELD]


def test_counts_kept_up_with_the_facts_are_those_of_all_of_them(store, entries):
    """Presence has one rule, in `Attendance`; it is only asked of fewer people."""
    del entries
    fairs_made = iter(range(10_000))

    @examples(60, HealthCheck.function_scoped_fixture)
    @given(
        acts=st.lists(
            st.tuples(
                st.sampled_from(FACT_KINDS), st.sampled_from(["amina", "luc"]), st.integers(0, 6)
            ),
            max_size=10,
        )
    )
    def one_day(acts):
        fair = f"day{next(fairs_made)}"
        frame = replace(small_entries().fair, id=fair)
        with store.writing() as writer:
            fairs.write_fair(writer, frame, digest=fair, at=NOW)
        for number, (kind, person, about) in enumerate(acts):
            is_undo, counted = kind is HappeningKind.UNDONE, []
            fact = Happening(
                kind,
                NOW,
                f"{number}",
                person="" if is_undo else person,
                about=f"{about}" if is_undo else "",
            )
            with suppress(IntegrityError), store.writing() as writer:
                happenings.append(writer, fair, fact, recorded_at=NOW, visit=number)
                counted.append(count_attendance(writer, fair))
            with store.reading() as reader:
                attendance = Attendance.of(happenings.read_happenings(reader, fair))
                counted.append(count_attendance(reader, fair))
            came, present = len(attendance.first_arrival), len(attendance.present)
            assert set(counted) == {(came, present)}

    one_day()


def test_counts_follow_when_everybody_leaves_at_once(store, entries):
    crowd = [f"x{number}" for number in range(500)]
    for kind, came, here in ((HappeningKind.ARRIVED, 500, 500), (HappeningKind.LEFT, 500, 0)):
        with store.writing() as writer:
            facts = [Happening(kind, NOW, f"{kind}{person}", person=person) for person in crowd]
            told = [happenings.Entry("morning-2023", fact, None) for fact in facts]
            happenings.append_all(writer, told, recorded_at=NOW)
        with store.reading() as reader:
            assert count_attendance(reader, "morning-2023") == (came, here)

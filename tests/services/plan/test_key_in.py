"""What was ticked by pen is keyed in by row number, and nothing else moves."""

import re

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.domain.day.happening import HappeningKind
from matching.domain.day.next_steps import NextStep
from matching.domain.errors import FairError
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.door.own_day import own_day
from matching.services.door.walk_in import walk_in
from matching.services.evening.report import report
from matching.services.plan.paper.key_in import key_in, lists_to_key_in, paper_rows
from matching.services.plan.paper.ticks import KeyedState, Tick, read_ticks
from matching.services.plan.print_sheets import print_sheets
from matching.services.prepare.make_fair import set_next_steps
from matching.services.rights.leaving.with_consent import EXPORTS
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges
from tests.badges.papers import page_texts
from tests.examples import examples
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def read(shop):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON), plans.announced_plan(reader, MOSSON)


def busiest(shop):
    """The stand with most meetings among those where all are about a job."""
    _, plan = read(shop)
    with shop.store.reading() as reader:
        offers = fairs.read_entries(reader, MOSSON).offers.values()
    other = {offer.exhibitor for offer in offers if offer.kind is not OfferKind.JOB}
    stands = [meeting.stand for meeting in plan.meetings if meeting.stand not in other]
    return max(sorted(set(stands)), key=stands.count)


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("3v12\n4 x", (Tick(3, True, ("second_interview", "cv_taken")), Tick(4, False))),
        ("\n 12 V 7 8 \n", (Tick(12, True, ("hired", "nothing")),)),
        ("1v11", (Tick(1, True, ("second_interview",)),)),
        ("4 n12 v2", (Tick(4, True, ("cv_taken",), 12),)),
        ("4N°12v", (Tick(4, True, (), 12),)),
        ("3x!; 3!", (Tick(3, False, corrects=True), Tick(3, None, corrects=True))),
        ("", ()),
    ],
)
def test_rows_are_typed_in_few_signs(typed, ticks):
    assert read_ticks(typed) == ticks


@pytest.mark.parametrize("typed", ["v", "3", "3y", "3v9", "3v0", "3x1", "trois v", "4n v", "4n12"])
def test_a_line_that_says_no_row_is_refused_with_its_words(typed):
    with pytest.raises(FairError, match="tick_unreadable") as refusal:
        read_ticks(typed)
    assert refusal.value.params["value"] == typed


def test_ticks_become_facts_of_paper_at_the_hours_of_the_meetings_and_move_no_plan(shop):
    stand, (_, plan) = busiest(shop), read(shop)
    before = report(shop, MOSSON).section("outcomes").value("cv_taken")
    rows = paper_rows(shop, MOSSON, stand)
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    assert key_in(shop, MOSSON, stand, read_ticks("1v2\n2x"), nonce="k")
    facts, after = read(shop)
    assert after == plan
    assert [fact.kind for fact in facts] == [
        HappeningKind.HELD,
        HappeningKind.OUTCOME,
        HappeningKind.NO_SHOW,
    ]
    assert [fact.at for fact in facts] == [
        rows[0].starts_at,
        rows[0].starts_at,
        rows[1].starts_at,
    ]
    assert {fact.data["source"] for fact in facts} == {"paper"}
    assert report(shop, MOSSON).section("outcomes").value("cv_taken") == before + 1
    assert [row.is_settled for row in paper_rows(shop, MOSSON, stand)][:3] == [True, True, False]
    again = key_in(shop, MOSSON, stand, read_ticks("1v2\n2x"), nonce="again")
    assert {row.state for row in again} == {KeyedState.KNOWN}
    assert read(shop)[0] == facts


def test_a_row_that_is_not_on_the_list_is_refused_and_nothing_is_written(shop):
    with pytest.raises(FairError, match="row_unknown"):
        key_in(shop, MOSSON, busiest(shop), read_ticks("1v\n99v"), nonce="k")
    assert read(shop)[0] == ()
    with pytest.raises(FairError, match="plan_unknown"):
        paper_rows(shop, MOSSON, busiest(shop), plan=9)


def name_of(shop, stand):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).exhibitors[stand].name


def test_both_ticked_boxes_of_a_row_are_on_the_persons_page_and_sheet(shop):
    stand = busiest(shop)
    row = paper_rows(shop, MOSSON, stand)[0]
    person, number = somebody_without_a_row(shop, stand)
    free = len(paper_rows(shop, MOSSON, stand)) + 1
    key_in(shop, MOSSON, stand, read_ticks(f"1v26\n{free} n{number} v26"), nonce="k")
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
        numbers = fairs.read_entries(reader, MOSSON).call_numbers
    first = next(who for who, one in numbers.items() if one == row.call_number)
    for who in (first, person):
        steps = own_day(shop, codes[who], "fr").steps
        assert [one.stand for one in steps] == [name_of(shop, stand)] * 2
        assert len({one.outcome.result for one in steps}) == 2


def somebody_without_a_row(shop, stand):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    _, plan = read(shop)
    here = {meeting.person for meeting in plan.meetings if meeting.stand == stand}
    person = min(entries.jobseekers.keys() - here)
    return person, entries.call_numbers[person]


def test_whoever_came_by_is_keyed_from_a_free_row_and_counts_in_the_report(shop):
    stand = busiest(shop)
    person, number = somebody_without_a_row(shop, stand)
    free = len(paper_rows(shop, MOSSON, stand)) + 1
    before = report(shop, MOSSON)
    (row,) = key_in(shop, MOSSON, stand, read_ticks(f"{free} n{number} v17"), nonce="k")
    assert (row.state, row.call_number) == (KeyedState.NEW, number)
    facts, _ = read(shop)
    assert {(fact.person, fact.stand, fact.data["source"]) for fact in facts} == {
        (person, stand, "paper")
    }
    after = report(shop, MOSSON)
    assert after.section("meetings").value("unplanned") == 1
    assert after.section("outcomes").value("noted") == 1
    by_stand = [one for one in after.section("stands").figures if one.code == "unplanned"]
    assert [(one.label, one.value) for one in by_stand] == [(name_of(shop, stand), 1)]
    planned = [one for one in after.section("stands").figures if one.code == "stand"]
    assert planned == [one for one in before.section("stands").figures if one.code == "stand"]
    line = f";{number};"
    led = ", ".join(say(f"outcome.{result}", "fr") for result in ("second_interview", "hired"))
    for export, said in (("meetings", "sans rendez-vous"), ("outcomes", led)):
        told = EXPORTS[export](shop, MOSSON, "fr").decode("utf-8-sig").splitlines()
        (mine,) = [one for one in told if line in one and name_of(shop, stand) in one]
        assert said in mine
    for kept in ("planned", "held", "no_news"):
        assert after.section("meetings").value(kept) == before.section("meetings").value(kept)
    (again,) = key_in(shop, MOSSON, stand, read_ticks(f"{free + 1}n{number}v"), nonce="b")
    assert (again.state, again.tick.row) == (KeyedState.KNOWN, free)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("{row}!", KeyedState.TAKEN_BACK),
        ("{row}x!", KeyedState.TAKEN_BACK),
        ("{row}v8!", KeyedState.CORRECTED),
        ("{row}v", KeyedState.KNOWN),
    ],
)
def test_a_free_row_that_is_keyed_in_needs_no_number_to_be_corrected(shop, typed, state):
    stand = busiest(shop)
    _, number = somebody_without_a_row(shop, stand)
    free = len(paper_rows(shop, MOSSON, stand)) + 1
    key_in(shop, MOSSON, stand, read_ticks(f"{free} n{number} v2"), nonce="k")
    (again,) = key_in(shop, MOSSON, stand, read_ticks(f"{free + 2} n{number} v"), nonce="b")
    (row,) = key_in(shop, MOSSON, stand, read_ticks(typed.format(row=again.tick.row)), nonce="c")
    assert (row.state, row.call_number, row.tick.row) == (state, number, free)
    is_gone = state is KeyedState.TAKEN_BACK
    assert (len(paper_rows(shop, MOSSON, stand)) < free) == is_gone
    with pytest.raises(FairError, match="row_unknown"):
        key_in(shop, MOSSON, stand, read_ticks(f"{free + 2}!"), nonce="d")


def test_no_hour_is_told_of_whoever_came_by_and_stands_on_a_free_row(shop):
    stand = busiest(shop)
    _, number = somebody_without_a_row(shop, stand)
    free = len(paper_rows(shop, MOSSON, stand)) + 1
    key_in(shop, MOSSON, stand, read_ticks(f"{free} n{number} v"), nonce="k")
    assert paper_rows(shop, MOSSON, stand)[-1].starts_at is None
    (line,) = [
        line
        for line in EXPORTS["meetings"](shop, MOSSON, "fr").decode("utf-8-sig").splitlines()
        if f";{number};" in line and say("export.unplanned", "fr") in line
    ]
    assert re.findall(r"\d\d:\d\d", line) == []


def test_a_number_is_refused_on_a_row_that_is_not_theirs(shop):
    stand = busiest(shop)
    rows = paper_rows(shop, MOSSON, stand)
    first, second, free = rows[0].call_number, rows[1].call_number, len(rows) + 1
    assert key_in(shop, MOSSON, stand, read_ticks(f"1 n{first} v"), nonce="k")[0].tick.row == 1
    for typed, code in (
        (f"2 n{first} v", "row_of_another"),
        (f"{free} n{second} v", "row_is_theirs"),
        (f"{free} n9999 v", "row_number_unknown"),
    ):
        with pytest.raises(FairError, match=code):
            key_in(shop, MOSSON, stand, read_ticks(typed), nonce="n")


def test_two_boxes_of_one_row_both_count(shop):
    key_in(shop, MOSSON, busiest(shop), read_ticks("1v17"), nonce="k")
    outcomes = report(shop, MOSSON).section("outcomes")
    told = [outcomes.value(name) for name in ("noted", "second_interview", "hired", "cv_taken")]
    assert told == [1, 1, 1, 0]


def test_boxes_are_the_fairs_own_steps_and_are_told_in_its_words(shop):
    set_next_steps(shop, MOSSON, [NextStep("cv_taken", "CV à l'accueil"), NextStep("nothing")])
    stand = busiest(shop)
    printed = " ".join(page_texts(print_sheets(shop, MOSSON, only={"stands"})["stands"]))
    assert "2 CV à l'accueil" in printed
    assert "Immersion" not in printed
    key_in(shop, MOSSON, stand, read_ticks("1v2"), nonce="k")
    first = paper_rows(shop, MOSSON, stand)[0]
    with shop.store.reading() as reader:
        person = next(one for one in fairs.read_entries(reader, MOSSON).call_numbers.items()
                      if one[1] == first.call_number)[0]  # fmt: skip
        code = badges.live_codes(reader, MOSSON, people=[person])[person]
    assert [one.outcome.words for one in own_day(shop, code, "fr").steps] == ["CV à l'accueil"]


def test_a_row_is_corrected_or_emptied_and_what_was_noted_stays_in_the_log(shop):
    stand = busiest(shop)
    key_in(shop, MOSSON, stand, read_ticks("1v17"), nonce="k")
    assert key_in(shop, MOSSON, stand, read_ticks("1x!"), nonce="l")[0].state is (
        KeyedState.CORRECTED
    )
    meetings = report(shop, MOSSON).section("meetings")
    assert (meetings.value("held"), meetings.value("missed")) == (0, 1)
    assert report(shop, MOSSON).section("outcomes").value("noted") == 0
    for nonce, state in (("m", KeyedState.TAKEN_BACK), ("n", KeyedState.EMPTY)):
        assert key_in(shop, MOSSON, stand, read_ticks("1!"), nonce=nonce)[0].state is state
    assert not paper_rows(shop, MOSSON, stand)[0].is_settled
    undone = {fact.about for fact in read(shop)[0] if fact.kind is HappeningKind.UNDONE}
    assert undone == {"k-1-0", "k-1-1", "k-1-2", "l-1-0"}


def test_an_act_sent_again_writes_nothing_and_one_that_says_otherwise_is_refused(shop):
    stand, typed = busiest(shop), read_ticks("1x!")
    other = next(one for one in sorted(lists_to_key_in(shop, MOSSON).stands) if one != stand)
    key_in(shop, MOSSON, stand, read_ticks("1v2"), nonce="k")
    assert key_in(shop, MOSSON, stand, typed, nonce="l")[0].state is KeyedState.CORRECTED
    facts, _ = read(shop)
    assert key_in(shop, MOSSON, stand, typed, nonce="l")[0].state is KeyedState.KNOWN
    for at, said, nonce in ((other, "1v", "k"), (stand, "1v!", "l")):
        with pytest.raises(FairError, match="nonce_used"):
            key_in(shop, MOSSON, at, read_ticks(said), nonce=nonce)
    assert read(shop)[0] == facts


def test_rows_are_written_or_refused_in_words_whatever_the_plan_and_the_acts_before(shop):
    stand = busiest(shop)
    print_sheets(shop, MOSSON, only=["stands"])
    walk_in(shop, MOSSON, first_name="Lou", fields={"wishes": "Développeur web"}, nonce="w")
    _, newcomer = somebody_without_a_row(shop, stand)
    free = max(len(paper_rows(shop, MOSSON, stand, plan=plan)) for plan in (1, 2)) + 1
    row = st.builds(
        "{} {} {}".format,
        st.sampled_from(["1", "2", f"{free} n{newcomer}", f"{free} n1", f"{free + 1} n2"]),
        st.sampled_from(["v", "x", "v1", "v2", ""]),
        st.sampled_from(["", "!"]),
    )
    act = st.tuples(st.sampled_from("ab"), st.sampled_from([1, 2]), st.lists(row, max_size=3))

    @examples(60, HealthCheck.function_scoped_fixture)
    @given(st.lists(act, min_size=2, max_size=5), st.uuids())
    def one_round(acts, mark):
        for nonce, plan, rows in acts:
            before, _ = read(shop)
            try:
                ticks = read_ticks("\n".join(rows))
                key_in(shop, MOSSON, stand, ticks, nonce=f"{mark}{nonce}", plan=plan)
            except FairError as refusal:
                told = say(f"error.{refusal.code}", "fr", **refusal.params)
                assert (bool(told), read(shop)[0]) == (True, before)

    one_round()


def test_whoever_had_a_meeting_came_although_nobody_saw_them_at_the_door(shop):
    before = report(shop, MOSSON).section("reach")
    key_in(shop, MOSSON, busiest(shop), read_ticks("1v; 2x"), nonce="k")
    reach = report(shop, MOSSON).section("reach")
    assert reach.value("came") == before.value("came") + 1
    # before the doors open nobody has stayed away; what was keyed says that the day was held
    assert before.value("did_not_come") is None
    assert reach.value("did_not_come") == before.value("registered") - reach.value("came")
    assert reach.value("checked_in") == before.value("checked_in") == 0


def test_rows_are_keyed_against_the_plan_on_the_lists_that_were_printed_last(shop):
    assert lists_to_key_in(shop, MOSSON).plan == 1
    print_sheets(shop, MOSSON, only=["stands"])
    came = walk_in(shop, MOSSON, first_name="Lou", fields={"wishes": "Développeur web"}, nonce="w")
    assert came.redrawn
    lists = lists_to_key_in(shop, MOSSON)
    assert (lists.plan, lists.newest) == (1, 2)
    print_sheets(shop, MOSSON, only=["stands"])
    assert lists_to_key_in(shop, MOSSON).plan == 2

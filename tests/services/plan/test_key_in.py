"""What was ticked by pen is keyed in by row number, and nothing else moves."""

import pytest

from matching.domain.day.happening import HappeningKind
from matching.domain.errors import FairError
from matching.services.evening.report import report
from matching.services.plan.paper.key_in import Tick, key_in, paper_rows, read_ticks
from matching.store.day import happenings, plans
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
    _, plan = read(shop)
    stands = [meeting.stand for meeting in plan.meetings]
    return max(sorted(set(stands)), key=stands.count)


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("3v12\n4 x", (Tick(3, True, ("second_interview", "cv_taken")), Tick(4, False))),
        ("\n 12 V 7 8 \n", (Tick(12, True, ("hired", "nothing")),)),
        ("1v11", (Tick(1, True, ("second_interview",)),)),
        ("", ()),
    ],
)
def test_rows_are_typed_in_few_signs(typed, ticks):
    assert read_ticks(typed) == ticks


@pytest.mark.parametrize("typed", ["v", "3", "3y", "3v9", "3v0", "3x1", "trois v"])
def test_a_line_that_says_no_row_is_refused_with_its_words(typed):
    with pytest.raises(FairError, match="tick_unreadable") as refusal:
        read_ticks(typed)
    assert refusal.value.params["value"] == typed


def test_ticks_become_facts_of_paper_at_the_hours_of_the_meetings_and_move_no_plan(shop):
    stand, (_, plan) = busiest(shop), read(shop)
    before = report(shop, MOSSON).section("outcomes").value("cv_taken")
    rows = paper_rows(shop, MOSSON, stand)
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    assert key_in(shop, MOSSON, stand, read_ticks("1v2\n2x"), nonce="k") == 2
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
    assert key_in(shop, MOSSON, stand, read_ticks("1v2\n2x"), nonce="again") == 0
    assert read(shop)[0] == facts


def test_a_row_that_is_not_on_the_list_is_refused_and_nothing_is_written(shop):
    with pytest.raises(FairError, match="row_unknown"):
        key_in(shop, MOSSON, busiest(shop), read_ticks("1v\n99v"), nonce="k")
    assert read(shop)[0] == ()
    with pytest.raises(FairError, match="plan_unknown"):
        paper_rows(shop, MOSSON, busiest(shop), plan=9)

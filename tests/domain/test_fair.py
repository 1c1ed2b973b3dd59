"""Which of several fairs is meant while nobody has said."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.fair import Fair, nearest_first
from tests.fairs import DAY, moment, morning_fair


def on(day: date, name: str, opens: int = 9, closes: int = 12) -> Fair:
    return replace(
        morning_fair(), id=name, date=day, opens=time(opens), closes=time(closes), breaks=()
    )


TODAY = on(DAY, "today")
EVENING = on(DAY, "evening", 17, 20)
NEXT_WEEK = on(DAY + timedelta(days=7), "next-week")
YESTERDAY = on(DAY - timedelta(days=1), "yesterday")
LONG_AGO = on(DAY - timedelta(days=900), "long-ago")


@pytest.mark.parametrize(
    ("now", "named"),
    [
        (moment(10), ["today", "evening", "yesterday", "next-week", "long-ago"]),
        (moment(18), ["evening", "today", "yesterday", "next-week", "long-ago"]),
        (
            moment(10) + timedelta(days=1),
            ["evening", "today", "yesterday", "next-week", "long-ago"],
        ),
        (
            moment(10) + timedelta(days=5),
            ["next-week", "evening", "today", "yesterday", "long-ago"],
        ),
    ],
)
def test_fairs_come_by_how_near_they_are(now: datetime, named: list[str]) -> None:
    fairs = (LONG_AGO, NEXT_WEEK, YESTERDAY, EVENING, TODAY)
    assert [fair.id for fair in nearest_first(fairs, now)] == named


@given(
    days=st.lists(st.integers(-400, 400), unique=True, min_size=1, max_size=8),
    hour=st.integers(0, 23),
)
def test_fair_of_today_is_first_at_any_hour(days: list[int], hour: int) -> None:
    others = [on(DAY + timedelta(days=day), f"fair{day}") for day in days if day]
    assert nearest_first([*others, TODAY], moment(hour))[0] == TODAY

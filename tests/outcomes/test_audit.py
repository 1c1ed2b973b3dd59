from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer
from matching.outcomes.audit import compare_groups, grouped
from matching.outcomes.comparison import FourFifths, Treatment
from tests.fairs import small_entries


def fair_of(*people):
    """A fair of people given as gender and what the fair gave them."""
    ids = [f"p{number}" for number in range(len(people))]
    entries = replace(
        small_entries(),
        jobseekers={one: Jobseeker(one, "X") for one in ids},
        statistics={
            one: Statistics(one, gender=gender, birth_year=1990, qpv=Answer.DECLINED)
            for one, (gender, _) in zip(ids, people, strict=True)
        },
    )
    treatments = {one: given for one, (_, given) in zip(ids, people, strict=True)}
    return tuple(
        comparison
        for characteristic, members in grouped(entries, treatments).items()
        for comparison in compare_groups(characteristic, members)
    )


def given_to(*, selected=1, meetings=4, score=0.5, held=None):
    return Treatment(selected, 0.8, score, meetings, held)


def groups(found, measure, characteristic="gender"):
    one = next(c for c in found if (c.characteristic, c.measure) == (characteristic, measure))
    return {group.group: group for group in one.groups}


@given(st.dictionaries(st.sampled_from(["women", "men", "other", "not_said"]), st.integers(0, 12)))
def test_which_hidden_groups_are_listed_does_not_tell_who_there_is(sizes):
    members = {group: [given_to()] * size for group, size in sizes.items() if size}
    for comparison in compare_groups("gender", members):
        hidden = [group.group for group in comparison.groups if group.is_hidden]
        listed = [group.group for group in comparison.groups]
        assert listed == sorted(listed)
        assert not hidden or listed == ["men", "not_said", "other", "women"]


WOMEN = [("femme", given_to(selected=int(n < 6), meetings=n % 3)) for n in range(20)]
MEN = [("homme", given_to(selected=int(n < 18), meetings=4 + n % 2)) for n in range(20)]


def test_group_under_four_fifths_of_the_best_one_is_to_look_at():
    found = groups(fair_of(*WOMEN, *MEN), "selected")
    assert (found["men"].value, found["men"].ratio) == (0.9, 1.0)
    assert isclose(found["women"].ratio, 0.3 / 0.9)
    assert found["women"].four_fifths is FourFifths.UNDER
    assert found["men"].four_fifths is FourFifths.KEPT


def test_interval_of_a_rate_is_wilson_s():
    women = groups(fair_of(*WOMEN, *MEN), "selected")["women"]
    expected = binomtest(6, 20).proportion_ci(method="wilson")
    assert (women.low, women.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_few_people_under_four_fifths_are_said_and_not_sure():
    five = [("femme", given_to(selected=int(n < 3))) for n in range(5)]
    others = [("homme", given_to(selected=int(n < 4))) for n in range(5)]
    women = groups(fair_of(*five, *others), "selected")["women"]
    assert (women.ratio < 0.8, women.four_fifths) == (True, FourFifths.UNSURE)


def test_four_fifths_by_count_are_not_under_by_rounding():
    five = [("femme", given_to(selected=int(n < 4))) for n in range(5)]
    others = [("homme", given_to()) for _ in range(7)]
    assert groups(fair_of(*five, *others), "selected")["women"].four_fifths is FourFifths.KEPT


def test_no_bound_of_a_mean_is_under_nothing_or_over_the_most_there_is():
    few = [("femme", given_to(meetings=int(n < 1), score=float(n > 0))) for n in range(6)]
    found = fair_of(*few, *MEN)
    assert groups(found, "meetings")["women"].low == 0
    assert groups(found, "best_score")["women"].high == 1


def test_ratio_of_means_has_bounds_around_it():
    women = groups(fair_of(*WOMEN, *MEN), "meetings")["women"]
    assert women.ratio_low < women.ratio < women.ratio_high < 0.8


def test_small_group_is_hidden_and_the_next_with_it():
    found = groups(fair_of(*WOMEN[:3], *MEN[:8]), "meetings")
    assert [found[one].is_hidden for one in ("women", "men")] == [True, True]
    assert found["women"].value is None


def test_people_who_did_not_say_are_compared_with_nobody():
    silent = [("", given_to(meetings=9)) for _ in range(6)]
    found = groups(fair_of(*silent, *MEN), "meetings")
    assert (found["not_said"].ratio, found["men"].ratio) == (None, 1.0)


def test_measure_that_few_of_a_group_have_is_hidden():
    women = [("femme", given_to(score=0.4 if n < 3 else None)) for n in range(12)]
    found = groups(fair_of(*women, *MEN), "best_score")
    assert (found["women"].is_hidden, found["men"].is_hidden) == (True, False)


def test_held_meetings_are_compared_only_once_some_are_noted():
    assert "held" not in {one.measure for one in fair_of(*WOMEN, *MEN)}
    noted = [(gender, replace(one, held=1)) for gender, one in (*WOMEN, *MEN)]
    assert groups(fair_of(*noted), "held")["women"].value == 1


def test_groups_treated_alike_have_a_ratio_of_one():
    found = groups(fair_of(*[(gender, given_to()) for gender, _ in (*WOMEN, *MEN)]), "meetings")
    assert {one.ratio for one in found.values()} == {1.0}


@given(st.lists(st.tuples(st.sampled_from(("f", "m", "x", "")), st.integers(0, 6)), max_size=60))
def test_nothing_of_a_small_group_is_shown_and_ratios_stay_under_one(people):
    found = fair_of(*((gender, given_to(meetings=count)) for gender, count in people))
    for group in (group for one in found for group in one.groups):
        assert group.people is None or group.people >= 5
        assert group.is_hidden == (group.value is None)
        assert group.ratio is None or 0 <= group.ratio <= 1
        assert (group.ratio is None) == (group.four_fifths is None)
        under = group.ratio is not None and round(group.ratio, 9) < 0.8
        assert under == (group.four_fifths in (FourFifths.UNDER, FourFifths.UNSURE))
        assert group.value is None or 0 <= group.low <= group.value <= group.high


def test_a_share_of_all_or_of_none_lies_within_its_bounds():
    found = groups(
        fair_of(*[("femme", given_to())] * 10, *[("homme", given_to(selected=0))] * 10),
        "selected",
    )
    assert (found["women"].value, found["women"].high) == (1.0, 1.0)
    assert (found["men"].value, found["men"].low) == (0.0, 0.0)

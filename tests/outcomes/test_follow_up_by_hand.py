"""The figures of a promotion equal a count by hand, whatever its records are."""

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.programme.follow_up import Exit, FollowUp, Situation, followed
from matching.domain.programme.programme import Programme
from matching.outcomes.follow_up import follow_up_sections

LINES = st.builds(
    FollowUp,
    record=st.sampled_from([f"d{n:02d}" for n in range(12)]),
    promotion=st.just("2019-1"),
    exit=st.sampled_from([Exit.ENDED, Exit.ENDED, Exit.DROPPED_OUT, Exit.STILL_IN]),
    months=st.sampled_from([0, 1, 3, 6, 7, 12]),
    situation=st.sampled_from([*Situation, None]),
    is_digital=st.sampled_from([True, False, None]),
)


def by_hand(lines):
    """A tally sheet: one place for each record, read from the earliest line on."""
    tally, people = {}, {}
    for line in lines:
        people.setdefault(line.record, []).append(line)
    for mine in people.values():
        ways = {line.exit for line in mine}
        if Exit.DROPPED_OUT in ways:
            marks = ["left", "dropped_out"]
        elif ways == {Exit.STILL_IN}:
            marks = ["still_in"]
        else:
            marks = ["left", *_where(sorted(mine, key=lambda line: line.months))]
        for mark in marks:
            tally[mark] = tally.get(mark, 0) + 1
    return tally, len(people)


def _where(mine):
    for line in mine:
        kind = {Situation.TRAINING: "training", Situation.FIRST_JOB: "job"}.get(line.situation)
        if kind and line.months <= 6:
            digital = {True: "digital", False: "other", None: "not_said"}[line.is_digital]
            whole = "training" if kind == "training" else "first_job"
            return ["remobilised", whole, f"{kind}_{digital}"]
    return ["neither"] if any(line.situation for line in mine) else ["not_known"]


@given(st.lists(LINES, min_size=1, max_size=40, unique_by=lambda line: (line.record, line.months)),
       st.integers(0, 500_000))  # fmt: skip
def test_every_rate_and_the_cost_per_person_equal_a_tally_by_hand(lines, cost):
    tally, people = by_hand(lines)
    sections = follow_up_sections(followed(lines), Programme(total_cost_eur=cost))
    shown = {f.code: f for s in sections if s.code in {"returns", "programme"} for f in s.figures}
    counted = {code: f.value for code, f in shown.items() if f.value and code in {
        "left", "remobilised", "training", "training_digital", "training_other",
        "training_not_said", "first_job", "job_digital", "job_other", "job_not_said",
        "dropped_out", "neither", "not_known",
    }}  # fmt: skip
    assert counted == {mark: n for mark, n in tally.items() if mark != "still_in"}
    assert {shown[code].of for code in ("training", "first_job", "dropped_out")} == {
        tally.get("left", 0)
    }
    assert shown["training_digital"].of == tally.get("training", 0)
    per_person = round(cost / people, 2) if cost else None
    assert shown["cost_per_person"].value == per_person

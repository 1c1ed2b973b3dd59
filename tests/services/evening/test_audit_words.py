"""What a comparison of groups says first is what its table says line by line."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from matching.outcomes.comparison import Compared, Comparison, FourFifths
from matching.services.evening.audit_words import (
    audit_answer,
    finding,
    findings,
    notes_of_audit,
    two_decimals,
)


def group_of(ratio, high):
    return Compared("women", 11, 0.5, 0.4, 0.6, ratio, None if ratio is None else 0.1, high)


def compared(*groups):
    return (Comparison("gender", "selected", groups),)


def test_group_under_four_fifths_of_few_people_is_said_first_with_its_ratio():
    found = compared(group_of(0.727, 1.947), group_of(1.0, 1.0))
    heading, line = findings(found, "fr")[FourFifths.UNSURE]
    assert heading.startswith("Sous quatre cinquièmes du groupe le mieux traité, mais trop peu")
    assert line == "Sexe — a un rendez-vous pour un emploi\u00a0: Femmes (0,73)"


def test_no_group_to_compare_is_not_said_to_be_well_treated():
    said = findings(compared(Compared("women"), Compared("men")), "fr")
    assert said == {
        FourFifths.UNSURE: (
            "Trop peu de personnes\u00a0: aucun groupe ne peut être comparé à un autre.",
        )
    }


ratios = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(st.tuples(ratios, st.floats(0.1, 3)), max_size=6))
def test_what_is_said_first_is_what_the_lines_and_the_document_say(given_groups):
    found = compared(*(group_of(ratio, high) for ratio, high in given_groups))
    groups = found[0].groups
    lines = [finding(group, "fr") for group in groups]
    first = findings(found, "fr")
    under = sum(line == "Sous quatre cinquièmes\u00a0: à regarder de près" for line in lines)
    unsure = sum("trop peu de personnes" in line for line in lines)
    assert len(first.get(FourFifths.UNDER, ("",))) - 1 == under
    if groups and any(lines):
        assert len(first.get(FourFifths.UNSURE, ("",))) - 1 == unsure
    assert (FourFifths.KEPT in first) == (any(lines) and not under and not unsure)
    [document] = audit_answer(found, "fr")
    assert sum(group["four_fifths"] == "unsure" for group in document["groups"]) == unsure
    assert sum(group["to_look_at"] for group in document["groups"]) == under


def test_an_earlier_comparison_says_of_when_it_is():
    at = datetime(2026, 11, 27, 15, 58, tzinfo=UTC)
    [first, *_] = notes_of_audit(at, "fr")
    assert "27 nov. 2026, 15:58" in first
    assert len(notes_of_audit(None, "fr")) == len(notes_of_audit(at, "fr")) - 1


def test_numbers_are_written_as_the_language_writes_them():
    assert [two_decimals(0.458, one) for one in ("fr", "en")] == ["0,46", "0.46"]
    assert two_decimals(None, "fr") == ""

"""What holds of every example fair, whatever its scheme."""

import re
from itertools import combinations

import pytest

from matching.domain.flaw import Flaw
from matching.intake.folder import read_folder
from matching.services.files.examples import example_folder, schemes
from matching.services.files.mending.needs_mending import needs_mending

OTHERS = sorted({*schemes()} - {"mosson"})
FICTION = re.compile(r"06 ?39 ?98 ?\d\d ?\d\d")


@pytest.mark.parametrize("scheme", OTHERS)
def test_example_comes_in_with_nothing_to_mend(scheme, whole):
    flaws = [
        Flaw(flaw["file"], flaw["line"], flaw["column"], flaw["value"], flaw["code"])
        for flaw in whole(scheme).received["flaws"]
    ]
    assert [flaw for flaw in flaws if needs_mending(flaw)] == []


@pytest.mark.parametrize("scheme", OTHERS)
def test_example_is_planned_without_breaking_a_rule(scheme, whole):
    plan = whole(scheme).plan
    assert plan["violations"] == []
    assert plan["meetings"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", OTHERS)
def test_nobody_of_an_example_is_in_two_places_at_once(scheme, whole):
    taken = [
        (meeting["person"], slot)
        for meeting in whole(scheme).plan["meetings"]
        for slot in range(meeting["slot"], meeting["slot"] + meeting.get("length", 1))
    ]
    assert [pair for pair, other in combinations(sorted(taken), 2) if pair == other] == []


@pytest.mark.parametrize("scheme", OTHERS)
def test_phones_of_an_example_belong_to_nobody(scheme):
    text = (example_folder(scheme) / "jobseekers.csv").read_text("utf-8-sig")
    phones = re.findall(r"\b0\d(?: ?\d\d){4}\b", text)
    assert phones
    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []


@pytest.mark.parametrize("scheme", OTHERS)
def test_invented_offers_and_stands_say_so(scheme):
    received = read_folder(example_folder(scheme))
    fictional = {stand.id for stand in received.exhibitors if "(fictif)" in stand.name}
    silent = [
        offer.id
        for offer in received.offers
        if offer.exhibitor not in fictional and "exemple fictif" not in offer.description.casefold()
    ]
    assert silent == []

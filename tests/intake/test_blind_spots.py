"""A file that would make a plan blind is never read under a green sentence."""

import pytest

from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.intake.blind_spots import blind_people, blind_stands
from matching.services.files.mending.needs_mending import needs_mending

SILENT = Jobseeker("s", "Sam")
SPEAKING = (
    Jobseeker("w", "Wen", wishes=("vente",)),
    Jobseeker("k", "Kim", skills=("excel",)),
    Jobseeker("e", "Eva", experience=("caissière",)),
)
STANDS = [Exhibitor(name, name) for name in "abcdef"]


def codes(flaws):
    return [(flaw.code, dict(flaw.params)) for flaw in flaws]


@pytest.mark.parametrize("person", SPEAKING, ids=["wish", "skill", "experience"])
def test_one_word_of_what_somebody_looks_for_is_enough(person):
    assert codes(blind_people("p.csv", [person] * 5)) == []


def test_a_file_in_which_nobody_says_anything_is_told_and_never_green():
    (flaw,) = blind_people("p.csv", [SILENT] * 5)
    assert (flaw.file, flaw.code) == ("p.csv", "nobody_says_what")
    assert needs_mending(flaw)


def test_every_second_person_silent_is_told_with_its_count():
    told = codes(blind_people("p.csv", [*[SILENT] * 3, *SPEAKING]))
    assert told == [("few_say_what", {"count": 3, "of": 6})]
    assert codes(blind_people("p.csv", [*[SILENT] * 2, *SPEAKING])) == []


def test_stands_that_offer_nothing_are_told_when_they_are_half_of_all():
    offers = [Offer(stand.id, stand.id, "Vente") for stand in STANDS]
    told = codes(blind_stands("e.csv", STANDS, offers[:3]))
    assert told == [("stands_without_offer", {"count": 3, "of": 6})]
    assert codes(blind_stands("e.csv", STANDS, offers[:4])) == []

"""Faces at the exit are counted once each, and tell of nobody."""

import pytest

from matching.domain.errors import FairError
from matching.services.evening.report import report
from matching.services.evening.satisfaction import say_content, take_face_back
from matching.store.day import happenings

MOSSON = "mosson-2023"


def faces(shop):
    found = [s for s in report(shop, MOSSON).sections if s.code == "satisfaction"]
    return {f.code: (f.value, f.of) for s in found for f in s.figures if f.value}


def test_each_touch_counts_once_and_a_slip_is_taken_back(planned):
    assert faces(planned) == {}
    for nonce, face in (("a", "good"), ("a", "good"), ("b", "bad"), ("c", "bad")):
        say_content(planned, MOSSON, face, by="person", nonce=nonce)
    say_content(planned, MOSSON, "fair", by="recruiter", nonce="d")
    take_face_back(planned, MOSSON, "c", nonce="c.back")
    take_face_back(planned, MOSSON, "c", nonce="c.back")
    assert faces(planned) == {
        "person_good": (1, 2), "person_bad": (1, 2), "recruiter_fair": (1, 1),
    }  # fmt: skip
    with planned.store.reading() as reader:
        assert {fact.person for fact in happenings.read_happenings(reader, MOSSON)} == {""}


@pytest.mark.parametrize(
    ("face", "by", "code"),
    [("angry", "person", "face_unknown"), ("good", "mayor", "voice_unknown")],
)
def test_what_is_no_face_is_refused(planned, face, by, code):
    with pytest.raises(FairError) as refused:
        say_content(planned, MOSSON, face, by=by, nonce="n")
    assert refused.value.code == code

"""A fair that was judged by hand: what comes first, what is worth a meeting, what stays closed."""

from functools import cache

from matching.domain.score import Verdict
from tests.scoring.judged_fair import JUDGED, OFFERS, PEOPLE, STANDS, judgement
from tests.scoring.pairs import FAIR
from tests.scoring.vocabularies import shipped_scorer

FIRST = 3


@cache
def scored():
    scorer, stands = shipped_scorer(), {stand.id: stand for stand in STANDS}
    people = [scorer.read_person(person, None, FAIR) for person in PEOPLE]
    offers = [scorer.read_offer(offer, stands[offer.exhibitor]) for offer in OFFERS]
    return scorer.score_all(people, offers)


def listed(person):
    """What a person is shown, the best first."""
    own = [one for one in scored() if one.person == person and one.verdict is not Verdict.CLOSED]
    return sorted(own, key=lambda one: (-one.value, one.offer))


def judged(scores):
    return [(one.person, one.offer, judgement(one.person, one.offer)) for one in scores]


def worth_meeting():
    floor = shipped_scorer().weights.floor["meeting"]
    return [one for person in JUDGED for one in listed(person) if one.value >= floor]


def test_nearly_everybody_is_walked_first_to_where_a_counsellor_would():
    firsts = judged(listed(person)[0] for person in JUDGED)
    others = [found for found in firsts if found[2] != "strong"]
    assert len(others) <= 1, others
    assert {found[2] for found in others} <= {"fair"}


def test_everybody_finds_a_strong_offer_among_the_first_three():
    for person in JUDGED:
        found = judged(listed(person)[:FIRST])
        assert "strong" in [judgement for _, _, judgement in found], found


def test_no_strong_offer_is_closed():
    closed = [one for one in scored() if one.verdict is Verdict.CLOSED]
    assert [found for found in judged(closed) if found[2] == "strong"] == []


def test_nothing_wrong_is_open_and_nothing_wrong_is_worth_a_meeting():
    open_ = [one for one in scored() if one.verdict is Verdict.OPEN]
    assert [found for found in judged(open_) if found[2] == "wrong"] == []
    assert [found for found in judged(worth_meeting()) if found[2] == "wrong"] == []


def test_few_meetings_that_seem_worth_it_are_pointless():
    found = judged(worth_meeting())
    pointless = [pair for pair in found if pair[2] == "pointless"]
    assert len(pointless) <= 0.2 * len(found), pointless

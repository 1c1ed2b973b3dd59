from dataclasses import replace
from datetime import time

import pytest

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.score import Bar, Question, Reason, Score, WayRound
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.services.scores.next_step import nothing_better
from matching.services.scores.sentences import rank
from tests.scoring.pairs import FAIR, offer, person

STANDS = {"s1": "A1", "s2": "B2", "s3": "C3"}


def entries(ids):
    """Three stands with an offer each, under any ids."""
    stands = {
        one: Exhibitor(id=one, name=f"Stand {STANDS[name]}", stand=STANDS[name])
        for name, one in ids.items()
    }
    offers = {
        f"o{one}": offer(id=f"o{one}", exhibitor=one, title=f"Métier {STANDS[name]}")
        for name, one in ids.items()
    }
    return Entries(FAIR, {"p1": person()}, {}, stands, offers, {"p1": 1})


def scored(stand, value, **known):
    reasons = (Reason("trade", "trade_same", 1.0, value, value, {}),)
    return Score(person="p1", stand=stand, offer=f"o{stand}", reasons=reasons, **known)


@pytest.mark.parametrize("ids", [("x", "y", "z"), ("z", "y", "x"), ("y", "z", "x")])
def test_other_ids_change_no_order_of_equals(ids):
    named = dict(zip(STANDS, ids, strict=True))
    fair = entries(named)
    found = sorted((scored(one, 0.5) for one in ids), key=lambda score: rank(score, fair))
    assert [fair.exhibitors[one.stand].stand for one in found] == ["A1", "B2", "C3"]


def test_among_equals_the_fewer_questions_come_first():
    fair = entries({name: name for name in STANDS})
    asked = scored("s1", 0.5, ask=(Question("vehicle", "vehicle_unknown", {}),))
    found = sorted((asked, scored("s3", 0.5)), key=lambda score: rank(score, fair))
    assert [one.stand for one in found] == ["s3", "s1"]


def test_who_meets_somebody_for_want_of_better_is_told_why_and_who_can_help():
    fair = entries({name: name for name in STANDS})
    helps = replace(fair.offers["os3"], kind=OfferKind.SUPPORT)
    kind = replace(fair.exhibitors["s3"], kind=ExhibitorKind.SUPPORT)
    fair = replace(
        fair,
        offers={**fair.offers, "os3": helps},
        exhibitors={**fair.exhibitors, "s3": kind},
    )
    closed = (Bar("french_too_low", {"least": "B1", "has": "A2", "help": WayRound.FRENCH_COURSE}),)
    scores = [scored("s1", 0.9, closed_by=closed), scored("s3", 0.2)]
    met = [Meeting(0, "p1", "s3", "os3", 1, 0.2)]
    said = nothing_better(met, scores, fair, floor=0.4, language="fr")
    assert "Métier A1" in said
    assert "C3 Stand C3" in said
    good = [replace(met[0], score=0.9)]
    assert nothing_better(good, scores, fair, floor=0.4, language="fr") == ""


def test_where_nobody_offers_the_trade_that_is_said():
    fair = entries({name: name for name in STANDS})
    met = [Meeting(0, "p1", "s1", "os1", 1, 0.1)]
    other = Reason("trade", "trade_other", 0.4, 0.0, 0.0, {"said": "cook", "trade": "cook"})
    scores = [Score(person="p1", stand="s1", offer="os1", reasons=(other,))]
    said = nothing_better(met, scores, fair, floor=0.4, language="en")
    assert said.endswith("Nobody here offers the trade that you want.")


def test_who_wants_no_trade_is_not_told_that_nobody_offers_it():
    fair = entries({name: name for name in STANDS})
    met = [Meeting(0, "p1", "s1", "os1", 1, 0.1)]
    said = nothing_better(met, (), fair, floor=0.4, language="en")
    assert said == "We have nothing better for you today."


def test_a_good_meeting_is_not_denied_by_what_is_said_of_the_others():
    fair = entries({name: name for name in STANDS})
    met = [Meeting(0, "p1", "s1", "os1", 1, 0.8), Meeting(1, "p1", "s2", "os2", 1, 0.1)]
    said = nothing_better(met, (), fair, floor=0.4, language="fr")
    assert said == "Nous n'avons pas d'autre offre aussi proche de votre demande."


def test_a_trade_that_is_offered_here_is_never_denied_whenever_its_stand_is_there():
    fair = entries({name: name for name in STANDS})
    met = [Meeting(0, "p1", "s2", "os2", 1, 0.1)]
    scores = [scored("s1", 0.3), scored("s2", 0.1)]
    said = nothing_better(met, scores, fair, floor=0.4, language="fr")
    asked = "Si une place se libère, demandez aussi «\u00a0Métier A1\u00a0»\u00a0: A1 Stand A1."
    assert said == asked
    mine = replace(fair.jobseekers["p1"], arrives=time(13, 30))
    leaves = replace(fair.exhibitors["s1"], closes=time(12, 30))
    gone = replace(fair, jobseekers={"p1": mine}, exhibitors={**fair.exhibitors, "s1": leaves})
    said = nothing_better(met, scores, gone, floor=0.4, language="fr")
    assert f"est là de {FAIR.opens:%H:%M} à 12:30.\nVous n'êtes pas là" in said
    for told in (said, nothing_better(met, scores, gone, floor=0.4, language="en")):
        assert "Personne ici" not in told
        assert "Nobody here" not in told

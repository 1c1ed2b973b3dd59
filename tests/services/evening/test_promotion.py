"""Entering and leaving a promotion at a screen: what is written, what follows, and the way back."""

from datetime import date, timedelta

import pytest

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Exit
from matching.services.evening.programme.checkpoints import to_call
from matching.services.evening.programme.promotion import (
    PromotionEntry,
    enter_promotion,
    leave_promotion,
    promotion_view,
    take_back_promotion,
)
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.files.receive_follow_ups import receive_follow_ups
from matching.services.rights.decisions import decision_log
from tests.fairs import shop_in

FABRIQUE = "fabrique-2018"
IN, OUT = date(2018, 1, 8), date(2018, 5, 25)


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "fabrique")
    yield opened
    opened.store.close()


def enter(shop, record="d901", nonce="in", **said):
    entry = PromotionEntry(record, "2018-1", IN, "Référente du lundi (fictif)")
    return enter_promotion(shop, FABRIQUE, entry, nonce=nonce, language="fr", **said)


def leave(shop, way=Exit.ENDED, on=OUT, nonce="out"):
    return leave_promotion(shop, FABRIQUE, "d901", on, way, nonce=nonce, language="fr")


def inside(shop):
    return [(one.record, one.promotion) for one in promotion_view(shop, FABRIQUE).inside]


def figure(shop, section, code):
    found = report(shop, FABRIQUE).sections
    return next(
        one.value for each in found if each.code == section for one in each.figures
        if one.code == code
    )  # fmt: skip


def test_whoever_enters_is_in_and_is_called_only_after_leaving(shop):
    before = figure(shop, "returns", "left")
    said = enter(shop)
    assert said[0] == "Le dossier d901 est dans la promotion 2018-1 depuis le 8 janvier 2018."
    assert inside(shop) == [("d901", "2018-1")]
    assert figure(shop, "answers", "still_in") == 1
    assert "d901" not in {call.record for call in to_call(shop, FABRIQUE, OUT)}
    ended = leave(shop)
    assert ended[1] == (
        "À appeler\u00a0: 25 juin 2018, 25 août 2018, 25 novembre 2018. "
        "Qui appelle\u00a0: Référente du lundi (fictif)."
    )
    assert inside(shop) == []
    assert figure(shop, "returns", "left") == before + 1
    called = to_call(shop, FABRIQUE, OUT + timedelta(days=31))
    assert [call.caller for call in called if call.record == "d901"] == [
        "Référente du lundi (fictif)"
    ]


def test_whoever_drops_out_counts_as_that_and_is_called_by_nobody(shop):
    before = figure(shop, "returns", "dropped_out")
    enter(shop)
    assert leave(shop, Exit.DROPPED_OUT)[1] == "Personne ne l'appelle."
    assert figure(shop, "returns", "dropped_out") == before + 1
    late = {call.record for call in to_call(shop, FABRIQUE, OUT + timedelta(days=60))}
    assert "d901" not in late


def test_each_act_is_done_once_logged_and_taken_back_in_turn(shop):
    enter(shop, station="Bilan")
    enter(shop)  # the same click again
    leave(shop)
    leave(shop)
    assert [one.kind for one in promotion_view(shop, FABRIQUE).lately] == [
        "promotion-left", "promotion-entered",
    ]  # fmt: skip
    with pytest.raises(FairError) as news:
        take_back_promotion(shop, FABRIQUE, "in", nonce="b0")
    assert news.value.code == "promotion_has_news"
    assert take_back_promotion(shop, FABRIQUE, "out", nonce="b1") == "d901"
    assert inside(shop) == [("d901", "2018-1")]
    take_back_promotion(shop, FABRIQUE, "in", nonce="b2")
    assert inside(shop) == []
    assert promotion_view(shop, FABRIQUE).lately == ()
    with pytest.raises(FairError) as gone:
        take_back_promotion(shop, FABRIQUE, "in", nonce="b3")
    assert gone.value.code == "nothing_to_undo"
    acts = [one for one in decision_log(shop, FABRIQUE).document["decisions"]
            if one["act"].startswith("promotion")]  # fmt: skip
    assert [one["act"] for one in acts] == [
        "promotion-entered", "promotion-left", "promotion-taken-back", "promotion-taken-back",
    ]  # fmt: skip
    assert acts[0]["station"] == "Bilan"
    assert "d901" not in str(acts)


def test_a_leaving_of_whoever_a_file_let_in_is_taken_back_to_what_the_file_said(shop):
    row = b"Dossier;Promotion;Date d'entree;Situation\nd901;2018-1;2018-01-08;\n"
    receive_follow_ups(shop, FABRIQUE, "suivi.csv", row)
    before = promotion_view(shop, FABRIQUE).inside
    assert [one.record for one in before] == ["d901"]  # a day of entry alone is no leaving
    leave(shop)
    take_back_promotion(shop, FABRIQUE, "out", nonce="back")
    assert promotion_view(shop, FABRIQUE).inside == before


REFUSED = {
    "promotion_known": lambda shop: enter(shop, nonce="again"),
    "promotion_unnamed": lambda shop: enter_promotion(
        shop, FABRIQUE, PromotionEntry("d902", " ", IN), nonce="n", language="fr"
    ),
    "promotion_leaves_later": lambda shop: leave(shop, on=date(2100, 1, 1)),
    "promotion_left_before": lambda shop: leave(shop, on=IN - timedelta(days=1)),
    "promotion_way": lambda shop: leave(shop, Exit.STILL_IN),
    "promotion_not_in": lambda shop: leave_promotion(
        shop, FABRIQUE, "d001", OUT, Exit.ENDED, nonce="n", language="fr"
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_no_trace(shop, code):
    enter(shop)
    before = promotion_view(shop, FABRIQUE)
    with pytest.raises(FairError) as told:
        REFUSED[code](shop)
    assert told.value.code == code
    assert promotion_view(shop, FABRIQUE) == before

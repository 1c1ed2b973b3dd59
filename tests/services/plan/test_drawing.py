"""A plan drawn in the background: seen on the way, ended with the best, kept once."""

import time

import pytest

from matching.domain.errors import FairError
from matching.phrases import LANGUAGES
from matching.planning.problem.goals import Goals
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Progress, Stop
from matching.services.plan.draw_plan import drawn_sentence
from matching.services.plan.drawing import Drawings
from matching.services.plan.progress_sentence import news_sentence
from matching.store.day import plans

MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def drawings():
    begun = Drawings()
    begun.get_ready()
    yield begun
    begun.close()


def taken(drawings, shop, fair):
    drawings.under_way(shop, fair).answer.exception(timeout=660)
    return drawings.take(shop, fair)


def last_number(shop):
    with shop.store.reading() as reader:
        return plans.last_number(reader, MOSSON)


@pytest.mark.slow
def test_drawing_is_seen_on_the_way_and_taken_once(drawings, shop):
    drawing = drawings.begin(shop, MOSSON, seconds=600)
    assert drawings.begin(shop, MOSSON, seconds=5) is drawing
    drawn = taken(drawings, shop, MOSSON)
    assert drawing.news.goals == drawn.result.goals
    assert drawing.news.gap == 0
    assert (drawn.version.number, drawn.result.stop) == (1, Stop.NONE)
    assert drawings.under_way(shop, MOSSON) is None
    assert drawings.take(shop, MOSSON) is None
    assert last_number(shop) == 1


@pytest.mark.slow
def test_drawing_that_is_ended_keeps_the_best_plan_so_far(drawings, shop):
    drawing = drawings.begin(shop, MOSSON, seconds=600)
    while drawing.news is None and not drawing.is_over:
        time.sleep(0.01)
    first = drawing.news
    drawing.end()
    drawn = taken(drawings, shop, MOSSON)
    assert drawn.result.stop is Stop.ASKED
    assert drawn.result.goals.score >= first.goals.score
    assert drawn.result.violations == ()
    assert last_number(shop) == 1
    for language in LANGUAGES:
        assert len(drawn_sentence(drawn, language).splitlines()) == 2


def test_drawing_that_is_refused_gives_the_refusal(drawings, shop):
    drawings.begin(shop, "nowhere", seconds=5)
    refusal = taken(drawings, shop, "nowhere")
    assert isinstance(refusal, FairError)
    assert refusal.code == "fair_unknown"


@pytest.mark.parametrize(
    ("score", "bounds", "said"),
    [
        (5.0, {}, "0 rendez-vous trouvés"),
        (9.96, {Goal.SCORE: 10.0}, "0 rendez-vous, au plus 0,4\xa0% sous le maximum"),
        (10.0, {Goal.SCORE: 10.0}, "0 rendez-vous, score maximum prouvé, attente\u00a0: 7"),
    ],
)
def test_news_say_how_far_the_best_plan_is_from_the_limit(score, bounds, said):
    goals = Goals(coverage=(), score=score, waiting=7, breaks=0, changes=0)
    sentence = news_sentence(Progress(goals, bounds, 1.0, None), "fr")
    assert sentence.replace("\u202f", "\xa0") == said

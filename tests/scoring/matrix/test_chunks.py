"""Chunks of people, wherever they are scored, make the same matrix."""

import pickle
from dataclasses import replace

import pytest

from matching.domain.terms import OfferKind
from matching.scoring.matrix.chunks import joined, score_in_chunks
from tests.scoring.pairs import FAIR, judged, offer, ready_offer, ready_person, stand
from tests.scoring.vocabularies import small_scorer

WISHES = ("dev web", "cuisto", "serveuse", "informatique", "")
SKILLS = ("html", "git", "cuisiner", "soudure TIG", "anglais")


def people(count=23):
    scorer = small_scorer()
    return [
        scorer.read_person(
            ready_person(
                id=f"p{number:03}",
                wishes=(WISHES[number % 5],),
                skills=(SKILLS[number % 4], SKILLS[number % 5]),
                radius_km=number,
            ),
            None,
            FAIR,
        )
        for number in range(count)
    ]


def panel():
    scorer = small_scorer()
    course = {"kind": OfferKind.TRAINING, "skills_taught": ("html", "git")}
    offers = [
        ready_offer(id="job"),
        ready_offer(id="kitchen", title="Cuisinier", rome="G1602", skills_required=("cuisiner",)),
        offer(id="course", **course),
        offer(id="session", **(course | {"kind": OfferKind.WORKSHOP})),
    ]
    return scorer.panel(scorer.read_offer(one, stand()) for one in offers)


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("backend", [None, "threading"])
def test_chunks_put_together_are_the_whole_matrix(backend, size):
    chunks = score_in_chunks(panel(), reversed(people()), backend=backend, size=size)
    assert judged(joined(chunks)) == judged(panel().matrix(people()))


@pytest.mark.slow
def test_other_processes_make_the_same_matrix():
    chunks = score_in_chunks(panel(), people(), backend="loky", workers=2, size=12)
    assert judged(joined(chunks)) == judged(panel().matrix(people()))


def test_what_is_kept_of_a_chunk_is_worked_out_where_it_is_scored():
    kept = score_in_chunks(panel(), people(), then=judged, size=10)
    expected = judged(panel().matrix(people()))
    assert [one for chunk in kept for one in chunk] == expected


def test_chunks_come_one_by_one():
    chunks = score_in_chunks(panel(), people(), size=10)
    assert next(chunks).people == tuple(f"p{number:03}" for number in range(10))
    assert [len(chunk.people) for chunk in chunks] == [10, 3]


def test_nobody_makes_no_chunk():
    assert list(score_in_chunks(panel(), [])) == []


def test_a_panel_travels_as_plain_bytes_and_is_light_without_foreign_trades():
    everybody = people()
    light = panel().narrowed(everybody[:1])
    sent = pickle.loads(pickle.dumps(light))
    assert judged(sent.matrix(everybody[:1])) == judged(panel().matrix(everybody[:1]))
    assert len(pickle.dumps(light)) < len(pickle.dumps(panel().narrowed(everybody)))


@pytest.mark.slow
def test_a_dask_cluster_makes_the_same_matrix():
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster),
    ):
        chunks = score_in_chunks(panel(), people(), backend="dask", size=6)
        found = judged(joined(chunks))
    assert found == judged(panel().matrix(people()))


def test_a_changed_weight_travels_with_the_panel():
    scorer = small_scorer()
    light = panel().narrowed(people())
    heavier = replace(light, weights=scorer.weights.changed("cap", "without_skills", 0.5))
    assert pickle.loads(pickle.dumps(heavier)).weights == heavier.weights

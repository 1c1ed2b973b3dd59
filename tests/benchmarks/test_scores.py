"""Scores at scale: every pair of a large fair at once, against one pair after the other."""

import gc
import multiprocessing
import resource
import time
from dataclasses import replace
from datetime import date
from datetime import time as clock
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.scoring import Scorer, Vocabulary
from tests.scoring.pairs import judged

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
FAIR = Fair(id="region", title="Region", date=date(2026, 3, 10), opens=clock(9), closes=clock(18))
JOB_CONTRACTS = (Contract.CDI, Contract.CDD, Contract.INTERIM, Contract.APPRENTICESHIP)
LEADS = ("", "", "", "je sais ", "je voudrais ", "j'aime ", "bonjour je cherche ")
NEVER_READ = {  # words that nobody has said before, so that nothing of them is remembered
    "wishes": ("je voudré travaillé dan la boulanjerie", "ou bien fer du menage ché les gens"),
    "skills": ("je parle bien anglé", "conduire un chario", "tenir une quaisse", "Pack offisse"),
    "experience": ("2 ans caissiaire a superu",),
}
ENDINGS = ("", "", "", " depuis 2 ans", " un peu", " si possible", " le matin")


class Town:
    """People and offers as a region's fair has them, drawn from the words of a vocabulary."""

    def __init__(self, vocabulary, seed=2026):
        self.draw = Random(seed)
        self.trades = sorted(vocabulary.trades)
        self.vocabulary = vocabulary
        self.communes = sorted(commune.name for commune in vocabulary.communes)[::250]
        self.trade_words = self._pool(vocabulary.trades.values(), 4_000)
        self.skill_words = self._pool(vocabulary.skills.values(), 4_000)

    def _pool(self, entries, count):
        said = sorted({words for one in entries for words in (*one.labels.values(), *one.aliases)})
        return sorted({self._damaged(words) for words in islice(cycle(said), 3 * count)})[:count]

    def _damaged(self, words):
        letters = list(words.lower() if self.draw.random() < 0.7 else words)
        if len(letters) > 5 and self.draw.random() < 0.6:
            place = self.draw.randrange(1, len(letters) - 1)
            letters[place : place + 2] = self.draw.choice(
                ([letters[place + 1], letters[place]], [letters[place]], [letters[place]] * 2)
            )
        return self.draw.choice(LEADS) + "".join(letters) + self.draw.choice(ENDINGS)

    def some(self, values, least, most):
        return tuple(self.draw.sample(values, self.draw.randint(least, most)))

    def maybe(self, share, value):
        return value if self.draw.random() < share else None

    def people(self, count):
        return [self._person(f"p{number:06}") for number in range(count)]

    def _person(self, name):
        draw = self.draw
        return Jobseeker(
            id=name,
            first_name="X",
            wishes=self.some(self.trade_words, 1, 3),
            skills=self.some(self.skill_words, 2, 6),
            experience=self.some(self.trade_words, 1, 2),
            contracts=self.some(JOB_CONTRACTS, 0, 3),
            hours_wanted=self.some(tuple(Hours), 0, 2),
            radius_km=self.maybe(0.8, draw.choice((5, 10, 15, 20, 30, 50))),
            commune=draw.choice(self.communes),
            licences=self.maybe(0.7, draw.choice(((), ("B",), ("B", "C")))),
            french_level=self.maybe(0.8, draw.choice(tuple(FrenchLevel))),
            diploma_level=self.maybe(0.8, draw.choice(tuple(DiplomaLevel))),
            avoid=self.some(tuple(Condition), 0, 2),
            interpreter=self.maybe(0.1, "ar") or "",
        )

    def stands(self, count):
        return [Exhibitor(id=f"s{number:04}", name=f"Stand {number}") for number in range(count)]

    def offers(self, count, stands):
        return [
            self._offer(f"o{number:05}", at.id)
            for number, at in zip(range(count), cycle(stands), strict=False)
        ]

    def _offer(self, name, stand):
        draw = self.draw
        trade = self.vocabulary.trades[draw.choice(self.trades)]
        kind = draw.choices(tuple(OfferKind), (75, 15, 10))[0]
        words = self.some(self.skill_words, 2, 6)
        is_job = kind is OfferKind.JOB
        return Offer(
            id=name,
            exhibitor=stand,
            title=trade.labels["fr"],
            kind=kind,
            rome=trade.rome if draw.random() < 0.6 else "",
            skills_required=words if is_job and draw.random() < 0.7 else (),
            skills_desired=self.some(self.skill_words, 0, 2) if is_job else (),
            skills_taught=() if is_job else words,
            contracts=self.some(JOB_CONTRACTS, 1, 2) if is_job else (Contract.TRAINING,),
            hours=self.some(tuple(Hours), 0, 2),
            commune=draw.choice(self.communes),
            remote=self.maybe(0.3, draw.random() < 0.3),
            french_level_min=self.maybe(0.5, draw.choice(tuple(FrenchLevel)[:5])),
            diploma_min=self.maybe(0.3, DiplomaLevel.BAC),
            licences_required=("B",) if draw.random() < 0.25 else (),
            conditions=self.some(tuple(Condition), 0, 3),
        )


def timed(act):
    """What an act gives, with its processor and clock seconds."""
    begun = time.process_time(), time.perf_counter()
    result = act()
    return result, time.process_time() - begun[0], time.perf_counter() - begun[1]


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole_fair(people_count, stand_count, offer_count):
    """Read and score a whole fair in a process of its own, and say what it took."""

    def open_up():
        scorer = Scorer(Vocabulary.read(REFERENCE))
        scorer.reader.get_ready()
        gc.freeze()  # as the app does once it has started
        return scorer

    scorer, ready, _ = timed(open_up)
    town = Town(scorer.vocabulary)
    people, stands = town.people(people_count), town.stands(stand_count)
    offers = town.offers(offer_count, stands)
    before = peak_mb()
    at = {stand.id: stand for stand in stands}

    def read():
        scorer.learn(people, offers)
        read_offers = [scorer.read_offer(one, at[one.exhibitor]) for one in offers]
        return [scorer.read_person(one, None, FAIR) for one in people], read_offers

    (profiles, read_offers), reading, _ = timed(read)
    matrix, scoring, clocked = timed(lambda: scorer.matrix(profiles, read_offers))
    new = replace(people[0], id="walk-in", **NEVER_READ)
    panel = scorer.panel(read_offers)
    panel.matrix(profiles[:200])
    one, walk_read, _ = timed(lambda: scorer.read_person(new, None, FAIR))
    row, walk_score, _ = timed(lambda: panel.matrix([one]))
    return {
        "pairs": matrix.values.size,
        "vocabulary ready, CPU s": ready,
        "reading, CPU s": reading,
        "matrix, CPU s": scoring,
        "matrix, clock s": clocked,
        "walk-in read, CPU ms": walk_read * 1000,
        "walk-in scored, CPU ms": walk_score * 1000,
        "peak MB": peak_mb(),
        "peak MB before": before,
        "walk-in offers": row.values.size,
    }


@pytest.fixture(scope="module", params=[(5000, 300, 1000), (400, 40, 100)], ids=["region", "fair"])
def taken(request):
    """What a whole fair takes, in a fresh process so that its peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return request.param, pool.apply(whole_fair, request.param)


def test_a_whole_fair_is_read_and_scored(taken, measured):
    (people, stands, offers), figures = taken
    subject = f"{people} people x {stands} stands x {offers} offers"
    for figure, value in figures.items():
        measured(subject, figure, value)
    assert figures["pairs"] == people * offers
    assert figures["peak MB"] < 1536


def test_the_matrix_is_far_cheaper_a_pair_than_one_score_after_the_other(measured):
    scorer = Scorer(Vocabulary.read(REFERENCE))
    town = Town(scorer.vocabulary)
    stands = town.stands(40)
    people, offers = town.people(400), town.offers(200, stands)
    scorer.learn(people, offers)
    profiles = [scorer.read_person(one, None, FAIR) for one in people]
    read = [scorer.read_offer(one, stands[0]) for one in offers]
    matrix, at_once, _ = timed(lambda: scorer.matrix(profiles, read))
    scores, one_by_one, _ = timed(lambda: scorer.score_all(profiles[:40], read))
    each = one_by_one / len(scores)
    ratio = each / (at_once / matrix.values.size)
    measured("a pair with its reasons", "CPU microseconds", each * 1e6)
    measured("a pair of the matrix", "CPU microseconds", at_once / matrix.values.size * 1e6)
    measured("matrix against score_all", "times cheaper", ratio)
    cells = judged(matrix)[: len(scores)]
    assert [one.value for one in cells] == pytest.approx([one.value for one in scores], abs=1e-9)
    assert [one.verdict for one in cells] == [one.verdict for one in scores]
    assert ratio >= 15

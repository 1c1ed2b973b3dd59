"""People and offers of these tests, and the shortest way from the two to a score."""

from datetime import date, time
from typing import NamedTuple

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Verdict
from matching.domain.statistics import Statistics
from matching.domain.terms import Contract, Hours
from matching.scoring.matrix.score_matrix import VERDICTS
from tests.scoring.vocabularies import small_scorer

FAIR = Fair(id="test-fair", title="Test", date=date(2024, 6, 3), opens=time(9), closes=time(17))


def person(**known):
    return Jobseeker(**{"id": "p1", "first_name": "Lina", **known})


def ready_person(**known):
    """Someone who has said everything a score can read."""
    said = {
        "wishes": ("dev web",),
        "skills": ("html", "git"),
        "contracts": (Contract.CDI, Contract.CDD),
        "hours_wanted": (Hours.FULL_TIME,),
        "radius_km": 20,
        "commune": "Lattes",
    }
    return person(**(said | known))


def offer(**known):
    return Offer(**{"id": "o1", "exhibitor": "s1", "title": "Développeur web", **known})


def ready_offer(**known):
    """A job that states everything a score can read."""
    said = {
        "rome": "M1855",
        "skills_required": ("html", "javascript", "git"),
        "skills_desired": ("anglais",),
        "contracts": (Contract.CDI,),
        "hours": (Hours.FULL_TIME,),
        "commune": "Montpellier",
        "remote": False,
    }
    return offer(**(said | known))


def stand(**known):
    return Exhibitor(**{"id": "s1", "name": "Stand", **known})


def score(someone, something, *, at=None, facts=None, fair=FAIR, scorer=None, wishes=()):
    scorer = scorer or small_scorer()
    return scorer.score(
        scorer.read_person(someone, facts, fair, wishes=wishes),
        scorer.read_offer(something, at or stand()),
    )


def born(year, **facts):
    return Statistics(person="p1", birth_year=year, **facts)


def reason(found, criterion):
    return next((reason for reason in found.reasons if reason.criterion == criterion), None)


class Judged(NamedTuple):
    """One cell of a matrix."""

    person: str
    stand: str
    offer: str
    value: float
    verdict: Verdict


def judged(matrix):
    """Every pair of a matrix, in the order of person, stand and offer ids."""
    return [
        Judged(person, one.stand, one.offer, float(value), VERDICTS[verdict])
        for person, values, verdicts in zip(
            matrix.people, matrix.values, matrix.verdicts, strict=True
        )
        for one, value, verdict in zip(matrix.offers, values, verdicts, strict=True)
    ]

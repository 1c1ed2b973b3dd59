"""What a person may need beside a job, called for by what their row says."""

from collections.abc import Iterable, Mapping

from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import Hours, Need
from matching.scoring.vocabulary.themes import (
    CHOOSE,
    DIGITAL,
    FIND_A_COURSE,
    FRENCH,
    LICENCE,
)

_VEHICLE = "mobilite--acceder-a-un-vehicule"
_CHILDCARE = "famille--garde-denfants"
_SEARCH = "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"
_CV = "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation"
_HANDICAP = "sante--constituer-un-dossier-mdph-invalidite"


def calls_of(person: Jobseeker, *, is_at_large: bool) -> Mapping[str, str]:
    """Themes that a fact of a person's row calls for, each with the name of the fact."""
    return {theme: fact for theme, fact, holds in _facts(person, is_at_large) if holds}


def _facts(person: Jobseeker, at_large: bool) -> Iterable[tuple[str, str, bool]]:  # noqa: FBT001
    french, digital, diploma = person.french_level, person.digital_level, person.diploma_level
    on_foot = person.licences == () and not person.vehicle
    at_large = at_large and not (person.hours_wanted or person.contracts)
    yield LICENCE, "licence", on_foot
    yield _VEHICLE, "licence", on_foot
    yield _CHILDCARE, "school_hours", Hours.SCHOOL_HOURS in person.hours_wanted
    yield DIGITAL, "digital", digital is not None and digital <= DigitalLevel.PHONE_ONLY
    yield FRENCH, "french", french is not None and french <= FrenchLevel.A2
    yield CHOOSE, "project", at_large
    yield _SEARCH, "search", True
    yield _CV, "search", True
    yield FIND_A_COURSE, "diploma", _is_low(diploma)
    # Who avoids noise, loads or standing has said a taste: nothing is concluded about their health.
    yield _HANDICAP, "limits", Need.SITTING in person.needs


def _is_low(diploma: DiplomaLevel | None) -> bool:
    return diploma is not None and diploma < DiplomaLevel.CAP

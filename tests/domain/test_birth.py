"""Values are validated at birth: what cannot be is refused with the field at fault."""

from datetime import datetime, time

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import Invalid
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DiplomaLevel
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from tests.fairs import moment, morning_fair


@pytest.mark.parametrize(
    ("birth", "field", "reason"),
    [
        (lambda: morning_fair(id="Été 2023"), "id", "fair_id"),
        (lambda: morning_fair(title=" "), "title", "empty"),
        (lambda: morning_fair(timezone="Europe/Nowhere"), "timezone", "timezone"),
        (lambda: morning_fair(closes=time(9)), "closes", "hours"),
        (lambda: morning_fair(breaks=((time(8), time(10)),)), "breaks", "hours"),
        (lambda: morning_fair(slot_minutes=0), "slot_minutes", "range"),
        (lambda: morning_fair(least_meetings=4), "least_meetings", "range"),
        (lambda: Jobseeker("p", ""), "first_name", "empty"),
        (lambda: Jobseeker("", "Ana"), "id", "empty"),
        (lambda: Jobseeker("p", "Ana", radius_km=-1), "radius_km", "range"),
        (lambda: Jobseeker("p", "Ana", arrives=time(11), leaves=time(10)), "leaves", "hours"),
        (lambda: Exhibitor("s", "Stand", tables=0), "tables", "range"),
        (lambda: Exhibitor("s", "Stand", breaks=((time(11), time(10)),)), "breaks", "hours"),
        (lambda: Offer("o", "s", ""), "title", "empty"),
        (lambda: Offer("o", "s", "t", age_max=25), "age_max", "age_without_ground"),
        (lambda: Offer("o", "s", "t", places=-1), "places", "range"),
        (lambda: Statistics("p", birth_year=199), "birth_year", "range"),
        (lambda: Statistics("p", age=9), "age", "range"),
    ],
)
def test_value_that_cannot_be_is_refused(birth, field, reason):
    with pytest.raises(Invalid) as refusal:
        birth()
    assert (refusal.value.field, refusal.value.reason) == (field, reason)


def test_age_limit_with_its_legal_ground_is_accepted():
    offer = Offer("o", "s", "t", age_min=16, age_max=29, entry_ground="Code du travail L6222-1")
    assert (offer.age_min, offer.age_max) == (16, 29)


def test_diploma_floor_above_its_ceiling_is_refused():
    with pytest.raises(Invalid, match="crossed"):
        Offer("o", "s", "t", diploma_min=DiplomaLevel.BAC, diploma_max=DiplomaLevel.CAP)


def test_happening_without_a_time_zone_is_refused():
    with pytest.raises(Invalid, match="naive_time"):
        Happening(HappeningKind.ARRIVED, datetime(2023, 6, 30, 9), "n")  # noqa: DTZ001


def test_representation_of_a_person_holds_no_name():
    assert repr(Jobseeker("p1", "Amina", "Díaz", phone="0639980000")) == "Jobseeker(id='p1')"
    assert repr(Statistics("p1", birth_year=1990)) == "Statistics(person='p1')"


def test_moment_of_a_fair_is_in_its_zone():
    assert moment(9).isoformat() == "2023-06-30T09:00:00+02:00"


@pytest.mark.parametrize(("sign", "label"), [("A3", "A3 Maison Pic"), ("", "Maison Pic")])
def test_a_stand_is_called_by_its_sign_and_its_name(sign, label):
    assert Exhibitor("pic", "Maison Pic", stand=sign).label == label

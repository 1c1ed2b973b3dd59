"""What would make a plan blind: nobody says what they look for, stands offer nothing."""

from collections.abc import Iterator, Sequence

from matching.domain.exhibitor import Exhibitor
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer

_ENOUGH = 5  # people or stands; of fewer a person sees it without being told
_MANY = 0.5  # share of the people, or of the stands, from which a plan is blind


def blind_people(file: str, people: Sequence[Jobseeker]) -> Iterator[Flaw]:
    """A flaw when nobody, or not even every second person, says a wish, a skill or a trade held."""
    silent = sum(not (one.wishes or one.skills or one.experience) for one in people)
    if len(people) >= _ENOUGH and silent >= _MANY * len(people):
        code = "nobody_says_what" if silent == len(people) else "few_say_what"
        yield Flaw(file, 0, "", "", code, params={"count": silent, "of": len(people)})


def blind_stands(file: str, stands: Sequence[Exhibitor], offers: Sequence[Offer]) -> Iterator[Flaw]:
    """A flaw when half of the stands have no offer: nobody can be sent there for a reason."""
    offering = {offer.exhibitor for offer in offers}
    idle = sum(stand.id not in offering for stand in stands)
    if len(stands) >= _ENOUGH and idle >= _MANY * len(stands):
        params = {"count": idle, "of": len(stands)}
        yield Flaw(file, 0, "", "", "stands_without_offer", params=params)


def blind_hours(file: str, stands: Sequence[Exhibitor]) -> Iterator[Flaw]:
    """A flaw when some stands say when they are there and others do not: they count all day."""
    silent = sum(not (stand.opens or stand.closes or stand.breaks) for stand in stands)
    if 0 < silent < len(stands):
        params = {"count": silent, "of": len(stands)}
        yield Flaw(file, 0, "", "", "stands_without_hours", params=params)

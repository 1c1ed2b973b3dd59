"""Who and what is entered for a fair: people, exhibitors and offers, found by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.wish import Wish


@dataclass(frozen=True)
class Entries:
    """A fair with everything known about it before the day, each kind in the order of its ids."""

    fair: Fair
    jobseekers: Mapping[str, Jobseeker]
    statistics: Mapping[str, Statistics]
    exhibitors: Mapping[str, Exhibitor]
    offers: Mapping[str, Offer]
    call_numbers: Mapping[str, int]
    wishes: tuple[Wish, ...] = ()

    def jobseeker(self, person: str) -> Jobseeker:
        """The jobseeker of an id; refused with `person_unknown` when there is none."""
        if person not in self.jobseekers:
            raise FairError("person_unknown", person=person, fair=self.fair.id)
        return self.jobseekers[person]

    def exhibitor(self, stand: str) -> Exhibitor:
        """The exhibitor of an id; refused with `stand_unknown` when there is none."""
        if stand not in self.exhibitors:
            raise FairError("stand_unknown", stand=stand, fair=self.fair.id)
        return self.exhibitors[stand]

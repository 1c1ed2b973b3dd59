"""How many meetings of an offer a plan may hold, and who is left out where more would come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.planning.fair.best_offers import BestOffers, ChosenOffer, Key


@dataclass(frozen=True)
class InterviewLimits:
    """The most interviews of each offer that has a limit, and whom the scheme names first.

    Where more people would come than may, the scheme's stated order decides, then how well the
    offer suits, then ids; nothing protected is looked at.
    """

    most: Mapping[str, int]
    first: frozenset[str]

    @classmethod
    def of(
        cls, fair: Fair, jobseekers: Iterable[Jobseeker], offers: Iterable[Offer]
    ) -> "InterviewLimits":
        """The limits of a fair: none of a workshop, whose places are its seats."""
        rules = fair.place_rules
        limits = {
            offer.id: most
            for offer in offers
            if (most := rules.most_interviews_of(offer)) is not None
        }
        first = {each.id for each in jobseekers if limits and rules.names_first(each.referrer)}
        return cls(limits, frozenset(first))

    def held_back(
        self,
        best: BestOffers,
        told: Collection[Key],
        *,
        gone: Collection[str] = (),
        gains: Collection[str] | None = None,
    ) -> frozenset[Key]:
        """Whoever would talk about a full offer, with that offer: they may talk about another.

        Parameters
        ----------
        told
            Meetings that people were told of: they count first, and nobody loses theirs.
        gone
            People who no longer come.
        gains
            People who may get new meetings; None for all.
        """
        held: set[Key] = set()
        while self.most:
            crowds: defaultdict[str, list[ChosenOffer]] = defaultdict(list)
            for choice in best.about(self.most):
                person = choice.key.person
                may_gain = person not in gone and (gains is None or person in gains)
                if may_gain or choice.key in told:
                    crowds[choice.key.offer].append(choice)
            over = {
                choice.key
                for offer, crowd in crowds.items()
                for choice in sorted(crowd, key=lambda choice: self._rank(choice, told))[
                    self.most[offer] :
                ]
                if choice.key not in told
            }
            if not over:
                break
            held |= over
            best = best.without(over)
        return frozenset(held)

    def _rank(self, choice: ChosenOffer, told: Collection[Key]) -> tuple[bool, bool, float, str]:
        key = choice.key
        return key not in told, key.person not in self.first, -choice.score, key.person

"""The short list of next steps that a meeting may end with, as a fair sets it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from matching.domain.day.happening import OUTCOMES
from matching.domain.errors import Invalid
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind

GIVEN_BY = {"training": OfferKind.TRAINING, "hired": OfferKind.JOB}
"""The results that one kind of offer alone can lead to."""

NONE = "nothing"
"""The result of a meeting without a next step: always in the list, so that nobody makes one up."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class NextStep:
    """One next step: a result of `OUTCOMES`, which figures count, and the fair's own words for it.

    Without words it is called as Parvis calls the result.
    """

    result: str
    words: str = ""

    def __post_init__(self) -> None:
        if self.result not in OUTCOMES:
            raise Invalid("next_steps", "choice", value=self.result, choices=", ".join(OUTCOMES))
        if len(self.words) > _LONGEST or not self.words.isprintable():
            raise Invalid("next_steps", "name", most=_LONGEST)

    @classmethod
    def read(cls, written: str) -> "NextStep":
        """The step of `result` or `result: own words`, as `fair.toml` writes it."""
        result, _, words = written.partition(":")
        return cls(result.strip(), words.strip())

    @property
    def written(self) -> str:
        """How `fair.toml` writes it: reads back as the same."""
        return f"{self.result}: {self.words}" if self.words else self.result


USUAL = tuple(NextStep(result) for result in OUTCOMES)
"""What a fair offers that says nothing else."""


def can_lead_to(result: str, offers: Iterable[Offer]) -> bool:
    """Whether talking about one of these offers may end so; about none at all, anything may."""
    kinds = {offer.kind for offer in offers}
    return not kinds or GIVEN_BY.get(result) in {None, *kinds}


def steps_about(steps: Iterable[NextStep], offers: Collection[Offer]) -> tuple[NextStep, ...]:
    """The next steps that talking about these offers can lead to, in their order."""
    return tuple(step for step in steps if can_lead_to(step.result, offers))


def own_words(steps: Iterable[NextStep], result: str) -> str:
    """How a fair calls a result; "" where it says nothing of its own."""
    return next((step.words for step in steps if step.result == result), "")


def must_be_a_list(steps: Iterable[NextStep]) -> None:
    """Refuse a list that says a result twice, or leaves out the one without a next step.

    Raises
    ------
    Invalid
    """
    results = [step.result for step in steps]
    for result in results:
        if results.count(result) > 1:
            raise Invalid("next_steps", "step_twice", value=result)
    if NONE not in results:
        raise Invalid("next_steps", "step_none", value=", ".join(results), choices=NONE)

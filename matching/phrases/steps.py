"""What a meeting led to, by its name: one step has one name to all who note, count or read it."""

from matching.domain.day.happening import Outcome
from matching.phrases.say import say


def step_name(told: Outcome, language: str) -> str:
    """A next step as staff call it: the fair's own words, or Parvis's name for the result."""
    return told.words or say(f"outcome.{told.result}", language)


def own_step_name(told: Outcome, language: str) -> str:
    """The same to the person whose step it is."""
    return told.words or say(f"mine.step_{told.result}", language)

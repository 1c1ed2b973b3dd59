"""What a schedule says of meetings that are over: the next step that was noted of each."""

from collections.abc import Iterable

from matching.domain.day.happening import Happening, Outcome, told_outcomes
from matching.phrases import say
from matching.services.plan.paper.desk import Desk


def step_words(told: Outcome, language: str) -> str:
    """A next step for its person: the fair's own words or ours, and when, to whom or why."""
    said = told.words or say(f"mine.step_{told.result}", language)
    return f"{said}, {told.detail}" if told.detail else said


def step_notes(desk: Desk, person: str) -> tuple[str, ...]:
    """One sentence for each step that a meeting of a person led to, in the order noted."""
    mine: Iterable[Happening] = (fact for fact in desk.outcomes if fact.person == person)
    stands, language = {fact.meeting: fact.stand for fact in desk.outcomes}, desk.language
    return tuple(
        say(
            "note.next_step",
            language,
            stand=desk.entries.exhibitors[stands[meeting]].name,
            step=step_words(told, language),
        )
        for meeting, outcomes in told_outcomes(mine).items()
        if stands[meeting] in desk.entries.exhibitors
        for told in outcomes
    )

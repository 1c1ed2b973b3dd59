"""What a schedule says of meetings that are over: the next step that was noted of each."""

from matching.domain.day.happening import Outcome
from matching.domain.day.places import outcomes_now
from matching.phrases import say
from matching.phrases.steps import own_step_name
from matching.services.plan.paper.desk import Desk


def step_words(told: Outcome, language: str) -> str:
    """A next step for its person: the fair's own words or ours, and when, to whom or why."""
    said = own_step_name(told, language)
    return f"{said}, {told.detail}" if told.detail else said


def step_notes(desk: Desk, person: str) -> tuple[str, ...]:
    """One sentence for each step that a meeting of a person led to, in the order noted."""
    mine = [fact for fact in desk.outcomes if fact.person == person]
    if not mine:
        return ()
    stands, language = {fact.meeting: fact.stand for fact in mine}, desk.language
    about = {meeting.id: meeting.offer for meeting in desk.meetings if meeting.person == person}
    outcomes = outcomes_now(mine, desk.entries.offers, desk.places, about)
    return tuple(
        say(
            "note.next_step",
            language,
            stand=desk.entries.exhibitors[stands[meeting]].name,
            step=step_words(told, language),
        )
        for meeting, led in outcomes.items()
        if stands[meeting] in desk.entries.exhibitors
        for told in led
    )

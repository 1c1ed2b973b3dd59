"""What is counted of a person who was forgotten: groups, hours and meetings of nobody."""

from dataclasses import dataclass

from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting
from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Counted:
    """One row that keeps the figures of a fair as they were.

    `person` has an id that was drawn at random, no name, and of the profile nothing but the
    level of the diploma, who sent five people or more, and whether they agreed to be called
    again (the whole of which answers are counted); moments are cut to the hour. `open_share` and
    `best_score` are what groups are compared by, `None` where no plan had worked them out.
    """

    person: Jobseeker
    figures: Statistics
    walked_in: bool
    meetings: tuple[Meeting, ...] = ()
    facts: tuple[Happening, ...] = ()
    is_first_wish_met: bool | None = None
    open_share: float | None = None
    best_score: float | None = None

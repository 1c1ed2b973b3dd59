"""What follows by rule when the day goes otherwise than planned, as a setting of a fair."""

from dataclasses import dataclass

from matching.domain.errors import Invalid

DECIDES = ("person", "rule")
"""Who decides that a rule is followed: a person who is asked each time, or the rule itself."""

_MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class DayRules:
    """When a seat is given to somebody else, and when a stand is said to run over.

    Attributes
    ----------
    no_show_minutes
        After so many minutes of not being at the fair, somebody's seat goes to the best person who
        is here and free; 0 for never.
    overrun_minutes
        After so many minutes that a meeting lasts too long, the next one of that stand is put
        off, and nobody else's; 0 for never. Only of a stand that tells of its meetings.
    decides
        One of `DECIDES`.
    """

    no_show_minutes: int = 0
    overrun_minutes: int = 0
    decides: str = "person"

    def __post_init__(self) -> None:
        for name in ("no_show_minutes", "overrun_minutes"):
            minutes = getattr(self, name)
            if not 0 <= minutes <= _MOST_MINUTES:
                raise Invalid(name, "range", value=minutes, least=0, most=_MOST_MINUTES)
        if self.decides not in DECIDES:
            raise Invalid("decides", "choice", value=self.decides, choices=", ".join(DECIDES))

    @property
    def is_any(self) -> bool:
        """Whether there is any rule to follow."""
        return bool(self.no_show_minutes or self.overrun_minutes)

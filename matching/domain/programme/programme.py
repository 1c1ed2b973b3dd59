"""A programme that a fair belongs to: what it cost, what it made, when it asks for news."""

from dataclasses import dataclass

from matching.domain.errors import Invalid

_MOST_EUROS = 1_000_000_000
_MOST_PROJECTS = 100_000
_LAST_MONTH = 60


@dataclass(frozen=True, slots=True)
class Programme:
    """What a funder's report needs beside the people; 0 is *not told*.

    `checkpoints` are the months after leaving at which somebody is called.

    Raises
    ------
    Invalid
        When a sum, a count or a month cannot be.
    """

    total_cost_eur: int = 0
    european_share_eur: int = 0
    projects_collective: int = 0
    projects_individual: int = 0
    checkpoints: tuple[int, ...] = (1, 3, 6)

    def __post_init__(self) -> None:
        for name, most in (
            ("total_cost_eur", _MOST_EUROS),
            ("european_share_eur", self.total_cost_eur or _MOST_EUROS),
            ("projects_collective", _MOST_PROJECTS),
            ("projects_individual", _MOST_PROJECTS),
        ):
            _must_lie(name, getattr(self, name), 0, most)
        for month in self.checkpoints:
            _must_lie("checkpoints", month, 1, _LAST_MONTH)


def _must_lie(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid(name, "range", value=value, least=least, most=most)

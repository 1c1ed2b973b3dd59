"""What may go otherwise than planned on the day, as settings."""

from dataclasses import dataclass

from matching.planning.problem.problem import ProblemError

_MOST = {"no_shows": 100, "walk_ins": 200, "late": 240, "stands_late": 100, "overrun": 60}


@dataclass(frozen=True, slots=True)
class Conditions:
    """How much of a drawn day goes otherwise than planned.

    Attributes
    ----------
    no_shows, walk_ins
        Percent of the registered who do not come, and who come unannounced besides.
    late, overrun
        Minutes on average: how late people come, how much longer a meeting lasts (exponential).
    stands_late
        Percent of stands that open late, by half an hour on average.

    Raises
    ------
    ProblemError
        `range` for a value that cannot be.
    """

    no_shows: float = 25
    walk_ins: float = 20
    late: float = 10
    stands_late: float = 10
    overrun: float = 2

    def __post_init__(self) -> None:
        for name, most in _MOST.items():
            value = getattr(self, name)
            if not 0 <= value <= most:
                raise ProblemError(name, "range", value=value, least=0, most=most)

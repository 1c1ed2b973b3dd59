"""Whether a fair is small enough to be planned, told before any memory is taken."""

from matching.domain.errors import FairError

MOST_JUDGED = 10_000_000
MOST_CHOICES = 10_000_000


def check_size(people: int, offers: int) -> None:
    """Refuse a fair whose people times offers this software cannot hold.

    Raises
    ------
    FairError
        `fair_too_large`, with the numbers given and the most that can be.
    """
    if people * offers > MOST_JUDGED:
        raise FairError(
            "fair_too_large",
            people=people,
            offers=offers,
            most_people=MOST_JUDGED // offers,
        )

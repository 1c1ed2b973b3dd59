"""What one page tells, in its final words."""

from dataclasses import dataclass

from badges.personal.density import Heading, PrintedLine
from badges.personal.hall import ShownHall


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a page in its reader's language."""

    my_meetings: str
    number: str
    lost: str
    late: str
    rights: str
    no_meeting: str
    no_meeting_help: str
    goes_on: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that one page tells, in final words; `also_label` goes before rows of other stands.

    Of `refusals`, sentence by sentence, the first is told whatever it takes.
    """

    words: Words
    head: Heading
    number: str
    code: str
    lines: tuple[PrintedLine, ...]
    notes: tuple[str, ...]
    also_label: str
    also: tuple[str, ...]
    refusals: tuple[tuple[str, ...], ...]
    scale: float
    hall: ShownHall | None = None
    hall_name: str = ""

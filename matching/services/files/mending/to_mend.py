"""What a report asks of a person, sorted and counted in one place for every screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.domain.flaw import Flaw
from matching.services.files.mending.needs_mending import is_of_advert, is_of_consent, needs_mending
from matching.services.files.mending.value_questions import (
    OrderQuestion,
    ValueQuestion,
    asks_of_value,
    order_questions,
    value_questions,
)


@dataclass(frozen=True, slots=True)
class ToMend:
    """The questions of a report: each is asked once, however many flaws it answers.

    `cells` and `consents` are flaws of one cell together, `adverts` all that the text of one offer
    demands and no column says.
    """

    orders: tuple[OrderQuestion, ...]
    values: tuple[ValueQuestion, ...]
    cells: tuple[tuple[Flaw, ...], ...]
    consents: tuple[tuple[Flaw, ...], ...]
    adverts: tuple[tuple[Flaw, ...], ...]

    @classmethod
    def of(cls, flaws: Iterable[Flaw]) -> "ToMend":
        """What is asked because of some flaws."""
        flaws = tuple(flaws)
        needing = [flaw for flaw in flaws if needs_mending(flaw)]
        harm = [flaw for flaw in needing if not is_of_consent(flaw)]
        single = [one for one in harm if not asks_of_value(one) and one.code != "name_order"]
        return cls(
            order_questions(harm),
            value_questions(harm),
            by_cell(single),
            by_cell(flaw for flaw in needing if is_of_consent(flaw)),
            by_cell(flaw for flaw in flaws if is_of_advert(flaw)),
        )

    @property
    def count(self) -> int:
        """How many things are to be put right."""
        return len(self.orders) + len(self.values) + len(self.cells)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is asked for anything."""
        return not (self.count or self.consents or self.adverts)


def by_cell(flaws: Iterable[Flaw]) -> tuple[tuple[Flaw, ...], ...]:
    """Flaws of one cell together: it is written anew once, whatever is wrong in it."""
    cells: dict[tuple[str, int, str], list[Flaw]] = {}
    for flaw in flaws:
        cells.setdefault((flaw.file, flaw.line, flaw.column), []).append(flaw)
    return tuple(tuple(together) for together in cells.values())

"""A fair in the middle of its day, read with all that a re-plan draws from."""

from dataclasses import dataclass

from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.entries import Entries
from matching.services.live.rest_of_day import AnnouncedDay
from matching.services.plan.announced_plan import known_announced_plan
from matching.services.scores.basis import Basis
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.edits import taken_out
from matching.store.people.duplicates import joined as joined_files
from matching.store.settings import lineage


@dataclass(frozen=True, slots=True)
class LiveFair:
    """A fair in the middle of its day: what was announced and what has happened since.

    Where files are joined (`is_joined`) the plan is not written in the store as it is read.
    `given_up` are announced meetings that make room for somebody else, `given_back` those of an
    earlier plan that a stand gives back. `taken_out` are ids of
    entries that staff have taken out and an announced plan names.
    """

    basis: Basis
    plan: PlanVersion
    facts: tuple[Happening, ...]
    last_number: int
    is_joined: bool = False
    lineage: str = ""
    taken_out: frozenset[str] = frozenset()
    given_up: frozenset[Meeting] = frozenset()
    given_back: tuple[Meeting, ...] = ()

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.basis.entries

    @property
    def day(self) -> AnnouncedDay:
        """The day alone, as a re-plan poses what is left of it."""
        return AnnouncedDay(
            self.basis, self.plan, self.facts, self.taken_out, self.given_up, self.given_back
        )


def read_live_fair(shop: Shop, fair: str) -> LiveFair | None:
    """The day as it stands; `None` while no plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number, is_joined = plans.last_number(reader, fair), bool(joined_files(reader, fair))
        line, out = lineage(reader), taken_out(reader, fair)
    if plan is None:
        return None
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return LiveFair(basis, plan, facts, number, is_joined, line, out)

"""A fair in the middle of its day, read with all that a re-plan draws from."""

from dataclasses import dataclass, replace

from matching.domain.fair import Fair
from matching.services.live.rest_of_day import AnnouncedDay
from matching.services.scores.basis import Basis
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.day.version import DayVersion, day_version
from matching.store.edits import taken_out
from matching.store.people.duplicates import joined as joined_files
from matching.store.settings import lineage


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFair(AnnouncedDay):
    """An announced day with what the plan that follows it is scored and written with.

    Where files are joined (`is_joined`) the plan is not written in the store as it is read.
    """

    judged: Basis
    last_number: int
    is_joined: bool = False
    lineage: str = ""

    def framed(self, frame: Fair) -> "LiveFair":
        """The same day in a fair whose hours are others and whose slots keep their numbers."""
        entries = replace(self.entries, fair=frame)
        return replace(self, judged=replace(self.judged, entries=entries))


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
    return LiveFair(
        judged=basis,
        plan=plan,
        facts=facts,
        taken_out=out,
        last_number=number,
        is_joined=is_joined,
        lineage=line,
    )


def day_version_of(shop: Shop, fair: str) -> DayVersion:
    """What tells two moments of a fair's day apart: equal as long as nothing was written."""
    with shop.store.reading() as reader:
        return day_version(reader, fair)

"""The five steps from an empty store to printed sheets: what is done, what is missing."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.flaw import Flaw
from matching.services.files.mending.settled import open_flaws
from matching.services.files.mending.to_mend import ToMend
from matching.services.prepare.blind_plan import lost_offers, spots_of
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans
from matching.store.entries import read_staying


class StepName(StrEnum):
    """The steps in their order."""

    FAIR = "fair"
    PEOPLE = "people"
    STANDS = "stands"
    LOOK = "look"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: the code of its sentence, with how many of it there are."""

    code: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the page it leads to, what it already holds, what is missing; blind spots apart.

    `count` is of people, of stands, of things to look at, or the number of the plan; `offers` are
    those of the stands.
    """

    name: StepName
    page: str
    count: int = 0
    lacks: tuple[Lack, ...] = ()
    blind: tuple[Flaw, ...] = ()
    offers: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not (self.lacks or self.blind)


def steps(shop: Shop, fair: str) -> tuple[Step, ...]:
    """Where the preparation of a fair stands; the empty id is that of no fair yet."""
    if not fair:
        return (
            Step(StepName.FAIR, "fair", lacks=(Lack("no_fair"),)),
            Step(StepName.PEOPLE, "files", lacks=(Lack("no_people"),)),
            Step(StepName.STANDS, "files", lacks=(Lack("no_stands"), Lack("no_offers"))),
            Step(StepName.LOOK, "files", lacks=(Lack("nothing_to_look_at"),)),
            Step(StepName.PLAN, "plan", lacks=(Lack("no_plan"),)),
        )
    with shop.store.reading() as reader:
        return _steps(reader, fair)


def _steps(reader: Connection, fair: str) -> tuple[Step, ...]:
    entries = read_staying(reader, fair)
    people, stands, offers = (
        len(found) for found in (entries.jobseekers, entries.exhibitors, entries.offers)
    )
    here = [("no_stands", stands), ("no_offers", offers)]
    asked = ToMend.of(open_flaws(reader, fair))
    is_whole = people and stands and offers
    return (
        Step(StepName.FAIR, "fair", 1),
        Step(StepName.PEOPLE, "files", people, () if people else (Lack("no_people"),)),
        Step(
            StepName.STANDS,
            "files",
            stands,
            tuple(Lack(code) for code, n in here if not n),
            offers=offers,
        ),
        Step(
            StepName.LOOK,
            "matches" if asked.is_empty and is_whole else "files",
            people,
            _to_look_at(asked) if is_whole else (Lack("nothing_to_look_at"),),
            _blind(entries, lost_offers(reader, fair)) if is_whole else (),
        ),
        _plan_step(reader, fair),
    )


def _to_look_at(asked: ToMend) -> tuple[Lack, ...]:
    """What is to be put right or asked, in the numbers of the page of files."""
    counts = {
        "to_mend": asked.count,
        "to_consent": len(asked.consents),
        "to_confirm": len(asked.adverts),
    }
    return tuple(Lack(code, count) for code, count in counts.items() if count)


def _blind(entries: Entries, lost: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
    """What hinders the plan; a stand without hours may well stay all day."""
    return tuple(flaw for flaw in spots_of(entries, lost) if flaw.code != "stands_without_hours")


def _plan_step(reader: Connection, fair: str) -> Step:
    number = plans.shown_number(reader, fair)
    if number == 0:
        return Step(StepName.PLAN, "plan", lacks=(Lack("no_plan"),))
    if not plans.is_announced(reader, fair):
        return Step(StepName.PLAN, "plan", number, (Lack("not_announced", number),))
    return Step(StepName.PLAN, "sheets", number)


def next_page(shop: Shop, fair: str) -> str:
    """The page of what an organiser does next: prepare, welcome people, or close the day."""
    if not fair:
        return "start"
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        if not plans.is_announced(reader, fair):
            return "start"
    is_over = shop.day_moment(frame) >= frame.moment(frame.closes)
    return "report" if is_over else "welcome"

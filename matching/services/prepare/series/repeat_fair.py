"""Hold a fair again on another day: a series of days, a catalogue that outlives each of them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from matching.domain.edit import EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.offer import Offer
from matching.intake.fair_file import read_key
from matching.phrases import say
from matching.services.prepare.edit_entries import write_whole
from matching.services.prepare.make_fair import write_new_fair
from matching.services.prepare.series.follow_days import SERIES, follow_days
from matching.services.shop.shop import Shop
from matching.store import fairs

_DAY_AT_END = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class FairAgain:
    """A fair made from another; `begun` are titles of offers left out, which begin before it."""

    fair: Fair
    exhibitors: int
    offers: int
    begun: tuple[str, ...]
    jobseekers: int = 0

    def lines(self, language: str) -> tuple[str, ...]:
        """What was made, and what is not there."""
        made = say(
            "fair.again_made",
            language,
            title=self.fair.title,
            day=f"{self.fair.date:%d/%m/%Y}",
            fair=self.fair.id,
            exhibitors=self.exhibitors,
            offers=self.offers,
            jobseekers=self.jobseekers,
        )
        if not self.begun:
            return (made,)
        return (made, say("fair.again_begun", language, titles=", ".join(self.begun)))


def read_other_day(text: str) -> date:
    """The day that somebody types: "2022-10-20", "20/10/2022".

    Raises
    ------
    FairError
        `invalid_moment` when it is none.
    """
    day = read_key("date", text)
    if not isinstance(day, date):
        raise FairError("invalid_moment", value=text)
    return day


def repeat_fair(shop: Shop, fair: str, day: date, *, station: str = "") -> FairAgain:
    """The same fair on another day: its frame, its stands, its offers, and who is on its lists.

    Both are days of one organiser: a job or a course has one stock of places and one waiting list
    on all of them, a workshop all of its own again. What begins before that day is left out.
    What changes later follows (`follow_days`); whoever came without a list is not listed there, and
    is known again when they come (`known_before`).

    Raises
    ------
    FairError
        `fair_unknown`; `fair_exists` when there is one of that day already.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        series = entries.fair.series or entries.fair.id
        frame = replace(entries.fair, date=day, series=series, dates=(), cut=())
        again = replace(frame, id=_id_on(series, day))
        write_new_fair(shop, writer, again, station=station)
        offers, begun = _catalogue(entries, day)
        # Each as by hand, so that no list which comes later takes it out.
        for stand in entries.exhibitors.values():
            write_whole(shop, writer, again.id, EditKind.EXHIBITORS, stand, station=SERIES)
        for offer in offers:
            write_whole(shop, writer, again.id, EditKind.OFFERS, offer, station=SERIES)
    followed = follow_days(shop, fair)
    listed = sum(len(one.people) for one in followed if one.day.id == again.id)
    return FairAgain(again, len(entries.exhibitors), len(offers), begun, listed)


def hold_other_days(shop: Shop, fair: str, *, station: str = "") -> tuple[FairAgain, ...]:
    """Make each other day that a fair is held on and that is not there yet; none twice."""
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        known = {day.id for day in fairs.list_fairs(reader)}
    return tuple(
        repeat_fair(shop, fair, day, station=station)
        for day in frame.dates
        if _id_on(frame.series or fair, day) not in known
    )


def _id_on(fair: str, day: date) -> str:
    return f"{_DAY_AT_END.sub('', fair)[:_LONGEST_NAME].strip('-')}-{day.isoformat()}"


def _catalogue(entries: Entries, day: date) -> tuple[list[Offer], tuple[str, ...]]:
    """The offers of another day, and titles of those begun."""
    offers, begun = list[Offer](), list[str]()
    for offer in entries.offers.values():
        if offer.starts_on is not None and offer.starts_on < day:
            begun.append(offer.title)
        else:
            offers.append(offer)
    return offers, tuple(sorted(begun))

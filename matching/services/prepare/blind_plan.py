"""What would make a plan of a fair blind, said before it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.flaw import Flaw
from matching.domain.slots import are_there_together
from matching.intake.blind_spots import blind_hours, blind_people, blind_stands
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.files.mending.needs_mending import is_no_entry
from matching.services.files.mending.settled import open_flaws
from matching.services.plan.labels import stand_label
from matching.services.scores.basis import Basis
from matching.services.scores.next_step import is_wanted
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import import_report
from matching.store.entries import read_staying

MOST_PAIRS = 100_000
"""As many pairs of people and offers are judged while somebody waits for a page."""


def blind_spots(shop: Shop, fair: str) -> tuple[Flaw, ...]:
    """What is missing in people, stands and offers themselves; the gravest first."""
    with shop.store.reading() as reader:
        entries = read_staying(reader, fair)
        return spots_of(entries, lost_offers(reader, fair))


def spots_of(entries: Entries, lost: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
    """The same of entries that were read, with why offers were dropped, a flaw an offer."""
    people, stands = tuple(entries.jobseekers.values()), tuple(entries.exhibitors.values())
    count = {"count": len(lost)}
    dropped = [Flaw("", 0, "", "", "offers_dropped", params=count), *lost] if lost else []
    return (
        *blind_people("", people),
        *blind_stands("", stands, tuple(entries.offers.values())),
        *dropped,
        *blind_hours("", stands),
    )


def lost_offers(reader: Connection, fair: str) -> tuple[Flaw, ...]:
    """Why offers of the last files were set aside although they are offers: a flaw each."""
    files = {
        table.file
        for table in import_report.read_received_tables(reader, fair)
        if table.kind == "offers"
    }
    rows = {
        (flaw.file, flaw.line): flaw
        for flaw in open_flaws(reader, fair)
        if flaw.lost and flaw.line and flaw.file in files and not is_no_entry(flaw)
    }
    return tuple(rows.values())


def is_quick(entries: Entries) -> bool:
    """Whether stands without candidates are found while somebody waits."""
    return len(entries.jobseekers) * len(entries.offers) <= MOST_PAIRS


def stands_without_candidate(shop: Shop, fair: str) -> tuple[str, ...]:
    """The stands that have offers and to which nobody entered can be sent, by their labels."""
    with shop.store.reading() as reader:
        entries = read_staying(reader, fair)
    if not entries.offers:
        return ()
    matrix = live_basis(shop.store.address, entries, scorer_of(shop, fair)).matrix
    is_open = np.any(matrix.verdicts != CLOSED, axis=0)
    offering = {offered.stand for offered in matrix.offers}
    reached = {
        offered.stand
        for offered, is_met in zip(matrix.offers, is_open, strict=True)
        if bool(is_met)
    }
    return tuple(stand_label(entries, stand) for stand in sorted(offering - reached))


@dataclass(frozen=True, slots=True)
class NeverInTime:
    """Somebody whose trade is offered here alone at stands that are never there with them."""

    person: str
    title: str
    stand: str
    hours: str

    @property
    def sentence(self) -> str:
        """The person, then what they want, where and when it is."""
        return f"{self.person} ({self.title}, {self.stand}, {self.hours})"


def never_in_time(shop: Shop, fair: str) -> tuple[NeverInTime, ...]:
    """Whoever wants a trade and never meets its stand in time, by their hours; in order of id."""
    with shop.store.reading() as reader:
        entries = read_staying(reader, fair)
    limited = [stand for stand in entries.exhibitors.values() if stand.opens or stand.closes]
    if not limited and not any(one.arrives or one.leaves for one in entries.jobseekers.values()):
        return ()
    return tuple(_never_in_time(live_basis(shop.store.address, entries, scorer_of(shop, fair))))


def _never_in_time(basis: Basis) -> Iterator[NeverInTime]:
    entries, fair = basis.entries, basis.entries.fair
    for person in sorted(entries.jobseekers):
        here, near = entries.jobseekers[person], tuple(_of_their_trade(basis, person))
        # One that is met in time is enough: the others need no score.
        if any(
            are_there_together(fair, here, stand) and _is_wanted_by(basis, person, offer)
            for offer, stand in near
        ):
            continue
        wanted = ((offer, stand) for offer, stand in near if _is_wanted_by(basis, person, offer))
        for offer, stand in islice(wanted, 1):
            opens, closes = stand.opens or fair.opens, stand.closes or fair.closes
            title, label = entries.offers[offer].title, stand_label(entries, stand.id)
            yield NeverInTime(here.full_name, title, label, f"{opens:%H:%M}-{closes:%H:%M}")


def _of_their_trade(basis: Basis, person: str) -> Iterator[tuple[str, Exhibitor]]:
    """Offers of, or near, a trade that somebody asks for, with their stands; in order of id."""
    trades = {claim.id for claim in basis.people[person].trades}
    for offer in sorted(basis.offers):
        if not trades.isdisjoint(basis.offers[offer].nearness):
            yield offer, basis.entries.exhibitors[basis.entries.offers[offer].exhibitor]


def _is_wanted_by(basis: Basis, person: str, offer: str) -> bool:
    """Whether an offer is open to somebody and of the very trade that they want."""
    score = basis.score(person, offer)
    return not score.closed_by and is_wanted(score)

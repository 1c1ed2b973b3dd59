"""What would make a plan of a fair blind, said before it is drawn."""

import numpy as np
from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.flaw import Flaw
from matching.intake.blind_spots import blind_hours, blind_people, blind_stands
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.files.needs_mending import is_no_entry
from matching.services.plan.labels import stand_label
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs

MOST_PAIRS = 100_000
"""As many pairs of people and offers are judged while somebody waits for a page."""


def blind_spots(shop: Shop, fair: str) -> tuple[Flaw, ...]:
    """What is missing in people, stands and offers themselves; the gravest first."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        return spots_of(entries, lost_offers(reader, fair))


def spots_of(entries: Entries, lost: int) -> tuple[Flaw, ...]:
    """The same of entries that were read, with how many offers were dropped."""
    people, stands = tuple(entries.jobseekers.values()), tuple(entries.exhibitors.values())
    dropped = [Flaw("", 0, "", "", "offers_dropped", params={"count": lost})] if lost else []
    return (
        *blind_people("", people),
        *blind_stands("", stands, tuple(entries.offers.values())),
        *dropped,
        *blind_hours("", stands),
    )


def lost_offers(reader: Connection, fair: str) -> int:
    """How many offers of the last files were set aside although they are offers."""
    files = {
        table.file for table in fairs.read_received_tables(reader, fair) if table.kind == "offers"
    }
    rows = {
        (flaw.file, flaw.line)
        for flaw in fairs.read_flaws(reader, fair)
        if flaw.lost and flaw.line and flaw.file in files and not is_no_entry(flaw)
    }
    return len(rows)


def is_quick(entries: Entries) -> bool:
    """Whether stands without candidates are found while somebody waits."""
    return len(entries.jobseekers) * len(entries.offers) <= MOST_PAIRS


def stands_without_candidate(shop: Shop, fair: str) -> tuple[str, ...]:
    """The stands that have offers and to which nobody entered can be sent, by their labels."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
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

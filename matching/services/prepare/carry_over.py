"""What somebody said on another day of the organiser, where they have said nothing on this one."""

from collections.abc import Mapping

from matching.domain.edit import EditKind
from matching.services.interview.known_before import KnownPerson, say_known
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.entry_now import entry_now
from matching.services.shop.shop import Shop
from matching.store.people.duplicates import DuplicateVerdict

# What holds for one day alone, what must be asked anew, and what is kept apart for statistics.
_NOT_CARRIED = frozenset(
    {
        *("id", "first_name", "last_name", "arrives", "leaves", "most_meetings"),
        *("consent_contact", "referrer"),
        *("age", "birth_year", "gender", "qpv", "status", "unemployed_since", "rqth", "rsa"),
    }
)


def missing_here(shop: Shop, fair: str, person: str, other: tuple[str, str]) -> Mapping[str, str]:
    """What the profile of another day says where the one of this day says nothing, by column."""
    here = entry_now(shop, fair, EditKind.JOBSEEKERS, person).cells
    there = entry_now(shop, other[0], EditKind.JOBSEEKERS, other[1]).cells
    return {
        column: cell
        for column, cell in there.items()
        if column not in _NOT_CARRIED and cell.strip() and not here.get(column, "").strip()
    }


def join_and_carry_over(
    shop: Shop, fair: str, person: str, other: tuple[str, str], *, nonce: str, station: str = ""
) -> tuple[KnownPerson, tuple[str, ...]]:
    """Say that somebody of two days is one person; the columns that were filled in by it.

    Only what is empty here is filled; consent, hours and what is kept for statistics are not.

    Raises
    ------
    FairError
        Those of `say_known`.
    """
    known = say_known(shop, fair, person, other, DuplicateVerdict.ONE, station=station)
    cells = missing_here(shop, fair, person, other)
    if cells:
        change_entry(shop, fair, EditKind.JOBSEEKERS, person, cells, nonce=nonce, station=station)
    return known, tuple(sorted(cells))

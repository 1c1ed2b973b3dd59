"""Stands and workshops as people on the spot call them, and how namesakes are told apart."""

from collections import defaultdict
from collections.abc import Iterable

from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.phrases import say
from matching.planning.fair.parties import offer_apart, stand_party


def party_label(entries: Entries, party: str) -> str:
    """A stand or workshop of a problem as people on the spot call it."""
    for one in entries.exhibitors.values():
        if stand_party(one.id) == party:
            return stand_label(entries, one.id)
    for offer in entries.offers.values():
        if offer_apart(offer.exhibitor, offer.id) == party:
            return f"{stand_label(entries, offer.exhibitor)}, {offer.title}"
    return party


def stand_label(entries: Entries, stand: str) -> str:
    """The sign and the name of a stand."""
    exhibitor = entries.exhibitors[stand]
    return exhibitor.label


def told_apart(people: Iterable[Jobseeker], language: str) -> dict[str, str]:
    """For each who shares a name with another, what staff tell them apart by, by person.

    That is where they live and how their telephone ends: enough beside a call number, and no more
    of a person than the door needs.
    """
    named: defaultdict[tuple[str, ...], list[Jobseeker]] = defaultdict(list)
    for person in people:
        named[tuple(sorted(fold(person.full_name).split()))].append(person)
    shared = (person for same in named.values() if len(same) > 1 for person in same)
    return {person.id: _hint(person, language) for person in shared}


def _hint(person: Jobseeker, language: str) -> str:
    digits = "".join(sign for sign in person.phone if sign.isdecimal())
    code = "namesake.phone" if digits else "namesake.no_phone"
    phone = say(code, language, end=digits[-2:])
    return f"{person.commune}, {phone}" if person.commune else phone

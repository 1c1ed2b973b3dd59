"""In which order ties between equally good plans are broken: nothing of it hangs on ids."""

import hashlib
import json

from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.planning.fair.pose import Posed
from matching.store.documents import to_document

_WIDTH = 16


def order_of_ties(entries: Entries, posed: Posed, *, seed: int) -> tuple[str, ...]:
    """People by lot, then what has most places, then as stands stand in the hall, then by title.

    The lot is drawn from the seed and from what somebody's profile says: it stays the same
    whatever ids and order the list has, and nobody is first at every stand of every fair.
    """
    people = sorted(
        (person.id for person in posed.problem.people),
        key=lambda person: (_lot(entries.jobseekers.get(person), seed), person),
    )
    seen: dict[str, tuple[int | str, ...]] = {}
    for key, pair in zip(posed.keys, posed.problem.pairs, strict=True):
        offer, stand = entries.offers[key.offer], entries.exhibitors[key.stand]
        place = (-(offer.places or 0), stand.zone, stand.stand, stand.name, *offer.told_apart)
        for party in set(pair.between) - {key.person}:
            seen[party] = min(seen.get(party, place), place)
    return (*people, *sorted(seen, key=lambda party: (seen[party], party)))


def _lot(person: Jobseeker | None, seed: int) -> str:
    said = {} if person is None else {**to_document(person), "id": ""}
    drawn = f"{seed} {json.dumps(said, sort_keys=True, default=str)}".encode()
    return hashlib.blake2b(drawn, digest_size=_WIDTH).hexdigest()

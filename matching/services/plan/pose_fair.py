"""A fair before its day as a planning problem, and in which order its ties are broken."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from itertools import chain, product

from matching.domain.day.by_hand import (
    NOTHING_SETTLED,
    HandPlacing,
    SettledByHand,
    beside_others,
)
from matching.domain.day.meeting import Meeting
from matching.domain.edit import NOTHING_OUT, TakenOut
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.planning.fair.pose import Posed, pose, pose_within_limits
from matching.scoring.matrix.score_matrix import ScoreMatrix, Triple
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.judged import Judged
from matching.store.documents import to_document

_WIDTH = 16


def pose_fair(
    judged: Judged,
    *,
    walk_in_seats: int | None = None,
    interviews: int | None = None,
    by_hand: SettledByHand = NOTHING_SETTLED,
    announced: Collection[Meeting] = (),
    short: Collection[str] = (),
    out: TakenOut = NOTHING_OUT,
) -> Posed:
    """The planning problem of a fair as a whole; some percent of seats kept, if not its own.

    So many `interviews` for a hundred places are held at most, if not as many as it says.

    What was placed `by_hand` is fixed, whatever closed it; what was cancelled is not asked. What
    was `announced` may be planned as far as it is open, and is the plan to keep to, about the offer
    of each stand that suits best by now. Who is `short`
    of the promise may meet whatever is open, as far as it goes. Whoever and whatever is `out` of
    the fair since meets nobody.
    """
    entries = judged.entries
    fair = entries.fair
    if walk_in_seats is not None:
        fair = replace(fair, walk_in_seats=walk_in_seats)
    if interviews is not None:
        rules = replace(fair.place_rules, interviews_per_100_places=interviews)
        fair = replace(fair, place_rules=rules)
    placed = {placing.key for placing in by_hand.placed}
    off = cancelled_pairs(judged.matrix, by_hand.cancelled) - placed
    off |= pairs_of(judged.matrix, out)
    matrix = judged.matrix.opened(placed) if placed else judged.matrix
    told = {(each.person, each.stand, each.offer) for each in announced} - off

    def pose_without(held_back: frozenset[Triple]) -> Posed:
        open_ = matrix.without(off | (held_back - placed))
        worth = worth_meeting(judged, open_, placed | told, short=short)
        return pose(
            fair,
            worth.jobseekers(entries.jobseekers.values()),
            tuple(entries.exhibitors.values()),
            tuple(entries.offers.values()),
            worth.matrix,
            held=_meetings(by_hand.placed, matrix),
            announced=tuple(announced),
            anew=entries.jobseekers.keys(),
            beside=beside_others((*by_hand.placed, *by_hand.cancelled)),
            kept_from=0,
            shifts=entries.session_shifts,
        )

    return pose_within_limits(pose_without)


def pairs_of(matrix: ScoreMatrix, out: TakenOut) -> frozenset[Triple]:
    """Every pair of the people, stands or offers that are taken out."""
    everybody, all_offers = matrix.people, matrix.offers
    people = [person for person in everybody if person in out.people]
    offers = [one for one in all_offers if out.has_offer(one.stand, one.offer)]
    pairs = chain(product(people, all_offers), product(everybody, offers))
    return frozenset((person, offered.stand, offered.offer) for person, offered in pairs)


def cancelled_pairs(matrix: ScoreMatrix, cancelled: Collection[HandPlacing]) -> frozenset[Triple]:
    """Pairs that a hand has cancelled, whatever the stand would talk about.

    Who had two meetings there keeps the other.
    """
    alone = {offered.offer for offered in matrix.offers if offered.alone}
    at_stand: defaultdict[str, list[str]] = defaultdict(list)
    for offered in matrix.offers:
        if not offered.alone:
            at_stand[offered.stand].append(offered.offer)
    return frozenset(
        (placing.person, placing.stand, offer)
        for placing in cancelled
        for offer in (
            [placing.offer]
            if placing.is_beside or placing.offer in alone
            else [placing.offer, *at_stand[placing.stand]]
        )
    )


def _meetings(placed: Collection[HandPlacing], matrix: ScoreMatrix) -> tuple[Meeting, ...]:
    """What was placed as meetings, with what their pairs are worth."""
    row = {person: n for n, person in enumerate(matrix.people)}
    column = {(each.stand, each.offer): n for n, each in enumerate(matrix.offers)}
    return tuple(
        Meeting(
            placing.slot,
            *placing.key,
            score=float(matrix.values[row[placing.person], column[placing.key[1:]]]),
        )
        for placing in placed
        if placing.slot is not None
    )


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

"""A fact is written once, with all that is noted beside it."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from matching.domain.day.happening import Happening
from matching.domain.errors import FairError
from matching.services.live.reported.as_seen import must_be_as_seen
from matching.services.shop.shop import Shop
from matching.store.day import happenings


def append_fact(
    shop: Shop,
    fair: str,
    fact: Happening,
    beside: Sequence[Happening] = (),
    *,
    seen: str | None = None,
) -> None:
    """Write a fact, and what is noted `beside` it; the same nonce again writes nothing.

    With `seen` it is written only while nobody has noted anything else of its meeting.

    Raises
    ------
    FairError
        `nonce_used` when it named another act; `nothing_to_undo` when that is undone already;
        as `must_be_as_seen`.
    """
    try:
        with shop.store.writing() as writer:
            if seen is not None and happenings.find(writer, fair, fact.nonce) is None:
                # a meeting is its person's: what is noted of it, and taken back, names them
                known = happenings.read_happenings(writer, fair, person=fact.person or None)
                must_be_as_seen(known, fact.meeting, seen, to_undo=bool(fact.about))
            kept = happenings.append(writer, fair, fact, recorded_at=shop.clock())
            if kept.is_new:
                with_it = [happenings.Entry(fair, one) for one in beside]
                happenings.append_all(writer, with_it, recorded_at=shop.clock())
        if not kept.is_new and kept.happening.as_reported != fact.as_reported:
            raise FairError("nonce_used", nonce=fact.nonce)
    except IntegrityError:
        # Only the index on undo can refuse here: another table undid the same thing first.
        raise FairError("nothing_to_undo", fair=fair) from None

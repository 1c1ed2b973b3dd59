"""What a meeting led to is written down; places follow it."""

from datetime import datetime

from matching.domain.day.happening import OFFER, OUTCOMES, Happening, HappeningKind
from matching.domain.day.next_steps import own_words
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.services.live.outcome_places import OutcomeNoted, follow_outcome
from matching.services.live.reported.append_fact import append_fact
from matching.services.live.reported.as_seen import must_be_as_seen
from matching.services.live.reported.fact_of import meeting_of
from matching.services.shop.fit_steps import must_lead_to
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.services.shop.words_for_others import must_be_fit_to_write
from matching.store import fairs
from matching.store.day import happenings

KIND = HappeningKind
LONGEST_DETAIL = 120
"""Letters that a next step may be told with."""


def note_outcome(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    result: str,
    nonce: str,
    detail: str = "",
    at: datetime | None = None,
    seen: str | None = None,
) -> OutcomeNoted:
    """Write down what a meeting led to; the last word counts.

    The person reads it on their own page and on their sheet, with the `detail`: when, to whom, why.

    A course entered or a job given takes a place of the offer that was talked about, or the next
    of its waiting list; another word on the same meeting gives that place back.

    Raises
    ------
    FairError
        `outcome_unknown`, `outcome_not_here` when what was talked about cannot lead to it;
        `words_protected` when the detail speaks of a protected criterion; as `must_be_as_seen`
        where the screen had `seen` something else noted of the meeting.
    """
    if result not in OUTCOMES:
        raise FairError("outcome_unknown", value=result, choices=", ".join(OUTCOMES))
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
    # before it is looked for: what a colleague noted may have taken it out of the plan
    if seen is not None and all(fact.nonce != nonce for fact in facts):
        must_be_as_seen(facts, meeting, seen)
    found = meeting_of(entries, plan.meetings if plan else (), meeting)
    must_lead_to(entries, result, found.offer, found.stand)
    said = must_be_fit_to_write(detail, most=LONGEST_DETAIL)
    fact = Happening.of_meeting(
        KIND.OUTCOME,
        at or shop.day_moment(entries.fair),
        nonce,
        found,
        data={"result": result, **_told(entries.fair, found.offer, result, said)},
    )
    append_fact(shop, fair, fact, seen=seen)
    offer = entries.offers.get(found.offer)
    return follow_outcome(shop, entries, fact, offer)


def _told(fair: Fair, offer: str, result: str, detail: str) -> dict[str, str]:
    """What was talked about, the fair's own words for a result at that moment, and the detail."""
    said = {OFFER: offer, "words": own_words(fair.next_steps, result), "detail": detail}
    return {name: text for name, text in said.items() if text}

"""A badge is lost or stolen: its code opens nothing any more, and the person has another one."""

from badges.code import new_code
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, printings
from matching.store.people import badges


def replace_badge(
    shop: Shop, fair: str, person: str, *, nonce: str, station: str = "", is_handed_out: bool = True
) -> str:
    """The new code of a person; the badge carried before is refused as replaced from now on.

    A badge that is only blocked has a new code too, which nobody is given: the person is found by
    name, and has a badge again when one is printed. What was signed in stays. The same nonce again
    replaces nothing more.

    Raises
    ------
    FairError
        `person_unknown`; `nonce_used` when another act had this nonce.
    """
    kind = HappeningKind.BADGE_REPLACED if is_handed_out else HappeningKind.BADGE_BLOCKED
    with shop.store.writing() as writer:
        entries = fairs.read_entries_of(writer, fair, person)
        who = entries.jobseeker(person).id
        before = happenings.find(writer, fair, nonce)
        if before is None:
            act = Happening(kind, shop.day_moment(entries.fair), nonce, person=who, station=station)
            happenings.append(writer, fair, act, recorded_at=shop.clock())
            code = new_code(shop.random_bytes)
            badges.issue(writer, fair, who, code=code, at=shop.clock())
            printings.forget_printed(writer, fair, "badges", entries.call_numbers[who])
        elif (before.kind, before.person) != (kind, who):
            raise FairError("nonce_used", nonce=nonce)
        return badges.live_codes(writer, fair, people=[who])[who]


def call_number(shop: Shop, fair: str, person: str) -> int:
    """The number that somebody is called by.

    Raises
    ------
    FairError
        `person_unknown` when nobody of that id is at the fair.
    """
    with shop.store.reading() as reader:
        return fairs.read_entries_of(reader, fair, person).call_numbers[person]

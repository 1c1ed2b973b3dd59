"""A person stars a stand, or a recruiter must meet a person: it counts, in the open."""

from dataclasses import replace

from matching.domain.wish import Wish, WishedBy
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day.wishes import drop_wish, put_wish
from matching.store.people.duplicates import files_of


def wish_meeting(
    shop: Shop, fair: str, *, person: str, stand: str, by: WishedBy, wanted: bool
) -> None:
    """Keep the wish, or take it back; the next plan counts it.

    Raises
    ------
    FairError
        `person_unknown`, `stand_unknown`.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        wish = Wish(entries.jobseeker(person).id, entries.exhibitor(stand).id, by)
        if wanted:
            put_wish(writer, fair, wish, at=shop.clock())
        else:
            for file in files_of(writer, fair, person):
                drop_wish(writer, fair, replace(wish, person=file))
        act = "asked_for" if wanted else "asked_no_more"
        log_act(writer, shop, fair, act, wish.person, stand=wish.stand, by=by.value)

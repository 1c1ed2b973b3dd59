"""What one person takes along: number, code and the meetings to come."""

from dataclasses import dataclass

from badges.code import pretty_code
from matching.domain.day.to_come import still_met
from matching.services.plan.agenda import Appointment, appointments
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges


@dataclass(frozen=True, slots=True)
class PersonalPage:
    """A person as their own screen shows them."""

    person: str
    first_name: str
    call_number: int
    code: str
    next: tuple[Appointment, ...]
    is_over: bool = False


def personal_page(shop: Shop, fair: str, person: str) -> PersonalPage:
    """The number, the code and the meetings to come of a person.

    Raises
    ------
    FairError
        `person_unknown` when nobody listed has that id.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries_of(reader, fair, person)
        mine = plans.announced_meetings(reader, fair, [person]).get(person, ())
        facts = happenings.read_happenings(reader, fair, person=person)
        code = badges.live_codes(reader, fair, people=[person]).get(person, "")
    jobseeker = entries.jobseeker(person)
    to_come = appointments(
        entries, still_met(mine, entries.fair, facts), after=shop.day_moment(entries.fair)
    )
    return PersonalPage(
        person,
        jobseeker.first_name,
        entries.call_numbers[person],
        pretty_code(code) if code else "",
        to_come,
        is_over=bool(mine) and not to_come,
    )

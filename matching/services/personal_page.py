"""What one person takes along: number, code and the meetings to come."""

from dataclasses import dataclass

from badges.code import pretty_code
from matching.services.agenda import Appointment, appointments, of_person
from matching.services.shop import Shop
from matching.store import badges, fairs, plans


@dataclass(frozen=True, slots=True)
class PersonalPage:
    """A person as their own screen shows them."""

    person: str
    first_name: str
    call_number: int
    code: str
    next: tuple[Appointment, ...]


def personal_page(shop: Shop, fair: str, person: str) -> PersonalPage:
    """The number, the code and the meetings to come of a person.

    Raises
    ------
    FairError
        `person_unknown` when nobody listed has that id.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        code = badges.live_codes(reader, fair).get(person, "")
    one = entries.jobseeker(person)
    mine = of_person(plan.meetings if plan else (), person)
    return PersonalPage(
        person,
        one.first_name,
        entries.call_numbers[person],
        pretty_code(code) if code else "",
        appointments(entries, mine, after=shop.day_moment(entries.fair)),
    )

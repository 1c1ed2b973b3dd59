"""Everything that may leave a fair as files, by the name of each."""

from matching.services.rights.leaving.data_inclusion import data_inclusion_files
from matching.services.rights.leaving.stand_calendar import calendar_of_stand
from matching.services.rights.leaving.with_consent import EXPORTS, contacts_for_stand, return_file
from matching.services.shop.shop import Shop
from matching.store import fairs


def export_files(shop: Shop, fair: str, language: str) -> dict[str, bytes]:
    """Every file by its name: three of the fair, two of each stand, one of each prescriber.

    Two more list services and structures in the shapes of data·inclusion.

    Prescribers are numbered in the order of their names: a file's name may lie about anywhere.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    found = {f"{name}.csv": make(shop, fair, language) for name, make in EXPORTS.items()}
    for number, stand in enumerate(sorted(entries.exhibitors), 1):
        found[f"stand-{number}.ics"] = calendar_of_stand(shop, fair, stand, language)
        found[f"stand-{number}-contacts.csv"] = contacts_for_stand(shop, fair, stand, language)
    for number, sender in enumerate(senders(shop, fair), 1):
        found[f"prescriber-{number}.csv"] = return_file(shop, fair, sender, language)
    return found | data_inclusion_files(shop, fair)


def senders(shop: Shop, fair: str) -> tuple[str, ...]:
    """Who sent people to a fair, in the order of their names."""
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, fair).jobseekers.values()
    return tuple(sorted({person.referrer.strip() for person in people} - {""}))

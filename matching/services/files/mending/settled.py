"""What was wrong in files and has been put right elsewhere since."""

from sqlalchemy import Connection

from matching.domain.flaw import Flaw
from matching.domain.spelling import fold
from matching.store import import_report
from matching.store.entries import stands_and_offers


def open_flaws(reader: Connection, fair: str) -> tuple[Flaw, ...]:
    """The flaws of the last files without those of offers that staff have entered by hand since."""
    flaws = import_report.read_flaws(reader, fair)
    if not any(flaw.params.get("entry") for flaw in flaws):
        return flaws
    stands, offers = stands_and_offers(reader, fair)
    names = {stand.id: {fold(stand.name), fold(stand.id)} for stand in stands}
    here = {
        (name, fold(offer.title)) for offer in offers for name in names.get(offer.exhibitor, ())
    }
    return tuple(flaw for flaw in flaws if _offer_of(flaw) not in here)


def _offer_of(flaw: Flaw) -> tuple[str, str]:
    """The stand and the title of the offer that a row would have been."""
    return fold(str(flaw.params.get("of", ""))), fold(str(flaw.params.get("entry", "")))

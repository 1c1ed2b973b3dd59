"""What the schedules of a fair are printed on, at the desk and at the door."""

from dataclasses import replace

from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.errors import FairError
from matching.domain.fair import SCHEDULE_FORMATS
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import to_document
from matching.store.edits import append_edit


def schedule_format(shop: Shop, fair: str) -> str:
    """One of `SCHEDULE_FORMATS`."""
    with shop.store.reading() as reader:
        return fairs.read_fair(reader, fair).schedule_format


def choose_schedule_format(shop: Shop, fair: str, chosen: str, *, station: str = "") -> None:
    """Print schedules on this from now on.

    Raises
    ------
    FairError
        `schedule_format_unknown`.
    """
    if chosen not in SCHEDULE_FORMATS:
        choices = ", ".join(SCHEDULE_FORMATS)
        raise FairError("schedule_format_unknown", value=chosen, choices=choices)
    with shop.store.writing() as writer:
        after = replace(fairs.read_fair(writer, fair), schedule_format=chosen)
        digest = fairs.digest_of(writer, fair)
        fairs.write_fair(writer, after, digest=digest, at=shop.clock())
        append_edit(
            writer,
            fair,
            Edit(EditKind.FAIR, fair, EditAct.CHANGE, to_document(after), shop.clock(), station),
        )

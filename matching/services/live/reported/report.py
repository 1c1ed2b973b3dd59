"""What somebody of the staff says has happened."""

from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.happening import Happening
from matching.domain.errors import FairError


@dataclass(frozen=True, slots=True)
class StaffReport:
    """What somebody of the staff says has happened, and to whom or what.

    An undo may name one act by its nonce (`act`) instead of whom or what it was about. `seen` names
    what the screen showed noted of the meeting, "" for nothing; None where no screen showed it.
    """

    kind: str
    person: str = ""
    stand: str = ""
    meeting: str = ""
    until: datetime | None = None
    sign: str = ""
    zone: str = ""
    act: str = ""
    tables: int | None = None
    offer: str = ""
    starts: datetime | None = None
    seen: str | None = None

    @property
    def data(self) -> dict[str, str]:
        """What it says beside whom or what it names, as it is written down."""
        said = {
            "until": self.until.isoformat() if self.until else "",
            "sign": self.sign.strip(),
            "zone": self.zone.strip(),
            "tables": "" if self.tables is None else str(self.tables),
            "offer": self.offer,
            "starts": self.starts.isoformat() if self.starts else "",
        }
        return {name: value for name, value in said.items() if value}


def must_be_same(before: Happening, reported: StaffReport) -> None:
    """Refuse another act under a nonce that has named one: it is a mistake of the caller.

    Raises
    ------
    FairError
        `nonce_used`.
    """
    same_target = (
        reported.act == before.about
        if reported.act
        else reported.meeting == before.meeting
        if reported.meeting
        else ((reported.person or reported.stand) in {before.person, before.stand})
    )
    if before.kind.value != reported.kind or not same_target:
        raise FairError("nonce_used", nonce=before.nonce)

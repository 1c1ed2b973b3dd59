"""Which printers this laptop prints on: one for sheets, one for badges, or the browser's dialog."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.services.plan.printing.spooler import Spooler
from matching.services.shop.shop import Shop
from matching.store.settings import keep_setting, read_setting

_SETTING = "printers"
_ON_LABELS = frozenset({"badges", "blanks", "calibration"})


@dataclass(frozen=True, slots=True)
class ChosenPrinters:
    """Printers by the system's names; empty opens the browser's dialog instead."""

    paper: str = ""
    labels: str = ""

    def of(self, sheet: str) -> str:
        """The printer of a kind of sheet."""
        return self.labels if sheet in _ON_LABELS else self.paper


def chosen_printers(shop: Shop) -> ChosenPrinters:
    """The printers chosen last."""
    with shop.store.reading() as reader:
        return _read(reader)


def choose_printers(shop: Shop, chosen: ChosenPrinters, spooler: Spooler | None) -> None:
    """Print on these from now on.

    Raises
    ------
    FairError
        `printer_unknown` for a name that the system does not list.
    """
    known = {printer.name for printer in spooler.printers()} if spooler else set()
    for name in {chosen.paper, chosen.labels} - {""} - known:
        raise FairError("printer_unknown", value=name, choices=", ".join(sorted(known)) or "-")
    with shop.store.writing() as writer:
        keep_setting(writer, _SETTING, json.dumps(asdict(chosen)))


def _read(reader: Connection) -> ChosenPrinters:
    return ChosenPrinters(**json.loads(read_setting(reader, _SETTING) or "{}"))

"""When each person's sheet and badge were printed last, by call number: no name, no code.

The lists of the stands belong to no person: they are kept by the number of their plan.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from matching.store.settings import keep_setting, read_setting


def setting_of(fair: str) -> str:
    """The setting that holds the printings of a fair."""
    return f"printings.{fair}"


def last_printings(reader: Connection, fair: str, sheet: str) -> dict[int, datetime]:
    """When this kind of sheet was printed last, by call number; only those ever printed."""
    return {
        int(number): datetime.fromisoformat(at)
        for number, at in _kept(reader, fair).get(sheet, {}).items()
    }


def note_printed(
    writer: Connection, fair: str, sheet: str, numbers: Iterable[int], *, at: datetime
) -> None:
    """Remember that these sheets were printed now."""
    kept = _kept(writer, fair)
    of_sheet = {**kept.get(sheet, {}), **{str(number): at.isoformat() for number in numbers}}
    keep_setting(writer, setting_of(fair), json.dumps({**kept, sheet: of_sheet}, sort_keys=True))


def forget_printed(writer: Connection, fair: str, sheet: str, number: int) -> None:
    """Forget when a sheet of one call number was printed: what was printed is no longer in use."""
    kept = _kept(writer, fair)
    left = {other: at for other, at in kept.get(sheet, {}).items() if other != str(number)}
    keep_setting(writer, setting_of(fair), json.dumps({**kept, sheet: left}, sort_keys=True))


def note_plan_on_sheets(writer: Connection, fair: str, numbers: Iterable[int], plan: int) -> None:
    """Remember from which plan the newest sheets of these call numbers are."""
    of_each = plans_on_sheets(writer, fair) | dict.fromkeys(numbers, plan)
    kept = {str(number): of_each[number] for number in sorted(of_each)}
    keep_setting(writer, f"sheet_plans.{fair}", json.dumps(kept))


def plans_on_sheets(reader: Connection, fair: str) -> dict[int, int]:
    """The plan that each newest sheet is from, by call number, as far as it was noted."""
    kept = json.loads(read_setting(reader, f"sheet_plans.{fair}") or "{}")
    return {int(number): plan for number, plan in kept.items()}


def _kept(reader: Connection, fair: str) -> Mapping[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = json.loads(read_setting(reader, setting_of(fair)) or "{}")
    return kept

"""How long what is kept of people stays, by the rules in force, and how people are told."""

import json
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import Connection

from matching.domain.errors import Invalid
from matching.phrases import say
from matching.services.shop.shop import Shop
from matching.store.settings import keep_setting, read_setting

LINES = 8
"""Of the notice, one idea each."""

_SETTING = "retention"
FIELDS = ("words", "needs", "conditions", "statistics", "received", "notes")
"""Fields with a time of their own; the name and the ways to reach somebody go with the person."""
_LONGEST = {
    "absent_days": 365, "present_months": 24, "recontact_months": 24,
    **{f"{name}_months": 24 for name in FIELDS},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retention:
    """How long after the fair somebody is kept; and each field of theirs before.

    Attributes
    ----------
    absent_days
        People on the list who did not come, in days.
    present_months
        People who came and did not ask to be called again, in months.
    recontact_months
        People who agreed to be called again, in months after the last contact (CNIL: two years
        at most).
    words_months, needs_months, conditions_months, statistics_months, received_months, notes_months
        Of people kept longer: what they wrote of themselves; needs of help and work they avoid;
        hours, licences and other conditions; exact statistics, of which the groups stay; lines as
        they were received, with what was written by hand; what recruiters noted.
    """

    absent_days: int = 30
    present_months: int = 3
    recontact_months: int = 24
    words_months: int = 3
    needs_months: int = 3
    conditions_months: int = 3
    statistics_months: int = 3
    received_months: int = 3
    notes_months: int = 3

    def __post_init__(self) -> None:
        for field in fields(self):
            value, most = getattr(self, field.name), _LONGEST[field.name]
            if not 0 <= value <= most:
                raise Invalid(field.name, "range", value=value, least=0, most=most)


def read_retention(shop: Shop) -> Retention:
    """The rules in force."""
    with shop.store.reading() as reader:
        return read_rules(reader)


def set_retention(shop: Shop, **changes: int) -> Retention:
    """Change rules; those not named stay.

    Raises
    ------
    Invalid
        A number below nothing or above what the CNIL allows.
    """
    with shop.store.writing() as writer:
        rules = replace(read_rules(writer), **changes)
        keep_setting(writer, _SETTING, json.dumps(asdict(rules), sort_keys=True))
    return rules


def read_rules(reader: Connection) -> Retention:
    """The rules in force, in a transaction of the caller's."""
    kept = read_setting(reader, _SETTING)
    return Retention(**json.loads(kept)) if kept else Retention()


def notice(shop: Shop, language: str) -> tuple[str, ...]:
    """Who keeps what, why, who sees it, how long by the rules in force, and what may be asked.

    In every language of the kiosk; only the French lines were written by somebody who grew up
    with the language.
    """
    rules = asdict(read_retention(shop))
    return tuple(say(f"privacy.{number}", language, **rules) for number in range(1, LINES + 1))

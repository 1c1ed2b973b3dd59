"""Badges printed ahead for people nobody knows yet: a code and the call number beside it."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from matching.store.settings import keep_setting, read_setting


def blank_badges(reader: Connection, fair: str) -> dict[str, int]:
    """The call numbers of the blank badges that nobody has taken, by code."""
    kept: dict[str, int] = json.loads(read_setting(reader, _setting(fair)) or "{}")
    return kept


def keep_blanks(writer: Connection, fair: str, codes: Iterable[str], *, after: int) -> None:
    """Put more blank badges aside; their numbers follow the last one in use."""
    kept = blank_badges(writer, fair)
    first = max([after, *kept.values()]) + 1
    more = {code: number for number, code in enumerate(codes, first)}
    keep_setting(writer, _setting(fair), json.dumps({**kept, **more}, sort_keys=True))


def take_blank(writer: Connection, fair: str, code: str) -> None:
    """Give a blank badge to somebody: it is none any more."""
    kept = blank_badges(writer, fair)
    del kept[code]
    keep_setting(writer, _setting(fair), json.dumps(kept, sort_keys=True))


def _setting(fair: str) -> str:
    return f"blank_badges.{fair}"

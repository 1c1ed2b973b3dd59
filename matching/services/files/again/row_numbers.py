"""Tell ids that a list gives to its rows from those that stand for somebody."""

from collections import defaultdict
from collections.abc import Iterable

from matching.domain.entries import running_numbers


def row_numbers(ids: Iterable[str]) -> frozenset[str]:
    """Ids that may be the numbers of rows, each list by itself."""
    lists = defaultdict[str, list[str]](list)
    for key in ids:
        part, _, written = key.rpartition("-")
        if written.isascii() and written.isdecimal():
            lists[part].append(written)
    return frozenset(
        f"{part}-{number}" if part else number
        for part, written in lists.items()
        for number in running_numbers(written)
    )

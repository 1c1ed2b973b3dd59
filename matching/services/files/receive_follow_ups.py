"""Take in what is known of people after a programme."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matching.domain.flaw import Flaw
from matching.domain.programme.follow_up import (
    LAST_MONTH,
    FollowUp,
    followed,
    months_after,
)
from matching.intake.follow_ups.read_follow_ups import is_follow_up_file, read_follow_ups
from matching.services.shop.refusals import flaw_answer
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store import follow_ups as kept


@dataclass(frozen=True, slots=True)
class FollowUpReceipt:
    """What a fair knows after a follow-up file was taken in, and what to mend in the file."""

    fair: str
    lines: int
    people: int
    flaws: tuple[Flaw, ...]


def receive_follow_ups(shop: Shop, fair: str, file: str, content: bytes) -> FollowUpReceipt:
    """Add the lines of a file; the last word on a person and a month holds.

    Raises
    ------
    FairError
        `fair_unknown`, `follow_up_headings`; those of a file that is no table.
    """
    lines, flaws = read_follow_ups(file, content)
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        if frame.programme is None:
            known = fairs.read_entries(writer, fair).jobseekers
            today = shop.today(frame)
            lines = tuple(
                of_the_fair(line, frame.date, today) if line.record in known else line
                for line in lines
            )
        kept.put_follow_ups(writer, fair, lines)
        people = followed(kept.read_follow_ups(writer, fair))
    return FollowUpReceipt(fair, len(lines), len(people), flaws)


def of_the_fair(line: FollowUp, held_on: date, today: date) -> FollowUp:
    """What a person of a fair told, with the day and months at which it was, as far as is known."""
    elapsed = (today.year - held_on.year) * 12 + today.month - held_on.month
    whole = elapsed - (months_after(held_on, elapsed) > today) if elapsed > 0 else 0
    months = min(whole, LAST_MONTH) if line.months is None else line.months
    return replace(line, told_on=line.told_on or today, months=months)


def part_follow_ups(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a fair's folder: those of the fair, and its follow-ups."""
    apart = {name: content for name, content in files.items() if is_follow_up_file(name)}
    return {name: content for name, content in files.items() if name not in apart}, apart


def follow_up_answer(receipt: FollowUpReceipt, language: str) -> dict[str, Any]:
    """What taking in a follow-up answers."""
    return {
        "fair": receipt.fair,
        "lines": receipt.lines,
        "people": receipt.people,
        "flaws": [flaw_answer(flaw, language) for flaw in receipt.flaws],
    }

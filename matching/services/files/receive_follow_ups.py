"""Take in what is known of people after a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.domain.flaw import Flaw
from matching.domain.programme.follow_up import Call, Followed, calls_due, followed
from matching.domain.programme.programme import Programme
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
        fairs.read_fair(writer, fair)
        kept.put_follow_ups(writer, fair, lines)
        people = followed(kept.read_follow_ups(writer, fair))
    return FollowUpReceipt(fair, len(lines), len(people), flaws)


def part_follow_ups(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a fair's folder: those of the fair, and its follow-ups."""
    apart = {name: content for name, content in files.items() if is_follow_up_file(name)}
    return {name: content for name, content in files.items() if name not in apart}, apart


def to_call(shop: Shop, fair: str, today: date | None = None) -> tuple[Call, ...]:
    """Who is to be called for news by this day (now), by whom, the longest due first."""
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        people: tuple[Followed, ...] = followed(kept.read_follow_ups(reader, fair))
    checkpoints = (frame.programme or Programme()).checkpoints
    return calls_due(people, checkpoints, today or shop.day_moment(frame).date())


def follow_up_answer(receipt: FollowUpReceipt, language: str) -> dict[str, Any]:
    """What taking in a follow-up answers."""
    return {
        "fair": receipt.fair,
        "lines": receipt.lines,
        "people": receipt.people,
        "flaws": [flaw_answer(flaw, language) for flaw in receipt.flaws],
    }


def calls_answer(calls: tuple[Call, ...]) -> list[dict[str, str]]:
    """The calls as a document."""
    return [
        {
            "record": call.record,
            "promotion": call.promotion,
            "caller": call.caller,
            "due_on": call.due_on.isoformat(),
        }
        for call in calls
    ]

"""What an act of a hand would break and where a meeting could go, as sentences and as JSON."""

from collections.abc import Iterable
from typing import Any

from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.planning.problem.check import Violation
from matching.services.live.by_hand.free_places import FreePlace
from matching.services.live.by_hand.try_edit import Tried
from matching.services.live.live_fair import LiveFair
from matching.services.plan.labels import party_label, stand_label
from matching.services.scores.sentences import bars


def broken_lines(live: LiveFair, tried: Tried, language: str) -> list[str]:
    """What an act would break, a sentence each; empty where every rule holds."""
    entries = live.entries
    first = {(found.rule, found.who): found for found in reversed(tried.broken)}
    lines = [_rule(entries, tried, found, language) for found in sorted(first.values())]
    for meeting in tried.closed:
        stand = stand_label(entries, meeting.stand)
        name = called(entries, meeting.person)
        lines.append(say("hand.closed", language, name=name, stand=stand))
        score = live.judged.score(meeting.person, meeting.offer)
        lines += bars(score, language, is_own=False)
    lines += [_promise(entries, person, count, language) for person, count in tried.short]
    lines += [_crowded(entries, offer, count, language) for offer, count in tried.crowded]
    return list(dict.fromkeys(lines))


def _promise(entries: Entries, person: str, count: int, language: str) -> str:
    """Somebody who would have fewer meetings than they were promised."""
    least = entries.jobseekers[person].promised_meetings_of(entries.fair.least_meetings)
    return say("hand.promise", language, name=called(entries, person), count=count, least=least)


def _crowded(entries: Entries, offer: str, count: int, language: str) -> str:
    """An offer that would have more interviews than the fair's setting allows."""
    found = entries.offers[offer]
    most = entries.fair.place_rules.most_interviews_of(found)
    said = {"title": found.title, "interviews": count, "places": found.places, "wanted": most}
    return say("hand.interviews", language, **said)


def _rule(entries: Entries, tried: Tried, violation: Violation, language: str) -> str:
    """One rule with the names and hours that people on the spot use."""
    posed, who, stand = tried.posed, "", ""
    if violation.who in entries.jobseekers:
        who = called(entries, violation.who)
    elif violation.who.isdecimal() and violation.pairs:
        key = posed.keys[violation.pairs[0]]
        who, stand = called(entries, key.person), stand_label(entries, key.stand)
    else:
        stand = party_label(entries, violation.who)
    hour = ""
    if violation.slot >= 0:
        slot = min(posed.day.to_grid[violation.slot], len(posed.day.grid) - 1)
        hour = f"{posed.day.grid.starts[slot]:%H:%M}"
    return say(f"hand.{violation.rule}", language, name=who, stand=stand, hour=hour)


def called(entries: Entries, person: str) -> str:
    """Somebody by call number and first name."""
    return f"n° {entries.call_numbers[person]} {entries.jobseekers[person].first_name}"


def places_answer(entries: Entries, places: Iterable[FreePlace]) -> list[dict[str, Any]]:
    """Free places as a document, hours as the clock says them."""
    grid = SlotGrid.of(entries.fair)
    return [
        {
            "stand": place.stand,
            "offer": place.offer,
            "score": round(place.score, 6),
            "free": [f"{grid.starts[slot]:%H:%M}" for slot in place.slots],
        }
        for place in places
    ]


def places_lines(entries: Entries, places: Iterable[FreePlace], language: str) -> list[str]:
    """The same in sentences, a stand each."""
    lines = [
        say(
            "hand.free_at",
            language,
            stand=stand_label(entries, said["stand"]),
            hours=", ".join(said["free"]),
        )
        for said in places_answer(entries, places)
        if said["free"]
    ]
    return lines or [say("hand.nowhere", language)]

"""Groups as they may be published now: beside what was published before, nobody is told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from matching.outcomes.releases import GroupCounts, Release, released
from matching.services.shop.shop import Shop
from matching.store.people import erasure
from matching.store.people.erasure import RightsAct
from matching.store.people.releases import forget_releases, note_release, read_releases

CAME, COMPARED = "public.", "compared."
"""Before the name of a question: of those who came, of everybody whose treatment is compared."""
_NONE: Mapping[str, Release] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Published:
    """Each question as it may be shown, and since when groups stand still (`None`: they do not)."""

    releases: Mapping[str, Release]
    as_of: datetime | None


def may_publish(
    reader: Connection,
    fair: str,
    groups: Mapping[str, GroupCounts],
    *,
    beside: Mapping[str, Release] = _NONE,
) -> Published:
    """What may be shown of each question now, after what was published last.

    `beside` is what is published of other questions with it.
    """
    before = {
        question: _release(document, at)
        for question, (document, at) in read_releases(reader, fair).items()
    }
    others = {**before, **beside}
    found = {
        question: _since(
            before.get(question),
            released(now, before=before.get(question), beside=others.get(_of_the_others(question))),
        )
        for question, now in groups.items()
    }
    still = [
        release.at
        for question, release in found.items()
        if release.at is not None and release.groups != groups[question]
    ]
    return Published(found, min(still, default=None))


def _since(before: Release | None, now: Release) -> Release:
    """What is told now, from the moment on that the same was told first."""
    is_same = before is not None and replace(before, at=None) == now
    return before if before is not None and is_same else now


def note_published(shop: Shop, fair: str, published: Published) -> None:
    """Remember what leaves the house now: what comes later is looked at beside it."""
    at = shop.clock()
    with shop.store.writing() as writer:
        for question, release in published.releases.items():
            if release.at is None:
                note_release(writer, fair, question, _document(release), at=at)


def publish_anew(shop: Shop, fair: str, *, station: str = "") -> None:
    """Begin anew: what was published before was given to nobody, says whoever decides this."""
    with shop.store.writing() as writer:
        if forget_releases(writer, fair):
            act = RightsAct(fair, "published_anew", 0, shop.clock(), station)
            erasure.note_act(writer, act)


def _of_the_others(question: str) -> str:
    """The same question about everybody compared, or about those who came."""
    if question.startswith(CAME):
        return question.replace(CAME, COMPARED, 1)
    return question.replace(COMPARED, CAME, 1) if question.startswith(COMPARED) else ""


def _release(document: Mapping[str, Any], at: datetime) -> Release:
    groups = {
        group: Counter({tuple(row): count for row, count in rows})
        for group, rows in document["groups"].items()
    }
    return Release(groups, frozenset(document["hidden"]), at)


def _document(release: Release) -> dict[str, Any]:
    groups = {
        group: [[list(row), count] for row, count in rows.items()]
        for group, rows in release.groups.items()
    }
    return {"groups": groups, "hidden": sorted(release.hidden)}

"""Whom a person was told to meet twice: what stands beside another meeting at the same stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from matching.domain.day.meeting import Meeting
from matching.planning.fair.best_offers import Key
from matching.planning.fair.parties import FairSetting, offer_apart


def met_beside(
    setting: FairSetting, meetings: Iterable[Meeting], given: Collection[tuple[str, str, str]]
) -> dict[Key, str]:
    """What people talk about beside another offer of a stand, with the name of that occasion.

    Of all that somebody meets a stand about, one is the stand's own; the only one too, unless it
    was `given` by hand beside another.
    """
    met: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    for meeting in meetings:
        occasion = setting.occasion(meeting.stand, meeting.offer)
        met[meeting.person, occasion].add(Key(meeting.person, meeting.stand, meeting.offer))
    found = list[Key]()
    for keys in met.values():
        ordered = sorted(keys, key=lambda key: (key in given, key))
        is_alone_beside = len(ordered) == 1 and ordered[0] in given
        found += ordered if is_alone_beside else ordered[1:]
    return {key: offer_apart(key.stand, key.offer) for key in found}

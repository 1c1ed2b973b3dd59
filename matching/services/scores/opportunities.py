"""How open a fair is to each person: known from the store without loading what scores."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.domain.wish import Wish
from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.version import score_version
from matching.scoring.vocabulary.own_files import read_files, version_of, version_with
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop
from matching.store.documents import to_document
from matching.store.last_read import LastEach
from matching.store.people.opportunities import SETTLED, Opportunity, read_opportunities
from matching.store.vocabularies import kept_lists
from matching.store.weights import weights_of

_DIGESTS = LastEach()


@dataclass(frozen=True, slots=True)
class WordsScored:
    """All that scores may take of a person."""

    jobseeker: Jobseeker
    figures: Statistics | None
    wishes: tuple[Wish, ...]
    checked: bool | None = None


def said_by_each(entries: Entries) -> Iterator[tuple[str, WordsScored]]:
    """What each person of a fair has said, by their id."""
    wishes: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in entries.wishes:
        wishes[wish.person].append(wish)
    for person, jobseeker in entries.jobseekers.items():
        figures, mine = entries.statistics.get(person), tuple(wishes[person])
        yield person, WordsScored(jobseeker, figures, mine, entries.checked.get(person))


def version_in_force(reader: Connection, fair: str) -> str:
    """The version that scores of a fair have now: that of its scorer, which need not be made."""
    kept = weights_of(reader, fair)
    weights = Weights.from_kept(kept[0].document) if kept else default_weights()
    ours = version_of(read_files(shipped("data/reference")))
    return score_version(weights=weights.version, vocabulary=version_with(ours, kept_lists(reader)))


def frame_of(entries: Entries, version: str) -> str:
    """The digest of what every person of a fair is scored against, and with what."""
    parts = [
        to_document(entries.fair),
        *(to_document(stand) for _, stand in sorted(entries.exhibitors.items())),
        *(to_document(offer) for _, offer in sorted(entries.offers.items())),
    ]
    return _digest(version, parts)


def made_from(frame: str, said: WordsScored) -> str:
    """The digest of all that the scores of a person come from."""
    return _digest(frame, [to_document(said)])


def made_from_now(entries: Entries, version: str) -> dict[str, str]:
    """The digest of each person of a fair by id; anew only of who is not as when asked last."""
    frame = frame_of(entries, version)
    sources = {person: (frame, said) for person, said in said_by_each(entries)}
    return _DIGESTS.values(entries.fair.id, None, sources, lambda source: made_from(*source))


@dataclass(frozen=True, slots=True)
class ChangedSincePlan:
    """What is no longer as it was when plans were last worked out of it.

    Attributes
    ----------
    people
        Who is new or has changed, by id.
    is_frame
        Whether it is the stands, the offers or what counts: what everybody is scored against.
    """

    people: tuple[str, ...] = ()
    is_frame: bool = False

    def __bool__(self) -> bool:
        return bool(self.people) or self.is_frame


def changed_since_plan(reader: Connection, entries: Entries) -> ChangedSincePlan:
    """What has changed of a fair since the plans of it that stand took it up."""
    kept = read_opportunities(reader, entries.fair.id)
    now = made_from_now(entries, version_in_force(reader, entries.fair.id))
    changed = tuple(person for person in now if not _holds(kept.get(person), now[person]))
    open_ones = {person for person, one in kept.items() if one.made_from != SETTLED}
    if len(open_ones) > 1 and open_ones & entries.jobseekers.keys() <= set(changed):
        return ChangedSincePlan(is_frame=True)
    return ChangedSincePlan(changed)


def _holds(kept: Opportunity | None, digest: str) -> bool:
    """Whether what is kept of a person was made from what they say now, or is settled."""
    return kept is not None and kept.made_from in {SETTLED, digest}


def _digest(salt: str, parts: list[dict[str, object]]) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(f"{salt}\n{text}".encode(), digest_size=16).hexdigest()


def opportunities_of(
    shop: Shop, entries: Entries, kept: dict[str, Opportunity], *, version: str
) -> dict[str, Opportunity]:
    """How open the fair is to each person: as kept where nothing has changed since, else anew."""
    now = made_from_now(entries, version)
    known = {person: kept[person] for person in now if _holds(kept.get(person), now[person])}
    if len(known) == len(entries.jobseekers):
        return known
    # Loaded here alone: most reports need no scorer.
    from matching.services.scores.prepare_scorer import scorer_of  # noqa: PLC0415 - see above
    from matching.services.scores.scored_fair import live_basis  # noqa: PLC0415 - see above

    scorer = scorer_of(shop, entries.fair.id)
    settled = {person: known[person] for person in known if kept[person].made_from == SETTLED}
    return {**live_basis(shop.store.address, entries, scorer).opportunities, **settled}

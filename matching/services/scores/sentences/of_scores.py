"""Reasons, bars and questions of a score as sentences in the reader's language, in their order."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias

from matching.domain.entries import Entries
from matching.domain.offer import Offer
from matching.domain.score import Bar, Reason, Score
from matching.phrases import codes, say
from matching.scoring.text.workplaces import is_workplace_alone
from matching.services.scores.sentences.of_offers import course_sentences
from matching.services.scores.sentences.phrase import phrase

MOST_REASONS = 3
# What the profile holds beyond identity: a recruiter may ask it, Labour Code L1221-6.
_PROFILE = frozenset(
    {"contracts", "hours_wanted", "licences", "vehicle", "diploma_level", "digital_level", "skills"}
)
# What speaks against a pair even when it leaves something of the criterion's share.
_AGAINST = frozenset(
    {
        "hours_partly",
        "need_other_level",
        "need_known_already",
        "need_licence_held",
        "gap_elsewhere",
        "gap_nothing_new",
        "skills_none",
        "skills_none_of_trade",
        "title_named",
        "title_not_said",
    }
)
# True of whoever chose nothing: no reason for this offer rather than another.
_SAYS_NOTHING = frozenset({"contract_free", "distance_free", "hours_free"})
_ASKED_FOR = frozenset(
    [
        *("need_asked", "need_taught", "trade_same", "trade_parent"),
        *("wish_starred", "wish_both", "wish_named"),
    ]
)
_TAUGHT = frozenset({"gap_closes", "gap_near", "gap_beside"})
_GUESS = 0.12
_CONTENT = frozenset({"wish", "need", "trade", "skills", "gap"})
# from a neighbour of the trade, or help that a fact of theirs calls for
_SPEAKING = 0.4
ON_PAPER = 2
"""Reasons for a meeting on a person's own sheet."""
# The criterion that is judged by a field which a rule asks for too: one question is enough.
_ASKED_WITH: Mapping[str, str] = MappingProxyType(
    {
        "commune": "distance",
        "offer.commune": "distance",
        "offer.contracts": "contract",
        "offer.hours": "hours",
    }
)
Rank: TypeAlias = tuple[object, ...]


def reasons_for(
    score: Score,
    language: str,
    *,
    offer: Offer | None = None,
    today: date | None = None,
    left: int | None = None,
    is_own: bool = True,
) -> tuple[str, ...]:
    """The strongest reasons in favour, as sentences; at most three.

    With the offer given, what a course teaches is followed by when it starts and the places `left`
    at this moment.
    """
    told = (
        _for(reason, language, offer, today=today, left=left, is_own=is_own)
        for reason in _in_favour(score)
    )
    return tuple(islice(told, MOST_REASONS))


def speaks_for(score: Score) -> bool:
    """Whether the person's wish, trade, need or skills speak for an offer, in its first reasons."""
    told = _in_favour(score)[:ON_PAPER]
    return any(one.criterion in _CONTENT and one.value >= _SPEAKING for one in told)


def _in_favour(score: Score) -> list[Reason]:
    """The reasons that speak for an offer, the strongest first."""
    silent = _AGAINST | _SAYS_NOTHING
    helped = [one for one in score.reasons if one.contribution > 0 and one.code not in silent]
    return sorted(helped, key=lambda one: (-one.contribution, one.criterion))


def reasons_against(score: Score, language: str, *, is_own: bool = True) -> tuple[str, ...]:
    """What costs most, as sentences, skills that are missing among them; at most three."""
    ranked = sorted(score.reasons, key=lambda one: (-_loss(one), one.criterion))
    found = (_against(one, language, is_own=is_own) for one in ranked if _loss(one) > 0)
    return tuple(said for said in found if said)[:MOST_REASONS]


def not_known(score: Score, language: str, *, is_own: bool = True) -> tuple[str, ...]:
    """What could not be judged and is not asked already, as sentences that say whom to ask."""
    asked = {_ASKED_WITH.get(one.field) for one in score.ask}
    unknown = (one for one in score.reasons if not one.weight and one.criterion not in asked)
    return tuple(_reason(one, language, is_own=is_own) for one in unknown)


def bars(
    score: Score, language: str, *, is_own: bool = True, between: str = " "
) -> tuple[str, ...]:
    """Why the offer is closed to the person, with the way round; `between` the two."""
    return tuple(_bar(bar, language, is_own=is_own, between=between) for bar in score.closed_by)


def questions(score: Score, language: str, *, is_own: bool = True) -> tuple[str, ...]:
    """What to ask the person before an answer can be given."""
    return tuple(
        phrase(f"question.{one.code}", one.params, language, is_own=is_own) for one in score.ask
    )


def rank(score: Score, entries: Entries) -> Rank:
    """What offers of one person are sorted by, the best first.

    What is but a guess at a rule of entry counts as help that is open to all. At equal value the
    offer with fewer questions comes first, then the nearer one, then the stand
    that is met first in the hall, then the title. Ids decide among what is alike in all of these.
    """
    offer, exhibitor = entries.offers[score.offer], entries.exhibitors[score.stand]
    trips = (reason.value for reason in score.reasons if reason.criterion == "distance")
    shown = exhibitor.zone, exhibitor.stand, exhibitor.name, offer.title
    value = min(score.value, _GUESS) if is_guess(score) else score.value
    return -value, len(score.ask), -next(trips, 1.0), *shown, score.offer


def _for(
    reason: Reason,
    language: str,
    offer: Offer | None,
    *,
    today: date | None,
    left: int | None,
    is_own: bool,
) -> str:
    if reason.code in _TAUGHT and offer is not None:
        told = course_sentences(reason, offer, language, today=today, left=left, is_own=is_own)
        return " ".join(told)
    half = _part("for", reason, language, is_own=is_own)
    return half or _reason(reason, language, is_own=is_own)


def _against(reason: Reason, language: str, *, is_own: bool) -> str:
    if reason.code in _AGAINST or not reason.contribution:
        return _reason(reason, language, is_own=is_own)
    return _part("against", reason, language, is_own=is_own)


def _part(side: str, reason: Reason, language: str, *, is_own: bool) -> str:
    """The half of a reason that speaks for or against, when it has two halves."""
    code = f"{side}.{reason.code}"
    if code not in _halves(language):
        return ""
    return phrase(code, reason.params, language, is_own=is_own)


@cache
def _halves(language: str) -> frozenset[str]:
    return frozenset(code for code in codes(language) if code.startswith(("for.", "against.")))


def _loss(reason: Reason) -> float:
    return reason.weight * (1.0 - reason.value)


def _bar(bar: Bar, language: str, *, is_own: bool, between: str) -> str:
    return phrase(f"bar.{bar.code}", bar.params, language, is_own=is_own, between=between)


def _reason(reason: Reason, language: str, *, is_own: bool) -> str:
    return phrase(f"reason.{reason.code}", reason.params, language, is_own=is_own)


def points_for_recruiter(score: Score, language: str) -> tuple[str, ...]:
    """What speaks for the person, in the person's own words; nothing protected is among them."""
    points = {one.criterion: one for one in score.reasons if one.value > 0 and one.weight > 0}
    learns, wants = points.get("gap"), points.get("trade")
    if learns and wants and learns.params.get("said") == wants.params.get("said"):
        del points["trade"]
    said = (
        point
        for name in ("skills", "gap", "trade", "wish")
        if name in points
        for point in _points(points[name], language)
    )
    return tuple(point for point in said if point)


def _points(reason: Reason, language: str) -> tuple[str, ...]:
    """What a reason says for somebody; where they worked is told apart from what they can do."""
    said = str(reason.params.get("said", "")).split(", ")
    places = [words for words in said if is_workplace_alone(words)]
    if reason.criterion != "skills" or not places:
        return (_point(reason, language),)
    able = ", ".join(words for words in said if words not in places)
    return (
        say("point.skills", language, said=able) if able else "",
        say("point.workplace", language, said=", ".join(_longest(places))),
    )


def _longest(said: Sequence[str]) -> list[str]:
    """Words that no others of them hold: "entrepôt" stands in "dans un entrepôt"."""
    return [words for words in said if not any(words in each for each in said if each != words)]


def _point(reason: Reason, language: str) -> str:
    if reason.criterion == "wish":
        return "" if reason.code == "wish_wanted" else say("point.wish", language)
    said = reason.params.get("said")
    if not said:
        return ""
    if reason.criterion == "gap":
        return say("point.learn", language, said=said)
    code = "held" if reason.code.endswith("_held") else reason.criterion
    return say(f"point.{code}", language, said=said)


def is_guess(score: Score) -> bool:
    """Whether a rule of entry is open to question, for help that the person did not ask for."""
    asked = any(reason.code in _ASKED_FOR for reason in score.reasons)
    return not asked and any(question.code.startswith("entry_") for question in score.ask)


def to_ask(score: Score, language: str) -> tuple[str, ...]:
    """Columns a recruiter may ask about: those of the profile, never those of statistics.

    Mandatory titles of which nobody knows whether the person has them are named.
    """
    fields = dict.fromkeys(one.field for one in score.ask if one.field in _PROFILE)
    titles = (
        phrase("point.titles", one.params, language) for one in score.ask if one.field == "titles"
    )
    return (*(say(f"field.{name}", language) for name in fields), *titles)


def prescriber_mark(score: Score, language: str, *, is_checked: bool = False) -> str:
    """That a prescriber is to check who may have an insertion contract: never asked at a table.

    Nothing once one has (`is_checked`), be the score older than that.
    """
    is_open = any(question.code == "entry_insertion_unknown" for question in score.ask)
    return say("matches.eligibility", language) if is_open and not is_checked else ""

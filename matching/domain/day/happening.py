"""Happenings: the append-only facts of the day, and the state they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from matching.domain.day.meeting import Meeting
from matching.domain.errors import Invalid


class HappeningKind(StrEnum):
    """What can happen; the value is the word stored and typed at the terminal."""

    ARRIVED = "arrived"
    LEFT = "left"
    NO_SHOW = "no-show"
    REFUSED = "refused"
    GROUP_LEFT = "group-left"
    HELD = "held"
    CALLED = "called"
    BEGUN = "begun"
    STAND_CLOSED = "stand-closed"
    STAND_LATE = "stand-late"
    STAND_REOPENED = "stand-reopened"
    STAND_MOVED = "stand-moved"
    STAND_BREAK = "stand-break"
    STAND_LEAVES = "stand-leaves"
    STAND_TABLES = "stand-tables"
    UNDONE = "undo"
    SCANNED_AGAIN = "scanned-again"
    SCAN_REFUSED = "scan-refused"
    BADGE_REPLACED = "badge-replaced"
    BADGE_BLOCKED = "badge-blocked"
    OUTCOME = "outcome"
    CAME_ALONG = "came-along"
    SATISFACTION = "satisfaction"
    PLACE_TAKEN = "place-taken"
    PLACE_ENROLLED = "place-enrolled"
    PLACE_GIVEN_BACK = "place-given-back"
    PLACES_SET = "places-set"
    ELIGIBILITY_CHECKED = "eligibility-checked"
    WORKSHOP_LATE = "workshop-late"
    MEETING_PLACED = "meeting-placed"
    MEETING_CANCELLED = "meeting-cancelled"
    TOLD = "told"
    RULE_LEFT = "rule-left"


_LONGEST_NAME = 100

ABSENCE = "absence"
"""What a missed meeting says of the fact, by nonce, that nobody expects the person any more."""

WAY, OUT = "way", "out"
"""What a badge shown on the way out writes into its fact; whoever went out so comes back."""

ACT = "act"
"""Under what each of several facts written by one act names the act."""

PLAN = "plan"
"""Under what a fact names a plan: in force before it, or told to whom it was told."""

UNPLANNED = "unplanned"
"""What a meeting writes into its fact that was held and that no plan had."""
FREE_ROW = "row"
"""Which empty row of a stand's list on paper bears a fact: its hour stands nowhere."""
ALSO = "also"
"""What a next step writes into its fact that was noted beside the one before, not instead of it."""

OFFER = "offer"
"""Under what a fact names its offer: the one talked about, or the workshop that begins later."""

OUTCOMES = (
    "second_interview",
    "cv_taken",
    "immersion",
    "training",
    "application",
    "referral",
    "hired",
    "nothing",
)
"""What a meeting may lead to, in the words of the outcome happening's `result`."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact of the day.

    `nonce` is minted by whoever acts, so that repeating the act is harmless. `about` is the
    nonce of the happening that an undo takes back. `at` is when it happened, aware.
    """

    kind: HappeningKind
    at: datetime
    nonce: str
    person: str = ""
    stand: str = ""
    meeting: str = ""
    station: str = ""
    about: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for name in ("nonce", "station"):
            value = getattr(self, name)
            if len(value) > _LONGEST_NAME or (value and not value.isprintable()):
                raise Invalid(name, "name", most=_LONGEST_NAME)
        if not self.nonce.strip():
            raise Invalid("nonce", "empty")
        if self.at.tzinfo is None:
            raise Invalid("at", "naive_time", value=self.at.isoformat())

    @classmethod
    def of_meeting(
        cls,
        kind: HappeningKind,
        at: datetime,
        nonce: str,
        meeting: Meeting,
        *,
        station: str = "",
        data: Mapping[str, str] = MappingProxyType({}),
    ) -> "Happening":
        """A fact about a meeting, its person and its stand."""
        return cls(
            kind,
            at,
            nonce,
            person=meeting.person,
            stand=meeting.stand,
            meeting=meeting.id,
            station=station,
            data=data,
        )

    @property
    def as_reported(self) -> tuple["HappeningKind", str, Mapping[str, str]]:
        """What a report says; which plan was in force when it came is not the reporter's word.

        Nor is the offer of a meeting whose outcome is told.
        """
        beside = {PLAN, OFFER} if self.kind is HappeningKind.OUTCOME else {PLAN}
        told = {key: word for key, word in self.data.items() if key not in beside}
        return self.kind, self.meeting, told

    def taken_back(
        self,
        at: datetime,
        nonce: str,
        *,
        station: str = "",
        data: Mapping[str, str] = MappingProxyType({}),
    ) -> "Happening":
        """What takes this fact back: about the same person, stand and meeting."""
        return Happening(
            HappeningKind.UNDONE,
            at,
            nonce,
            person=self.person,
            stand=self.stand,
            meeting=self.meeting,
            station=station,
            about=self.nonce,
            data=data,
        )

    def is_from_screen_of(self, other: "Happening") -> bool:
        """Whether two acts were done at one screen, whatever it called itself each time.

        Acts of programs that have no screen are told apart by the name of their station.
        """
        mine, theirs = self.data.get("screen"), other.data.get("screen")
        return mine == theirs if mine and theirs else self.station == other.station


def in_force(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """Happenings that count: what was taken back and the taking back itself are left out."""
    facts = tuple(happenings)
    undone = {fact.about for fact in facts if fact.kind is HappeningKind.UNDONE}
    return tuple(
        fact for fact in facts if fact.nonce not in undone and fact.kind is not HappeningKind.UNDONE
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is here now, when each person first arrived, and when who is gone was seen to leave.

    Whoever `met` a stand came, even if nobody saw them at the door. Of whoever was written down as
    gone with everybody else nobody knows when they left: they have no hour of `departure`.
    """

    first_arrival: Mapping[str, datetime]
    present: frozenset[str]
    departure: Mapping[str, datetime]
    met: frozenset[str] = frozenset()

    @property
    def came(self) -> frozenset[str]:
        """Whoever arrived, and whoever had a meeting without having been seen at the door."""
        return self.met | self.first_arrival.keys()

    @classmethod
    def of(cls, happenings: Iterable[Happening]) -> "Attendance":
        """Fold the day's happenings into presence, in the order they were written.

        A clock set wrong at one tablet must not undo what was said after it.
        """
        first: dict[str, datetime] = {}
        left: dict[str, datetime] = {}
        present: set[str] = set()
        settled: dict[str, Happening] = {}
        for fact in in_force(happenings):
            if fact.kind is HappeningKind.ARRIVED:
                first.setdefault(fact.person, fact.at)
                present.add(fact.person)
                left.pop(fact.person, None)
            elif fact.kind is HappeningKind.LEFT:
                present.discard(fact.person)
                if ACT not in fact.data:
                    left[fact.person] = fact.at
            elif fact.kind in SETTLING and fact.meeting:
                settled[fact.meeting] = fact
        held = (fact for fact in settled.values() if fact.kind is HappeningKind.HELD)
        met = frozenset(fact.person for fact in held if fact.person)
        return cls(first, frozenset(present), left, met)


NOT_HELD = frozenset({HappeningKind.NO_SHOW, HappeningKind.REFUSED, HappeningKind.GROUP_LEFT})
"""What is noted of a meeting that will not be: nobody came, one side said no, or the team has
taken somebody out of a group.
"""

SETTLING = (HappeningKind.HELD, *sorted(NOT_HELD))
"""What is noted of a meeting once it is over: it took place, or it will not be."""


def last_settled(facts: Iterable[Happening]) -> dict[str, HappeningKind]:
    """How each meeting was settled by its id, the last word on each, of facts that count.

    One that a hand has placed anew since is to come.
    """
    settled: dict[str, HappeningKind] = {}
    for fact in facts:
        if fact.kind in SETTLING and fact.meeting:
            settled[fact.meeting] = fact.kind
        elif fact.kind is HappeningKind.MEETING_PLACED:
            settled.pop(fact.meeting, None)
    return settled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a meeting led to: a result, in the fair's own `words` if it has any, with a `detail`."""

    result: str
    words: str = ""
    detail: str = ""


def outcome_facts(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """What meetings led to, as far as it was not taken back, in the order it was written."""
    return tuple(fact for fact in in_force(happenings) if fact.kind is HappeningKind.OUTCOME)


def told_outcomes(facts: Iterable[Happening]) -> dict[str, tuple[Outcome, ...]]:
    """What each meeting led to as it was told, by its id: the last word, and what was beside it."""
    found: dict[str, tuple[Outcome, ...]] = {}
    for fact in facts:
        if fact.kind is HappeningKind.OUTCOME:
            before = found.get(fact.meeting, ()) if ALSO in fact.data else ()
            told = Outcome(
                fact.data["result"], fact.data.get("words", ""), fact.data.get("detail", "")
            )
            found[fact.meeting] = (*before, told)
    return found

"""What a visitor's tab remembers, as values: one a page or moment, none of which must last.

Everything that must last is in the store. `recall` gives a moment as it is in this tab, or as it
is when nothing has happened; `keep` puts another one in its place; `forget` lets go of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from matching.domain.access import Visitor
from matching.phrases import LANGUAGES

if TYPE_CHECKING:  # annotations only: what they come with would be loaded before any page
    from matching.intake.opening import Opened
    from matching.services.access.give_access import Given
    from matching.services.door.find_people import Found
    from matching.services.door.walk_in import WalkIn
    from matching.services.door.welcome import CheckIn
    from matching.services.files.preview import Preview
    from matching.services.floor.hall_view import HallView
    from matching.services.live.by_hand.edit import HandEdit
    from matching.services.live.release import Proposed
    from matching.services.prepare.edited_plan import HoursChanged
    from matching.services.prepare.real_offers import ProposedOffer
    from matching.services.prepare.simulate_day import Simulated

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Tab:
    """What this tab reads: its language, the id of its fair, the page drawn last, and for whom."""

    language: str = LANGUAGES[0]
    fair: str = ""
    page: str = ""
    is_of_visitors: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """Who is at this screen, as the store has answered last.

    `at` is the moment of a question that a click has asked for the run after it, in seconds of
    the monotonic clock; it is far in the past when no click has.
    """

    visitor: Visitor | None = None
    at: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Erasures:
    """How often somebody had been erased when this tab was drawn last; -1 before its first page."""

    known: int = -1


@dataclass(frozen=True, slots=True)
class Acts:
    """The names of the acts that forms are about to do, by form; how many acts were done here."""

    nonces: Mapping[str, str] = field(default_factory=dict)
    done: int = 0


@dataclass(frozen=True, slots=True)
class ScreenMessage:
    """A sentence, whether it tells of a refusal, and what takes back the act that it tells of.

    `later` looks whether there is more to say by now: the message then, or None as long as not.
    """

    sentence: str
    is_refusal: bool = False
    take_back: Callable[[], "ScreenMessage | str"] | None = None
    later: Callable[[], "ScreenMessage | None"] | None = None


@dataclass(frozen=True, slots=True)
class PrintDialog:
    """The PDF whose print dialog was asked for last: by which button, and under which name."""

    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Click:
    """What the last click has left for the frame of the page: a notice, or that it is drawn.

    `shown` is the notice that stands on the page now.
    """

    notice: ScreenMessage | None = None
    is_for_frame: bool = False
    shown: ScreenMessage | None = None


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """What came of the rows of a sheet that were typed last, said beside them."""

    answer: ScreenMessage | None = None


@dataclass(frozen=True, slots=True)
class LongLists:
    """Which page of each long list this tab looks at, by the list's key; 0 is the first."""

    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoorPage:
    """The page that signs people in.

    `reading` is how badges are read at this screen, empty when nobody has chosen. `answer` is the
    last one while the page shows it, to a name when `is_by_name`, else to a code. `scanned` is whom
    the camera has signed in last, by id and call number. `shows_answer` tells whether the page, but
    for its search, showed one when it was drawn last.
    """

    reading: str = ""
    answer: "CheckIn | None" = None
    is_by_name: bool = False
    scanned: tuple[str, str] | None = None
    shows_answer: bool = False


@dataclass(frozen=True, slots=True)
class Namesakes:
    """What was typed of somebody whose name is on the list already, and who bears it."""

    first_name: str
    fields: dict[str, str]
    found: "tuple[Found, ...]"


@dataclass(frozen=True, slots=True)
class Registration:
    """Somebody not expected: asked whether they are on the list, or registered and shown."""

    namesakes: Namesakes | None = None
    welcomed: "WalkIn | None" = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose questionnaire this screen asks, at which question; none is left when it is empty.

    `chosen` are the answers touched so far; `None` when they are still those known before.
    `is_told` once the person has seen their meetings at the end.
    """

    person: str
    question: str
    chosen: tuple[str, ...] | None = None
    has_answered: bool = False
    is_misread: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questionnaire of this screen: where it stands, its language (empty: the tab's), voice."""

    asking: Asking | None = None
    language: str = ""
    is_aloud: bool = False


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The screen that a kiosk shows: the first one when empty, or where somebody has come to."""

    screen: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files that this tab looks at before they are taken in: opened once for each drop.

    `key` names the files and what was said of their kinds; `number` counts the places to drop
    files there were, so that an empty one follows when files were taken in.
    """

    key: str = ""
    opened: "Opened | None" = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """Files that lay in the three places of the start page, on their way to be looked at.

    `kinds` says which table each lay for; `is_leading` until the tab has gone to them.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    is_leading: bool = False


@dataclass(frozen=True, slots=True)
class PreviewedFiles:
    """What taking the dropped files in would change; `key` names files and what was said."""

    key: str = ""
    preview: "Preview | None" = None


@dataclass(frozen=True, slots=True)
class Editing:
    """The entry that this tab edits by hand: its id, or none and `is_new` for one more.

    `turn` counts the forms there were, so that one drawn anew shows what the store says;
    `is_removing` while it is asked whether the entry goes.
    """

    entry: str = ""
    is_new: bool = False
    turn: int = 0
    is_removing: bool = False


@dataclass(frozen=True, slots=True)
class Proposing:
    """Offers read from adverts, reviewed in this tab one after the other; `place` is the next."""

    offers: "tuple[ProposedOffer, ...]" = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class Played:
    """Days played forward, and of which fair that was held their conditions come."""

    simulated: "Simulated | None" = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Wall:
    """What the hall's screen has shown last, of which version of the day; who is to be told."""

    view: "HallView | None" = None
    version: tuple[object, ...] = ()
    called: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PointedAt:
    """What was pointed at in the note that was typed last, of whose meeting."""

    meeting: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """Which version of the day the page of this tab was drawn from."""

    version: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A plan that this tab looks at before it is announced, or dropped."""

    proposed: "Proposed | None" = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """Pairs of files that may be of one person, which this tab decides after the others."""

    pairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursLooked:
    """Other hours of a fair that this tab looks at before they hold, or are dropped."""

    typed: Mapping[str, str] = field(default_factory=dict)
    shown: "HoursChanged | None" = None


@dataclass(frozen=True, slots=True)
class Picked:
    """What this tab holds of the organiser's grid: a meeting or a person, and an act that waits.

    `about` are stand and offer of a second meeting that the person shall have. With `swaps` the
    next meeting touched changes hours with it; `waiting` would break rules (`why`) and waits for a
    reason (`is_pointed_at` where words of it speak of a protected criterion); `last` names the act
    done last here, `said` is what came of it.
    """

    meeting: str = ""
    person: str = ""
    about: tuple[str, str] = ("", "")
    swaps: bool = False
    waiting: "HandEdit | None" = None
    why: tuple[str, ...] = ()
    is_pointed_at: bool = False
    last: str = ""
    said: ScreenMessage | None = None


@dataclass(frozen=True, slots=True)
class Faces:
    """The act of the face touched last on this screen, by who was asked: a finger may slip."""

    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewCodes:
    """What a click has made for the next run of the page, and for no other: codes shown once."""

    given: "tuple[Given, ...]" = ()


def recall(kind: type[M]) -> M:
    """The moment of that type in this tab; as it is at the start when nothing was kept."""
    kept = st.session_state.get(_key(kind))
    return kept if isinstance(kept, kind) else kind()


def keep(moment: object) -> None:
    """Put this moment in the place of the one of its type."""
    st.session_state[_key(type(moment))] = moment


def take(kind: type[M]) -> M:
    """The moment of that type, once: the tab forgets it."""
    kept = recall(kind)
    forget(kind)
    return kept


def forget(*kinds: type) -> None:
    """Let go of the moments of these types."""
    for kind in kinds:
        st.session_state.pop(_key(kind), None)


def forget_typed(beginning: str) -> None:
    """Let go of what was typed and touched in the fields whose keys begin so."""
    for key in list(st.session_state):
        if str(key).startswith(beginning):
            del st.session_state[key]


def empty_typed(beginning: str) -> None:
    """Empty the fields of text whose keys begin so, in the browser too; before they are drawn."""
    for key, typed in list(st.session_state.items()):
        if str(key).startswith(beginning) and isinstance(typed, str):
            st.session_state[key] = ""


def _key(kind: type) -> str:
    return f"parvis.{kind.__name__}"

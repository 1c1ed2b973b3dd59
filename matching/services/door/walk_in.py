"""Someone comes without registration: profile, badge, sign-in and meetings in one act."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from badges.code import codes_in, new_code
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.domain.statistics import Statistics
from matching.services.door.personal_page import personal_page
from matching.services.door.welcome import CheckIn, check_in
from matching.services.interview.known_before import join_sure
from matching.services.live.behind import begun_within
from matching.services.live.notices.tell import note_told
from matching.services.live.redraw_plan import plan_walk_in
from matching.services.live.redrawn import Redrawn
from matching.services.shop.profile_fields import read_fields
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import badges, blanks

WALKED_IN = "w-"
"""How ids begin of people whom no list brought."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """The person's code and answer of the door, with what was not understood.

    `later` is where their meetings come out that were not drawn yet when this was said.
    """

    person: str
    code: str
    check_in: CheckIn
    flaws: tuple[Flaw, ...]
    redrawn: tuple[Redrawn, ...] = ()
    later: Future[tuple[Redrawn, ...]] | None = field(default=None, compare=False)

    @property
    def moved(self) -> tuple[Redrawn, ...]:
        """What changed for others, who must be told."""
        found = (
            replace(drawn, changes=tuple(c for c in drawn.changes if c.person != self.person))
            for drawn in self.redrawn
        )
        return tuple(drawn for drawn in found if drawn.changes)


def walk_in(
    shop: Shop,
    fair: str,
    *,
    first_name: str,
    fields: Mapping[str, str],
    nonce: str,
    at: datetime | None = None,
    station: str = "",
    screen: str = "",
    takes: bool = True,
    badge: str = "",
) -> WalkIn:
    """Register, badge and sign in one more person, then plan for that person alone.

    Nobody else's meeting moves, unless the fair lets walk-ins take what others have beyond the
    promise (`takes`, where staff are there to tell them). The same nonce again registers nobody
    twice. `badge` is the code of a blank badge that the person was given: its number and code
    become theirs.

    Raises
    ------
    FairError
        `blank_unknown` for a badge that is none of the blank ones; `invalid_empty` without a first
        name, `field_unknown` for a column that does not exist.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    moment = at or shop.day_moment(frame)
    person, figures, flaws = _read(frame, {**fields, "first_name": first_name}, nonce)
    data = {"walk_in": "yes"} | ({"screen": screen} if screen else {})
    act = Happening(HappeningKind.ARRIVED, moment, nonce, station=station, data=data)
    with shop.store.writing() as writer:
        before = happenings.find(writer, fair, nonce)
        if before is None:
            blank = _blank(writer, fair, badge) if badge.strip() else None
            _enter(shop, writer, fair, act, person=person, figures=figures, blank=blank)
        elif (before.kind, before.person) != (HappeningKind.ARRIVED, person.id):
            raise FairError("nonce_used", nonce=nonce)
        code = badges.live_codes(writer, fair, people=[person.id])[person.id]
    join_sure(shop, fair, people=[person.id])
    draw = partial(plan_walk_in, shop, fair, person.id, at=moment, takes=takes)
    redrawn = begun_within(shop, fair, draw, person=person.id)
    later = redrawn if isinstance(redrawn, Future) else None
    if takes and later is None:  # staff are there, and the screen before them shows the meetings
        note_told(shop, fair, person.id, nonce=shop.new_nonce(), station=station, at=moment)
    answer = check_in(
        shop,
        fair,
        code,
        nonce=nonce,
        at=moment,
        station=station,
        screen=screen,
        gives_seats=False,
    )
    drawn = () if isinstance(redrawn, Future) else redrawn
    return WalkIn(person.id, code, answer, flaws, drawn, later)


def with_meetings(shop: Shop, fair: str, welcomed: WalkIn, *, station: str = "") -> WalkIn:
    """The same once the meetings are drawn, which are told by the screen that shows them now.

    Raises
    ------
    FairError
        What kept the plan from following.
    """
    if welcomed.later is None:
        return welcomed
    redrawn, person = welcomed.later.result(), welcomed.person
    note_told(shop, fair, person, nonce=shop.new_nonce(), station=station)
    coming = personal_page(shop, fair, person).next
    answer = replace(welcomed.check_in, next=coming)
    return replace(welcomed, check_in=answer, redrawn=redrawn, later=None)


def _enter(
    shop: Shop,
    writer: Connection,
    fair: str,
    act: Happening,
    *,
    person: Jobseeker,
    figures: Statistics,
    blank: tuple[str, int] | None,
) -> None:
    code, number = blank or (new_code(shop.random_bytes), None)
    fairs.add_jobseeker(writer, fair, person, walk_in=True, call_number=number)
    if blank:
        blanks.take_blank(writer, fair, code)
    fairs.add_statistics(writer, fair, figures)
    badges.issue(writer, fair, person.id, code=code, at=shop.clock())
    arrival = replace(act, person=person.id)
    happenings.append(writer, fair, arrival, recorded_at=shop.clock(), visit=0)


def blanks_left(shop: Shop, fair: str) -> int:
    """How many blank badges nobody has taken yet."""
    with shop.store.reading() as reader:
        return len(blanks.blank_badges(reader, fair))


def _blank(reader: Connection, fair: str, typed: str) -> tuple[str, int]:
    """The code and the call number of a blank badge, as scanned or typed."""
    known = blanks.blank_badges(reader, fair)
    code = next((code for code in codes_in(typed) if code in known), None)
    if code is None:
        raise FairError("blank_unknown", value=typed.strip()[:20])
    return code, known[code]


def _id(nonce: str, person: Jobseeker) -> str:
    key = f"{nonce}\x1f{fold(person.full_name)}"
    return WALKED_IN + hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def _read(
    fair: Fair, fields: Mapping[str, str], nonce: str
) -> tuple[Jobseeker, Statistics, tuple[Flaw, ...]]:
    """The profile typed at the desk, read by the rules of the files."""
    read = read_fields(fair, fields)
    # The id comes from the act, so that two namesakes are two people and a repeat is one.
    person = replace(read.person, id=_id(nonce, read.person))
    return person, replace(read.figures, person=person.id), read.flaws

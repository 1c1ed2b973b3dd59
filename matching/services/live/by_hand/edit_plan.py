"""Change the announced plan by hand: move, swap, add, cancel a meeting, and take an act back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from matching.domain.day.by_hand import BY_HAND, SECOND
from matching.domain.day.happening import ACT, PLAN, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.errors import FairError
from matching.domain.spelling import fold
from matching.phrases import say
from matching.planning.problem.changes import Change
from matching.planning.problem.goals import Goals, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.unmet import unmet
from matching.services.live.by_hand.edit import HandEdit
from matching.services.live.by_hand.edit_answers import broken_lines
from matching.services.live.by_hand.try_edit import Tried, try_changes, try_edit
from matching.services.live.live_fair import LiveFair, read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import in_turn
from matching.services.plan.draw_plan import keep
from matching.services.plan.worth_meeting import below_promise
from matching.services.shop.decision_log import log_act
from matching.services.shop.known_plans import index_of, remember_announced
from matching.services.shop.shop import Shop
from matching.services.shop.words_for_others import must_be_fit_to_write
from matching.store.day import happenings, plans

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Signed:
    """Who does an act and why: `nonce` names it, a `reason` lets it break rules.

    The reason is kept in the log of decisions, which outlives the people it speaks of: it names
    nobody, and of no protected criterion unless `is_about_the_post` says that its words are not
    about the person.
    """

    nonce: str
    reason: str = ""
    station: str = ""
    is_about_the_post: bool = False


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an act would change and break, on the day as it stands."""

    live: LiveFair
    tried: Tried

    def lines(self, language: str) -> list[str]:
        """What would break, a sentence each, or that nothing would."""
        return broken_lines(self.live, self.tried, language) or [say("hand.nothing", language)]

    def answer(self, language: str) -> dict[str, Any]:
        """The same as a document."""
        broken = broken_lines(self.live, self.tried, language)
        return {"broken": list(self.tried.codes), "sentences": broken}


class EditRefused(FairError):
    """An act would break rules of a fair and nobody gave a reason."""

    def __init__(self, previewed: Previewed) -> None:
        super().__init__("edit_breaks")
        self.previewed = previewed


def preview_edit(shop: Shop, fair: str, edit: HandEdit, *, at: datetime | None = None) -> Previewed:
    """What an act would break; nothing is written.

    Raises
    ------
    FairError
        As `edit_plan`, but for a missing reason.
    """
    live = read_live_fair(shop, fair)
    if live is None:
        raise FairError("not_announced", fair=fair)
    return Previewed(live, try_edit(live, edit, at or shop.day_moment(live.entries.fair)))


def edit_plan(
    shop: Shop, fair: str, edit: HandEdit, signed: Signed, *, at: datetime | None = None
) -> Redrawn:
    """The plan after an act of a hand, announced at once: nobody else moves.

    What was placed stays there through later re-plans, what was cancelled does not come back. The
    same nonce again changes nothing more.

    Raises
    ------
    FairError
        `not_announced`; as `try_edit`; `reason_names` where the reason names whom it is about;
        `words_protected` where it speaks of a protected criterion, `text_long`.
    EditRefused
        When a rule would be broken and no reason is given.
    """

    def attempt(live: LiveFair, moment: datetime) -> Redrawn:
        tried = try_edit(live, edit, moment)
        facts = _facts(live, tried, signed, moment)
        return _kept(shop, live, tried, signed, cause=f"hand-{edit.kind}", facts=facts)

    return _in_turn(shop, fair, signed, at, attempt)


def take_back_edit(
    shop: Shop, fair: str, act: str, signed: Signed, *, at: datetime | None = None
) -> Redrawn:
    """Take back one act of a hand: its meetings are where they were, if the rules still let them.

    Raises
    ------
    FairError
        `nothing_to_undo`; `edit_overtaken` where one of its meetings has moved again since.
    EditRefused
        When putting it back would break a rule by now and no reason is given.
    """

    def attempt(live: LiveFair, moment: datetime) -> Redrawn:
        done = [
            fact for fact in in_force(live.facts) if fact.kind in BY_HAND and fact.data[ACT] == act
        ]
        if not done:
            raise FairError("nothing_to_undo", fair=fair)
        tried = try_changes(live, _taken_back(shop, live, done), moment)
        facts = [_undo(fact, signed, moment, number) for number, fact in enumerate(done)]
        return _kept(shop, live, tried, signed, cause="hand-undo", facts=facts)

    return _in_turn(shop, fair, signed, at, attempt)


def _in_turn(
    shop: Shop,
    fair: str,
    signed: Signed,
    at: datetime | None,
    attempt: Callable[[LiveFair, datetime], Redrawn],
) -> Redrawn:
    def once() -> Redrawn:
        live = read_live_fair(shop, fair)
        if live is None:
            raise FairError("not_announced", fair=fair)
        if any(fact.nonce == signed.nonce for fact in live.facts):
            return Redrawn(live.entries, live.plan, (), "hand")
        return attempt(live, at or shop.day_moment(live.entries.fair))

    try:
        return in_turn(once)
    except IntegrityError:
        # Only the index on undo can refuse here: another screen took the same act back first.
        raise FairError("nothing_to_undo", fair=fair) from None


def _kept(
    shop: Shop,
    live: LiveFair,
    tried: Tried,
    signed: Signed,
    *,
    cause: str,
    facts: Iterable[Happening],
) -> Redrawn:
    """Write facts, plan and decision in one transaction; the rules hold, or a reason is given."""
    reason = _reason(live, tried, signed)
    if tried.codes and not reason:
        raise EditRefused(Previewed(live, tried))
    version, fair = _version(shop, live, tried), live.entries.fair.id

    def write(writer: Connection) -> None:
        for fact in facts:
            happenings.append(writer, fair, fact, recorded_at=shop.clock())
        for change in tried.changes:
            log_act(
                writer, shop, fair, cause, change.person,
                plan=version.number, station=signed.station, stand=_either(change).stand,
                from_slot=_slot(change.was), to_slot=_slot(change.now),
                broken=list(tried.codes), reason=reason,
            )  # fmt: skip

    since = None if live.is_joined else live.plan
    keep(shop, version, live.judged, since=since, cause=cause, along=write, about=())
    remember_announced(shop, version, lineage=live.lineage)
    about = frozenset(change.person for change in tried.changes)
    return Redrawn(live.entries, version, tried.changes, cause, about=about)


def _reason(live: LiveFair, tried: Tried, signed: Signed) -> str:
    """The reason as it is kept: on one line, of no protected criterion, and naming nobody."""
    said = must_be_fit_to_write(
        signed.reason, most=LONGEST_REASON, is_about_the_post=signed.is_about_the_post
    )
    words = set(fold(said).split())
    for person in {change.person for change in tried.changes}:
        known = live.entries.jobseekers[person]
        if words & set(fold(f"{known.first_name} {known.last_name}").split()):
            raise FairError("reason_names")
    return said


def _version(shop: Shop, live: LiveFair, tried: Tried) -> PlanVersion:
    """The plan as the hand leaves it: what it changes is measured, and nothing proven of it."""
    at, layout = shop.clock(), Layout(tried.posed.problem)
    placed = tried.posed.inward(tried.after)
    before = measure(layout, tried.posed.inward(tried.before))
    after = measure(layout, placed)
    mine = {change.person for change in tried.changes}
    short = [row for row in unmet(layout, placed) if row[0] in mine]
    named = mine - {person for person, _ in short}
    theirs = [meeting for meeting in tried.after if meeting.person in named]
    below = below_promise(live.judged, theirs)
    others = [row for row in live.plan.unmet if row[0] not in mine]
    return replace(
        live.plan,
        number=live.last_number + 1,
        state=PlanState.ANNOUNCED,
        drawn_at=at,
        announced_at=at,
        score_version=live.judged.scorer.version,
        status="feasible",
        meetings=tried.plan,
        goals=_goals(live.plan.goals, before, after, len(tried.changes)),
        bounds={},
        unmet=tuple(sorted((*others, *short, *below))),
    )


def _goals(
    known: Mapping[str, Any], before: Goals, after: Goals, changed: int
) -> dict[str, object]:
    """The measures of a plan with the difference that a hand makes to some people's."""
    levels = zip_longest(known["coverage"], before.coverage, after.coverage, fillvalue=0)
    return {
        "coverage": [whole + now - was for whole, was, now in levels],
        "score": known["score"] + after.score - before.score,
        "waiting": known["waiting"] + after.waiting - before.waiting,
        "breaks": known["breaks"] + after.breaks - before.breaks,
        "changes": changed,
    }


def _facts(live: LiveFair, tried: Tried, signed: Signed, moment: datetime) -> Iterable[Happening]:
    """A fact for each meeting, under the name of the act and names that follow from it."""
    for number, change in enumerate(tried.changes):
        meeting = _either(change)
        said = {ACT: signed.nonce, "offer": meeting.offer, PLAN: str(live.plan.number)}
        said |= {"from": str(change.was.slot)} if change.was else {}
        said |= {"to": str(change.now.slot)} if change.now else {}
        said |= {SECOND: "yes"} if _is_beside(tried, meeting) else {}
        yield Happening.of_meeting(
            HappeningKind.MEETING_PLACED if change.now else HappeningKind.MEETING_CANCELLED,
            moment,
            _nonce(signed, number),
            meeting,
            station=signed.station,
            data=said,
        )


def _is_beside(tried: Tried, meeting: Meeting) -> bool:
    """Whether somebody meets a stand about something else too, by what one meets it for once."""
    occasion = tried.posed.finder.setting.occasion
    return any(
        one.person == meeting.person
        and one.id != meeting.id
        and occasion(one.stand, one.offer) == occasion(meeting.stand, meeting.offer)
        for one in tried.after
    )


def _nonce(signed: Signed, number: int) -> str:
    return f"{signed.nonce}.{number}" if number else signed.nonce


def _undo(fact: Happening, signed: Signed, moment: datetime, number: int) -> Happening:
    return fact.taken_back(moment, _nonce(signed, number), station=signed.station)


def _taken_back(shop: Shop, live: LiveFair, done: Iterable[Happening]) -> tuple[Change, ...]:
    """The meetings of an act as they are now and as they were in the plan before it."""
    fair, found = live.entries.fair.id, []
    now = index_of(fair, live.plan.meetings).by_id
    for fact in done:
        with shop.store.reading() as reader:
            theirs = plans.meetings_of(reader, fair, int(fact.data[PLAN]), {fact.person})
        before = {meeting.id: meeting for meeting in theirs.get(fact.person, ())}
        current = now.get(fact.meeting)
        if _slot(current) != (int(fact.data["to"]) if "to" in fact.data else None):
            raise FairError("edit_overtaken")
        found.append(Change(fact.person, current, before.get(fact.meeting)))
    return tuple(found)


def _either(change: Change) -> Meeting:
    meeting = change.now or change.was
    assert meeting is not None
    return meeting


def _slot(meeting: Meeting | None) -> int | None:
    return meeting.slot if meeting else None

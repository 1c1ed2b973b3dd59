"""What a re-plan moved, as JSON and as sentences: the same for the command, routes and pages."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting
from matching.domain.day.notice import Notice
from matching.domain.entries import Entries
from matching.domain.terms import OfferKind
from matching.phrases import say, say_count
from matching.planning.problem.changes import Change
from matching.services.live.notices.pending import read_pending
from matching.services.live.redrawn import Redrawn
from matching.services.live.sessions.falling import fallen_lines, groups_lost, not_back_lines
from matching.services.plan.agenda import appointments, appointments_answer
from matching.services.shop.known_plans import missed_meetings
from matching.services.shop.shop import Shop
from matching.store.day import happenings

_TAKES_BACK = frozenset({"undo", "hand-undo", "stand-reopened"})


def changes_answer(redrawn: Redrawn) -> dict[str, Any]:
    """What moved, for whom and why; with `notices` when somebody must be told something else."""
    changes = [
        {
            "person": change.person,
            "from": _told(redrawn, change.was),
            "to": _told(redrawn, change.now),
            "cause": redrawn.cause,
        }
        for change in redrawn.changes
    ]
    notices = [
        {"person": notice.person, "code": notice.code, "meeting": _told(redrawn, notice.meeting)}
        for notice in redrawn.notices
    ]
    beside = {"notices": notices, "missed": list(redrawn.missed)}
    return {"changes": changes, **{name: said for name, said in beside.items() if said}}


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """Who must be told, what they knew, and what is true from now on; empty for no meeting."""

    call_number: int
    first_name: str
    before: str
    after: str


def to_tell(redrawn: Redrawn) -> tuple[ChangeTold, ...]:
    """Everybody whose meetings move, by call number, with hour and stand before and after."""
    entries = redrawn.entries
    found = [
        ChangeTold(
            entries.call_numbers[change.person],
            entries.jobseekers[change.person].first_name,
            _where(redrawn, change.was),
            _where(redrawn, change.now),
        )
        for change in redrawn.changes
    ]
    return tuple(sorted(found, key=lambda each: each.call_number))


def _where(redrawn: Redrawn, meeting: Meeting | None) -> str:
    if meeting is None:
        return ""
    where = " ".join(filter(None, hour_and_place(redrawn.entries, meeting)))
    return f"{where}{workshop_named(redrawn.entries, meeting)}"


def workshop_named(entries: Entries, meeting: Meeting) -> str:
    """The title of the workshop that a meeting is a place of, in brackets; else ""."""
    offer = entries.offers.get(meeting.offer)
    is_workshop = offer is not None and offer.kind is OfferKind.WORKSHOP
    return f" ({offer.title})" if offer is not None and is_workshop else ""


def hour_and_place(entries: Entries, meeting: Meeting) -> tuple[str, str, str]:
    """When a meeting begins, the sign of its stand, and the stand's name."""
    found = appointments(entries, [meeting])[0]
    return f"{found.starts_at:%H:%M}", found.exhibitor.stand, found.exhibitor.name


def _told(redrawn: Redrawn, meeting: Meeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    return appointments_answer(appointments(redrawn.entries, [meeting]))[0]


def changes_lines(redrawn: Redrawn, language: str, *, has_moved: bool = False) -> list[str]:
    """The same in sentences: whom to tell, and what.

    `has_moved` is for meetings that moved although nobody is left to tell of them.
    """
    lines = [_change_sentence(redrawn, one, language) for one in redrawn.changes]
    lines += [_notice_sentence(redrawn, one, language) for one in redrawn.notices]
    if redrawn.missed:
        lines.append(say_count("change.missed", language, len(redrawn.missed)))
    said = [*fallen_lines(redrawn, language), *_unlike_before_lines(redrawn, language)]
    nothing = "change.nobody" if has_moved else "change.none"
    return [*said, *lines] or [say(nothing, language)]


def lines_to_tell(
    shop: Shop, redrawn: Redrawn, language: str, *, at: datetime | None = None
) -> list[str]:
    """Whom to tell after any act: those alone whom the list of people to tell names because of it.

    `at` is the moment of the act where it is not now.
    """
    if redrawn.cause in _TAKES_BACK:
        return undone_lines(shop, redrawn, language, at=at)
    known = known_changes(shop, redrawn, at=at)
    lines = changes_lines(known, language, has_moved=bool(redrawn.changes))
    return [*lines, *_promise_lines(shop, redrawn, language)]


def _promise_lines(shop: Shop, redrawn: Redrawn, language: str) -> list[str]:
    """Who has lost a meeting by an act of others and has fewer now than was promised."""
    # whoever the act is about knows why, and whoever is gone waits for nothing
    lost = {one.person for one in redrawn.changes if one.now is None} - redrawn.about
    if redrawn.version is None or not lost:
        return []
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, redrawn.entries.fair.id)
    entries, meetings = redrawn.entries, redrawn.version.meetings
    state = DayState.of(facts)
    late = missed_meetings(entries.fair, meetings, facts)
    off = state.missed | {meeting.id for meeting in late}
    had = Counter(meeting.person for meeting in meetings if meeting.id not in off)
    least = {
        person: entries.jobseekers[person].promised_meetings_of(entries.fair.least_meetings)
        for person in sorted(lost - state.gone, key=lambda person: entries.call_numbers[person])
    }
    return [
        say("change.short", language, have=had[person], least=promised, **_who(entries, person))
        for person, promised in least.items()
        if had[person] < promised
    ]


def undone_lines(
    shop: Shop, redrawn: Redrawn, language: str, *, at: datetime | None = None
) -> list[str]:
    """What there is to tell once something was taken back: of its people those alone who know."""
    known = known_changes(shop, redrawn, at=at)
    if (redrawn.changes or redrawn.notices) and not known.changes and not known.notices:
        return _unlike_before_lines(known, language) or [say("change.as_before", language)]
    return changes_lines(known, language)


def _unlike_before_lines(redrawn: Redrawn, language: str) -> list[str]:
    """What is not as before although something was taken back: what others keep of it, too."""
    entries, lines = redrawn.entries, _not_back_lines(redrawn, language)
    for meeting in redrawn.stays:
        said = _who(entries, meeting.person)
        lines.append(say("change.stays", language, after=_where(redrawn, meeting), **said))
    return lines


def _not_back_lines(redrawn: Redrawn, language: str) -> list[str]:
    """What does not come back with what was taken back: groups, then people alone."""
    entries, lines = redrawn.entries, not_back_lines(redrawn, language)
    now = redrawn.version.meetings if redrawn.version else ()
    together = set(groups_lost(entries, redrawn.not_back, now))
    for meeting in redrawn.not_back:
        if meeting not in together:
            said = _who(entries, meeting.person)
            lines.append(say("change.not_back", language, before=_where(redrawn, meeting), **said))
    return lines


def _who(entries: Entries, person: str) -> dict[str, str | int]:
    return {"name": entries.jobseekers[person].first_name, "number": entries.call_numbers[person]}


def known_changes(shop: Shop, redrawn: Redrawn, *, at: datetime | None = None) -> Redrawn:
    """What came of an act as it must be told: of what each person knows to what is so now.

    Nobody hears of a change who did not know what was before it, who has left, or whose meeting
    is over: the list of people to tell does not name them because of this act.
    """
    if not redrawn.changes and not redrawn.notices:
        return redrawn
    moved: defaultdict[str, list[Change]] = defaultdict(list)
    for change in redrawn.changes:
        moved[change.person].append(change)
    concerned = moved.keys() | {notice.person for notice in redrawn.notices}
    with shop.store.reading() as reader:
        entries = redrawn.entries
        facts = happenings.read_happenings(reader, entries.fair.id)
        away = Attendance.of(facts).came | DayState.of(facts).gone
        expected = entries.jobseekers.keys() - away
        moment = at or shop.day_moment(entries.fair)
        day = read_pending(
            shop, reader, entries.fair, facts, at=moment, expected=expected, among=concerned
        )
    listed = {**day.people, **day.to_come}
    changed = tuple(
        told
        for person, its in moved.items()
        if person in listed
        for told in listed[person].changes
        if _comes_of(told, its)
    )
    said = {(one.code, one.meeting.id) for news in listed.values() for one in news.notices}
    notices = tuple(one for one in redrawn.notices if (one.code, one.meeting.id) in said)
    return replace(redrawn, changes=changed, notices=notices)


def _comes_of(told: Change, moved: Sequence[Change]) -> bool:
    """Whether what somebody must be told has to do with a meeting that an act has moved."""
    return any(
        mine is not None and other is not None and mine.id == other.id
        for change in moved
        for mine, other in ((told.was, change.was), (told.now, change.now))
    )


def _change_sentence(redrawn: Redrawn, one: Change, language: str) -> str:
    """One change in one sentence, with the call number to call."""
    entries, told = redrawn.entries, {}
    for side, meeting in (("before", one.was), ("after", one.now)):
        if meeting is not None:
            told[side] = _where(redrawn, meeting)
    code = "moved" if len(told) == 2 else "added" if "after" in told else "dropped"
    if title := offer_instead_at(entries, one):
        code, told["title"] = "offer", title
    person = entries.jobseekers[one.person]
    number = entries.call_numbers[one.person]
    return say(f"change.{code}", language, name=person.first_name, number=number, **told)


def offer_instead_at(entries: Entries, one: Change) -> str:
    """What a meeting is about now, where hour and stand stay and nothing else; else ""."""
    was, now = one.was, one.now
    if was is None or now is None or (was.slot, was.stand) != (now.slot, now.stand):
        return ""
    offer = entries.offers.get(now.offer)
    return offer.title if offer else ""


def _notice_sentence(redrawn: Redrawn, notice: Notice, language: str) -> str:
    """What one person must hear, with the call number to call."""
    (meeting,) = appointments(redrawn.entries, [notice.meeting])
    stand = meeting.exhibitor
    return say(
        f"notice.{notice.code}",
        language,
        name=redrawn.entries.jobseekers[notice.person].first_name,
        number=redrawn.entries.call_numbers[notice.person],
        hour=f"{meeting.starts_at:%H:%M}",
        stand=stand.name,
        place=" · ".join(part for part in (stand.stand, stand.zone) if part),
    )

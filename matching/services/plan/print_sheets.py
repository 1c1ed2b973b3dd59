"""Everything on paper: badges, personal schedules, stand lists and the list of the door."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Unpack
from zoneinfo import ZoneInfo

from badges.cards import Printing
from badges.pages.certificate import Certificate, certificate_sheets
from badges.pages.faces import faces_sheet
from badges.pages.forms import form_sheet
from badges.pages.hours import hours_sheet
from badges.pages.map_poster import map_poster
from badges.pages.notice import notice_sheet
from badges.pages.own_day_poster import own_day_poster
from badges.pages.posters import poster_sheets
from badges.personal.slips import SLIPS, slip_sheets
from badges.sheets import (
    badge_sheet,
    calibration_sheet,
    door_sheet,
    schedule_sheets,
    stand_sheets,
)
from badges.tagged.join_pages import join_pages
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening, outcome_facts
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import not_to_be
from matching.domain.edit import TakenOut
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.score import Score
from matching.phrases import say
from matching.services.access.hall_address import likely_address, read_address
from matching.services.plan.paper.blanks import blank_cards
from matching.services.plan.paper.certificates import certificates
from matching.services.plan.paper.desk import (
    Desk,
    badge_cards,
    by_person,
    people_by_name,
)
from matching.services.plan.paper.hall_papers import (
    blank_forms,
    faces_of,
    hall_poster,
    notices_of,
    own_page,
    plan_by_hour,
    posters,
    with_notices,
)
from matching.services.plan.paper.options import Options, SheetOptions
from matching.services.plan.paper.own_schedules import own_schedule
from matching.services.plan.paper.place_notes import places_of
from matching.services.plan.paper.printed import NOTED, note, note_lists, printed_before
from matching.services.plan.paper.stand_lists import door_list, stand_lists
from matching.services.plan.paper.stand_map import ON_A4
from matching.services.scores.nearest import full_offers
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.edits import taken_out
from matching.store.people import badges

SHEETS = ("badges", "schedules", "stands", "door")
"""What is printed when nothing else is said."""
HALL_PAPERS = (
    "hours",
    "forms",
    "posters",
    "map",
    "mine",
    "faces",
    "notice",
    "blanks",
    "calibration",
    "certificates",
    "pack",
)
"""What is printed on wish; the pack is one PDF of all that a day needs without a laptop."""
_IN_PACK = ("door", "hours", "stands", "schedules", "notice", "forms")
_PACKED = SheetOptions(schedule_format="a4")
_NEED_A_PLAN = frozenset({"schedules", "stands", "hours", "pack"})

HearSheet = Callable[[str, int, int], object]
"""Told the name of a sheet, how many of its parts are done, and of how many."""


def _unheard(name: str, done: int, whole: int) -> None:
    """Who waits for a PDF in a browser sees the browser's own sign of waiting."""


def print_sheets(
    shop: Shop,
    fair: str,
    *,
    only: Sequence[str] = SHEETS,
    language: str = "fr",
    hear: HearSheet = _unheard,
    is_printed: bool = True,
    **options: Unpack[Options],
) -> dict[str, bytes]:
    """The PDF of each sheet asked for, by name, from the announced plan (or the newest one).

    Parameters
    ----------
    only
        Names of `SHEETS` and `HALL_PAPERS`.
    hear
        Told the name of each sheet before it is made, and how many of its pages are done of how
        many, while a large one is.
    is_printed
        Whether somebody asked for them: what is made ahead does not count as printed.
    options
        Those of `SheetOptions`.

    Raises
    ------
    FairError
        `sheet_unknown`; those of `SheetOptions`; `no_plan` when schedules, stand lists, the plan by
        hour or the pack are asked before any plan; `address_shape` for that poster without one.
    """
    for name in only:
        if name not in (*SHEETS, *HALL_PAPERS):
            choices = ", ".join((*SHEETS, *HALL_PAPERS))
            raise FairError("sheet_unknown", value=name, choices=choices)
    chosen = SheetOptions(**options)
    asked = frozenset(only) | (frozenset(_IN_PACK) if "pack" in only else frozenset())
    address = _address(shop, chosen.address, only)
    desk = replace(_desk(shop, fair, asked, language=language), address=address)
    if asked & {"forms", "notice"}:
        desk = with_notices(desk, shop)
    if "blanks" in only:
        desk = replace(desk, blanks=blank_cards(shop, desk.entries.fair, chosen.blanks))
    facts = _facts(shop, fair) if "certificates" in only else ()
    papers = certificates(desk, facts, names_meetings=chosen.names_meetings)
    # whoever was taken out may have come: only what says so is printed of them
    desk = desk.without(_taken_out(shop, fair))
    made: dict[str, bytes] = {}
    for name in only:
        hear(name, 0, 0)
        told = partial(hear, name)
        if name == "pack":
            pages = (_made(desk, part, _PACKED, papers, told) for part in _IN_PACK)
            made[name] = join_pages(pages, title=say("sheet.pack", language))
        else:
            made[name] = _made(desk, name, chosen, papers, told)
        if name in NOTED and is_printed:
            note(shop, desk, name)
    if "stands" in asked and is_printed:
        note_lists(shop, fair, desk.printing.plan)
    return made


def _address(shop: Shop, given: str, only: Sequence[str]) -> str:
    """Where phones find the app: the poster of one's own day needs it, those of stands use it."""
    found = given or likely_address(shop)
    return read_address(found) if "mine" in only or (found and "posters" in only) else ""


def _facts(shop: Shop, fair: str) -> tuple[Happening, ...]:
    with shop.store.reading() as reader:
        return tuple(happenings.read_happenings(reader, fair))


def _taken_out(shop: Shop, fair: str) -> TakenOut:
    with shop.store.reading() as reader:
        return taken_out(reader, fair)


def _made(
    desk: Desk,
    name: str,
    options: SheetOptions,
    papers: Sequence[Certificate],
    hear: Callable[[int, int], object],
) -> bytes:
    """The PDF of one sheet of a desk."""
    language, people = desk.language, people_by_name(desk.entries)
    makers: dict[str, Callable[[], bytes]] = {
        "badges": lambda: badge_sheet(
            badge_cards(desk),
            language=language,
            labels=options.labels,
            first=options.first_label,
        ),
        "schedules": lambda: _schedules(
            desk, people, options.schedule_format, lambda done: hear(done, len(people))
        ),
        "stands": lambda: stand_sheets(stand_lists(desk), language=language),
        "door": lambda: door_sheet(door_list(desk)),
        "hours": lambda: hours_sheet(plan_by_hour(desk)),
        "forms": lambda: form_sheet(blank_forms(desk)),
        "posters": lambda: poster_sheets(posters(desk), language=language),
        "map": lambda: map_poster(hall_poster(desk)),
        "mine": lambda: own_day_poster(own_page(desk)),
        "faces": lambda: faces_sheet(faces_of(desk)),
        "notice": lambda: notice_sheet(notices_of(desk)),
        "blanks": lambda: badge_sheet(desk.blanks, language=language, labels=options.labels),
        "calibration": lambda: calibration_sheet(language=language, labels=options.labels),
        "certificates": lambda: certificate_sheets(papers, language=language),
    }
    return makers[name]()


def _schedules(
    desk: Desk, people: Sequence[Jobseeker], schedule_format: str, hear: Callable[[int], object]
) -> bytes:
    """The schedules of people on the paper asked for, or the fair's own."""
    slip = SLIPS.get(schedule_format or desk.entries.fair.schedule_format)
    room = (slip.column, slip.most_of_hall) if slip else ON_A4
    sheets = [own_schedule(desk, person, room) for person in people]
    if slip is not None:
        return slip_sheets(sheets, slip, language=desk.language, hear=hear)
    return schedule_sheets(sheets, language=desk.language, hear=hear)


def print_sheet(
    shop: Shop,
    fair: str,
    name: str,
    *,
    language: str = "fr",
    is_printed: bool = True,
    **options: Unpack[Options],
) -> bytes:
    """The PDF of one sheet; one that is made ahead of any asking is not `is_printed`."""
    made = print_sheets(
        shop, fair, only=(name,), language=language, is_printed=is_printed, **options
    )
    return made[name]


def personal_schedule(shop: Shop, fair: str, person: str, *, language: str = "fr") -> bytes:
    """The schedule page of one person, meetings or none."""
    desk = _desk_of(shop, fair, person, language=language, names_other_stands=True)
    pdf = _schedules(desk, [desk.entries.jobseeker(person)], "", bool)
    note(shop, desk, "schedules")
    return pdf


def personal_badge(shop: Shop, fair: str, person: str, *, language: str = "fr") -> bytes:
    """The badge of one person, on a page of its own."""
    desk = _desk_of(shop, fair, person, language=language, names_other_stands=False)
    pdf = badge_sheet(badge_cards(desk), language=language)
    note(shop, desk, "badges")
    return pdf


def _desk(shop: Shop, fair: str, only: frozenset[str], *, language: str) -> Desk:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        codes = badges.live_codes(reader, fair)
        plan = plans.announced_plan(reader, fair) or plans.read_plan(reader, fair)
        kept = plans.scores_of_plan(reader, fair, plan.number) if plan else {}
        before = printed_before(reader, entries.fair, "schedules")
        facts = happenings.read_happenings(reader, fair)
    if plan is None and only & _NEED_A_PLAN:
        raise FairError("no_plan", fair=fair)
    meetings, state = plan.meetings if plan else (), DayState.of(facts)
    people = entries.jobseekers if entries.fair.refusals_on_sheets else ()
    scores, floor = _scores(shop, entries, _to_score(only, meetings, kept, people), kept)
    interviews = Counter(meeting.offer for meeting in meetings)
    return Desk(
        entries,
        codes,
        meetings,
        scores,
        _printing(shop, entries, plan.number if plan else 0),
        language,
        floor,
        before,
        entries.stock,
        interviews,
        outcomes=outcome_facts(facts),
        scores_of=by_person(scores.values()),
        missed=not_to_be(meetings, entries.fair, state, Attendance.of(facts)),
        at=shop.day_moment(entries.fair),
        closed=frozenset(state.closed),
        full=full_offers(entries.fair, entries.offers.values(), interviews),
    )


def _to_score(
    only: frozenset[str],
    meetings: Sequence[Meeting],
    kept: Mapping[str, Score],
    people: Collection[str] = (),
) -> list[str]:
    """Whose scores as of now some sheets need: a schedule names stands that are in no plan.

    Lists of stands need none but of meetings whose score was never kept; badges and door none.
    `people` are those whose schedule also tells what is closed to them.
    """
    if "schedules" in only:
        return sorted(people or {meeting.person for meeting in meetings})
    if "stands" in only:
        return sorted({meeting.person for meeting in meetings if meeting.id not in kept})
    return []


def _desk_of(
    shop: Shop, fair: str, person: str, *, language: str, names_other_stands: bool
) -> Desk:
    """The desk for one person, who is waiting at the door: nothing is read of anybody else."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries_of(reader, fair, person)
        out = taken_out(reader, fair)
        codes = badges.live_codes(reader, fair, people=[person])
        number = plans.shown_number(reader, fair)
        meetings = plans.meetings_of(reader, fair, number, [person]).get(person, ())
        ids = [meeting.id for meeting in meetings]
        kept = plans.scores_of_plan(reader, fair, number, meetings=ids)
        talked = plans.meetings_by_offer(reader, fair, number)
        places = places_of(reader, fair, person)
        facts = happenings.read_happenings(reader, fair, person=person)
        closed = DayState.of(happenings.read_happenings(reader, fair, person="")).closed
        before = printed_before(reader, entries.fair, "schedules")
    scores, floor = _scores(shop, entries, [person] if names_other_stands else [], kept)
    printing = _printing(shop, entries, number)
    desk = Desk(
        entries,
        codes,
        meetings,
        scores,
        printing,
        language,
        floor,
        before,
        places,
        talked,
        outcomes=outcome_facts(facts),
        scores_of=by_person(scores.values()),
        missed=not_to_be(meetings, entries.fair, DayState.of(facts), Attendance.of(facts)),
        at=shop.day_moment(entries.fair),
        closed=frozenset(closed),
        full=full_offers(entries.fair, entries.offers.values(), talked),
    )
    return desk.without(out)


def _printing(shop: Shop, entries: Entries, plan: int) -> Printing:
    """When a sheet is printed, by the wall clock even in a rehearsal, and from which plan."""
    return Printing(shop.clock().astimezone(ZoneInfo(entries.fair.timezone)), plan)


def _scores(
    shop: Shop, entries: Entries, people: Sequence[str], kept: Mapping[str, Score]
) -> tuple[dict[tuple[str, str], Score], float]:
    """Scores as of now, and from which on a meeting is worth it.

    For meetings of a plan what it was drawn from is what people see.
    """
    now: tuple[Score, ...] = ()
    floor = 0.0
    if people:
        # here, so that badges and the list of the door wait for no scorer
        from matching.services.scores.prepare_scorer import scorer_of  # noqa: PLC0415
        from matching.services.scores.score_fair import score_entries  # noqa: PLC0415

        scorer = scorer_of(shop, entries.fair.id)
        now, floor = score_entries(scorer, entries, people), scorer.weights.floor["meeting"]
    return {(score.person, score.offer): score for score in (*now, *kept.values())}, floor

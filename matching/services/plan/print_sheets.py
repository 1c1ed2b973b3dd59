"""Everything on paper: badges, personal schedules, stand lists and the list of the door."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from badges.cards import (
    Printing,
    ScheduleLine,
    ScheduleSheet,
)
from badges.join_pages import join_pages
from badges.labels import DEFAULT, FORMATS
from badges.pages.certificate import Certificate, certificate_sheets
from badges.pages.forms import form_sheet
from badges.pages.hours import hours_sheet
from badges.pages.own_day_poster import own_day_poster
from badges.pages.posters import poster_sheets
from badges.sheets import badge_sheet, door_sheet, schedule_sheets, stand_sheets
from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.score import Score
from matching.domain.terms import Need, OfferKind
from matching.phrases import say
from matching.scoring.bands import band
from matching.services.access.hall_address import likely_address, read_address
from matching.services.plan.agenda import Appointment, appointments, of_person
from matching.services.plan.paper.certificates import certificates
from matching.services.plan.paper.desk import Desk, badge_cards, people_by_name
from matching.services.plan.paper.hall_papers import blank_forms, own_page, plan_by_hour, posters
from matching.services.plan.paper.own_language import sheet_language
from matching.services.plan.paper.place_notes import place_notes, places_now, places_of
from matching.services.plan.paper.printed import NOTED, note, printed_before
from matching.services.plan.paper.stand_lists import door_list, stand_lists
from matching.services.plan.paper.step_notes import step_notes
from matching.services.plan.sessions_held import titled
from matching.services.plan.to_bring import to_bring
from matching.services.scores.next_step import nothing_better
from matching.services.scores.sentences import rank, reasons_for
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges

LABELS = tuple(FORMATS)
"""Formats of badges, by name."""
SHEETS = ("badges", "schedules", "stands", "door")
"""What is printed when nothing else is said."""
HALL_PAPERS = ("hours", "forms", "posters", "mine", "certificates", "pack")
"""What is printed on wish; the pack is one PDF of all that a day needs without a laptop."""
_IN_PACK = ("door", "hours", "stands", "schedules", "forms")
_NEED_A_PLAN = frozenset({"schedules", "stands", "hours", "pack"})
_MOST_ALSO = 3
_MOST_ORDINARY = 12
_WORTH_A_VISIT = 0.5


Hear = Callable[[str, int, int], object]
"""Told the name of a sheet, how many of its parts are done, and of how many."""


def _unheard(name: str, done: int, whole: int) -> None:
    """Who waits for a PDF in a browser sees the browser's own sign of waiting."""


def print_sheets(
    shop: Shop,
    fair: str,
    *,
    only: Sequence[str] = SHEETS,
    language: str = "fr",
    labels: str = DEFAULT,
    names_meetings: bool = False,
    address: str = "",
    hear: Hear = _unheard,
) -> dict[str, bytes]:
    """The PDF of each sheet asked for, by name, from the announced plan (or the newest one).

    Parameters
    ----------
    only
        Names of `SHEETS` and `HALL_PAPERS`.
    labels
        What badges are printed on, one of `LABELS`.
    names_meetings
        Whether certificates name the stands that a person met.
    address
        Where phones find the app, for the poster of people's own page; else the one kept last.
    hear
        Told the name of each sheet before it is made, and how many of its pages are done of how
        many, while a large one is.

    Raises
    ------
    FairError
        `sheet_unknown`, `labels_unknown`; `no_plan` when schedules, stand lists, the plan by
        hour or the pack are asked before any plan; `address_shape` for that poster without one.
    """
    for name in only:
        if name not in (*SHEETS, *HALL_PAPERS):
            choices = ", ".join((*SHEETS, *HALL_PAPERS))
            raise FairError("sheet_unknown", value=name, choices=choices)
    if labels not in LABELS:
        raise FairError("labels_unknown", value=labels, choices=", ".join(LABELS))
    asked = frozenset(only) | (frozenset(_IN_PACK) if "pack" in only else frozenset())
    origin = read_address(address or likely_address(shop)) if "mine" in only else ""
    desk = replace(_desk(shop, fair, asked, language=language), address=origin)
    facts = _facts(shop, fair) if "certificates" in only else ()
    papers = certificates(desk, facts, names_meetings=names_meetings)
    made: dict[str, bytes] = {}
    for name in only:
        hear(name, 0, 0)
        parts = _IN_PACK if name == "pack" else (name,)
        pages = (_made(desk, part, labels, papers, partial(hear, name)) for part in parts)
        made[name] = (
            join_pages(pages, title=say("sheet.pack", language)) if name == "pack" else next(pages)
        )
        if name in NOTED:
            note(shop, desk, name)
    return made


def _facts(shop: Shop, fair: str) -> tuple[Happening, ...]:
    with shop.store.reading() as reader:
        return tuple(happenings.read_happenings(reader, fair))


def _made(
    desk: Desk,
    name: str,
    labels: str,
    papers: Sequence[Certificate],
    hear: Callable[[int, int], object],
) -> bytes:
    """The PDF of one sheet of a desk."""
    language, people = desk.language, people_by_name(desk.entries)
    makers: dict[str, Callable[[], bytes]] = {
        "badges": lambda: badge_sheet(badge_cards(desk), language=language, labels=labels),
        "schedules": lambda: schedule_sheets(
            [_schedule(desk, person) for person in people],
            language=language,
            hear=lambda done: hear(done, len(people)),
        ),
        "stands": lambda: stand_sheets(stand_lists(desk), language=language),
        "door": lambda: door_sheet(door_list(desk)),
        "hours": lambda: hours_sheet(plan_by_hour(desk)),
        "forms": lambda: form_sheet(blank_forms(desk)),
        "posters": lambda: poster_sheets(posters(desk), language=language),
        "mine": lambda: own_day_poster(own_page(desk)),
        "certificates": lambda: certificate_sheets(papers, language=language),
    }
    return makers[name]()


def print_sheet(
    shop: Shop,
    fair: str,
    name: str,
    *,
    language: str = "fr",
    labels: str = DEFAULT,
    names_meetings: bool = False,
    address: str = "",
) -> bytes:
    """The PDF of one sheet."""
    made = print_sheets(
        shop,
        fair,
        only=(name,),
        language=language,
        labels=labels,
        names_meetings=names_meetings,
        address=address,
    )
    return made[name]


def personal_schedule(shop: Shop, fair: str, person: str, *, language: str = "fr") -> bytes:
    """The schedule page of one person, meetings or none."""
    desk = _desk_of(shop, fair, person, language=language, names_other_stands=True)
    pdf = schedule_sheets([_schedule(desk, desk.entries.jobseeker(person))], language=language)
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
        places = places_now(reader, entries)
        outcomes = happenings.outcome_facts(reader, fair)
    if plan is None and only & _NEED_A_PLAN:
        raise FairError("no_plan", fair=fair)
    meetings = plan.meetings if plan else ()
    people = entries.jobseekers if entries.fair.refusals_on_sheets else ()
    scores, floor = _scores(shop, entries, _to_score(only, meetings, kept, people), kept)
    return Desk(
        entries,
        codes,
        meetings,
        scores,
        _printing(shop, entries, plan.number if plan else 0),
        language,
        floor,
        before,
        places,
        outcomes=outcomes,
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
        codes = badges.live_codes(reader, fair, people=[person])
        number = plans.shown_number(reader, fair)
        meetings = plans.meetings_of(reader, fair, number, [person]).get(person, ())
        ids = [meeting.id for meeting in meetings]
        kept = plans.scores_of_plan(reader, fair, number, meetings=ids)
        places = places_of(reader, fair, person)
        outcomes = happenings.outcome_facts(reader, fair, person=person)
        before = printed_before(reader, entries.fair, "schedules")
    scores, floor = _scores(shop, entries, [person] if names_other_stands else [], kept)
    printing = _printing(shop, entries, number)
    return Desk(
        entries,
        codes,
        meetings,
        scores,
        printing,
        language,
        floor,
        before,
        places,
        outcomes=outcomes,
    )


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


def _schedule(shared: Desk, person: Jobseeker) -> ScheduleSheet:
    """The schedule of a person, in that person's own language where it is one of ours."""
    desk = replace(shared, language=sheet_language(person, shared.language))
    entries = desk.entries
    found = appointments(entries, of_person(desk.meetings, person.id))
    by_score = sorted(found, key=lambda one: (-one.meeting.score, one.starts_at))
    rank = {one.meeting.id: number for number, one in enumerate(by_score, 1)}
    return ScheduleSheet(
        fair_title=entries.fair.title,
        place=entries.fair.place,
        date=entries.fair.date,
        first_name=person.first_name,
        last_name=person.last_name,
        call_number=entries.call_numbers[person.id],
        code=desk.codes[person.id],
        lines=tuple(_line(desk, one, rank[one.meeting.id]) for one in found),
        also=_also(desk, person.id, {one.exhibitor.id for one in found}),
        language=desk.language,
        large_print=Need.LARGE_PRINT in person.needs,
        notes=_notes(desk, person, found),
        printing=replace(
            desk.printing, replaces=desk.printed_before.get(entries.call_numbers[person.id])
        ),
    )


def _notes(desk: Desk, person: Jobseeker, found: Sequence[Appointment]) -> tuple[str, ...]:
    """The interpreter who comes; the CV, where a job is talked about; why there is no better."""
    is_about_a_job = any(
        meeting.offer is not None and meeting.offer.kind is OfferKind.JOB for meeting in found
    )
    language = desk.language
    if person.id in desk.entries.objectors:
        return (say("note.objection", language),)
    mine = [score for (who, _), score in desk.scores.items() if who == person.id]
    said = (
        say("note.interpreter", language) if person.interpreter else "",
        say("note.cv", language) if is_about_a_job else "",
        nothing_better(
            [one.meeting for one in found],
            mine,
            desk.entries,
            floor=desk.floor,
            language=language,
        ),
    )
    told = (*place_notes(desk, person.id, mine), *step_notes(desk, person.id))
    return tuple(note for note in (*said, *told) if note)


def _line(desk: Desk, one: Appointment, rank: int) -> ScheduleLine:
    score = desk.scores.get((one.meeting.person, one.meeting.offer))
    is_workshop = one.offer is not None and one.offer.kind is OfferKind.WORKSHOP
    return ScheduleLine(
        starts_at=one.starts_at.time(),
        ends_at=one.ends_at.time(),
        exhibitor=one.exhibitor.name,
        stand=one.exhibitor.stand,
        zone=one.exhibitor.zone,
        kind="workshop" if is_workshop else one.exhibitor.kind.value,
        offer_title=titled(one.offer, desk.language) if one.offer else "",
        rank=rank,
        band=band(score) if score else "to_discover",
        reasons=reasons_for(score, desk.language)[:2] if score else (),
        bring=to_bring(one.offer, score, desk.language) if one.offer and score else "",
    )


def _also(desk: Desk, person: str, met: set[str]) -> tuple[str, ...]:
    """Other stands worth a visit: open to the person, close enough, not met today.

    For somebody who wants no automatic matching: the stands, in the order of their signs.
    """
    if person in desk.entries.objectors:
        exhibitors = desk.entries.exhibitors.values()
        signs = sorted((stand.stand, stand.name) for stand in exhibitors if stand.id not in met)
        return tuple(f"{sign} {name}".strip() for sign, name in signs)[:_MOST_ORDINARY]
    open_scores = [
        score
        for (who, _), score in desk.scores.items()
        if who == person and not score.closed_by and score.stand not in met
    ]
    ranked = sorted(open_scores, key=lambda score: rank(score, desk.entries))
    names = dict.fromkeys(
        f"{exhibitor.stand} {exhibitor.name}".strip()
        for score in ranked
        if score.value >= _WORTH_A_VISIT
        for exhibitor in (desk.entries.exhibitors[score.stand],)
    )
    return tuple(names)[:_MOST_ALSO]

"""The sheet that a person carries: their meetings, what they need for them, and what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from badges.cards import ScheduleLine, ScheduleSheet
from matching.domain.exhibitor import Exhibitor, by_sign
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Score
from matching.domain.slots import are_there_together
from matching.domain.terms import Need, OfferKind
from matching.phrases import say
from matching.scoring.bands import band
from matching.scoring.profiles.read_service import tells_of_insertion
from matching.services.plan.agenda import Appointment, appointments, clashes, of_person
from matching.services.plan.paper.desk import Desk
from matching.services.plan.paper.own_language import sheet_language
from matching.services.plan.paper.place_notes import place_notes, refusal_notes
from matching.services.plan.paper.stand_map import ON_A4, map_on_sheet, stops
from matching.services.plan.paper.step_notes import step_notes
from matching.services.plan.sessions_held import titled
from matching.services.plan.to_bring import to_bring
from matching.services.scores.next_step import nothing_better
from matching.services.scores.sentences import ON_PAPER, is_guess, rank, reasons_for, speaks_for

_MOST_ORDINARY = 12
_MOST_INSTEAD = 2
_SHOWN_AS = {
    OfferKind.JOB: "employer",
    OfferKind.TRAINING: "school",
    OfferKind.WORKSHOP: "workshop",
    OfferKind.SUPPORT: "support",
}
"""The pictogram of what somebody goes to a stand for, whatever else the stand is."""


def own_schedule(
    shared: Desk, person: Jobseeker, room: tuple[float, float] = ON_A4
) -> ScheduleSheet:
    """The schedule of a person, in that person's own language where it is one of ours.

    `room` is what the plan of the hall may take of it, in millimetres.
    """
    desk = replace(shared, language=sheet_language(person, shared.language))
    entries = desk.entries
    mine = of_person(desk.meetings, person.id)
    found = appointments(entries, [one for one in mine if one.id not in desk.missed])
    rank = _ranks(desk, found)
    met = frozenset(one.offer for one in mine)
    refusals = _refusals(desk, person, met)
    notes = _notes(desk, person, found, met, is_why_told=bool(refusals))
    return ScheduleSheet(
        fair_title=entries.fair.title,
        place=entries.fair.place,
        date=entries.fair.date,
        first_name=person.first_name,
        last_name=person.last_name,
        call_number=entries.call_numbers[person.id],
        code=desk.codes[person.id],
        lines=tuple(_line(desk, one, rank.get(one.meeting.id, 0)) for one in found),
        also=_also(desk, person.id, {one.exhibitor.id for one in found}, "\n".join(notes)),
        hall=map_on_sheet(tuple(entries.exhibitors.values()), desk.language, room),
        stops=stops(found),
        also_when_free=person.id not in entries.objectors,
        language=desk.language,
        large_print=Need.LARGE_PRINT in person.needs,
        notes=notes,
        refusals=refusals,
        printing=replace(
            desk.printing, replaces=desk.printed_before.get(entries.call_numbers[person.id])
        ),
    )


def _notes(
    desk: Desk,
    person: Jobseeker,
    found: Sequence[Appointment],
    met: frozenset[str],
    *,
    is_why_told: bool,
) -> tuple[str, ...]:
    """The interpreter who comes; the CV, where a job is talked about; why there is no better.

    One idea a line. Whoever wants no automatic matching is told that, and what runs at once.
    """
    is_about_a_job = any(
        meeting.offer is not None and meeting.offer.kind is OfferKind.JOB for meeting in found
    )
    language = desk.language
    twice = tuple(say("mine.at_once", language, at=f"{at:%H:%M}") for at in clashes(found))
    if person.id in desk.entries.objectors:
        return (say("note.objection", language), *twice)
    mine = desk.scores_of.get(person.id, ())
    said = (
        say("note.interpreter", language) if person.interpreter else "",
        say("note.cv", language) if is_about_a_job else "",
        _steps_unknown(person, found, language),
        _eligibility(desk, found),
        nothing_better(
            [one.meeting for one in found],
            mine,
            desk.entries,
            floor=desk.floor,
            language=language,
            is_why_told=is_why_told,
        ),
    )
    told = (*twice, *place_notes(desk, person.id, mine, met), *step_notes(desk, person.id))
    return tuple(line for note in (*said, *told) for line in note.splitlines())


def _refusals(desk: Desk, person: Jobseeker, met: frozenset[str]) -> tuple[str, ...]:
    """None for somebody who wants no automatic matching: nothing was judged for them."""
    is_objector = person.id in desk.entries.objectors
    return () if is_objector else refusal_notes(desk, person.id, met)


def _eligibility(desk: Desk, found: Sequence[Appointment]) -> str:
    """That a prescriber must say whether the law lets somebody have a job, and who tells here."""
    asked = {
        question.code
        for one in found
        if (score := desk.scores.get((one.meeting.person, one.meeting.offer))) is not None
        for question in score.ask
    }
    if "entry_insertion_unknown" not in asked:
        return ""
    entries, language = desk.entries, desk.language
    offers = filter(tells_of_insertion, entries.offers.values())
    helping = sorted({entries.exhibitors[offer.exhibitor].label for offer in offers})
    said = say("note.eligibility", language)
    if not helping:
        return said
    return f"{said}\n{say('note.eligibility_here', language, stands=', '.join(helping))}"


def _steps_unknown(person: Jobseeker, found: Sequence[Appointment], language: str) -> str:
    """Stands of which nobody knows whether there are steps, for who cannot take any; or ""."""
    unknown = {
        one.exhibitor.label: None
        for one in found
        if Need.STEP_FREE in person.needs and one.exhibitor.step_free is None
    }
    return say("note.step_free", language, stands=", ".join(unknown)) if unknown else ""


def _ranks(desk: Desk, found: Sequence[Appointment]) -> dict[str, int]:
    """From 1 for the best, the meetings that something the person said speaks for.

    No other may be called one not to be missed: nobody could say why.
    """
    spoken_for = []
    for one in found:
        score = desk.scores.get((one.meeting.person, one.meeting.offer))
        if score is not None and one.meeting.score >= desk.floor and speaks_for(score):
            spoken_for.append(one)
    best_first = sorted(spoken_for, key=lambda one: (-one.meeting.score, one.starts_at))
    return {one.meeting.id: number for number, one in enumerate(best_first, 1)}


def _line(desk: Desk, one: Appointment, rank: int) -> ScheduleLine:
    score = desk.scores.get((one.meeting.person, one.meeting.offer))
    return ScheduleLine(
        starts_at=one.starts_at.time(),
        ends_at=one.ends_at.time(),
        exhibitor=one.exhibitor.name,
        stand=one.exhibitor.stand,
        zone=one.exhibitor.zone,
        kind=_SHOWN_AS[one.offer.kind] if one.offer else one.exhibitor.kind.value,
        offer_title=titled(one.offer, desk.language) if one.offer else "",
        rank=rank,
        band=band(score) if score else "to_discover",
        reasons=reasons_for(score, desk.language)[:ON_PAPER] if score else (),
        bring=to_bring(one.offer, score, desk.language) if one.offer and score else "",
    )


def _also(desk: Desk, person: str, met: set[str], told: str) -> tuple[str, ...]:
    """The next best offers, of stands neither met today nor `told` of, as somebody asks for them.

    For somebody who wants no automatic matching: the stands, in the order of their signs.
    """
    entries = desk.entries
    others = [
        stand
        for stand in entries.exhibitors.values()
        if stand.id not in met and _may_meet(desk, person, stand)
    ]
    if person in entries.objectors:
        return tuple(stand.label for stand in sorted(others, key=by_sign))[:_MOST_ORDINARY]
    best: dict[str, Score] = {}
    for score in sorted(_worth_asking(desk, person), key=lambda score: rank(score, entries)):
        best.setdefault(score.stand, score)
    return tuple(
        _asked_for(stand, entries.offers[best[stand.id].offer], desk.language)
        for stand in (entries.exhibitors[name] for name in best if name not in met)
        if stand.label not in told
    )[:_MOST_INSTEAD]


def _worth_asking(desk: Desk, person: str) -> list[Score]:
    """What is open to a person, worth it, sure, and has places left."""
    entries = desk.entries
    return [
        score
        for score in desk.scores_of.get(person, ())
        if not score.closed_by and not is_guess(score) and score.value >= desk.floor
        if entries.offers[score.offer].is_certain and entries.left.get(score.offer, 1) > 0
        if _may_meet(desk, person, entries.exhibitors[score.stand])
    ]


def _may_meet(desk: Desk, person: str, stand: Exhibitor) -> bool:
    """Whether a stand receives, and somebody and it are still to be there at the same time."""
    here, fair = desk.entries.jobseekers[person], desk.entries.fair
    return stand.id not in desk.closed and are_there_together(fair, here, stand, since=desk.at)


def _asked_for(stand: Exhibitor, offer: Offer, language: str) -> str:
    """`A3 Simax, Technicien support`: where to go, and what to say there."""
    return f"{stand.label}, {titled(offer, language)}"

"""What hangs or lies in the hall: the plan by hour, blank forms, posters."""

from dataclasses import replace

from badges.pages.faces import FacesSheet
from badges.pages.forms import FormSheet
from badges.pages.hours import HourRow, HoursSheet
from badges.pages.map_poster import MAP_HIGH, MAP_WIDE, MapPoster
from badges.pages.notice import NoticeLines, NoticeSheet
from badges.pages.own_day_poster import OwnDayPoster
from badges.pages.posters import Poster
from badges.wording import with_initial
from matching.domain.exhibitor import by_sign, natural
from matching.phrases import SPOKEN
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.paper.desk import Desk
from matching.services.plan.paper.stand_map import caption, map_of_hall
from matching.services.shop.retention_rules import notice
from matching.services.shop.shop import Shop

_FORMS = 10
_SIGNS = 8.0, 28.0  # points


def plan_by_hour(desk: Desk) -> HoursSheet:
    """The meetings of everybody, with a first name and an initial each."""
    fair = desk.entries.fair
    found = appointments(desk.entries, desk.meetings)
    return HoursSheet(
        fair.title,
        fair.date,
        tuple(_hour_row(desk, meeting) for meeting in found),
        language=desk.language,
        printing=desk.printing,
    )


def _hour_row(desk: Desk, found: Appointment) -> HourRow:
    person = desk.entries.jobseekers[found.meeting.person]
    return HourRow(
        found.starts_at.time(),
        found.ends_at.time(),
        found.exhibitor.stand,
        found.exhibitor.name,
        desk.entries.call_numbers[person.id],
        with_initial(person.first_name, person.last_name),
    )


def blank_forms(desk: Desk) -> FormSheet:
    """Forms for people who come while the laptop is away."""
    fair = desk.entries.fair
    (own,) = (told for told in desk.notices if told.language == desk.language)
    return FormSheet(fair.title, fair.date, _FORMS, desk.language, own.lines)


def notices_of(desk: Desk) -> NoticeSheet:
    """What people are told about their data, to hang at the door and to hand out."""
    fair = desk.entries.fair
    return NoticeSheet(fair.title, fair.date, tuple(desk.notices), desk.language)


def with_notices(desk: Desk, shop: Shop) -> Desk:
    """The desk with the notice in every language of ours, its own first."""
    languages = [desk.language, *(name for name in SPOKEN if name != desk.language)]
    told = [NoticeLines(language, notice(shop, language)) for language in languages]
    return replace(desk, notices=told)


def posters(desk: Desk) -> list[Poster]:
    """A poster a stand, in the order of the signs."""
    stands = sorted(desk.entries.exhibitors.values(), key=by_sign)
    return [
        Poster(
            stand.stand,
            stand.name,
            stand.zone,
            stand.kind.value,
            desk.entries.fair.title,
            desk.language,
            _own_day(desk) if desk.address else "",
        )
        for stand in stands
    ]


def hall_poster(desk: Desk) -> MapPoster:
    """The plan of the hall, with the name of who is at each sign."""
    stands = desk.entries.exhibitors.values()
    hall = map_of_hall(stands, desk.language, wide=MAP_WIDE, high=MAP_HIGH, signs=_SIGNS)
    signed = sorted(
        ((stand.stand, stand.name) for stand in stands if stand.stand),
        key=lambda pair: (natural(pair[0]), pair[1]),
    )
    told = caption(hall, desk.language) if hall else ""
    return MapPoster(desk.entries.fair.title, hall, told, signed, desk.language)


def own_page(desk: Desk) -> OwnDayPoster:
    """The way to people's own day, under the address where phones find the app."""
    return OwnDayPoster(_own_day(desk), desk.entries.fair.title, desk.language)


def _own_day(desk: Desk) -> str:
    return f"{desk.address}/mine"


def faces_of(desk: Desk) -> FacesSheet:
    """Three faces to cross, for the exit."""
    return FacesSheet(desk.entries.fair.title, desk.entries.fair.date, desk.language)

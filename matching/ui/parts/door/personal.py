"""The end of a registration or a questionnaire: number, code, meetings, paper."""

from functools import partial

import streamlit as st

from matching.phrases import LANGUAGES, labelled
from matching.services.door.personal_page import PersonalPage, personal_page
from matching.services.live.behind import is_awaited
from matching.services.live.places import lines_of_person
from matching.services.plan.agenda import clashes
from matching.services.plan.paper.printed import NOTED, outdated_schedule, printed_so_far
from matching.services.plan.print_sheets import personal_badge, personal_schedule
from matching.services.scores.matches import refused_of_person
from matching.ui import session
from matching.ui.moments import Questionnaire, recall
from matching.ui.parts.interview.questions import draw_voice, note_seen, phrase
from matching.ui.parts.plan.printers import draw_jobs_of
from matching.ui.parts.shell.hour import hour_said
from matching.ui.parts.shell.live import waits_for_plan
from matching.ui.parts.shell.paper import Paper, draw_paper
from matching.ui.parts.shell.plain import at_stand, plain

_PAPERS = {
    "door.print": (personal_schedule, "schedules", "planning"),
    "walk_in.print_badge": (personal_badge, "badges", "badge"),
}


def draw_personal(person: str) -> PersonalPage:
    """Number and code in large, and the meetings to come, in the language of the person."""
    is_drawn = not waits_for_plan(person)
    page = personal_page(session.shop(), session.fair(), person)
    number, code = st.columns([1, 2])
    number.metric(phrase("ask.your_number"), page.call_number, border=True)
    code.metric(phrase("ask.your_code"), page.code, border=True)
    said = _draw_day(page) if is_drawn else _draw_preparing()
    draw_voice([labelled(phrase("ask.your_number"), f"{page.call_number}."), *said])
    if is_drawn:
        note_seen()
    return page


def _draw_preparing() -> list[str]:
    """That the meetings are being drawn, in the place where they will stand; what is read aloud."""
    st.info(phrase("ask.preparing"), icon=":material/hourglass_top:")
    return [phrase("ask.preparing")]


def _draw_day(page: PersonalPage) -> list[str]:
    """The meetings to come, places, and why others were refused; what of it is read aloud."""
    person = page.person
    hours = [f"{one.starts_at:%H:%M}" for one in page.next]
    stands = [
        phrase("ask.stand", stand=one.exhibitor.stand or one.exhibitor.name) for one in page.next
    ]
    none = "ask.meetings_over" if page.is_over else "ask.no_meeting"
    st.markdown(f"## {phrase('ask.meetings' if page.next else none)}")
    for hour, one in zip(hours, page.next, strict=True):
        sign = phrase("ask.stand", stand=one.exhibitor.stand) if one.exhibitor.stand else ""
        st.markdown(f"**{hour}** {at_stand(sign, one.exhibitor.name)}")
    twice = [phrase("mine.at_once", at=f"{at:%H:%M}") for at in clashes(page.next)]
    for line in twice:
        st.warning(line, icon=":material/schedule:")
    told = lines_of_person(session.shop(), session.fair(), person, session.language(), is_own=True)
    for line in told:
        st.info("  \n".join(map(plain, line.splitlines())), icon=":material/event_seat:")
    if st.toggle(phrase("refusal.ask"), key=f"personal.refused.{person}"):
        lines = refused_of_person(session.shop(), session.fair(), person, session.language())
        for line in lines or (session.phrase("refusal.none"),):
            st.markdown(f":material/block: {plain(line)}" if lines else line)
    meetings = (f"{hour}. {stand}." for hour, stand in zip(hours, stands, strict=True))
    return [phrase("ask.meetings"), *meetings, *twice]


def draw_papers(person: str, call_number: int, *, where: str) -> None:
    """The person's sheet and badge as PDF, ready to print; `where` names the buttons.

    The sheet waits for the meetings that are being drawn.
    """
    before = st.container()
    language = _language_of(person)
    is_moving = is_awaited(session.shop(), session.fair(), person)
    for code, (make, sheet, file_name) in _PAPERS.items():
        draw_paper(
            Paper(
                f"{where}.{code.rpartition('.')[2]}",
                partial(make, session.shop(), session.fair(), person, language=language),
                f"{file_name}-{call_number}.pdf",
                session.phrase(code),
                sheet=sheet,
                person=person,
                language=language,
            ),
            is_closed=is_moving and sheet == "schedules",
            is_first=code == "door.print",
            icon=":material/print:" if code == "door.print" else ":material/badge:",
        )
    with before:  # after the buttons: a paper that one of them has just made is told, too
        _draw_printed(person, call_number)
    draw_jobs_of(person)


def _draw_printed(person: str, call_number: int) -> None:
    """What this person carries already, and whether it is still right."""
    old = outdated_schedule(session.shop(), session.fair(), person, number=call_number)
    if old is not None:
        said = session.phrase("sheets.printed_old", time=hour_said(old))
        st.warning(said, icon=":material/edit_calendar:")
    for sheet in NOTED:
        if sheet == "schedules" and old is not None:
            continue
        before = printed_so_far(session.shop(), session.fair(), sheet, number=call_number)
        if before is not None:
            said = session.phrase(f"door.printed_{sheet}", time=hour_said(before.last))
            st.markdown(f":material/history: {said}")


def _language_of(person: str) -> str:
    """The language of a paper: the person's own, when it is theirs that this screen speaks."""
    asking, spoken = recall(Questionnaire).asking, session.persons_language()
    is_theirs = asking is not None and asking.person == person
    return spoken if is_theirs and spoken in LANGUAGES else session.language()

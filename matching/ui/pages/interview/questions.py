"""The assisted questionnaire: staff ask, or hand the tablet over."""

import streamlit as st

from matching.domain.errors import FairError
from matching.services.door.find_people import find_people
from matching.services.interview.to_ask import people_to_ask
from matching.services.shop.refusals import sentence_of
from matching.ui import session
from matching.ui.moments import Asking, Questionnaire, recall
from matching.ui.parts.door.personal import draw_papers, draw_personal
from matching.ui.parts.interview.questions import (
    begin,
    draw_language,
    draw_question,
    forget_if_unknown,
    phrase,
)
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def start(person: str) -> str:
    """Ask this person."""
    begin(person)
    return ""


def close() -> str:
    """The person has their paper: the next one may come."""
    session.forget_person()
    return ""


def draw_person(person: str, call_number: int, name: str) -> None:
    """One button for one person who may be asked."""
    st.button(
        f"n° {call_number} · {plain(name)}",
        key=f"questions.{person}",
        icon=":material/quiz:",
        width="stretch",
        on_click=attempt,
        args=(start, person),
    )


def draw_who() -> None:
    """Somebody found by name, or one of those of whom too little is known."""
    st.title(session.phrase("page.questions"))
    st.markdown(f"## {session.phrase('questions.who')}")
    asked = st.text_input(session.phrase("door.name"), key="questions.name")
    st.caption(session.phrase("questions.who_help"))
    if asked:
        for one in find_people(session.shop(), session.fair(), asked):
            draw_person(one.person, one.call_number, one.name)
        return
    known_little = people_to_ask(session.shop(), session.fair())
    said = "questions.to_ask" if known_little else "questions.nobody"
    st.markdown(f"## {session.phrase(said)}")
    for person in known_little:
        draw_person(person.person, person.call_number, person.first_name)


def draw_end(person: str) -> None:
    """What the person takes along."""
    st.markdown(f"# {phrase('ask.done')}")
    page = draw_personal(person)
    draw_papers(person, page.call_number, where="questions")
    st.button(
        session.phrase("questions.close"),
        key="questions.close",
        icon=":material/done_all:",
        on_click=attempt,
        args=(close,),
        width="stretch",
    )


def draw_asked(asking: Asking) -> None:
    """The question that is asked now, or the end."""
    draw_language()
    if asking.question:
        draw_question(asking)
        return
    with st.container(key="ask"):
        draw_end(asking.person)


asking = recall(Questionnaire).asking
if asking is None:
    draw_who()
else:
    try:
        draw_asked(asking)
    except FairError as error:
        forget_if_unknown(error, sentence_of(error, session.language()))

"""What a tablet for visitors shows: the ways in, the first name, and what to take along."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import quote

import streamlit as st

from matching.phrases import SPOKEN
from matching.services.door.walk_in import walk_in
from matching.services.rights.notice import note_informed
from matching.services.shop.retention_rules import notice
from matching.ui import session
from matching.ui.moments import Kiosk, Questionnaire, keep, recall
from matching.ui.parts.door.personal import draw_personal
from matching.ui.parts.interview.questions import begin_as_chosen, draw_voice, own_name, phrase
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.planned import prompt_shop

# The look of the big button beside it, whose rules do not reach a link of ours.
_ENTRANCE = (
    "display:flex;align-items:center;justify-content:center;padding:.5rem;border-radius:.5rem;"
    "background:var(--main);color:var(--on-main);text-decoration:none;border:1px solid transparent"
)
_WORD = "margin:0;font-size:1.15rem"
_BADGE = (
    '<span data-testid="stIconMaterial" aria-hidden="true" translate="no" style="flex:none;'
    "font-family:'Material Symbols Rounded';line-height:1;white-space:nowrap;"
    "font-feature-settings:'liga'\">qr_code_scanner</span>"
)
_LANGUAGE = "lang"
NAME, _ASK = "name", "ask"
"""Where somebody is: giving their name, or answering."""


def speak_as_before() -> None:
    """Speak the language that was chosen on the scanner's page, whence somebody has come."""
    chosen = st.query_params.get(_LANGUAGE, "")
    if chosen:
        del st.query_params[_LANGUAGE]
    if chosen in SPOKEN:
        speak(chosen)


def speak(language: str) -> str:
    """Speak the language that was touched."""
    keep(replace(recall(Questionnaire), language=language))
    return ""


def ask_name() -> str:
    """Somebody has no badge."""
    keep(Kiosk(NAME))
    return ""


def register() -> str:
    """Register whoever stands here, and ask the questions."""
    first_name = str(st.session_state["kiosk.first_name"])
    # Questions come first, and meetings at their end: the plan is drawn meanwhile.
    welcomed = walk_in(
        prompt_shop(),
        session.fair(),
        first_name=first_name,
        fields={"sheet_language": recall(Questionnaire).language},
        takes=False,
        nonce=session.nonce(f"kiosk.{first_name}"),
        station=session.visitor().station,
        screen=session.visitor().screen,
    )
    # The notice stood beside the box of the name, and the tablet reads it aloud.
    note_informed(
        session.shop(), session.fair(), welcomed.person, station=session.visitor().station
    )
    begin_as_chosen(welcomed.person)
    keep(Kiosk(_ASK))
    return ""


def finish() -> str:
    """The next person comes."""
    session.forget_person()
    return ""


def draw_way(code: str, icon: str, act: Callable[[], str], *, is_first: bool = False) -> None:
    """One big answer."""
    st.button(
        phrase(code),
        key=code,
        icon=f":material/{icon}:",
        type="primary" if is_first else "secondary",
        width="stretch",
        on_click=attempt,
        args=(act,),
    )


def draw_start() -> None:
    """The languages, and the two ways in."""
    with st.container(key="ask_languages", horizontal=True, gap="small"):
        for language in SPOKEN:
            st.button(
                own_name(language),
                key=f"kiosk.speak.{language}",
                type="primary" if language == session.persons_language() else "secondary",
                on_click=attempt,
                args=(speak, language),
            )
    st.markdown(f"# {phrase('kiosk.title')}")
    draw_voice([phrase("kiosk.title"), phrase("kiosk.badge"), phrase("kiosk.no_badge")])
    with st.container(key="ask_entrances"):
        # Streamlit's own link opens one more tab for every person who comes.
        word = escape(phrase("kiosk.badge"))
        touched = "&touched=yes" if recall(Questionnaire).language else ""
        spoken = f"lang={session.persons_language()}{touched}"
        scan = escape(f"/scan/{quote(session.fair(), safe='')}?{spoken}")
        st.html(f'<a href="{scan}" style="{_ENTRANCE}">{_BADGE}<p style="{_WORD}">{word}</p></a>')
        draw_way("kiosk.no_badge", "person_add", ask_name)
    st.html('<a class="way-out" href="/enter" aria-label="Parvis">&#128274;&#xFE0E;</a>')


def draw_name() -> None:
    """The first name, which is enough."""
    st.markdown(f"# {phrase('kiosk.first_name')}")
    st.markdown(phrase("kiosk.enough"))
    lines = notice(session.shop(), session.persons_language())
    draw_voice([phrase("kiosk.first_name"), phrase("kiosk.enough"), *lines])
    with st.expander(phrase("kiosk.privacy"), icon=":material/lock:"):
        st.markdown("\n".join(f"1. {line}" for line in lines))
    with st.form("kiosk.form", border=False):
        st.text_input(
            phrase("kiosk.first_name"),
            key="kiosk.first_name",
            max_chars=60,
            autocomplete="off",
            label_visibility="collapsed",
        )
        st.form_submit_button(
            phrase("kiosk.start"),
            key="kiosk.start",
            type="primary",
            icon=":material/arrow_forward:",
            width="stretch",
            on_click=attempt,
            args=(register,),
        )
    draw_way("ask.back", "arrow_back", finish)


def draw_end(person: str) -> None:
    """Number, code and meetings; the paper is at the welcome, for no printer stands here."""
    st.markdown(f"# {phrase('ask.done')}")
    draw_personal(person)
    st.info(phrase("ask.paper"), icon=":material/print:")
    draw_way("kiosk.finish", "done_all", finish, is_first=True)

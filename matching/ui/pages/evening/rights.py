"""People's rights: to be forgotten, to have their file, to be called no more; and who did what."""

import json
from functools import partial

import streamlit as st

from matching.domain.errors import FairError
from matching.phrases import say_count
from matching.services.door.find_people import Found, find_people
from matching.services.live.change_answers import changes_lines
from matching.services.rights.access_file import access_file
from matching.services.rights.access_pdf import access_pages
from matching.services.rights.acts import rights_acts
from matching.services.rights.forget import forget, would_forget
from matching.services.rights.who import reach_lines
from matching.services.shop.shop import Shop
from matching.ui import session
from matching.ui.parts.evening.correction import draw_correction
from matching.ui.parts.evening.due import draw_retention
from matching.ui.parts.evening.rights import (
    draw_acts,
    draw_choices,
    draw_copies,
    draw_informed,
    draw_notice_lines,
    draw_reach,
    withdraw,
)
from matching.ui.parts.shell.falling import draw_falling
from matching.ui.parts.shell.notice import attempt, draw_refusal
from matching.ui.parts.shell.plain import plain


def look_for(words: str) -> tuple[Found, ...]:
    """Who is meant by a name or a call number; what is missing is said beside the search."""
    if not words.strip():
        st.caption(session.phrase("rights.search_how"))
        return ()
    try:
        found = find_people(session.shop(), session.fair(), words, language=session.language())
    except FairError as error:
        draw_refusal(error)
        return ()
    if not found:
        st.info(session.phrase("rights.nobody"), icon=":material/person_search:")
    return found[:MOST_FOUND]


def station() -> str:
    """The screen that acts, for the log."""
    return session.visitor().station


def forget_one(person: str) -> str:
    """Forget the person that was found."""
    gone = forget(session.shop(), session.fair(), person, station=station())
    st.session_state["rights.search"] = ""
    lines = [session.phrase("forget.done", count=1)]
    if gone.plan is not None:
        lines += changes_lines(gone.plan, session.language())
    if gone.moved_up:
        lines.append(say_count("forget.moved", session.language(), len(gone.moved_up)))
    lines += reach_lines(gone.fairs, session.language(), is_done=True)
    lines += [session.phrase(f"forget.in_{copy.kind}", path=copy.path) for copy in gone.copies]
    return "\n".join(lines)


def write_file(shop: Shop, fair: str, person: str, kind: str, asked_in: tuple[str, str]) -> bytes:
    """The access file as the person may carry it away: to read, or for another program.

    It is made after the page was drawn, where no session is: whoever draws it says by which screen
    it is asked for, and in which language.
    """
    station, language = asked_in
    found = access_file(shop, fair, person, station=station)
    if kind == "pdf":
        return access_pages(shop, found, language)
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


MOST_FOUND = 5

st.title(session.phrase("page.rights"))
st.write(session.phrase("rights.why"))
shop, fair = session.shop(), session.fair()
st.header(session.phrase("rights.person"))
asked_in = station(), session.language()
words = st.text_input(session.phrase("rights.search"), key="rights.search")
for found in look_for(words):
    with st.container(border=True):
        st.subheader(f"{plain(found.name)} ({plain(found.person)})")
        going = would_forget(shop, fair, found.person)
        st.write(session.phrase("rights.going", rows=sum(going.rows.values())))
        if going.moved_up:
            said = say_count("forget.would_move", session.language(), len(going.moved_up))
            st.warning(said, icon=":material/group:")
        draw_reach(going.fairs)
        draw_falling(going.groups)
        draw_copies(going.copies)
        draw_correction(found.person)
        draw_choices(found.person)
        draw_informed(found.person)
        sure = st.checkbox(session.phrase("rights.sure"), key=f"rights.sure.{found.person}")
        with st.container(horizontal=True):
            for kind, mime in (("pdf", "application/pdf"), ("json", "application/json")):
                st.download_button(
                    session.phrase(f"rights.{kind}"),
                    data=partial(write_file, shop, fair, found.person, kind, asked_in),
                    file_name=f"dossier.{kind}",
                    mime=mime,
                    key=f"rights.{kind}.{found.person}",
                    on_click="ignore",
                )
            st.button(
                session.phrase("rights.no_more_calls"),
                key=f"rights.calls.{found.person}",
                on_click=attempt,
                args=(withdraw, found.person),
            )
            st.button(
                session.phrase("rights.forget"),
                key=f"rights.forget.{found.person}",
                type="primary",
                disabled=not sure,
                on_click=attempt,
                args=(forget_one, found.person),
            )
draw_notice_lines()
draw_retention()
st.header(session.phrase("rights.log"))
draw_acts(rights_acts(shop, fair))

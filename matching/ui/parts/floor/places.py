"""Places of each offer: how many are left, who has one, who waits; one is given or taken back."""

import streamlit as st

from matching.phrases import say_count
from matching.services.live.places import (
    OfferStock,
    PlaceAct,
    PlacesView,
    act_on_place,
    places_view,
)
from matching.services.scores.openings import called, left_line, order_line
from matching.ui import session
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.choosing import choose_person, take_chosen
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 6


def draw_places(find: str) -> None:
    """A page of the offers that say how many places they have."""
    view = places_view(session.shop(), session.fair())
    for warning in view.warnings(session.language()):
        st.warning(plain(warning), icon=":material/warning:")
    st.caption(plain(order_line(view.entries.fair, session.language())))
    looked = find.casefold()
    found = [
        stock for stock in view.stocks if looked in f"{stock.title} {stock.exhibitor}".casefold()
    ]
    if not found:
        st.write(session.phrase("places.none"))
    key = f"floor.places.{find}"
    for stock in page_of(found, key, size=_ROWS):
        with st.container(border=True):
            _draw(view, stock)
    draw_pages(found, key, size=_ROWS)


def do(act: PlaceAct) -> str:
    """Do what was pressed, and say what became of it."""
    answer = act_on_place(
        session.shop(),
        session.fair(),
        act,
        nonce=session.nonce("places"),
        language=session.language(),
        station=session.visitor().station,
    )
    session.new_nonce("places")
    return "\n".join(answer.lines)


def accept_chosen(offer: str) -> str:
    """Accept whoever was chosen for an offer, with the reason that was typed."""
    person = take_chosen(f"places.person.{offer}")
    reason = str(st.session_state.get(f"places.reason.{offer}") or "")
    said = do(PlaceAct("accept", offer, person, reason))
    st.session_state[f"places.person.{offer}"] = None
    st.session_state[f"places.reason.{offer}"] = ""
    return said


def _draw(view: PlacesView, stock: OfferStock) -> None:
    offer = stock.places.offer
    st.markdown(f"**{plain(stock.title)}** · {plain(stock.exhibitor)}")
    if stock.starts_on:
        begins = session.phrase("places.begins", day=f"{stock.starts_on:%d/%m/%Y}")
        st.caption(plain(" · ".join(filter(None, (begins, stock.duration)))))
    if stock.is_certain:
        left = left_line(stock.places, session.language())
        held = say_count("places.interviews", session.language(), stock.interviews)
        st.markdown(f"{left} {held}" if stock.interviews else left)
    else:
        st.markdown(session.phrase("course.not_sure"))
    for person in stock.places.accepted:
        state = "enrolled" if person in stock.places.enrolled else "accepted"
        _draw_person(view, stock, person, session.phrase(f"places.is_{state}"))
    for rank, person in enumerate(stock.places.waiting, 1):
        _draw_person(view, stock, person, session.phrase("places.is_waiting", rank=rank))
    if not stock.is_certain:
        return
    with (
        asking_box(
            session.phrase("places.accept"), f"places.in.{offer}", icon=":material/person_add:"
        ),
        st.form(f"places.form.{offer}", border=False, enter_to_submit=False),
    ):
        choose_person(view.entries, f"places.person.{offer}")
        st.text_input(session.phrase("places.reason"), key=f"places.reason.{offer}")
        st.form_submit_button(
            session.phrase("places.accept_yes"),
            key=f"places.accept.{offer}",
            type="primary",
            on_click=attempt,
            args=(accept_chosen, offer),
        )


def _draw_person(view: PlacesView, stock: OfferStock, person: str, state: str) -> None:
    offer = stock.places.offer
    if person in stock.places.nameless:
        st.markdown(f"{session.phrase('places.nameless')} · {state}")
        return
    if person not in view.entries.jobseekers:
        # acts are done on the day where the person is listed
        st.markdown(f"{plain(called(view.entries, person))} · {state}")
        return
    number = view.entries.call_numbers[person]
    name = view.entries.jobseekers[person].first_name
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"n° {number} · {plain(name)} · {state}", width="stretch")
        if person in stock.places.accepted and person not in stock.places.enrolled:
            st.button(
                session.phrase("places.enrol"),
                key=f"places.enrol.{offer}.{person}",
                icon=":material/how_to_reg:",
                on_click=attempt,
                args=(do, PlaceAct("enrol", offer, person)),
            )
        way = "give_back" if person in stock.places.accepted else "leave_list"
        box = f"places.{way}.{offer}.{person}"
        with asking_box(session.phrase(f"places.{way}"), box, icon=":material/undo:"):
            st.markdown(session.phrase(f"places.{way}_sure"))
            st.button(
                session.phrase(f"places.{way}_yes"),
                key=f"places.give_back.{offer}.{person}",
                type="primary",
                on_click=attempt,
                args=(do, PlaceAct("give-back", offer, person)),
            )

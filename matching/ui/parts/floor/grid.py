"""Beside the organiser's grid: who waits, what is held, what an act would break, the way back."""

from collections.abc import Sequence

import streamlit as st

from matching.domain.day.meeting import Meeting
from matching.domain.terms import OfferKind
from matching.phrases import say_count
from matching.services.floor.floor_view import FloorView
from matching.services.floor.grid_view import GridView
from matching.services.floor.last_acts import last_by_hand
from matching.services.live.by_hand.edit_answers import called
from matching.services.live.by_hand.free_places import (
    FreePlace,
    offers_beside,
    read_day_to_place,
)
from matching.services.plan.agenda import appointments
from matching.services.plan.labels import stand_label
from matching.ui import session
from matching.ui.moments import Picked, recall
from matching.ui.parts.floor.hand import (
    PERSON,
    REASON,
    drop,
    force_edit,
    pick,
    take_back_last,
    touch,
)
from matching.ui.parts.floor.timetable import draw_where
from matching.ui.parts.shell.choosing import choose_person
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.plain import plain
from matching.ui.timetable import acted

_ROWS = 8
KEY = "grid.timetable"


def on_act() -> None:
    """Answer what was touched in the grid."""
    if act := acted(KEY):
        touch(act)


def held_at(floor: FloorView, picked: Picked) -> set[str]:
    """The stand of what is held, a meeting or a second one, whichever stands are looked at."""
    held = {one.stand for one in floor.planned if picked.meeting and one.id == picked.meeting}
    return held | {stand for stand in picked.about[:1] if stand}


def draw_counts(view: GridView) -> None:
    """Idle tables, who waits and who is without a meeting, each a list to pick from."""
    language = session.language()
    with st.container(horizontal=True):
        label = say_count("grid.idle", language, len(view.idle))
        with st.popover(label, icon=":material/chair:", key="grid.box.idle"):
            for stand in view.idle:
                st.markdown(plain(stand_label(view.floor.entries, stand.id)))
        for name, people in (("waiting", view.waiting), ("without", view.without)):
            label = say_count(f"grid.{name}", language, len(people))
            with st.popover(label, icon=":material/person:", key=f"grid.box.{name}"):
                _draw_people(view, people, f"grid.{name}")


def draw_how(view: GridView) -> None:
    """How the grid is used, by touch and by key, and the hour that it is read at."""
    with st.container(horizontal=True, vertical_alignment="center"):
        hour = f"{view.floor.at:%H:%M}"
        st.markdown(session.phrase("grid.how", hour=hour), width="content")
        label = session.phrase("grid.by_key")
        with st.popover(label, icon=":material/keyboard:", key="grid.box.keys"):
            st.markdown(session.phrase("grid.keys"))


def _draw_people(view: GridView, people: Sequence[str], key: str) -> None:
    entries = view.floor.entries
    for person in page_of(people, key, size=_ROWS):
        name = plain(called(entries, person))
        st.button(name, key=f"{key}.{person}", on_click=pick, args=(Picked(person=person),))
    draw_pages(people, key, size=_ROWS)


def draw_hand(view: GridView, places: Sequence[FreePlace]) -> None:
    """What is held and what may be done with it."""
    picked = recall(Picked)
    if picked.waiting is not None:
        _draw_waiting(picked)
    elif picked.meeting:
        _draw_meeting(view, picked, places)
    elif picked.person:
        _draw_person(view, picked, places)
    else:
        chosen = choose_person(view.floor.entries, PERSON)
        if chosen:
            pick(Picked(person=chosen))
            st.rerun(scope="fragment")


def draw_said(floor: FloorView) -> None:
    """What came of what was done last, and its way back."""
    picked = recall(Picked)
    # a page that is opened anew still finds the way back
    last = picked.last or last_by_hand(floor)
    if picked.said is None and not last:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if picked.said is not None:
            said = "  \n".join(plain(line) for line in picked.said.sentence.splitlines())
            if picked.said.is_refusal:
                st.error(said, icon=":material/error:")
            else:
                st.success(said, icon=":material/check_circle:")
        if last:
            st.button(
                session.phrase("grid.undo"),
                key="grid.undo",
                icon=":material/undo:",
                on_click=take_back_last,
                args=(last,),
            )


def _draw_waiting(picked: Picked) -> None:
    """What would break, and the reason without which it stays as it is."""
    edit = picked.waiting
    lines = "  \n".join(plain(line) for line in picked.why)
    st.warning(f"**{session.phrase('grid.would_break')}**  \n{lines}", icon=":material/rule:")

    def force(*, is_about_the_post: bool = False) -> None:
        if edit is not None:
            reason = str(st.session_state[REASON] or "").strip()
            force_edit(edit, reason, is_about_the_post=is_about_the_post)

    with st.form("grid.override", border=False):
        st.text_input(session.phrase("grid.reason"), key=REASON, max_chars=200)
        with st.container(horizontal=True):
            st.form_submit_button(session.phrase("grid.force"), type="primary", on_click=force)
            if picked.is_pointed_at:
                about = session.phrase("stand.note_of_post")
                st.form_submit_button(about, on_click=force, kwargs={"is_about_the_post": True})
            st.form_submit_button(session.phrase("grid.leave"), on_click=drop)


def _draw_meeting(view: GridView, picked: Picked, places: Sequence[FreePlace]) -> None:
    """The meeting that is held, with those of its group to choose from."""
    group = next(
        (
            block.meetings
            for row in view.rows
            for block in row.blocks
            if any(meeting.id == picked.meeting for meeting in block.meetings)
        ),
        (),
    )
    if not group:
        drop()
        return
    entries = view.floor.entries
    held = next(meeting for meeting in group if meeting.id == picked.meeting)
    (found,) = appointments(entries, [held])
    name, stand = called(entries, held.person), stand_label(entries, held.stand)
    code = "grid.swap_with" if picked.swaps else "grid.held"
    st.markdown(
        session.phrase(code, name=plain(name), hour=f"{found.starts_at:%H:%M}", stand=plain(stand))
    )
    if not picked.swaps:
        draw_where(view, picked, places)
    with st.container(horizontal=True):
        for meeting in (each for each in group if len(group) > 1):
            st.button(
                plain(called(entries, meeting.person)),
                key=f"grid.of_group.{meeting.id}",
                disabled=meeting.id == held.id,
                on_click=pick,
                args=(Picked(meeting=meeting.id),),
            )
    with st.container(horizontal=True):
        st.button(
            session.phrase("grid.cancel"),
            key="grid.cancel",
            icon=":material/event_busy:",
            on_click=touch,
            args=({"kind": "cancel", "meeting": held.id},),
        )
        st.button(
            session.phrase("grid.swap"),
            key="grid.swap",
            icon=":material/swap_horiz:",
            disabled=picked.swaps,
            on_click=pick,
            args=(Picked(meeting=held.id, swaps=True),),
        )
        _draw_second(view, held)
        st.button(session.phrase("grid.drop"), key="grid.drop", on_click=drop)


def _draw_second(view: GridView, held: Meeting) -> None:
    """Another offer of the same stand, for a second meeting about it: one is the rule."""
    offers = view.floor.entries.offers
    at_table = (one for one in offers.values() if one.kind is not OfferKind.WORKSHOP)
    if sum(one.exhibitor == held.stand for one in at_table) < 2:
        return
    live = read_day_to_place(session.shop(), session.fair())
    others = offers_beside(live, held.id) if live is not None else ()
    with st.popover(
        session.phrase("grid.second"),
        icon=":material/add_circle:",
        disabled=not others,
        key=f"grid.box.second.{held.id}",
    ):
        for offer in others[:_ROWS]:
            st.button(
                plain(offers[offer].title),
                key=f"grid.second.{offer}",
                on_click=pick,
                args=(Picked(person=held.person, about=(held.stand, offer)),),
            )


def _draw_person(view: GridView, picked: Picked, places: Sequence[FreePlace]) -> None:
    entries = view.floor.entries
    name = (
        f"n° {entries.call_numbers[picked.person]} {entries.jobseekers[picked.person].first_name}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        said = session.phrase("grid.adds", name=plain(name)) if places else f"**{plain(name)}**"
        if places and picked.about[1] in entries.offers:
            title = plain(entries.offers[picked.about[1]].title)
            said = session.phrase("grid.adds_second", name=plain(name), title=title)
        st.markdown(said, width="content")
        st.button(session.phrase("grid.drop"), key="grid.drop", on_click=drop)
    draw_where(view, picked, places)

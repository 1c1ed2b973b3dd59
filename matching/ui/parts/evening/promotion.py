"""Who is in a programme's promotion: letting somebody in, noting that they left, taking it back."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Exit
from matching.phrases import day_said, labelled
from matching.services.evening.programme.promotion import (
    WAYS_OUT,
    PromotionAct,
    PromotionEntry,
    PromotionView,
    enter_promotion,
    leave_promotion,
    promotion_answer,
    promotion_view,
    take_back_promotion,
)
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.shell.choosing import choose_person
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_IN = {name: f"promotion.in.{name}" for name in ("record", "person", "promotion", "on", "caller")}
_OUT = {name: f"promotion.out.{name}" for name in ("record", "on", "way")}
_COLUMNS = ("record", "promotion", "caller")

_INSIDE, _ROWS = "promotion.inside", 15


def draw_promotion() -> None:
    """Who is in, one more, one less, and the last acts with their way back."""
    view = promotion_view(session.shop(), session.fair())
    title = labelled(session.phrase("promotion.title"), len(view.inside))
    with st.expander(title, key="follow_up.promotion"):
        _draw_inside(view)
        _draw_entry(view)
        if view.inside:
            _draw_leaving(view)
        _draw_acts(view)


def _draw_inside(view: PromotionView) -> None:
    if not view.inside:
        st.write(session.phrase("promotion.nobody"))
        return
    heads = {session.phrase(f"follow_up.{name}"): name for name in _COLUMNS}
    entered = session.phrase("promotion.entered_on")
    inside = promotion_answer(view)["inside"]
    st.table(
        [
            {head: plain(row[name]) for head, name in heads.items()}
            | {entered: _day(date.fromisoformat(row["entered_on"])) if row["entered_on"] else ""}
            for row in page_of(inside, _INSIDE, size=_ROWS)
        ]
    )
    draw_pages(inside, _INSIDE, size=_ROWS)


def _day(day: date) -> str:
    return day_said(day, session.language())


def _draw_entry(view: PromotionView) -> None:
    """Nothing stands there beforehand: neither day nor promotion is guessed."""
    st.subheader(session.phrase("promotion.enter"))
    with st.form("promotion.in", border=False, enter_to_submit=False):
        st.text_input(
            session.phrase("follow_up.record"),
            help=session.phrase("promotion.record_help"),
            key=_IN["record"],
        )
        choose_person(read_entries(session.shop(), session.fair()), _IN["person"])
        st.selectbox(
            session.phrase("promotion.name"),
            view.promotions,
            index=None,
            placeholder="",
            accept_new_options=True,
            key=_IN["promotion"],
        )
        _ask_day("promotion.entered_on", _IN["on"])
        st.text_input(session.phrase("follow_up.caller"), key=_IN["caller"])
        _draw_button("promotion.enter_yes", enter)


def _draw_leaving(view: PromotionView) -> None:
    st.subheader(session.phrase("promotion.leave"))
    with st.form("promotion.out", border=False, enter_to_submit=False):
        st.selectbox(
            session.phrase("follow_up.record"),
            [person.record for person in view.inside],
            index=None,
            placeholder="",
            key=_OUT["record"],
        )
        _ask_day("promotion.left_on", _OUT["on"])
        st.segmented_control(
            session.phrase("promotion.way"),
            WAYS_OUT,
            format_func=lambda way: session.phrase(f"promotion.way_{way}"),
            key=_OUT["way"],
        )
        _draw_button("promotion.leave_yes", leave)


def _ask_day(code: str, key: str) -> None:
    st.date_input(session.phrase(code), value=None, format="DD/MM/YYYY", key=key)


def _draw_button(code: str, act: object) -> None:
    st.form_submit_button(
        session.phrase(code), key=code, type="primary", on_click=attempt, args=(act,)
    )


def _draw_acts(view: PromotionView) -> None:
    if view.lately:
        st.subheader(session.phrase("promotion.lately"))
    for one in view.lately:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = session.phrase(f"promotion.{one.kind}", record=one.record, day=_day(one.day))
            st.markdown(plain(said), width="stretch")
            st.button(
                session.phrase("floor.undo"),
                key=f"promotion.undo.{one.nonce}",
                icon=":material/undo:",
                on_click=attempt,
                args=(take_back, one),
            )


def enter() -> str:
    """Let in whoever was typed or chosen."""
    said = {name: st.session_state.get(key) for name, key in _IN.items()}
    record, person = str(said["record"] or "").strip(), said["person"]
    if record and person:
        raise FairError("promotion_two")
    needed = {"follow_up.record": record or person, "promotion.entered_on": said["on"]}
    _must_be_said(needed)
    assert said["on"] is not None
    entry = PromotionEntry(
        record or str(person),
        str(said["promotion"] or ""),
        said["on"],
        str(said["caller"] or ""),
    )
    lines = enter_promotion(session.shop(), session.fair(), entry, **_named("promotion.in"))
    return _done("promotion.in", _IN, lines)


def leave() -> str:
    """Note the leaving of whoever was chosen."""
    said = {name: st.session_state.get(key) for name, key in _OUT.items()}
    labels = {"record": "follow_up.record", "on": "promotion.left_on", "way": "promotion.way"}
    _must_be_said({labels[name]: one for name, one in said.items()})
    assert said["on"] is not None
    assert said["way"] is not None
    lines = leave_promotion(
        session.shop(),
        session.fair(),
        str(said["record"]),
        said["on"],
        Exit(said["way"]),
        **_named("promotion.out"),
    )
    return _done("promotion.out", _OUT, lines)


def _must_be_said(needed: Mapping[str, object]) -> None:
    """Refuse a form with the names of what is missing in it."""
    missing = [session.phrase(label) for label, value in needed.items() if not value]
    if missing:
        raise FairError("promotion_unsaid", fields=", ".join(missing))


def take_back(done: PromotionAct) -> str:
    """An entry or a leaving was a mistake."""
    form = f"promotion.undo.{done.nonce}"
    record = take_back_promotion(
        session.shop(),
        session.fair(),
        done.nonce,
        nonce=session.nonce(form),
        station=session.visitor().station,
    )
    session.new_nonce(form)
    return session.phrase("promotion.taken_back", record=record)


def _named(form: str) -> dict[str, str]:
    return {
        "nonce": session.nonce(form),
        "language": session.language(),
        "station": session.visitor().station,
    }


def _done(form: str, keys: dict[str, str], lines: tuple[str, ...]) -> str:
    session.new_nonce(form)
    texts = {keys[name]: "" for name in keys.keys() & {"caller"}}
    st.session_state.update({**dict.fromkeys(keys.values()), **texts})
    return "\n".join(lines)

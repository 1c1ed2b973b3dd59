"""How long people and their fields are kept: what is due, and the rules, changeable."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date

import streamlit as st

from matching.phrases import day_said
from matching.services.rights.field_retention import (
    FieldDue,
    due_beside,
    forget_fields_due,
    retained_fields,
)
from matching.services.rights.retention import (
    DuePerson,
    due_by,
    forget_due,
    is_of_nobody,
    retained,
    today_at,
)
from matching.services.shop.retention_rules import Retention, read_retention, set_retention
from matching.ui import session
from matching.ui.parts.shell.notice import attempt


def draw_retention() -> None:
    """What is due and what will be, the button that forgets it, and the rules."""
    shop, fair = session.shop(), session.fair()
    today, people = today_at(shop, fair), retained(shop, fair)
    fields_kept = retained_fields(shop, fair, people)
    due = due_by(people, today)
    parts = due_beside(fields_kept, due, today)
    st.header(session.phrase("rights.due"))
    if is_of_nobody(shop, fair):
        st.info(session.phrase("rights.demonstration"), icon=":material/theater_comedy:")
    st.write(session.phrase("rights.due_count", count=len(due)))
    draw_due(people, fields_kept, today)
    if due or parts:
        certain = st.checkbox(session.phrase("rights.sure"), key="rights.sure")
        st.button(
            session.phrase("rights.forget_due"),
            key="rights.due",
            disabled=not certain,
            on_click=attempt,
            args=(forget_those_due,),
        )
    draw_rules(read_retention(shop))


def forget_those_due() -> str:
    """Forget everybody and every field whose time is over."""
    shop, fair, station = session.shop(), session.fair(), session.visitor().station
    gone = forget_due(shop, fair, station=station)
    parts = forget_fields_due(shop, fair, station=station)
    said = [session.phrase("forget.done", count=len(gone))] if gone else []
    if parts:
        people = len({found.person for found in parts})
        said.append(session.phrase("forget.fields_done", count=people))
    return "\n".join(said)


def keep_rules() -> str:
    """Keep the rules as they stand in the boxes."""
    names = [field.name for field in fields(Retention)]
    rules = {name: int(st.session_state[f"rights.{name}"]) for name in names}
    set_retention(session.shop(), **rules)
    return session.phrase("retention.kept")


def draw_due(people: Sequence[DuePerson], parts: Sequence[FieldDue], today: date) -> None:
    """How many people, and which fields of how many, go on which day: what is due comes first."""
    counts = Counter((due.on, "whole") for due in people)
    counts += Counter((due.on, f"field_{due.field}") for due in parts)
    if not counts:
        return
    heads = [session.phrase(f"retention.{name}") for name in ("on", "what", "people")]
    rows = [
        (
            session.phrase("retention.now", on=day_said(on, session.language()))
            if on <= today
            else day_said(on, session.language()),
            session.phrase(f"retention.{what}"),
            str(count),
        )
        for (on, what), count in sorted(counts.items())
    ]
    st.table([dict(zip(heads, row, strict=True)) for row in rows])


def draw_rules(rules: Retention) -> None:
    """How long people are kept, changeable."""
    st.header(session.phrase("retention.title"))
    for name, value in asdict(rules).items():
        st.write(session.phrase(f"retention.{name}", count=value))
    with st.expander(session.phrase("retention.change"), icon=":material/edit:"):
        for name, value in asdict(rules).items():
            label = session.phrase(f"retention.box_{name}")
            st.number_input(label, min_value=0, max_value=365, value=value, key=f"rights.{name}")
        st.button(
            session.phrase("retention.keep"),
            key="rights.keep",
            on_click=attempt,
            args=(keep_rules,),
        )

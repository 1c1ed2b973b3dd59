"""The form of one person, stand or offer: what is asked first, the rest behind one touch."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from matching.domain.edit import EditKind
from matching.phrases import say_count
from matching.services.files.mending.value_questions import choice_name
from matching.services.prepare.entry_fields import FIRST, EntryField
from matching.services.shop.refusals import field_name
from matching.ui import session
from matching.ui.moments import Editing, recall
from matching.ui.parts.shell.notice import attempt

_NOBODYS: Mapping[str, str] = {}


def draw_entry_form(
    kind: EditKind,
    fields: Sequence[EntryField],
    save: Callable[[], str],
    *,
    stands: Mapping[str, str] = _NOBODYS,
) -> None:
    """Ask for the fields of an entry; `stands` are the names of those an offer may be of."""
    first = sorted(
        (field for field in fields if field.column in FIRST[kind]),
        key=lambda field: FIRST[kind].index(field.column),
    )
    rest = [field for field in fields if field.column not in FIRST[kind]]
    with st.form("entry.form", enter_to_submit=False):
        _draw_fields(first, stands)
        if kind is EditKind.JOBSEEKERS:
            st.caption(session.phrase("entries.consent_why"))
        with st.expander(say_count("entries.rest", session.language(), len(rest))):
            _draw_fields(rest, stands)
        st.form_submit_button(
            session.phrase("entries.save"),
            key="entry.save",
            type="primary",
            icon=":material/save:",
            on_click=attempt,
            args=(save,),
        )


def typed_in(fields: Sequence[EntryField]) -> dict[str, str]:
    """What somebody typed or chose; of a field left as it was nothing."""
    said = ((field.column, field.typed(st.session_state.get(_key(field)))) for field in fields)
    return {column: cell for column, cell in said if cell is not None}


def _draw_fields(fields: Sequence[EntryField], stands: Mapping[str, str]) -> None:
    for place in range(0, len(fields), 2):
        for side, field in zip(st.columns(2), fields[place : place + 2], strict=False):
            with side:
                _draw_field(field, stands)


def _draw_field(field: EntryField, stands: Mapping[str, str]) -> None:
    label = field_name(field.column, session.language())
    label, key = label[:1].upper() + label[1:], _key(field)
    if not field.choices:
        draw = st.text_area if field.is_long else st.text_input
        draw(label, value=field.value, key=key)
        return

    def name(word: str) -> str:
        return stands.get(word) or choice_name(field.column, word, session.language())

    say = session.phrase("entries.choose")
    if field.is_many:
        st.multiselect(
            label, field.choices, field.chosen, format_func=name, key=key, placeholder=say,
            select_all=False,
        )  # fmt: skip
    else:
        place = field.choices.index(field.chosen[0]) if field.chosen else None
        st.selectbox(
            label, field.choices, place, format_func=name, key=key, placeholder=say,
        )  # fmt: skip


def _key(field: EntryField) -> str:
    return f"entry.{recall(Editing).turn}.{field.column}"

"""Somebody or a stand to look at, found by typing; nothing is looked at before it is chosen."""

import streamlit as st

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import by_sign
from matching.domain.spelling import fold_all
from matching.ui import session


def choose_person(entries: Entries, key: str) -> str | None:
    """The person chosen, by name or call number."""
    people = tuple(entries.jobseekers.values())
    folded = fold_all(one.full_name for one in people)
    ordered = sorted(zip(folded, people, strict=True), key=lambda pair: (pair[0], pair[1].id))
    names = {one.id: f"{one.full_name} · n° {entries.call_numbers[one.id]}" for _, one in ordered}
    return st.selectbox(
        session.phrase("choose.person"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=session.phrase("choose.type_person"),
        filter_mode="contains",
        key=key,
    )


def take_chosen(key: str) -> str:
    """The person chosen in a form, for whoever pressed its button.

    Raises
    ------
    FairError
        `person_missing` where nobody is chosen.
    """
    person = str(st.session_state.get(key) or "")
    if not person:
        raise FairError("person_missing")
    return person


def choose_stand(
    entries: Entries, key: str, *, only: str = "", is_named: bool = True
) -> str | None:
    """The stand chosen, by sign or name; `only` is the one that this screen may see.

    Parameters
    ----------
    is_named
        Whether the field's name stands over it; it is read aloud in any case.
    """
    stands = sorted(entries.exhibitors.values(), key=by_sign)
    signs = {one.id: one.label for one in stands if only in {"", one.id}}
    return st.selectbox(
        session.phrase("choose.stand"),
        list(signs),
        index=0 if only else None,
        format_func=signs.__getitem__,
        placeholder=session.phrase("choose.type_stand"),
        filter_mode="contains",
        label_visibility="visible" if is_named else "collapsed",
        key=key,
    )

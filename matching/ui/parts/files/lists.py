"""Several lists of one kind: beside which, or in whose place; what the fair has, and a way back."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from matching.domain.errors import FairError
from matching.intake.mapping import BESIDE
from matching.services.files.look_at_files import FairList, lists_of_fair
from matching.services.files.mending.mend import drop_list
from matching.ui import session
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_place(file: str, here: Sequence[FairList]) -> None:
    """Whether a list comes beside those that are there, or in the place of one.

    A list of the same name is the same list again, until somebody says that it is not.
    """
    if not here:
        return
    names = [kept.file for kept in here]
    st.radio(
        session.phrase("lists.place", file=plain(file)),
        (*names, BESIDE),
        index=names.index(file) if file in names else None,
        key=_key(file),
        format_func=partial(_place_name, {kept.file: kept for kept in here}),
    )


def lists_said(files: Sequence[str]) -> dict[str, str]:
    """What somebody said of each file: the list whose place it takes, or that it comes beside."""
    said = ((file, st.session_state.get(_key(file))) for file in files)
    return {file: str(place) for file, place in said if place is not None}


def must_say_place(file: str, here: Sequence[FairList]) -> None:
    """Refuse with `list_unsaid` a list of which nobody said whether it comes beside the others."""
    if here and st.session_state.get(_key(file)) is None:
        names = ", ".join(kept.file for kept in here)
        raise FairError("list_unsaid", file=file, files=names)


def draw_lists() -> None:
    """The lists that the fair was made from; one of several can be taken out again."""
    here = lists_of_fair(session.shop(), session.fair())
    several = [kept for kept in here if sum(one.kind == kept.kind for one in here) > 1]
    if not several:
        return
    st.header(session.phrase("lists.title"))
    for kept in several:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_line(kept), width="stretch")
            _draw_drop(kept)


def _draw_drop(kept: FairList) -> None:
    key = f"lists.drop.{kept.kind}.{kept.file}"
    with asking_box(session.phrase("lists.drop"), key, icon=":material/playlist_remove:"):
        st.write(session.phrase("lists.drop_why", name=plain(kept.file), count=kept.rows))
        st.button(
            session.phrase("lists.drop_yes"),
            key=f"{key}.yes",
            on_click=attempt,
            args=(partial(_drop, kept),),
        )


def _drop(kept: FairList) -> str:
    dropped = drop_list(session.shop(), session.fair(), kind=kept.kind, file=kept.file)
    people = dropped.receipt.jobseekers
    lines = [session.phrase("lists.dropped", name=kept.file, people=people)]
    if dropped.gone:
        lines.append(session.phrase("lists.gone", names=", ".join(dropped.gone)))
    else:
        lines.append(session.phrase("lists.none_gone"))
    if dropped.staying:
        lines.append(session.phrase("lists.stay", names=", ".join(dropped.staying)))
    if dropped.receipt.drafts:
        lines.append(session.phrase("files.drafts_gone"))
    return "\n".join(lines)


def _place_name(here: Mapping[str, FairList], place: str) -> str:
    if place == BESIDE:
        return session.phrase("lists.beside")
    return session.phrase("lists.replaces", name=plain(place), count=here[place].rows)


def _line(kept: FairList) -> str:
    kind = session.phrase(f"map.kind.{kept.kind}")
    return session.phrase("lists.line", kind=kind, name=plain(kept.file), count=kept.rows)


def _key(file: str) -> str:
    return f"map.place.{file}"

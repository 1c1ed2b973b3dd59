"""What taking files in will change, before it is applied."""

from collections.abc import Sequence

import streamlit as st

from matching.domain.errors import FairError
from matching.phrases import labelled, say_count
from matching.services.files.by_hand import Contradiction
from matching.services.files.preview import EntryChange, MaybeSame, Preview, PreviewAnswers
from matching.services.shop.refusals import field_name, flaw_sentence
from matching.ui import session
from matching.ui.parts.shell.plain import plain

_SHOWN = 200  # names in one list: nobody reads more, and a page must stay light


def draw_preview(preview: Preview) -> None:
    """Who is new, gone and changed, what contradicts a hand's mending, who may be the same."""
    st.header(session.phrase("preview.title"))
    if preview.is_empty:
        st.info(session.phrase("preview.empty"), icon=":material/check:")
    for name in ("new", "gone", "staying", "changed"):
        _draw_changes(name, getattr(preview, name))
    if preview.refused:
        told = say_count("preview.refused", session.language(), preview.refused)
        st.warning(told, icon=":material/playlist_remove:")
    if preview.drafts_go:
        st.warning(session.phrase("entries.cost_drafts"), icon=":material/event_busy:")
    for flaw in preview.conflicts:
        said = flaw_sentence(flaw, session.language())
        st.warning(
            plain(labelled(f"{flaw.file}, {flaw.line}", said)), icon=":material/sync_problem:"
        )
    for flaw in preview.remarks:
        said = flaw_sentence(flaw, session.language())
        st.info(plain(labelled(f"{flaw.file}, {flaw.line}", said)), icon=":material/help:")
    _draw_contradictions(preview.contradictions)
    for pair in preview.maybe_same:
        st.radio(
            _question(pair),
            ("same", "apart"),
            index=None,
            horizontal=True,
            key=_key(pair),
            format_func=lambda word: session.phrase(f"preview.{word}"),
        )


def preview_said(preview: Preview) -> PreviewAnswers:
    """Which pairs somebody called two people or one, and where they take the file's values.

    Raises
    ------
    FairError
        `same_people_unanswered` when a pair was not answered.
    """
    said = {pair.pair: st.session_state.get(_key(pair)) for pair in preview.maybe_same}
    if None in said.values():
        raise FairError("same_people_unanswered")
    found = {
        word: frozenset(pair for pair, chosen in said.items() if chosen == word)
        for word in ("apart", "same")
    }
    yielded = frozenset(
        entry for entry in preview.contradictions if st.session_state.get(_hand_key(entry))
    )
    return PreviewAnswers(found["apart"], found["same"], yielded)


def _draw_changes(name: str, changes: Sequence[EntryChange]) -> None:
    if not changes:
        return
    with st.expander(session.phrase(f"preview.{name}", count=len(changes))):
        st.markdown("\n".join(f"- {_line(change)}" for change in changes[:_SHOWN]))
        if len(changes) > _SHOWN:
            st.caption(session.phrase("preview.more", count=len(changes) - _SHOWN))


def _draw_contradictions(contradictions: Sequence[Contradiction]) -> None:
    """Where a file says otherwise than staff: what was written by hand stays, unless ticked."""
    if not contradictions:
        return
    told = say_count("preview.by_hand", session.language(), len(contradictions))
    st.warning(told, icon=":material/edit_note:")
    for entry in contradictions[:_SHOWN]:
        st.markdown(f"**{plain(entry.name)}** : {_by_hand(entry)}")
        if entry.columns:
            st.checkbox(
                session.phrase("preview.take_file", name=plain(entry.name)), key=_hand_key(entry)
            )


def _by_hand(entry: Contradiction) -> str:
    """Each column with both values."""
    if not entry.columns:
        return session.phrase("preview.is_removed")
    values = zip(entry.columns, entry.hand, entry.file, strict=True)
    return " · ".join(
        session.phrase(
            "preview.both",
            column=field_name(column, session.language()),
            hand=plain(hand),
            file=plain(file) or session.phrase("preview.all_day"),
        )
        for column, hand, file in values
    )


def _hand_key(entry: Contradiction) -> str:
    return f"map.hand.{entry.kind}.{entry.entry}"


def _line(change: EntryChange) -> str:
    columns = ", ".join(field_name(column, session.language()) for column in change.columns)
    return labelled(plain(change.name), columns) if columns else plain(change.name)


def _question(pair: MaybeSame) -> str:
    number = pair.call_number if pair.call_number is not None else "—"
    names = {"name": plain(pair.name), "before": plain(pair.before)}
    return session.phrase("preview.maybe_same", number=number, **names)


def _key(pair: MaybeSame) -> str:
    return f"map.same.{pair.pair[0]}.{pair.pair[1]}"

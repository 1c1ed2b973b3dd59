"""Their columns and ours: what each column of a file is read as, changed by a select."""

from collections.abc import Mapping, Sequence

import streamlit as st

from matching.domain.errors import FairError
from matching.intake.headings import KINDS, PRIVATE
from matching.intake.mapping import FileMapping, MappedColumn, targets
from matching.intake.opening import NOT_A_TABLE
from matching.intake.tables.layout import SHEET_MARK
from matching.services.shop.refusals import field_name
from matching.ui import session
from matching.ui.parts.shell.plain import plain

_COLOURS = {"said": "blue", "sure": "green", "likely": "orange", "ask": "red", "none": "red"}


def draw_kind(file: str, kind: str | None) -> None:
    """Which table a file is, as a choice; `None` when nobody knows."""
    choices = [*KINDS, NOT_A_TABLE]
    st.selectbox(
        session.phrase("map.kind", file=plain(file)),
        choices,
        index=None if kind is None else choices.index(kind),
        placeholder=session.phrase("map.kind_unknown"),
        key=_kind_key(file),
        format_func=lambda name: session.phrase(f"map.kind.{name or 'none'}"),
    )


def draw_read_all(twice: FairError) -> None:
    """One touch that calls all files which seem to be lists of one kind such lists."""
    kind, files = str(twice.params["kind"]), str(twice.params["files"]).split(", ")
    if any(SHEET_MARK in file for file in files):  # of tabs of one workbook it is asked one by one
        return
    st.button(
        session.phrase("map.read_all", kind=session.phrase(f"map.kind.{kind}")),
        key=f"map.read_all.{kind}.{len(files)}",
        icon=":material/library_add_check:",
        on_click=_say_kind,
        args=(files, kind),
    )


def _say_kind(files: Sequence[str], kind: str) -> None:
    st.session_state.update({_kind_key(file): kind for file in files})


def kinds_said(files: Mapping[str, bytes]) -> dict[str, str]:
    """What a person said of files: name → kind."""
    said = ((file, st.session_state.get(_kind_key(file))) for file in files)
    return {file: str(kind) for file, kind in said if kind is not None}


def draw_columns(mapping: FileMapping) -> None:
    """Each column with three cells; those that matter, that are guessed or unknown first."""
    if missing := mapping.missing_with(columns_said(mapping)):
        names = ", ".join(map(_name, missing))
        st.error(session.phrase("map.missing", columns=names), icon=":material/priority_high:")
    shown = [column for column in mapping.columns if not _is_settled(column)]
    settled = [column for column in mapping.columns if _is_settled(column)]
    _draw_grid(mapping, shown)
    if settled:
        with st.expander(session.phrase("map.settled", count=len(settled))):
            _draw_grid(mapping, settled)


def columns_said(mapping: FileMapping) -> dict[str, str]:
    """What a person has changed: heading → our column; an untouched select says nothing."""
    found = ((one, st.session_state.get(_key(mapping, one))) for one in mapping.columns)
    return {
        column.heading: str(said)
        for column, said in found
        if said is not None and said != column.column
    }


def _is_settled(column: MappedColumn) -> bool:
    return column.certainty in {"sure", "said"} and not column.matters and not _asks(column)


def _asks(column: MappedColumn) -> bool:
    return column.column == "full_name"


def _draw_grid(mapping: FileMapping, columns: list[MappedColumn]) -> None:
    for place in range(0, len(columns), 2):
        for side, column in zip(st.columns(2), columns[place : place + 2], strict=False):
            with side, st.container(gap="xxsmall"):
                _draw_column(mapping, column)


def _draw_column(mapping: FileMapping, column: MappedColumn) -> None:
    badge = "order" if _asks(column) else column.certainty
    sure = session.phrase(f"map.certainty.{badge}")
    label = f"**{plain(column.heading)}** :{_COLOURS.get(badge, 'orange')}-badge[{sure}]"
    if column.column == PRIVATE:
        st.markdown(f"{label}  \n{session.phrase('map.private')}")
        return
    choices = list(dict.fromkeys([column.column, *targets(mapping.kind)]))
    st.selectbox(
        label,
        choices,
        key=_key(mapping, column),
        format_func=_name,
    )
    if column.samples:
        st.caption(" · ".join(plain(sample) for sample in column.samples))


def _name(column: str) -> str:
    if column in {"", "aside", "given_first", "family_first"}:
        return session.phrase(f"map.use.{column or 'none'}")
    return field_name(column, session.language())


def _kind_key(file: str) -> str:
    return f"map.kind.{file}"


def _key(mapping: FileMapping, column: MappedColumn) -> str:
    return f"map.{mapping.file}.{mapping.kind}.{column.index}"

"""Three places to drop files, one for each table; any name will do."""

from collections.abc import Callable, Mapping
from itertools import chain, count

import streamlit as st

from matching.services.prepare.fill_in import fill_in_workbook
from matching.ui import session
from matching.ui.parts.shell.notice import attempt

_KINDS = ("jobseekers", "exhibitors", "offers")
_TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json"]


def draw_drop(receive: Callable[[], str]) -> None:
    """The three places and the button that reads what lies there."""
    with st.form("start.drop"):
        st.header(session.phrase("start.drop"))
        st.write(session.phrase("start.drop_why"))
        for column, kind in zip(st.columns(3), _KINDS, strict=True):
            column.file_uploader(
                session.phrase(f"start.drop_{kind}"),
                type=_TYPES,
                accept_multiple_files=True,  # each prescriber sends a list, each firm its offers
                key=f"start.{kind}",
            )
        st.form_submit_button(
            session.phrase("start.receive"),
            key="start.receive",
            icon=":material/upload_file:",
            type="primary",
            on_click=attempt,
            args=(receive,),
        )


def draw_template() -> None:
    """For whoever has no file yet: a workbook to fill."""
    st.download_button(
        session.phrase("start.template"),
        data=fill_in_workbook,
        file_name="parvis-a-remplir.xlsx",
        icon=":material/download:",
        key="start.template",
        on_click="ignore",
    )
    st.caption(session.phrase("start.template_why"))


def dropped() -> tuple[dict[str, bytes], dict[str, str]]:
    """The files that lie in the three places by name, and the table that each is for.

    A workbook that lies alone, or in two places, may hold several tables: of it nothing is said.
    """
    files: dict[str, bytes] = {}
    kinds: dict[str, str] = {}
    for kind in _KINDS:
        for upload in st.session_state.get(f"start.{kind}") or ():
            content = upload.getvalue()
            name = _apart(upload.name, content, kind, files)
            kinds[name] = kind if kinds.get(name, kind) == kind else ""
            files[name] = content
    alone = len(files) == 1
    return files, {name: kind for name, kind in kinds.items() if kind and not alone}


def _apart(name: str, content: bytes, kind: str, files: Mapping[str, bytes]) -> str:
    """A name that no other file bears: two lists of one name are two lists."""
    names = chain((name, f"{kind}-{name}"), (f"{kind}-{number}-{name}" for number in count(2)))
    return next(one for one in names if files.get(one, content) == content)

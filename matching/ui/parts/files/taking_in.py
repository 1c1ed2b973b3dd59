"""Files are dropped, looked at column by column, and then taken in."""

from dataclasses import replace
from datetime import time

import streamlit as st

from matching.domain.errors import Invalid
from matching.domain.fair import Fair
from matching.intake.headings import KINDS
from matching.intake.mapping import FileMapping, MappingAnswers
from matching.intake.opening import NOT_A_TABLE, Opened
from matching.intake.tables.layout import SHEET_MARK
from matching.services.files.fairs_known import fair_of, has_people
from matching.services.files.look_at_files import FairList, Look, look_at_opened
from matching.services.files.preview import NOT_ASKED, Preview, preview_files
from matching.services.files.receive_files import FairFrame, Receipt, receive_files
from matching.services.files.remembered import open_known
from matching.services.interview.known_before import join_sure
from matching.services.prepare.make_fair import FairRefused
from matching.services.prepare.series.follow_days import follow_days
from matching.services.prepare.series.repeat_fair import hold_other_days
from matching.ui import session
from matching.ui.moments import Brought, Dropped, PreviewedFiles, forget, forget_typed, keep, recall
from matching.ui.parts.files.columns import (
    columns_said,
    draw_columns,
    draw_kind,
    draw_read_all,
    kinds_said,
)
from matching.ui.parts.files.lists import draw_place, lists_said, must_say_place
from matching.ui.parts.files.preview import draw_preview, preview_said
from matching.ui.parts.shell.notice import attempt, draw_refusal
from matching.ui.parts.shell.plain import plain


def draw_taking_in() -> None:
    """A place to drop files; what they are read as; the fair they are for; the button."""
    st.file_uploader(
        session.phrase("files.upload"),
        type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "json", "toml"],
        accept_multiple_files=True,
        key=_upload_key(),
    )
    st.caption(session.phrase("files.upload_help"))
    _draw_brought()
    files = _dropped()
    if files:
        _draw_look(_look(files), files)
    with st.expander(session.phrase("files.frame_other" if session.fair() else "files.frame")):
        _draw_frame()
    _draw_button(files)


def _draw_button(files: dict[str, bytes]) -> None:
    """Take in at once what is new; of a list that comes again show first what it changes."""
    preview = _previewed(files) if files else None
    if preview is not None:
        draw_preview(preview)
    is_again = bool(files) and preview is None and _is_again(files)
    act = preview_dropped if is_again else receive_dropped
    name = "files.preview" if is_again else "files.apply" if preview else "files.receive"
    st.button(
        session.phrase(name),
        key=name,
        icon=":material/difference:" if is_again else ":material/upload_file:",
        type="primary",
        on_click=attempt,
        args=(act,),
        width="stretch",
    )


def has_dropped() -> bool:
    """Whether there are files to look at."""
    return bool(_dropped())


def preview_dropped() -> str:
    """Show what taking in the files that were dropped would change."""
    files, said = _dropped(), _said(_dropped())
    look = _look(files)
    for mapping in look.mappings:
        must_say_place(mapping.file, _places(look, mapping.kind))
    preview = preview_files(session.shop(), files, fair=_fair(files), said=said)
    keep(PreviewedFiles(_preview_key(files), preview))
    return ""


def receive_dropped() -> str:
    """Receive the files that were dropped, with what was said of them."""
    files = _dropped()
    preview = _previewed(files)
    answered = preview_said(preview) if preview else NOT_ASKED
    receipt = receive_files(
        session.shop(), files, frame=_frame(files), said=_said(files), answered=answered
    )
    station = session.visitor().station
    days = hold_other_days(session.shop(), receipt.fair, station=station)
    followed = follow_days(session.shop(), receipt.fair)
    join_sure(session.shop(), receipt.fair)
    session.choose_fair(receipt.fair)
    keep(Dropped(number=recall(Dropped).number + 1))
    forget(PreviewedFiles, Brought)
    forget_typed("map.")
    told = [line for day in days for line in day.lines(session.language())]
    told += [line for day in followed for line in day.lines(session.language())]
    return "\n".join([received_said(receipt), *told])


def received_said(receipt: Receipt) -> str:
    """What a fair holds now, and of each table how many rows were not taken."""
    name = "files.received" if receipt.changed else "files.same"
    said = session.phrase(
        name, people=receipt.jobseekers, stands=receipt.exhibitors, offers=receipt.offers
    )
    counts = {kind: receipt.left_out(kind) for kind in KINDS}
    left = [session.phrase(f"files.left_out.{kind}", count=n) for kind, n in counts.items() if n]
    gone = [session.phrase(code, names=plain(names)) for code, names in receipt.left.told]
    return "\n".join([said, *left, *gone, *drafts_said(receipt)])


def drafts_said(receipt: Receipt) -> list[str]:
    """That a plan which was not announced went with those it named."""
    return [session.phrase("files.drafts_gone")] if receipt.drafts else []


def _previewed(files: dict[str, bytes]) -> Preview | None:
    kept = recall(PreviewedFiles)
    return kept.preview if kept.preview and kept.key == _preview_key(files) else None


def _preview_key(files: dict[str, bytes]) -> str:
    # What it was computed from: another answer asks for another preview.
    return repr((recall(Dropped).key, session.fair(), _said(files) if files else None))


def _is_again(files: dict[str, bytes]) -> bool:
    """Whether the fair that the files are for has people already."""
    look = _look(files)
    title = str(st.session_state.get("files.title") or "")
    here = look.fair.id if look.fair else "" if title.strip() else session.fair()
    return not look.refusals and has_people(session.shop(), here)


def _fair(files: dict[str, bytes]) -> Fair:
    """The fair in the store that the files are for."""
    look = _look(files)
    return fair_of(session.shop(), look.fair.id if look.fair else session.fair())


def _dropped() -> dict[str, bytes]:
    uploads = st.session_state.get(_upload_key()) or ()
    return {**recall(Brought).files, **{upload.name: upload.getvalue() for upload in uploads}}


def _draw_brought() -> None:
    """The files that came from the start page, and the way to let go of them."""
    if names := ", ".join(recall(Brought).files):
        st.info(session.phrase("files.brought", names=plain(names)), icon=":material/draft:")
        st.button(
            session.phrase("files.let_go"),
            key="files.let_go",
            icon=":material/close:",
            on_click=_let_go,
        )


def _let_go() -> None:
    forget(Brought, PreviewedFiles)
    forget_typed("map.")


def _kinds(files: dict[str, bytes]) -> dict[str, str]:
    """What a person said of files, by a choice or by where they laid them."""
    return {**recall(Brought).kinds, **kinds_said(files)}


def _draw_look(look: Look, files: dict[str, bytes]) -> None:
    st.header(session.phrase("map.title"))
    st.write(session.phrase("map.why"))
    for mapping in look.mappings:
        with st.container(border=True):
            if mapping.file in files:
                draw_kind(mapping.file, mapping.kind)
            else:
                kind = session.phrase(f"map.kind.{mapping.kind}")
                st.markdown(f"**{plain(mapping.file)}** — {kind}")
            draw_place(mapping.file, _places(look, mapping.kind))
            draw_columns(mapping)
    # a file that is left out keeps its choice: a select that goes away forgets what was said
    kinds = _kinds(files)
    left_out = [file for file in files if kinds.get(file) == NOT_A_TABLE]
    shown = {mapping.file.partition(SHEET_MARK)[0] for mapping in look.mappings}
    rivals = [file for file in look.rivals if file not in shown]
    for file in dict.fromkeys((*look.unknown, *rivals, *left_out)):
        with st.container(border=True):
            draw_kind(file, kinds.get(file))
    for refusal in (*look.refusals, *look.unread):
        draw_refusal(refusal)
        if refusal.code == "table_twice":
            draw_read_all(refusal)


def _places(look: Look, kind: str) -> tuple[FairList, ...]:
    """The lists of the fair that is open, when the files are for it."""
    is_other = look.fair or str(st.session_state.get("files.title") or "").strip()
    return () if is_other else look.places(kind)


def _look(files: dict[str, bytes]) -> Look:
    """The files as they are, without what was said of their columns: the selects say that."""
    kinds = _kinds(files)
    opened = _opened(files, kinds)
    return look_at_opened(
        session.shop(), opened, said=MappingAnswers(kinds=kinds), fair=session.fair()
    )


def _opened(files: dict[str, bytes], kinds: dict[str, str]) -> Opened:
    """The files opened, once for each drop: a select must not read ten thousand rows again."""
    dropped = st.session_state.get(_upload_key()) or ()
    brought = [(name, hash(content)) for name, content in recall(Brought).files.items()]
    uploaded = [(upload.file_id, upload.name) for upload in dropped]
    key = repr((uploaded, brought, sorted(kinds.items())))
    kept = recall(Dropped)
    if kept.opened is not None and kept.key == key:
        return kept.opened
    opened = open_known(session.shop(), files, kinds=kinds)
    keep(replace(kept, key=key, opened=opened))
    return opened


def _upload_key() -> str:
    """The key of the place where files are dropped: another one after files were taken in."""
    number = recall(Dropped).number
    return f"files.upload.{number}" if number else "files.upload"


def _said(files: dict[str, bytes]) -> MappingAnswers:
    mappings = _mappings(files)
    columns = {mapping.file: columns_said(mapping) for mapping in mappings}
    places = lists_said([mapping.file for mapping in mappings])
    return MappingAnswers(kinds=_kinds(files), columns=columns, lists=places)


def _mappings(files: dict[str, bytes]) -> tuple[FileMapping, ...]:
    return _look(files).mappings if files else ()


def _frame(files: dict[str, bytes]) -> Fair | None:
    """The fair that was typed, else the one that is open; none where a file describes it."""
    if files and _look(files).fair is not None:
        return None
    title = st.session_state["files.title"]
    if not title.strip() and session.fair():
        return fair_of(session.shop(), session.fair())
    frame = FairFrame(
        title=title,
        day=st.session_state["files.date"],
        place=st.session_state["files.place"],
        opens=st.session_state["files.opens"],
        closes=st.session_state["files.closes"],
    )
    try:
        return frame.fair()
    except Invalid as refusal:  # named as this form labels its fields
        raise FairRefused([refusal]) from None


def _draw_frame() -> None:
    if session.fair():
        title = fair_of(session.shop(), session.fair()).title
        st.write(plain(session.phrase("files.frame_other_why", title=title)))
    else:
        st.write(session.phrase("files.frame_why"))
    st.text_input(session.phrase("fair.title"), key="files.title")
    st.text_input(session.phrase("fair.place"), key="files.place")
    st.date_input(session.phrase("fair.date"), key="files.date", format="DD/MM/YYYY")
    opens, closes = st.columns(2)
    opens.time_input(session.phrase("fair.opens"), value=time(9, 30), key="files.opens")
    closes.time_input(session.phrase("fair.closes"), value=time(17, 0), key="files.closes")

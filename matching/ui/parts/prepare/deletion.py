"""Delete the fair of this tab: what goes, what stays on disk, and its title typed to be sure."""

import streamlit as st

from matching.services.files.fairs_known import every_fair
from matching.services.rights.delete_fair import GoingFair, delete_named_fair, going_fair
from matching.services.rights.rehearsal import clear_rehearsal
from matching.ui import session
from matching.ui.parts.evening.rights import draw_copies
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_TITLE, _SURE = "fair.delete.title", "fair.delete.rehearsal_sure"


def draw_deletion() -> None:
    """What would go, read while the box is open; nothing goes before the title is typed."""
    with st.expander(
        session.phrase("deletion.title"),
        icon=":material/delete_forever:",
        key="fair.deletion",
        on_change="rerun",
    ) as box:
        if box.open:
            going = going_fair(session.shop(), session.fair())
            _draw_rehearsal(going)
            _draw_going(going)


def _draw_rehearsal(going: GoingFair) -> None:
    """A rehearsal may go alone: list, plan and badges stay."""
    if not going.rehearsed.facts:
        return
    facts, people = going.rehearsed.facts, len(going.rehearsed.people)
    st.info(session.phrase("deletion.rehearsal", facts=facts, people=people))
    sure = st.checkbox(session.phrase("deletion.rehearsal_sure"), key=_SURE)
    st.button(
        session.phrase("deletion.rehearsal_yes"),
        key="fair.delete.rehearsal",
        disabled=not sure,
        on_click=attempt,
        args=(clear,),
    )


def _draw_going(going: GoingFair) -> None:
    st.write(
        session.phrase(
            "deletion.going",
            title=plain(going.fair.title),
            people=going.people,
            stands=going.stands,
            offers=going.offers,
        )
    )
    st.caption(session.phrase("deletion.for_ever"))
    draw_copies(going.deleted.copies)
    if going.here:
        st.warning(session.phrase("error.fair_has_people", count=going.here))
        return
    with st.form("fair.delete", border=False, enter_to_submit=False):
        st.text_input(session.phrase("deletion.type", title=plain(going.fair.title)), key=_TITLE)
        st.form_submit_button(
            session.phrase("deletion.yes"),
            key="fair.delete.yes",
            icon=":material/delete_forever:",
            on_click=attempt,
            args=(delete_this,),
        )


def clear() -> str:
    """Take out what was tried before the day."""
    station = session.visitor().station
    found = clear_rehearsal(session.shop(), session.fair(), station=station)
    return session.phrase("rehearsal.cleared", facts=found.facts, people=len(found.people))


def delete_this() -> str:
    """Delete the fair of this tab and go on with another one, if there is any."""
    shop, fair = session.shop(), session.fair()
    typed, station = str(st.session_state.get(_TITLE) or ""), session.visitor().station
    gone = delete_named_fair(shop, fair, typed, station=station)
    session.choose_fair(next((one.id for one in every_fair(shop)), ""))
    lines = [session.phrase("deletion.done", fair=fair)]
    lines += [session.phrase(f"forget.in_{copy.kind}", path=copy.path) for copy in gone.copies]
    return "\n".join(lines)

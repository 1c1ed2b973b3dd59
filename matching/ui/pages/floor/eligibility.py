"""Who may have an insertion contract: a list for prescribers, who alone may tick."""

from datetime import date
from functools import partial

import streamlit as st

from matching.domain.access import Role
from matching.domain.day.eligibility import EligibilityCheck
from matching.domain.errors import FairError
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.eligibility import (
    EligibilityView,
    check_eligibility,
    eligibility_view,
    take_back_check,
)
from matching.services.live.eligibility_pages import (
    print_eligibility,
    print_proofs_left,
    without_page,
)
from matching.services.live.redrawn import Redrawn
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.floor.eligibility import draw_proofs_left, draw_row
from matching.ui.parts.shell.live import follow_others
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.paper import Paper, draw_paper
from matching.ui.parts.shell.planned import prompt_shop, when_planned

ROWS = 6
LOOKS = ("open", "list", "checked")


def keep(person: str, number: int) -> ScreenMessage | str:
    """Keep what the prescriber has ticked for a person."""

    def typed(name: str) -> object:
        return st.session_state.get(f"eligibility.{name}.{person}")

    form, word, day = f"eligibility.{person}", typed("word"), typed("day")
    if word is None:  # nothing stands there beforehand: the word is the prescriber's own
        raise FairError("eligibility_word_missing")
    proofs = typed("proofs")
    check = EligibilityCheck(
        person,
        word == "is_yes",
        tuple(proofs) if isinstance(proofs, list) else (),
        day if isinstance(day, date) else date.max,
        str(typed("by") or ""),
    )
    redrawn = check_eligibility(
        prompt_shop(),
        session.fair(),
        check,
        access=session.visitor().access,
        nonce=session.nonce(form),
    )
    session.new_nonce(form)
    if redrawn is None:
        return session.phrase("eligibility.kept", number=number)
    return when_planned(redrawn, partial(whom_it_moves, number))


def whom_it_moves(number: int, redrawn: Redrawn) -> str:
    """That it was kept, and who meets somebody now that a seat is free."""
    said = session.phrase("eligibility.kept", number=number)
    if not redrawn.changes:
        return said
    lines = lines_to_tell(session.shop(), redrawn, session.language())
    return "\n".join((said, session.phrase("eligibility.freed"), *lines))


def take_back(person: str) -> str:
    """What was ticked was a mistake."""
    form = f"eligibility.undo.{person}"
    access, nonce = session.visitor().access, session.nonce(form)
    take_back_check(prompt_shop(), session.fair(), person, access=access, nonce=nonce)
    session.new_nonce(form)
    return session.phrase("eligibility.taken_back")


def draw(view: EligibilityView, *, may_tick: bool) -> None:
    """The people to check or those checked, a page at a time, those first who have a meeting."""
    look = st.segmented_control(
        session.phrase("floor.look"),
        LOOKS,
        default=LOOKS[0],
        format_func=lambda name: session.phrase(f"eligibility.look_{name}"),
        key="eligibility.look",
        label_visibility="collapsed",
        required=True,
    )
    if look == "list":
        draw_proofs_left(view)
        return
    rows = view.open_rows if look == LOOKS[0] else view.checked_rows
    if not rows:
        st.write(session.phrase(f"eligibility.nobody_{look}"))
    key = f"eligibility.rows.{look}"
    for row in page_of(rows, key, size=ROWS):
        draw_row(row, keep, take_back, today=view.at.date(), may_tick=may_tick)
    draw_pages(rows, key, size=ROWS)


st.title(session.phrase("page.eligibility"))
st.write(session.phrase("eligibility.why"))
view = eligibility_view(session.shop(), session.fair())
is_prescriber = session.visitor().access.role is Role.PRESCRIBER
if not is_prescriber:
    st.info(session.phrase("eligibility.only"), icon=":material/lock:")
if view.open_rows:
    make = partial(print_eligibility, session.shop(), view, language=session.language())
    label = session.phrase("eligibility.print")
    draw_paper(Paper("eligibility.print", make, "eligibilite.pdf", label))
    if said := without_page(view, session.language()):
        st.caption(said)
    make = partial(print_proofs_left, session.shop(), view, language=session.language())
    label = session.phrase("eligibility.print_list")
    draw_paper(Paper("eligibility.print_list", make, "preuves-a-verifier.pdf", label))
draw(view, may_tick=is_prescriber)
follow_others()

"""The right to have put right what is written of oneself, on the page of rights."""

import streamlit as st

from matching.domain.edit import EditKind
from matching.services.live.change_answers import changes_lines
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.entry_fields import fields_of
from matching.services.prepare.entry_now import entry_now
from matching.services.shop.refusals import field_name, typed_sentence
from matching.ui import session
from matching.ui.moments import Editing, recall
from matching.ui.parts.prepare.entry_form import draw_entry_form, typed_in
from matching.ui.parts.prepare.entry_search import edit

_FORM = "rights.correction"


def draw_correction(person: str) -> None:
    """The form of one person, once it was asked for; of one at a time."""
    if recall(Editing).entry != person:
        st.button(
            session.phrase("rights.correct"),
            key=f"rights.correct.{person}",
            icon=":material/edit:",
            on_click=edit,
            args=(person,),
        )
        return
    now = entry_now(session.shop(), session.fair(), EditKind.JOBSEEKERS, person)
    draw_entry_form(EditKind.JOBSEEKERS, fields_of(now), lambda: correct(person))
    st.button(session.phrase("rights.correct_no"), key=f"rights.correct_no.{person}", on_click=edit)


def correct(person: str) -> str:
    """Write what was typed of a person who asked for it; the log of rights keeps that."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    edited = change_entry(
        shop,
        fair,
        EditKind.JOBSEEKERS,
        person,
        typed_in(fields_of(entry_now(shop, fair, EditKind.JOBSEEKERS, person))),
        nonce=session.nonce(_FORM),
        station=session.visitor().station,
        asked_by_person=True,
    )
    session.new_nonce(_FORM)
    edit()
    names = ", ".join(field_name(field, language) for field in edited.fields)
    done = "entries.changed" if edited.fields else "entries.same"
    lines = [session.phrase(done, fields=names)]
    lines += [typed_sentence(flaw, language) for flaw in edited.flaws]
    if edited.plan is not None:
        lines += [session.phrase("entries.plan"), *changes_lines(edited.plan, language)]
    return "\n".join(lines)

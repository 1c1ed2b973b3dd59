"""Add, change or take out a person, a stand or an offer; the announced plan follows."""

import streamlit as st

from matching.domain.edit import EditKind
from matching.services.live.change_answers import changes_lines
from matching.services.prepare.edit_entries import Edited, add_entry, change_entry
from matching.services.prepare.entry_fields import fields_of, fields_to_add, stands_to_choose
from matching.services.prepare.entry_now import entry_now, is_removed
from matching.services.prepare.real_offers import ProposedOffer, confirm_offer
from matching.services.prepare.remove_entries import (
    bring_back,
    groups_without_entry,
    removal_cost,
    remove_entry,
)
from matching.services.prepare.series.follow_days import follow_days
from matching.services.shop.refusals import field_name, typed_sentence
from matching.ui import session
from matching.ui.moments import Editing, recall
from matching.ui.parts.prepare.adverts import confirmed_of, draw_adverts, next_advert
from matching.ui.parts.prepare.entry_form import draw_entry_form, typed_in
from matching.ui.parts.prepare.entry_search import choose_kind, draw_search, edit
from matching.ui.parts.prepare.removal import draw_bring_back, draw_removal
from matching.ui.parts.shell.plain import plain

FORM = "entries"


def said(edited: Edited, done: str) -> str:
    """What an edit did: its fields, what is said of them, who must be told what."""
    language = session.language()
    names = ", ".join(field_name(field, language) for field in edited.fields)
    lines = [session.phrase(done, fields=names)]
    lines += [typed_sentence(flaw, language) for flaw in edited.flaws]
    lines += edited.places.lines(language)
    if edited.plan is not None:
        lines += [session.phrase("entries.plan"), *changes_lines(edited.plan, language)]
    for day in follow_days(session.shop(), session.fair()):
        lines += day.lines(language)
    session.new_nonce(FORM)
    return "\n".join(lines)


def act() -> dict[str, str]:
    """The name of the act that the form is about to do, and the station that does it."""
    return {"nonce": session.nonce(FORM), "station": session.visitor().station}


def save(kind: EditKind, entry: str) -> str:
    """Write what was typed of an entry, or one more."""
    shop, fair = session.shop(), session.fair()
    if entry:
        typed = typed_in(fields_of(entry_now(shop, fair, kind, entry)))
        nonce, station = session.nonce(FORM), session.visitor().station
        edited = change_entry(shop, fair, kind, entry, typed, nonce=nonce, station=station)
        done = "entries.changed" if edited.fields else "entries.same"
    else:
        typed = typed_in(fields_to_add(kind, tuple(stands_to_choose(shop, fair))))
        edited, done = add_entry(shop, fair, kind, typed, **act()), "entries.added"
    edit(edited.entry)
    return said(edited, done)


def remove(kind: EditKind, entry: str) -> str:
    """Take an entry out."""
    edited = remove_entry(session.shop(), session.fair(), kind, entry, **act())
    edit(entry)
    return said(edited, "entries.gone")


def put_back(kind: EditKind, entry: str) -> str:
    """Bring an entry back."""
    edited = bring_back(session.shop(), session.fair(), kind, entry, **act())
    edit(entry)
    return said(edited, "entries.back")


def confirm(offer: ProposedOffer) -> str:
    """Enter an offer out of an advert with what was confirmed, and go on to the next."""
    confirmed, left = confirmed_of(offer)
    stands = {name: left.pop(name) for name in ("stand", "new_stand")}
    shop, fair = session.shop(), session.fair()
    edited = confirm_offer(shop, fair, offer, confirmed, texts=left, **stands, **act())
    next_advert()
    return said(edited, "entries.added")


def draw_entry(kind: EditKind, entry: str) -> None:
    """The form of one entry, and the way to take it out or bring it back."""
    shop, fair = session.shop(), session.fair()
    if is_removed(shop, fair, kind, entry):
        draw_bring_back(lambda: put_back(kind, entry))
        return
    now = entry_now(shop, fair, kind, entry)
    st.header(plain(now.label))
    if now.has_come:
        st.caption(session.phrase("entries.has_come"))
    cost = removal_cost(shop, fair, kind, entry) if recall(Editing).is_removing else None
    for group in cost.groups if cost else groups_without_entry(shop, fair, kind, entry):
        st.info(plain(group.told(session.language(), code="needs_them")))
    draw_entry_form(kind, fields_of(now), lambda: save(kind, entry))
    draw_removal(kind, cost, lambda: remove(kind, entry))


def draw_new(kind: EditKind) -> None:
    """The empty form of one more entry."""
    stands = stands_to_choose(session.shop(), session.fair())
    st.header(session.phrase(f"entries.add_{kind}"))
    fields = fields_to_add(kind, tuple(stands))
    draw_entry_form(kind, fields, lambda: save(kind, ""), stands=stands)


st.title(session.phrase("page.entries"))
st.write(session.phrase("entries.why"))
table, editing = choose_kind(), recall(Editing)
if table is EditKind.OFFERS:
    draw_adverts(confirm)
draw_search(table)
if editing.entry:
    draw_entry(table, editing.entry)
elif editing.is_new:
    draw_new(table)

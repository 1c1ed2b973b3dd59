"""Real adverts: pasted or exported, looked at one by one; what nobody confirms is not kept."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from matching.intake.adverts.advert_text import Proposal
from matching.phrases import labelled, quoted
from matching.services.files.mending.value_questions import choice_name
from matching.services.prepare.entry_fields import stands_to_choose
from matching.services.prepare.real_offers import (
    FIELDS,
    ProposedOffer,
    forbidden_in,
    offers_of_file,
    offers_of_text,
)
from matching.services.shop.refusals import field_name
from matching.ui import session
from matching.ui.moments import Proposing, forget, forget_typed, keep, recall
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_adverts(confirm: Callable[[ProposedOffer], str]) -> None:
    """A place for an advert or an export, then the offers in it, one after the other."""
    proposing = recall(Proposing)
    if proposing.place < len(proposing.offers):
        _draw_proposed(proposing, confirm)
        return
    with st.expander(session.phrase("adverts.title")), st.form("adverts.form"):
        st.write(session.phrase("adverts.why"))
        st.text_area(session.phrase("adverts.paste"), key="adverts.text", height=200)
        st.file_uploader(
            session.phrase("adverts.file"), type=["json", "csv", "xlsx"], key="adverts.file"
        )
        st.form_submit_button(
            session.phrase("adverts.read"),
            key="adverts.read",
            icon=":material/search:",
            on_click=attempt,
            args=(_read,),
        )


def confirmed_of(offer: ProposedOffer) -> tuple[list[Proposal], dict[str, str]]:
    """What somebody said yes to, and what they left in the fields of the form."""
    said = [one for place, one in enumerate(offer.proposals) if st.session_state.get(_key(place))]
    names = ("stand", "new_stand", "title", "description", *FIELDS)
    return said, {name: str(st.session_state.get(_key(name)) or "") for name in names}


def next_advert() -> None:
    """Go on to the next offer; after the last, none is left."""
    proposing = recall(Proposing)
    forget_typed("adverts.offer.")
    keep(replace(proposing, place=proposing.place + 1))
    if proposing.place + 1 >= len(proposing.offers):
        forget(Proposing)


def _read() -> str:
    shop, fair = session.shop(), session.fair()
    upload, text = st.session_state.get("adverts.file"), str(st.session_state["adverts.text"])
    if upload is not None:
        offers = offers_of_file(shop, fair, upload.name, upload.getvalue())
    else:
        offers = offers_of_text(shop, fair, text)
    keep(Proposing(offers))
    return ""


def _draw_proposed(proposing: Proposing, confirm: Callable[[ProposedOffer], str]) -> None:
    offer, stands = (
        proposing.offers[proposing.place],
        stands_to_choose(session.shop(), session.fair()),
    )
    with st.form("adverts.offer"):
        count = {"number": proposing.place + 1, "count": len(proposing.offers)}
        st.header(session.phrase("adverts.offer", **count))
        _draw_field(offer, "title")
        if offer.employer:
            st.caption(session.phrase("adverts.employer", name=plain(offer.employer)))
        place = list(stands).index(offer.stand) if offer.stand else None
        st.selectbox(
            session.phrase("choose.stand"),
            list(stands),
            place,
            format_func=stands.__getitem__,
            placeholder=session.phrase("choose.type_stand"),
            key=_key("stand"),
        )
        st.text_input(
            session.phrase("adverts.new_stand"), placeholder=offer.employer, key=_key("new_stand")
        )
        for column in FIELDS:
            _draw_field(offer, column)
        _draw_proposals(offer)
        _draw_text(offer)
        with st.container(horizontal=True):
            _draw_ways(offer, confirm)


def _draw_field(offer: ProposedOffer, column: str) -> None:
    """What the advert says of a column, to be left as it is or changed."""
    name = field_name(column, session.language())
    label = f"{name[:1].upper()}{name[1:]}"
    st.text_input(label, offer.cells.get(column, ""), key=_key(column))


def _draw_text(offer: ProposedOffer) -> None:
    """The advert as it will be read beside the offer: what must not stand there is said."""
    text = offer.cells.get("description", "")
    if words := forbidden_in(f"{offer.cells['title']}\n{text}"):
        said = session.phrase("adverts.forbidden", words=plain(", ".join(words)))
        st.warning(said, icon=":material/gavel:")
    st.text_area(session.phrase("adverts.text"), text, key=_key("description"), height=160)


def _draw_proposals(offer: ProposedOffer) -> None:
    """Each condition that was read, with the words it was read from: nothing is ticked."""
    st.write(session.phrase("adverts.confirm" if offer.proposals else "adverts.nothing"))
    for place, proposal in enumerate(offer.proposals):
        name = field_name(proposal.column, session.language())
        said = choice_name(proposal.column, proposal.cell, session.language())
        st.checkbox(
            labelled(
                f"{name[:1].upper()}{name[1:]}",
                f"**{plain(said)}** — {quoted(plain(proposal.quote))}",
            ),
            key=_key(place),
        )


def _draw_ways(offer: ProposedOffer, confirm: Callable[[ProposedOffer], str]) -> None:
    st.form_submit_button(
        session.phrase("adverts.add"),
        key="adverts.add",
        type="primary",
        icon=":material/add:",
        on_click=attempt,
        args=(confirm, offer),
    )
    st.form_submit_button(session.phrase("adverts.skip"), key="adverts.skip", on_click=next_advert)


def _key(name: int | str) -> str:
    return f"adverts.offer.{recall(Proposing).place}.{name}"

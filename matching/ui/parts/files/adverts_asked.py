"""What the texts of offers demand and no column says, offer by offer: nothing is chosen before."""

from collections.abc import Callable, Sequence

import streamlit as st

from matching.domain.flaw import Flaw
from matching.phrases import labelled, quoted
from matching.services.files.mending.mend import AdvertAnswer
from matching.services.files.mending.value_questions import choice_name
from matching.services.shop.refusals import field_name
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_SHOWN = 25
_NONE = -1


def draw_adverts_asked(
    offers: Sequence[Sequence[Flaw]], confirm: Callable[[tuple[AdvertAnswer, ...]], str]
) -> None:
    """Of each offer its sentences, and what of them is demanded; the next ones follow."""
    st.header(session.phrase("adverts_asked.title", count=len(offers)))
    st.write(session.phrase("adverts_asked.why"))
    shown = offers[:_SHOWN]
    with st.form("adverts_asked.form"):
        for flaws in shown:
            _draw_offer(flaws)
        if len(offers) > len(shown):
            st.caption(session.phrase("adverts_asked.more", count=len(offers) - len(shown)))
        st.form_submit_button(
            session.phrase("adverts_asked.confirm"),
            key="adverts_asked.confirm",
            type="primary",
            icon=":material/check:",
            on_click=attempt,
            args=(lambda: confirm(_answers(shown)),),
        )


def _draw_offer(flaws: Sequence[Flaw]) -> None:
    first = flaws[0]
    place = session.phrase("flaws.place", file=plain(first.file), line=first.line)
    quotes = " … ".join(dict.fromkeys(quoted(flaw.params["quote"]) for flaw in flaws))
    st.pills(
        f"**{place}** — {plain(quotes)}",
        [*range(len(flaws)), _NONE],
        selection_mode="multi",
        key=_key(first),
        format_func=lambda number: _name(flaws, number),
    )


def _name(flaws: Sequence[Flaw], number: int) -> str:
    """One thing that is demanded, as its column and its words."""
    if number == _NONE:
        return session.phrase("adverts_asked.none")
    column, words = (str(flaws[number].params[part]) for part in ("demands", "words"))
    name = field_name(column, session.language())
    return labelled(f"{name[:1].upper()}{name[1:]}", choice_name(column, words, session.language()))


def _answers(offers: Sequence[Sequence[Flaw]]) -> tuple[AdvertAnswer, ...]:
    """The offers that somebody has answered; an untouched one stays asked."""
    found = ((flaws, st.session_state.get(_key(flaws[0]))) for flaws in offers)
    return tuple(_answer(flaws, chosen) for flaws, chosen in found if chosen)


def _answer(flaws: Sequence[Flaw], chosen: Sequence[int]) -> AdvertAnswer:
    first = flaws[0]
    told = [flaws[number].params for number in chosen if number != _NONE]
    confirmed = tuple((str(one["demands"]), str(one["words"])) for one in told)
    return AdvertAnswer(first.file, first.line, first.column, confirmed)


def _key(flaw: Flaw) -> str:
    return f"adverts_asked.{flaw.file}.{flaw.line}.{flaw.column}"

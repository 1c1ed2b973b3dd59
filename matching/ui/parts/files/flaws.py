"""The report of an import: what to mend first, with a place to write the right value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from matching.domain.flaw import Flaw
from matching.services.files.mending.age_limits import asks_for_ground, ground_mends
from matching.services.files.mending.mend import AdvertAnswer, Mend, OrderAnswer, ValueAnswer
from matching.services.files.mending.needs_mending import is_no_entry, is_of_column, is_told
from matching.services.files.mending.to_mend import ToMend, by_cell
from matching.services.files.receive_files import Receipt
from matching.services.shop.refusals import field_name, flaw_sentence
from matching.ui import session
from matching.ui.parts.files.adverts_asked import draw_adverts_asked
from matching.ui.parts.files.grounds import draw_ground, ground_said
from matching.ui.parts.files.questions import (
    draw_orders,
    draw_values,
    orders_given,
    values_given,
)
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


@dataclass(frozen=True, slots=True)
class Touched:
    """What somebody wrote or chose in a form of flaws; of an untouched form nothing."""

    mends: tuple[Mend, ...] = ()
    answers: tuple[ValueAnswer, ...] = ()
    orders: tuple[OrderAnswer, ...] = ()
    adverts: tuple[AdvertAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class FlawActs:
    """What may be done with flaws: all that was touched, one row, one person's consent."""

    mend: Callable[[Touched], str]
    take_in: Callable[[Flaw], str]
    say_consent: Callable[[Flaw], str]


def draw_flaws(report: Receipt, acts: FlawActs) -> None:
    """What asks for a better value first, each with its cell; the rest as information."""
    asked = ToMend.of(report.flaws)
    aside = [flaw for flaw in report.flaws if is_no_entry(flaw)]
    notes = [flaw for flaw in report.flaws if is_told(flaw)]
    if asked.count:
        _draw_harm(asked, acts.mend)
    elif asked.is_empty and report.jobseekers + report.exhibitors + report.offers:
        st.success(session.phrase("flaws.none"), icon=":material/check_circle:")
    if asked.adverts:
        draw_adverts_asked(asked.adverts, lambda found: acts.mend(Touched(adverts=found)))
    if asked.consents:
        _draw_consents(asked.consents, acts.say_consent)
    if aside:
        _draw_aside(aside, acts.take_in)
    if notes:
        with st.expander(session.phrase("flaws.notes", count=len(notes))):
            st.markdown("\n".join(f"- {_place(flaw)} {_sentence(flaw)}" for flaw in notes))


def _draw_harm(asked: ToMend, mend: Callable[[Touched], str]) -> None:
    st.header(session.phrase("flaws.title", count=asked.count))
    st.write(session.phrase("flaws.why"))
    with st.form("flaws.form"):
        draw_orders(asked.orders)
        draw_values(asked.values)
        for flaws in asked.cells:
            _draw_cell(flaws)
        st.form_submit_button(
            session.phrase("flaws.mend"),
            key="flaws.mend",
            type="primary",
            icon=":material/build:",
            on_click=attempt,
            args=(lambda: mend(_touched(asked)),),
        )


def _draw_cell(flaws: Sequence[Flaw]) -> None:
    """What is wrong in one cell, and one place to write it anew."""
    for flaw in flaws:
        st.markdown(f":material/warning: {_place(flaw)} {_sentence(flaw)}")
    first = flaws[0]
    if asks_for_ground(first):
        draw_ground(_key(first))
    elif _can_be_mended(first):
        # Empty until somebody writes: a suggestion is shown, never entered by itself.
        st.text_input(
            session.phrase("flaws.right", column=field_name(first.column, _language())),
            placeholder=next((flaw.suggestion for flaw in flaws if flaw.suggestion), ""),
            key=_key(first),
        )
    if _can_be_right(first):
        word = "flaws.is_unused" if is_of_column(first) else "flaws.is_right"
        st.checkbox(session.phrase(word), key=f"right.{_key(first)}")


def consent_said(flaw: Flaw) -> str:
    """What was touched for one person: oui, non, or nothing yet."""
    return str(st.session_state.get(_consent_key(flaw)) or "")


def _draw_consents(consents: Sequence[Sequence[Flaw]], say_consent: Callable[[Flaw], str]) -> None:
    """Each person's own word, asked one by one: nothing is chosen beforehand, nothing for all."""
    st.header(session.phrase("consent.title", count=len(consents)))
    st.write(session.phrase("consent.why"))
    for flaw, *_ in consents:
        st.segmented_control(
            f"{_place(flaw)} {_sentence(flaw)}",
            ("oui", "non"),
            key=_consent_key(flaw),
            format_func=lambda word: session.phrase(f"consent.{word}"),
            on_change=attempt,
            args=(partial(say_consent, flaw),),
        )


def _draw_aside(aside: Sequence[Flaw], take_in: Callable[[Flaw], str]) -> None:
    """Rows that look like no entry, each with one touch to take it in after all."""
    with st.expander(session.phrase("flaws.aside", count=len(aside)), expanded=True):
        for flaw, *others in by_cell(aside):
            with st.container(horizontal=True, vertical_alignment="center"):
                said = " ".join(_sentence(one) for one in (flaw, *others))
                st.markdown(f"{_place(flaw)} {said}", width="stretch")
                st.button(
                    session.phrase("flaws.take_in"),
                    key=f"take.{_key(flaw)}",
                    on_click=attempt,
                    args=(partial(take_in, flaw),),
                    width="content",
                )


def _can_be_mended(flaw: Flaw) -> bool:
    """Whether a better value may be written here."""
    return bool(flaw.line and flaw.column) and not is_of_column(flaw)


def _can_be_right(flaw: Flaw) -> bool:
    """Whether a cell that says something may stay as it stands."""
    if asks_for_ground(flaw):  # without its ground the limit cannot stay
        return False
    return is_of_column(flaw) or (_can_be_mended(flaw) and bool(flaw.value.strip()))


def _touched(asked: ToMend) -> Touched:
    return Touched(
        tuple(_mends(asked.cells)),
        tuple(values_given(asked.values)),
        tuple(orders_given(asked.orders)),
    )


def _mends(cells: Sequence[Sequence[Flaw]]) -> list[Mend]:
    """The cells that somebody wrote in, and those that they called right as they stand."""
    asked = [flaws[0] for flaws in cells if _can_be_mended(flaws[0]) or _can_be_right(flaws[0])]
    written = ((flaw, str(st.session_state.get(_key(flaw)) or "")) for flaw in asked)
    said = {_cell(flaw): text for flaw, text in written if text.strip()}
    right = (_cell(flaw) for flaw in asked if st.session_state.get(f"right.{_key(flaw)}"))
    mends = [Mend(*cell, text) for cell, text in said.items()]
    mends += [mend for flaw in asked if asks_for_ground(flaw) for mend in _grounds(flaw)]
    return mends + [Mend(*cell, is_right=True) for cell in right if cell not in said]


def _grounds(flaw: Flaw) -> tuple[Mend, ...]:
    return ground_mends(flaw, *ground_said(_key(flaw)))


def _cell(flaw: Flaw) -> tuple[str, int, str]:
    return flaw.file, flaw.line, flaw.column


def _key(flaw: Flaw) -> str:
    # Of its cell, not of its place in the list: another flaw must never take over what was typed.
    return f"flaws.{flaw.file}.{flaw.line}.{flaw.column}.{flaw.value}"


def _consent_key(flaw: Flaw) -> str:
    return f"consent.{_key(flaw)}"


def _place(flaw: Flaw) -> str:
    if not flaw.line:
        return f"**{plain(flaw.file)}** —"
    return "**" + session.phrase("flaws.place", file=plain(flaw.file), line=flaw.line) + "** —"


def _sentence(flaw: Flaw) -> str:
    return plain(flaw_sentence(flaw, _language()))


def _language() -> str:
    return session.language()

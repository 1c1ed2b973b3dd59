"""The day played forward on a page: settings, or a fair that was held; a chart, a sentence."""

from dataclasses import fields

import streamlit as st

from matching.domain.errors import FairError
from matching.planning.problem.problem import ProblemError
from matching.planning.simulation.conditions import Conditions
from matching.services.files.fairs_known import every_fair
from matching.services.prepare.fit_conditions import fit_conditions
from matching.services.prepare.simulate_day import (
    FIGURES,
    Simulated,
    policy_rows,
    simulate_day,
    simulation_answer,
)
from matching.ui import session
from matching.ui.moments import Played, keep, recall
from matching.ui.parts.evening.figures import draw_bars
from matching.ui.parts.shell.notice import draw_refusal
from matching.ui.parts.shell.plain import plain

_DAYS = 100
_NAMES = tuple(field.name for field in fields(Conditions))


def draw_simulation() -> None:
    """Ask how the day may go, play it, and show what it gave; nothing is written."""
    st.write(session.phrase("simulate.why"))
    held = {one.id: one.title for one in every_fair(session.shop())}
    with st.form("simulate", border=False, enter_to_submit=False):
        for column, name in zip(st.columns(len(_NAMES)), _NAMES, strict=True):
            usual = f"{getattr(Conditions(), name):g}"
            column.text_input(session.phrase(f"simulate.{name}"), usual, key=f"simulate.{name}")
        st.selectbox(
            session.phrase("simulate.fit"),
            ["", *held],
            format_func=lambda one: held.get(one) or session.phrase("simulate.fit_none"),
            key="simulate.fit",
        )
        is_wanted = st.form_submit_button(
            session.phrase("simulate.run"), key="simulate.run", icon=":material/play_arrow:"
        )
    if is_wanted:
        try:
            _play(held)
        except FairError as error:
            draw_refusal(error)
    played = recall(Played)
    if played.simulated is not None and played.simulated.fair == session.fair():
        _draw(played.simulated, played.told)


def _play(held: dict[str, str]) -> None:
    """Play the days, telling how far it is."""
    session.must_be_allowed()
    conditions, told = _conditions(), ""
    if wanted := str(st.session_state["simulate.fit"]):
        fitted = fit_conditions(session.shop(), wanted, otherwise=conditions)
        conditions = fitted.conditions
        said = {"fair": held[wanted], "came": fitted.came, "held": fitted.held}
        told = session.phrase("simulate.fitted", **said)
    bar = st.progress(0.0)

    def hear(code: str, done: int, whole: int) -> None:
        bar.progress(min(1.0, done / whole), session.phrase(code, done=done, whole=whole))

    shop, fair = session.shop(), session.fair()
    simulated = simulate_day(shop, fair, conditions, days=_DAYS, hear=hear)
    keep(Played(simulated, told))
    bar.empty()


def _conditions() -> Conditions:
    typed = {name: str(st.session_state[f"simulate.{name}"]) for name in _NAMES}
    try:
        return Conditions(**{name: float(said.replace(",", ".")) for name, said in typed.items()})
    except (ValueError, ProblemError):
        raise FairError("simulate_number") from None


def _draw(simulated: Simulated, told: str) -> None:
    language = session.language()
    if told:
        st.caption(plain(told))
    st.markdown(f"**{plain(simulation_answer(simulated, language)['text'])}**")
    rows = policy_rows(simulated, language)
    met = [outcome.mean.meetings for outcome in simulated.outcomes]
    draw_bars(
        session.phrase("simulate.chart"),
        [(row[0], count, row[1]) for row, count in zip(rows, met, strict=True)],
    )
    heads = [session.phrase(f"simulate.{name}") for name in ("policy", *FIGURES)]
    st.table([dict(zip(heads, row, strict=True)) for row in rows])
    st.caption(session.phrase("simulate.how_to_read"))

"""Weights as sliders, the reason of each beside it, and the versions that were in force."""

import streamlit as st
from babel.dates import format_datetime

from matching.services.scores.set_weights import SHARES, Knob, WeightsInForce
from matching.ui import session

_KEY = "weights.of."


def draw_weights(found: WeightsInForce) -> None:
    """The shares first, what only a few would touch folded below."""
    st.header(session.phrase("weights.shares"))
    for knob in found.knobs:
        if knob.group == SHARES:
            _draw(knob)
    with st.expander(session.phrase("weights.details")):
        for knob in found.knobs:
            if knob.group != SHARES:
                _draw(knob)


def typed(found: WeightsInForce) -> dict[str, float]:
    """The weights as the sliders stand, those left alone too."""
    state = st.session_state
    return {one.code: float(state.get(_KEY + one.code, one.value)) for one in found.knobs}


def forget_typed(found: WeightsInForce) -> None:
    """Let the sliders show what is in force."""
    for knob in found.knobs:
        st.session_state.pop(_KEY + knob.code, None)


def draw_versions(found: WeightsInForce) -> None:
    """Which version is in force, and since when the others were."""
    st.caption(session.phrase("weights.in_force", version=found.version[:6]))
    if not found.before:
        return
    version, since = session.phrase("weights.version"), session.phrase("weights.since")
    with st.expander(session.phrase("weights.versions")):
        st.table(
            [
                {version: name[:6], since: format_datetime(at, "short", locale=session.language())}
                for name, at in found.before
            ]
        )


def _draw(knob: Knob) -> None:
    whole = knob.group == SHARES
    st.slider(
        f"**{session.phrase(f'weight.{knob.code}')}**",
        min_value=0.0,
        max_value=knob.most,
        value=knob.value,
        step=1.0 if whole else 0.05,
        format="%.0f" if whole else "%.2f",
        key=_KEY + knob.code,
    )
    st.caption(session.phrase(f"weight_reason.{knob.code}"))
